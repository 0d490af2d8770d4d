"""One line of the table on its way to becoming a proposal, and what is wrong with it."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from yizheng.core.tables import BETWEEN, NO, YES, Line, Table, day_of
from yizheng.members.models import Session
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import State
from yizheng.units.models import Unit

from .columns import BY_LABEL, EXPLAINED, LABELS, Field, Kind

NUMBER = re.compile(r"第?0*([1-9]\d{0,8})号?")
BLANKS = re.compile(r"\s+")


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    SAME = "same"
    DIFFERENT = "different"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: in which column, in a sentence."""

    column: str
    sentence: str


@dataclass(slots=True)
class Case:
    """A line, and what its words were found to mean.

    `said` holds the cells that are filled, by column; `facts` what they mean, as far as it was
    understood. `stored` is the proposal that is in the system already; `differences` are
    `(column, in the table, in the system)`. `main` is what it was merged into, in the table or in
    the system.
    """

    number: int
    said: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    stored: Proposal | None = None
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    main: "Case | Proposal | None" = None

    def refuse(self, name: str, sentence: str) -> None:
        """Note that the column `name` is wrong."""
        self.faults.append(Fault(LABELS[name], sentence))

    def is_refused(self, name: str) -> bool:
        """Whether something is wrong with the column `name` already."""
        return any(fault.column == LABELS[name] for fault in self.faults)

    def day(self, name: str) -> date | None:
        """A day, when it is given and right."""
        found: date | None = self.facts.get(name)
        return found

    @property
    def fate(self) -> Fate:
        """What becomes of the line."""
        if self.faults:
            return Fate.FAULTY
        if self.stored is None:
            return Fate.NEW
        return Fate.DIFFERENT if self.differences else Fate.SAME

    @property
    def session(self) -> Session:
        """The session, once it is known."""
        found: Session = self.facts["session"]
        return found

    @property
    def state(self) -> State:
        """The state, once it is known."""
        return State(self.facts["state"])

    @property
    def units(self) -> list[Unit]:
        """The units, the lead unit first."""
        lead = self.facts.get("lead_unit")
        return [lead, *self.facts.get("helpers", [])] if lead else []


def plain(text: str) -> str:
    """A name without blanks and without differences of width."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text))


def names_in(text: str) -> list[str]:
    """The names of a list, in their order."""
    return [name for part in BETWEEN.split(text) if (name := plain(part))]


def cases_of(table: Table) -> list[Case]:
    """The lines of a table with their cells understood by themselves: days, numbers, lengths."""
    columns = [BY_LABEL.get(heading) for heading in table.headings]
    return [
        _case(line, columns)
        for line in table.lines
        if not all(cell.startswith(EXPLAINED) for cell in line.cells if cell)
    ]


def _case(line: Line, columns: list[Field | None]) -> Case:
    case = Case(line.number)
    for place, (column, text) in enumerate(zip(columns, line.cells, strict=True)):
        if column is None:
            continue
        if place in line.spoiled:
            case.refuse(column.name, line.spoiled[place])
        elif text:
            _read(case, column, text)
    return case


def _read(case: Case, column: Field, text: str) -> None:
    if len(text) > column.longest:
        case.refuse(column.name, f"有 {len(text)} 字，最多 {column.longest} 字")
        return
    case.said[column.name] = text
    try:
        if column.kind is Kind.DAY:
            case.facts[column.name] = day_of(text)
        elif column.kind is Kind.NUMBER:
            case.facts[column.name] = number_of(text)
        elif column.kind is Kind.YES:
            case.facts[column.name] = yes_or_no(text)
    except ValueError as error:
        case.refuse(column.name, str(error))


def number_of(text: str) -> int:
    """A number as it is written or printed: 12, 第0012号. Raises ValueError with a sentence."""
    found = NUMBER.fullmatch(plain(text))
    if found is None:
        raise ValueError(f"“{text}”不是编号，请写成 12 或 第0012号")
    return int(found[1])


def yes_or_no(text: str) -> bool:
    """是 or 否, and the signs that stand for them. Raises ValueError with a sentence."""
    said = plain(text)
    if said not in YES | NO:
        raise ValueError(f"“{text}”请改写成 是 或 否")
    return said in YES
