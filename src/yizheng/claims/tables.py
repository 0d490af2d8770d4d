"""Bare numbers in a table: the row says what is counted, the row or the header says the unit."""

import re

from yizheng.claims.measures import COUNTING, UNITS

_UNIT = rf"(?:万元|亿元|万人次|{UNITS}|[{COUNTING}])"
_IN_LABEL = re.compile(rf"[（(](?:单位[:：]?)?({_UNIT})[)）]")
_CELL = re.compile(rf"(?:^|[\t|])\s*({_UNIT}|%)\s*(?=[\t|]|$)")


def in_row(text: str, start: int, line: int) -> bool:
    """Whether the number at `start` is a cell: its line has cells, and one ends right before it."""
    return start > line and text[start - 1] in "\t|" and text[line : start - 1].strip("|\t") != ""


def unit(text: str, start: int, line: int) -> str:
    """The measure word of a cell: in its row's label, in a cell of its own, or in the header."""
    row = text[line:start]
    for pattern in (_IN_LABEL, _CELL):
        found = pattern.findall(row)
        if found:
            return str(found[-1])
    header = text[max(0, text.rfind("\n", 0, max(0, line - 1)) - 80) : line]
    found = _IN_LABEL.findall(header)
    return str(found[-1]) if found else ""
