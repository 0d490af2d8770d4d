"""Which rows of other kinds a line means. Nothing is guessed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from yizheng.core.filters import choices_of
from yizheng.core.registers import REGISTERS, Column, Register
from yizheng.core.tables import BETWEEN
from yizheng.core.tenancy import Tenanted

from .columns import Cell, cell_for, value_of
from .reading import Said


@dataclass(slots=True)
class Meant:
    """The row a record is made along with: there already, perhaps with changes, or new."""

    row: Any
    cells: list[tuple[Cell, Cell]]
    is_new: bool
    changes: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[str, str, str]] = field(default_factory=list)

    def heading(self, name: str) -> str:
        """The heading under which the table says a field of it."""
        return next((outer.heading for outer, inner in self.cells if inner.field.name == name), "")


class Links:
    """The rows that a register's relations may point to, each kind fetched once."""

    def __init__(self, register: Register, cells: Sequence[Cell]) -> None:
        self.register = register
        self.by_field: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            if cell.is_link:
                self.by_field[cell.field.name].append(cell)
        self.rows: dict[str, list[Any]] = {}
        self.found: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], list[Any]]] = {}

    def resolve(
        self,
        said: Said,
        facts: dict[str, Any],
        links: dict[str, list[Any]],
        along: dict[str, Meant],
    ) -> None:
        """Find what each relation of a line means, or say why it cannot be told."""
        for name, cells in self.by_field.items():
            told = [cell for cell in cells if said.texts.get(cell.heading)]
            if not told:
                continue
            if cells[0].field.many_to_many:
                links[name] = self._several(name, told[0], said)
            elif name in self.register.made_along:
                meant = self._along(name, told, said)
                if meant:
                    facts[name] = meant.row
                    if meant.is_new or meant.changes:
                        along[name] = meant
            else:
                row = self._one(name, told, said)
                if row is not None:
                    facts[name] = row

    def _several(self, name: str, cell: Cell, said: Said) -> list[Any]:
        meant = []
        for text in filter(None, BETWEEN.split(said.texts[cell.heading])):
            rows = self._index(name, [cell]).get((text,), [])
            if len(rows) == 1:
                meant.append(rows[0])
            else:
                said.refuse(cell.heading, _unclear(text, rows))
        return meant

    def _one(self, name: str, cells: list[Cell], said: Said) -> Any:
        texts = tuple(said.texts[cell.heading] for cell in cells)
        rows = self._index(name, cells).get(texts, [])
        if len(rows) == 1:
            return rows[0]
        said.refuse(cells[0].heading, _unclear("，".join(texts), rows))
        return None

    def _along(self, name: str, cells: list[Cell], said: Said) -> Meant | None:
        """The row known by its register's column; one of several by all that is said of it."""
        related: Any = cells[0].field.related_model
        key = REGISTERS[related._meta.label_lower].known_by
        pairs = [(cell, inner) for cell in cells if (inner := _inner(related, cell))]
        first = [outer for outer, inner in pairs if inner.column.path in key]
        if not first:
            known = [cell for cell in self.by_field[name] if cell.rest in key]
            said.refuse((known or cells)[0].heading, "没有填写")
            return None
        texts = tuple(said.texts[cell.heading] for cell in first)
        rows = self._index(name, first).get(texts, [])
        if len(rows) > 1:
            rows = self._index(name, cells).get(tuple(said.texts[c.heading] for c in cells), [])
            if len(rows) != 1:
                said.refuse(first[0].heading, f"有几个“{texts[0]}”，不知道是哪一个，请写全单位职务")
                return None
        facts = self._facts_along(pairs, said)
        if facts is None:
            return None
        if not rows:
            return Meant(related(**facts), pairs, is_new=True)
        meant = Meant(rows[0], pairs, is_new=False)
        for outer, inner in pairs:
            value = facts[inner.field.name]
            if getattr(rows[0], inner.field.attname) != getattr(value, "pk", value):
                meant.changes[inner.field.name] = value
                shown = inner.column.text(rows[0])
                meant.told.append((outer.heading, shown, said.texts[outer.heading]))
        return meant

    def _facts_along(self, pairs: list[tuple[Cell, Cell]], said: Said) -> dict[str, Any] | None:
        facts: dict[str, Any] = {}
        before = len(said.faults)
        for outer, inner in pairs:
            text = said.texts[outer.heading]
            if inner.is_link:
                offered = self._offered(inner.field.related_model)
                found = [row for row in offered if text in _names(row, inner.rest)]
                if len(found) == 1:
                    facts[inner.field.name] = found[0]
                else:
                    said.refuse(outer.heading, _unclear(text, found))
                continue
            try:
                facts[inner.field.name] = value_of(inner, text)
            except ValueError as error:
                said.refuse(outer.heading, str(error))
        return facts if len(said.faults) == before else None

    def _index(self, name: str, cells: list[Cell]) -> dict[tuple[str, ...], list[Any]]:
        rests = tuple(cell.rest for cell in cells)
        if (name, rests) not in self.found:
            index: dict[tuple[str, ...], list[Any]] = defaultdict(list)
            for row in self._rows(name, cells[0]):
                for texts in product(*(_names(row, rest) for rest in rests)):
                    index[texts].append(row)
            self.found[name, rests] = index
        return self.found[name, rests]

    def _offered(self, model: Any) -> list[Any]:
        """The rows that a row made along may point to, fetched once."""
        label = model._meta.label_lower
        if label not in self.rows:
            self.rows[label] = list(_all(model))
        return self.rows[label]

    def _rows(self, name: str, cell: Cell) -> list[Any]:
        if name not in self.rows:
            related: Any = cell.field.related_model
            rests = {one.rest for one in self.by_field[name] if "__" in one.rest}
            joined = [rest.rpartition("__")[0] for rest in rests if not rest.startswith("get_")]
            self.rows[name] = list(_all(related).select_related(*_relations(related, joined)))
        return self.rows[name]


def _all(model: Any) -> Any:
    """Every row the committee has, also what forms no longer offer; shared lists as offered."""
    return model.objects.all() if issubclass(model, Tenanted) else choices_of(model)


def _relations(model: Any, paths: list[str]) -> list[str]:
    """Of paths the ones that are relations: a method's name is none."""
    found = []
    for path in paths:
        try:
            if model._meta.get_field(path.partition("__")[0]).is_relation:
                found.append(path)
        except FieldDoesNotExist:
            continue
    return found


def _inner(related: Any, cell: Cell) -> Cell | None:
    """The column as one of the related row's own."""
    return cell_for(
        related, Column(cell.column.name, cell.column.label, cell.rest, cell.column.kind)
    )


def _shown(row: Any, rest: str) -> str:
    return Column("", "", rest).text(row) if rest else str(row)


def _names(row: Any, rest: str) -> set[str]:
    """What may stand in a table for a row: as it is shown, and the short name people write."""
    shown = _shown(row, rest)
    short = str(getattr(row, "short_name", ""))
    return {shown, short} if short and rest in ("", "name") else {shown}


def _unclear(text: str, rows: list[Any]) -> str:
    if not rows:
        return f"没有“{text}”，请先登记，或者核对写法"
    return f"有{len(rows)}个“{text}”，不知道是哪一个"
