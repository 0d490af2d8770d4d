"""Tables that people send (.xlsx, .xls, .csv), read into lines of text under their headings.

Every cell becomes the text a person would type: days as 2024-03-05, whole numbers without a point.
What kind of file it is was looked at before (`documents.inspection`).
"""

import base64
import csv
import io
import json
import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .errors import Invalid
from .exports import ACTIVE
from .sheets import COLUMNS, HEADS_WITHIN, ROWS, formulas_of

MERGED = "这一格是合并单元格，请取消合并，每一行都填写完整"
FORMULA = "这一格是公式，请复制后用“选择性粘贴—数值”改成数值"
MOST_MERGED = 1000
BLANKS = re.compile(r"\s+")
# How people write that something is so or not, and what they put between several names.
YES, NO = frozenset({"是", "√", "有", "1", "Y", "y"}), frozenset({"否", "×", "无", "0", "N", "n"})
BETWEEN = re.compile(r"[、，,；;\n]+")
DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the sheet, a text for each heading, and cells that cannot be read.

    `spoiled` maps the place of such a cell to the sentence that says why.
    """

    number: int
    cells: tuple[str, ...]
    spoiled: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was sent; lines that are blank are left out."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def pack(self) -> str:
        """As a short text, to be kept until somebody says what shall become of it."""
        told = [self.headings, [(line.number, line.cells, line.spoiled) for line in self.lines]]
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return base64.b64encode(zlib.compress(text.encode())).decode()

    @classmethod
    def unpack(cls, packed: str) -> "Table":
        """What `pack` made."""
        headings, told = json.loads(zlib.decompress(base64.b64decode(packed)))
        lines = [
            Line(number, tuple(cells), {int(place): said for place, said in spoiled.items()})
            for number, cells, spoiled in told
        ]
        return cls(tuple(headings), tuple(lines))


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet before its headings are known; `spoiled` is by row and column, from 0."""

    rows: list[list[Any]]
    spoiled: dict[tuple[int, int], str] = field(default_factory=dict)


def read(kind: str, content: bytes, *, known: Collection[str], needed: Iterable[str]) -> Table:
    """The first visible sheet that has the headings, whatever stands above them.

    Args:
        kind: xlsx, xls or csv.
        known: headings that mean something to the caller; they tell the row of headings.
        needed: those without which the table is of no use.

    Raises:
        Invalid: at `file`; it cannot be read, is too large, or is another table. Says which needed
            headings are missing.
    """
    grids = list(_grids(kind, content))
    found = [(grid, place) for grid in grids for place in range(min(HEADS_WITHIN, len(grid.rows)))]
    score = [len(set(known) & set(_heads(grid.rows[place]))) for grid, place in found]
    if not score or max(score) == 0:
        _refuse(
            f"没有找到列名：前 {HEADS_WITHIN} 行里没有“{'”“'.join(needed)}”这些列，请用模板填写"
        )
    grid, place = found[score.index(max(score))]
    heads = _heads(grid.rows[place])
    if wide := _wide(grid, place, heads):
        _refuse(f"列名“{'”“'.join(wide)}”是跨几列的合并单元格，请取消合并，每列写一个列名")
    if missing := [name for name in needed if name not in heads]:
        _refuse(f"缺少这些列：{'、'.join(missing)}")
    if twice := sorted({head for head in heads if head and heads.count(head) > 1}):
        _refuse(f"这些列出现了两次：{'、'.join(twice)}")
    lines = _lines(grid, place, heads)
    if not lines:
        _refuse("表格里只有列名，没有内容")
    if len(lines) > ROWS:
        _refuse(f"表格有 {len(lines)} 行，一次最多 {ROWS} 行，请拆开后分别导入")
    return Table(tuple(head for head in heads if head), lines)


def _heads(row: list[Any]) -> list[str]:
    return [BLANKS.sub("", text_of(value)) for value in row]


def _wide(grid: Grid, place: int, heads: list[str]) -> list[str]:
    """The headings that are merged over the blank cells to their right."""
    is_merged = [grid.spoiled.get((place, column)) == MERGED for column in range(len(heads))]
    return [
        head
        for column, head in enumerate(heads[:-1])
        if head and not heads[column + 1] and is_merged[column] and is_merged[column + 1]
    ]


def _lines(grid: Grid, place: int, heads: list[str]) -> tuple[Line, ...]:
    """The lines below the row of headings, with the columns that have one."""
    columns = [column for column, head in enumerate(heads) if head]
    lines = []
    for row in range(place + 1, len(grid.rows)):
        values = grid.rows[row]
        cells = tuple(text_of(values[column]) if column < len(values) else "" for column in columns)
        spoiled = {
            order: grid.spoiled[row, column]
            for order, column in enumerate(columns)
            if (row, column) in grid.spoiled
        }
        if any(cells) or spoiled:
            lines.append(Line(row + 1, cells, spoiled))
    return tuple(lines)


def text_of(value: Any) -> str:
    """A cell as text."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        day_only = value.time() == time(0)
        return value.date().isoformat() if day_only else f"{value:%Y-%m-%d %H:%M}"
    return str(value).replace("\r\n", "\n").strip()


@lru_cache(maxsize=4096)
def day_of(text: str) -> date:
    """A day as people write it: 2024-3-5, 2024/3/5, 2024.3.5, 2024年3月5日, with a time or not.

    Raises:
        ValueError: with a sentence.
    """
    written = DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if written is None:
        raise ValueError(f"“{_short(text)}”不是日期，请写成 2024-3-5 的样子")
    try:
        day = date(*map(int, written.groups()))
    except ValueError as error:
        raise ValueError(f"没有“{_short(text)}”这一天") from error
    if not 1949 <= day.year <= 2100:
        raise ValueError(f"“{_short(text)}”的年份不对")
    return day


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


# --- Files ---------------------------------------------------------------------------------------


def _grids(kind: str, content: bytes) -> Iterator[Grid]:
    if kind == "csv":
        yield Grid(_csv_rows(content))
        return
    # Before the reader sees it: a cell far out would make it ask for more memory than there is.
    formulas = formulas_of(content) if kind == "xlsx" else {}
    try:
        yield from _sheets(content, formulas)
    except CalamineError as error:
        raise Invalid(
            "这个文件不能读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再试", field="file"
        ) from error


def _sheets(content: bytes, formulas: dict[str, set[tuple[int, int]]]) -> Iterator[Grid]:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for meta in book.sheets_metadata:
            visible = meta.visible == SheetVisibleEnum.Visible
            if not visible or meta.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(meta.name)
            last_row, last_column = sheet.end or (0, 0)
            if last_row > ROWS + HEADS_WITHIN or last_column >= COLUMNS:
                _refuse(f"表格超过 {ROWS} 行或者 {COLUMNS} 列，请拆开后分别导入")
            spoiled = dict.fromkeys(formulas.get(meta.name, ()), FORMULA)
            spoiled |= dict.fromkeys(_merged(sheet), MERGED)
            yield Grid(sheet.to_python(skip_empty_area=False), spoiled)


def _merged(sheet: Any) -> Iterator[tuple[int, int]]:
    """The cells under merged ranges, as far as the sheet reaches."""
    last_row, last_column = sheet.end or (-1, -1)
    for first, last in (sheet.merged_cell_ranges or [])[:MOST_MERGED]:
        for row in range(first[0], min(last[0], last_row) + 1):
            for column in range(first[1], min(last[1], last_column) + 1):
                yield row, column


def _csv_rows(content: bytes) -> list[list[str]]:
    """Lines of a CSV file; a mark that an export set before a dangerous sign is taken off again."""
    try:
        rows = list(csv.reader(io.StringIO(_decoded(content), newline="")))
    except csv.Error as error:
        raise Invalid("这个 CSV 文件不能读取，请另存为 .xlsx 再试", field="file") from error
    if max(map(len, rows), default=0) > COLUMNS:
        _refuse(f"表格超过 {COLUMNS} 列")
    return [[_unmarked(cell) for cell in row] for row in rows]


def _unmarked(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(ACTIVE) else cell


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid("这个 CSV 文件的编码不是 UTF-8 或 GB18030，请另存为 .xlsx 再试", field="file")


def _refuse(sentence: str) -> None:
    raise Invalid(sentence, field="file")
