"""What the loaders share: the committees, the people, the organs, and chance from one seed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from yizheng.accounts.models import User
from yizheng.activities.models import Activity, ActivityKind, Topic
from yizheng.core.actors import Actor
from yizheng.core.numbering import Series
from yizheng.core.records import Past, take_over
from yizheng.members.models import Committee, Mandate, Organ, Person, Sector, Session, Term
from yizheng.units.models import Party, Unit

STATE = "state"


@dataclass
class World:
    """The city while it is being made. Filled by the loaders in their order."""

    seed: int
    by: Actor
    city: Committee
    counties: dict[str, Committee] = field(default_factory=dict)
    term: Term = field(default_factory=Term)
    sessions: dict[int, Session] = field(default_factory=dict)
    organs: dict[str, Organ] = field(default_factory=dict)
    sectors: dict[str, Sector] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    kinds: dict[str, ActivityKind] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    mandates: list[Mandate] = field(default_factory=list)
    leaders: list[Person] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)
    upper: list[Person] = field(default_factory=list)
    activities: dict[tuple[str, int], list[Activity]] = field(default_factory=dict)
    products: list[Any] = field(default_factory=list)
    bulletins: list[Any] = field(default_factory=list)
    proposals: list[Any] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    platforms: list[Any] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict, repr=False)
    logins: list[tuple[str, str, str, str]] = field(default_factory=list, repr=False)

    def chance(self, name: str) -> Random:
        """A source of chance of its own for each loader, so that one does not disturb another."""
        return Random(f"{self.seed}/{name}")  # noqa: S311 - a demo that must repeat, no secret

    def keep(self, rows: Iterable[Any]) -> list[Any]:
        """Store records without a history of their own."""
        return take_over([Past(row) for row in rows], by=self.by)

    def keep_past(self, past: Iterable[Past]) -> list[Any]:
        """Store records with the steps they went through; the last one says where they stand."""
        past = list(past)
        for item in past:
            if item.steps:
                setattr(item.record, STATE, item.steps[-1][2])
        return take_over(past, by=self.by)

    def at_home_in(self, committee: Committee) -> Actor:
        """The importing actor, at work in another committee."""
        return replace(self.by, committee_id=committee.pk)

    def serving(self, day: date) -> list[Person]:
        """Members on a day, by number."""
        return [seat.person for seat in self._seats(day)]

    def standing(self, day: date) -> list[Person]:
        """Members of the standing committee on a day."""
        return [seat.person for seat in self._seats(day) if seat.is_standing]

    def in_sector(self, name: str, day: date) -> list[Person]:
        """Members of a sector on a day."""
        sector = self.sectors[name]
        return [seat.person for seat in self._seats(day) if seat.sector_id == sector.pk]

    def _seats(self, day: date) -> list[Mandate]:
        return [
            seat
            for seat in self.mandates
            if seat.started_on <= day and (seat.ended_on is None or seat.ended_on >= day)
        ]

    def held(self, code: str, year: int) -> list[Activity]:
        """The activities of a kind that were held in a year, in order."""
        return self.activities.get((code, year), [])

    def numbered_up_to(self, key: str, last: int) -> None:
        """Leave a series where the next number continues."""
        Series.objects.create(committee=self.city, key=key, last=last)
