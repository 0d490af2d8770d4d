"""Marked sentences and passages of our own, and the shared ones when they are there."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PASSAGES = HERE / "passages"
SHARED = HERE.parents[2] / "shared"
_MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")
_VALUE = re.compile(r"([\d.]+)(?:\[([\d.]*),([\d.]*)\])?\|(.*)")


@dataclass(frozen=True)
class Mark:
    """One marked quantity: where it stands, and what is written behind the bar."""

    start: int
    end: int
    note: str

    @property
    def amount(self) -> tuple[Decimal, Decimal | None, Decimal | None, str]:
        """Value, low, high and unit of a note such as `300[270,300]|家`."""
        found = _VALUE.fullmatch(self.note)
        assert found, self.note
        value = Decimal(found[1])
        if found[2] is None:
            return value, value, value, found[4]
        low = Decimal(found[2]) if found[2] else None
        high = Decimal(found[3]) if found[3] else None
        return value, low, high, found[4]


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """The plain text, and its marks; spaces at the edges of a mark are outside of it."""
    text, marks, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        printed = found[1]
        begin = len(text) + len(printed) - len(printed.lstrip())
        text += printed
        marks.append(Mark(begin, len(text) - (len(printed) - len(printed.rstrip())), found[2]))
        at = found.end()
    return text + marked[at:], marks


def sentences(name: str) -> list[str]:
    """Marked sentences of a file: one a line, or several while a brace is open."""
    found, block = [], ""
    for line in (HERE / "sentences" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        block += line + "\n"
        if block.count("{") == block.count("}"):
            found.append(block.rstrip("\n"))
            block = ""
    return found


def passage(name: str, folder: Path = PASSAGES) -> tuple[str, list[dict[str, Any]]]:
    """A passage and its marked spans."""
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    return text, lines(folder / f"{name}.jsonl")


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
