"""A record in four cells: what it is called, how it stands, and what a list shows first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yizheng.core.registers import Column, Register

CELLS = 4
NAMES = ("title", "name", "headline", "matter", "person")


@dataclass(frozen=True, slots=True)
class Brief:
    """A record's address and its cells as `(column, text)`."""

    record: Any
    url: str
    cells: list[tuple[Column, str]]


def columns_of(register: Register) -> list[Column]:
    """The columns of a brief row: the name, the state, then the list's own order."""
    columns = list(register.list_columns)
    named = [column for name in NAMES for column in columns if column.name == name][:1]
    states = [column for column in columns if column.name == "state"]
    first = named + states
    return (first + [column for column in columns if column not in first])[:CELLS]


def briefly(register: Register, records: Iterable[Any]) -> list[Brief]:
    """Records as brief rows."""
    columns = columns_of(register)
    return [
        Brief(
            record,
            register.url("detail", record.pk),
            [(column, column.text(record)) for column in columns],
        )
        for record in records
    ]
