"""The cells of an .xlsx file, before a reader is let at it: how far they reach, which are formulas.

A reader lays a sheet out as one block from the first cell to the last: a file of two cells in
opposite corners asks for more memory than any machine has.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any, NoReturn
from xml.parsers import expat

from .errors import Invalid

ROWS, COLUMNS = 50_000, 200
# Titles and blank rows may stand above the row of headings.
HEADS_WITHIN = 20
PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
BROKEN = "这个文件不能读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再试"
FILLED = {"v", "is", "f"}
Attributes = dict[str, str]


def formulas_of(content: bytes) -> dict[str, set[tuple[int, int]]]:
    """The cells that hold formulas, by sheet, as row and column from 0.

    Raises:
        Invalid: at `file`; a sheet has more than `ROWS` rows or `COLUMNS` columns, or is broken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name.lower() for name in package.namelist()]
            if len(set(names)) < len(names):
                _refuse(BROKEN)
            return {name: _formulas(package.read(part)) for name, part in _sheets(package)}
    except (zipfile.BadZipFile, KeyError, StopIteration, expat.ExpatError, ValueError) as error:
        raise Invalid(BROKEN, field="file") from error


def _sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The name and the part of each sheet."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes["Target"].removeprefix("/")
            targets[attributes["Id"]] = target if target.startswith("xl/") else f"xl/{target}"

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            key = next(value for name, value in attributes.items() if name.endswith(":id"))
            sheets.append((attributes["name"], targets[key]))

    _scan(package.read("xl/_rels/workbook.xml.rels"), relation)
    _scan(package.read("xl/workbook.xml"), sheet)
    return sheets


def _formulas(part: bytes) -> set[tuple[int, int]]:
    """The places of a sheet's formulas, after every filled cell was seen to be near enough."""
    cells = _Cells()
    _scan(part, cells.element)
    return cells.formulas


class _Cells:
    """Where the parser is in a sheet. Cells and rows without a place follow the one before."""

    def __init__(self) -> None:
        self.row, self.column = -1, -1
        self.formulas: set[tuple[int, int]] = set()

    def element(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            said = attributes.get("r", "")
            self.row = int(said) - 1 if said else self.row + 1
            self.column = -1
        elif name == "c":
            self._cell(attributes.get("r", ""))
        elif name in FILLED:
            if self.row >= ROWS + HEADS_WITHIN or self.column >= COLUMNS:
                _refuse(f"表格超过 {ROWS} 行或者 {COLUMNS} 列，请拆开后分别导入")
            if name == "f":
                self.formulas.add((self.row, self.column))

    def _cell(self, said: str) -> None:
        if not said:
            self.column += 1
            return
        place = PLACE.fullmatch(said)
        if place is None:
            _refuse(BROKEN)
        letters = place[1]
        self.column = sum(
            (ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))
        )
        self.row, self.column = int(place[2]) - 1, self.column - 1


def _scan(part: bytes, element: Callable[[str, Attributes], None]) -> None:
    """Tell every element of a part by its plain name."""
    parser: Any = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: element(
        name.rpartition(":")[2], attributes
    )
    parser.Parse(part, True)  # noqa: FBT003 - the parser takes it by position only


def _refuse(sentence: str) -> NoReturn:
    raise Invalid(sentence, field="file")
