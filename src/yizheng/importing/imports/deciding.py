"""What would become of each line of a table. Nothing is stored.

A record is known again by the column its register names, or else by the model's first unique
constraint whose fields are all in the table, or else by everything the table says of it: then as
many equal lines as there are equal records are known again.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, Refused
from yizheng.core.records import check_shape
from yizheng.core.registers import Register
from yizheng.core.tables import Line, Table
from yizheng.core.tenancy import active_committee

from .columns import Cell, cells_of, needed_cells
from .linking import Links, Meant
from .reading import Said, said_in

# How often the progress is told.
EVERY = 200


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(slots=True)
class Case:
    """A line and what becomes of it.

    `facts` are the values by field, `links` the rows by many-to-many field; `changes` what a record
    that is `stored` does not say yet. `along` are rows of relations that are made or corrected with
    it.
    """

    said: Said
    facts: dict[str, Any] = field(default_factory=dict)
    links: dict[str, list[Any]] = field(default_factory=dict)
    along: dict[str, Meant] = field(default_factory=dict)
    stored: Any = None
    changes: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[str, str, str]] = field(default_factory=list)
    record: Any = None

    @property
    def number(self) -> int:
        """The line's number in the sheet."""
        return self.said.number

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong: column and sentence."""
        return self.said.faults

    @property
    def fate(self) -> Fate:
        """What becomes of it."""
        if self.faults:
            return Fate.FAULTY
        if self.stored is None:
            return Fate.NEW
        moved = self.changes or any(meant.changes for meant in self.along.values())
        return Fate.CHANGED if moved else Fate.SAME


@dataclass(slots=True)
class Decided:
    """All lines, and how many there are of each fate."""

    register: Register
    cases: list[Case]
    notices: list[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines there are of each fate."""
        counts = dict.fromkeys(map(str, Fate), 0)
        for case in self.cases:
            counts[case.fate] += 1
        return counts

    def of(self, fate: Fate) -> list[Case]:
        """The lines of one fate, in their order."""
        return [case for case in self.cases if case.fate == fate]

    @property
    def digest(self) -> str:
        """Tells whether the same table would still have the same effect."""
        told = [
            (case.number, case.fate, getattr(case.stored, "pk", 0), case.told)
            for case in self.cases
        ]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def decide(
    register: Register, table: Table, *, by: Actor, seen: Callable[[int], None] = lambda _: None
) -> Decided:
    """Look at every line as it would be stored by `by`.

    Queries: a few for the register and one for each relation, one for each line to be checked by
    the database; where the app has a service of its own for new records, what that asks.
    """
    cells = [cell for cell in cells_of(register.key) if cell.heading in table.headings]
    decider = _Decider(register, cells)
    places = {heading: place for place, heading in enumerate(table.headings)}
    cases = []
    for count, line in enumerate(table.lines, 1):
        cases.append(decider.case(line, places))
        if count % EVERY == 0:
            seen(count)
    if maker_of(register):
        _rehearse(register, cases, by=by)
    unread = [name for name in table.headings if name not in {cell.heading for cell in cells}]
    notices = [f"这些列不读取：{'、'.join(unread)}"] if unread else []
    return Decided(register, cases, notices)


class _Decider:
    """What is known of the register, asked once."""

    def __init__(self, register: Register, cells: list[Cell]) -> None:
        self.register, self.cells = register, cells
        self.links = Links(register, cells)
        self.plain = [cell for cell in cells if not cell.field.many_to_many]
        self.names = list(dict.fromkeys(cell.field.name for cell in self.plain))
        self.uniques = _uniques(register, self.names)
        self.key = _known_by(register) or next(iter(self.uniques), self.names)
        self.needed = needed_cells(register)
        many = [cell.field.name for cell in cells if cell.field.many_to_many]
        rows = register.model._default_manager.all().prefetch_related(*many)
        self.known: dict[Any, list[Any]] = defaultdict(list)
        self.taken: list[dict[Any, Any]] = [{} for _ in self.uniques]
        for row in rows.order_by("pk"):
            self.known[_key(row, self.key)].append(row)
            for names, taken in zip(self.uniques, self.taken, strict=True):
                taken[_key(row, names)] = row

    def case(self, line: Line, places: dict[str, int]) -> Case:
        """One line, looked at by itself and beside those before it."""
        case = Case(said_in(line, self.cells, places))
        case.facts = dict(case.said.values)
        self._need(case)
        self.links.resolve(case.said, case.facts, case.links, case.along)
        if case.faults:
            return case
        record = self.register.model(**case.facts)
        record.committee_id = active_committee()
        case.record = record
        if not any(meant.is_new for meant in case.along.values()):
            case.stored = self._stored(case, record)
        if case.faults:
            return case
        if case.stored is None:
            self._check_new(case, record)
        else:
            self._compare(case)
        self._claim(case, record)
        return case

    def _need(self, case: Case) -> None:
        said = {cell.field.name for cell in self.cells if case.said.texts.get(cell.heading)}
        wrong = {heading for heading, _ in case.faults}
        for cell in self.needed:
            if cell.field.name not in said and cell.heading not in wrong:
                case.said.refuse(cell.heading, "没有填写")

    def _stored(self, case: Case, record: Any) -> Any:
        found = self.known.get(_key(record, self.key), [])
        if self.key == self.names:
            # An equal line further down means the next equal record.
            return found.pop(0) if found else None
        if len(found) > 1:
            found = [row for row in found if self._holds(case, row)]
            if len(found) != 1:
                case.said.refuse(self._heading(self.key[0]), "系统里有几条，不知道是哪一条")
                return None
        return found[0] if found else None

    def _holds(self, case: Case, row: Any) -> bool:
        """Whether all that a line says is true of a record."""
        return all(getattr(row, name) == value for name, value in case.facts.items())

    def _check_new(self, case: Case, record: Any) -> None:
        # With a service of its own, the service is asked, see `_rehearse`.
        if maker_of(self.register):
            return
        for meant in case.along.values():
            if meant.is_new:
                _checked(case, meant.row, meant.heading)
        _checked(case, record, self._heading)

    def _compare(self, case: Case) -> None:
        """What the table says differently; what is left blank says nothing."""
        stored = case.stored
        for name, value in case.facts.items():
            ours = getattr(stored, f"{name}_id") if isinstance(value, models.Model) else None
            old = ours if ours is not None else getattr(stored, name)
            new = value.pk if isinstance(value, models.Model) else value
            if old == new:
                continue
            cell = next(one for one in self.plain if one.field.name == name)
            shown = cell.column.text(stored)
            if not cell.is_free:
                case.said.refuse(
                    cell.heading, f"系统里是“{shown or '空'}”，这一项要在系统里办理，不能用表格改"
                )
                continue
            case.changes[name] = value
            case.told.append((cell.heading, shown, case.said.texts[cell.heading]))
        for name, rows in case.links.items():
            if set(rows) != set(getattr(stored, name).all()):
                cell = next(one for one in self.cells if one.field.name == name)
                case.changes[name] = rows
                case.told.append(
                    (cell.heading, cell.column.text(stored), case.said.texts[cell.heading])
                )
        for meant in case.along.values():
            case.told += meant.told

    def _claim(self, case: Case, record: Any) -> None:
        """Refuse what is unique and already another's, in the system or further up the table."""
        if case.faults:
            return
        now = record if case.stored is None else case.stored
        for names, taken in zip(self.uniques, self.taken, strict=True):
            if case.stored is not None and not case.changes.keys() & set(names):
                key = _key(case.stored, names)
            else:
                key = _key(record, names)
            if None in key:
                # A row made along has no key yet, and nothing is as unique as nothing.
                continue
            holder = taken.get(key)
            if holder is None:
                taken[key] = case
            elif holder is not now and holder is not case:
                if isinstance(holder, Case):
                    case.said.refuse(self._heading(names[-1]), f"与第{holder.number}行重复")
                elif holder.pk != getattr(case.stored, "pk", None):
                    case.said.refuse(self._heading(names[-1]), f"已被“{holder}”使用")
                else:
                    taken[key] = case

    def _heading(self, name: str) -> str:
        return next((cell.heading for cell in self.cells if cell.field.name == name), "")


def _known_by(register: Register) -> list[str]:
    """The fields by which a register says its records are known; none where it does not say."""
    cells = [cell for cell in cells_of(register.key) if cell.column.name in register.known_by]
    return [cell.field.name for cell in cells]


def _uniques(register: Register, names: list[str]) -> list[list[str]]:
    """The fields of each unconditional constraint, as far as the table has them all."""
    found = []
    for constraint in register.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            fields = [name for name in constraint.fields if name != "committee"]
            if fields and set(fields) <= set(names):
                found.append(fields)
    return found


def _key(row: Any, names: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)


def _checked(case: Case, record: Any, heading: Callable[[str], str]) -> None:
    try:
        check_shape(record)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            for sentence in sentences:
                case.said.refuse(heading(name), str(sentence))


def maker_of(register: Register) -> Callable[..., Any] | None:
    """The app's own service for new records; None where they are simply stored."""
    return register.past_with or register.create_with


def facts_for_service(register: Register, case: Case) -> dict[str, Any]:
    """What the app's own service is given: what people type in; of the past, all that is said."""
    if register.past_with:
        return case.facts | case.links
    typed = {item.name for item in register.model._meta.concrete_fields if item.editable}
    return {name: value for name, value in case.facts.items() if name in typed} | case.links


def made(register: Register, case: Case, *, by: Actor) -> Any:
    """A new record, made by the app's service.

    Raises:
        Refused: as the service.
    """
    make = register.past_with or register.create
    return make(by=by, facts=facts_for_service(register, case))


def _rehearse(register: Register, cases: list[Case], *, by: Actor) -> None:
    """Have the app's service make every new record, one after the other, and take all back."""
    with transaction.atomic():
        for case in cases:
            if case.fate is Fate.NEW:
                try:
                    with transaction.atomic():
                        made(register, case, by=by)
                except Refused as refusal:
                    _tell(register, case, refusal)
        transaction.set_rollback(True)


def _tell(register: Register, case: Case, refusal: Refused) -> None:
    headings = {cell.field.name: cell.heading for cell in cells_of(register.key)}
    if isinstance(refusal, Invalid) and refusal.fields:
        for name, sentences in refusal.fields.items():
            for sentence in sentences:
                case.said.refuse(headings.get(name, ""), sentence)
    else:
        case.said.refuse(headings.get(refusal.field or "", ""), refusal.message)
