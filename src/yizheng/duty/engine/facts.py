"""What the engine is given: facts of a member, and what was adjusted by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Part(StrEnum):
    """In what way something was done by a member together with others."""

    NONE = ""
    SOLE = "sole"
    FIRST = "first"
    JOINT = "joint"
    COLLECTIVE = "collective"

    @property
    def label(self) -> str:
        """In the words of the trade."""
        return {"sole": "个人", "first": "第一", "joint": "联名", "collective": "集体"}.get(
            self, ""
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a member did, or failed to do, on a day; behind it stands one record.

    Args:
        source: the key of the source that found it.
        record: the record, as `app.model:id`; with the source it names the fact.
        about: the record it concerns, where several facts concern one: a report and its adoptions.
        marks: what else is true of it, by words its source declares.
        part: alone, first, joint or collective; empty where that has no meaning.
        among: how many people share it, the member included.
    """

    source: str
    record: str
    on: date
    title: str
    about: str = ""
    marks: frozenset[str] = field(default_factory=frozenset)
    part: Part = Part.NONE
    among: int = 1

    @property
    def subject(self) -> str:
        """What it concerns: several facts on one report have the same."""
        return self.about or self.record

    @property
    def place(self) -> tuple[date, str, str]:
        """The order of facts: by day, then by name, whatever order they came in."""
        return self.on, self.source, self.record


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Each fact once, in the order of days, whatever order they came in."""
    known = {(fact.source, fact.record): fact for fact in facts}
    return sorted(known.values(), key=lambda fact: fact.place)


@dataclass(frozen=True, slots=True)
class Member:
    """What rules ask of a person."""

    is_standing: bool = False


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Points given or taken by hand, approved by a second person."""

    record: str
    points: Decimal
    reason: str
