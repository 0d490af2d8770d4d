"""One line of a table: the texts in it, the values they mean, and what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from yizheng.core.tables import Line, day_of

from .columns import MASK, Cell, value_of


@dataclass(slots=True)
class Said:
    """What a line says, by heading; the values of its fields; what is wrong."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, heading: str, sentence: str) -> None:
        """Note that something is wrong with a column; an empty heading is the whole line."""
        self.faults.append((heading, sentence))


def said_in(line: Line, cells: list[Cell], places: dict[str, int]) -> Said:
    """Read a line. Relations are left as texts; what is masked (138****0000) says nothing."""
    said = Said(line.number)
    for cell in cells:
        place = places[cell.heading]
        if place in line.spoiled:
            said.refuse(cell.heading, line.spoiled[place])
            continue
        text = line.cells[place].strip()
        if not text or (MASK in text and cell.field.name in _personal(cell)):
            continue
        said.texts[cell.heading] = text
        try:
            if cell.is_link:
                # Told by a day, written in any of the ways.
                if cell.column.kind == "day":
                    said.texts[cell.heading] = day_of(text).isoformat()
            else:
                said.values[cell.field.name] = value_of(cell, text)
        except ValueError as error:
            said.refuse(cell.heading, str(error))
    return said


def _personal(cell: Cell) -> frozenset[str]:
    personal: frozenset[str] = getattr(cell.field.model, "PERSONAL", frozenset())
    return personal
