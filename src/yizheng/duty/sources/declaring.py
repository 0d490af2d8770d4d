"""What a source is, and how all of them are asked together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from yizheng.core.history import label_of
from yizheng.core.periods import Period
from yizheng.duty.engine import Fact
from yizheng.members.models import Mandate

# The groups of a file in their order.
GROUPS = {
    "meetings": "会议",
    "speaking": "发言",
    "proposals": "提案",
    "opinions": "社情民意",
    "consultation": "协商建言",
    "supervision": "调研视察和监督",
    "study": "学习培训",
    "service": "服务为民",
    "liaison": "联络和上下联动",
    "publicity": "荣誉和宣传",
    "outside": "会外履职",
}
# A person and what he did.
Found = tuple[int, Fact]
Finder = Callable[[Collection[int], Period], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Source:
    """One source of facts: what one of them is, in which unit, and what may be true of it.

    `find` returns the facts of these people with a day in a period; what lies outside of a
    person's mandate is dropped after it, in one place (`facts_of`).
    """

    key: str
    label: str
    group: str
    unit: str
    counts: str
    marks: Mapping[str, str]
    find: Finder

    @property
    def keeps_attendance(self) -> bool:
        """Whether its facts say who was there, who was on leave and who was missing."""
        return "absent" in self.marks


SOURCES: dict[str, Source] = {}


def source(
    key: str,
    label: str,
    *,
    group: str,
    unit: str,
    counts: str,
    marks: Mapping[str, str] | None = None,
) -> Callable[[Finder], Source]:
    """Declare a source by the function that finds its facts.

    Args:
        group: a key of `GROUPS`.
        counts: in Chinese, what one unit is and by which day it counts.
        marks: what may be true of a fact, with the words for it.
    """

    def declare(find: Finder) -> Source:
        if key in SOURCES:
            raise ValueError(f"source declared twice: {key}")
        if group not in GROUPS:
            raise ValueError(f"no group {group}: one of {', '.join(GROUPS)}")
        SOURCES[key] = Source(key, label, group, unit, counts, marks or {}, find)
        return SOURCES[key]

    return declare


def vocabulary() -> dict[str, Mapping[str, str]]:
    """The marks of every source, by which rules are checked."""
    return {key: known.marks for key, known in SOURCES.items()}


def facts_of(seats: Collection[Mandate], period: Period) -> dict[int, list[Fact]]:
    """The facts of each mandate in a period, by the mandate's id, each in the order of days.

    A fact before the mandate or after it is none of the member's: he is absent from nothing then.
    Some 50 queries, however many members.
    """
    by_person: dict[int, list[Mandate]] = defaultdict(list)
    for seat in seats:
        by_person[seat.person_id].append(seat)
    people = frozenset(by_person)
    found: dict[int, list[Fact]] = {seat.pk: [] for seat in seats}
    for known in SOURCES.values():
        for person, fact in known.find(people, period):
            for seat in by_person.get(person, ()):
                if seat.started_on <= fact.on and (not seat.ended_on or fact.on <= seat.ended_on):
                    found[seat.pk].append(fact)
    return {pk: sorted(facts, key=lambda fact: fact.place) for pk, facts in found.items()}


def dated(day: date | None) -> date:
    """A day the query has made sure of; without one the fact would lie in nobody's mandate."""
    return day or date.min


def named(record: Model) -> str:
    """A record as facts name it: `app.model:id`."""
    return label_of(record)


def marked(**marks: Any) -> frozenset[str]:
    """The words of those that are true."""
    return frozenset(word for word, is_so in marks.items() if is_so)
