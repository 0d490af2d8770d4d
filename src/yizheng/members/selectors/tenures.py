"""What somebody was on a day: sector, party and posts, as one time line and for everybody."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from yizheng.members.models import Mandate, Person, Sector, Tenure
from yizheng.members.states import TenureKind, Title

from .serving import mandates_on


def covering(day: date | OuterRef) -> Q:
    """Dated facts that hold on a day; an empty first day is before all records."""
    return (Q(started_on=None) | Q(started_on__lte=day)) & (Q(ended_on=None) | Q(ended_on__gte=day))


def tenures_on(day: date) -> QuerySet[Tenure]:
    """Sectors, parties and posts as they were on a day. Unrestricted. 1 query."""
    rows: QuerySet[Tenure] = Tenure.objects.filter(covering(day))
    return rows.select_related("sector", "party", "organ")


def seats_on(day: date) -> QuerySet[Any]:
    """Mandates held on a day; `sector_then` is the id of the sector of that day. 1 query."""
    of_person = tenures_on(day).filter(kind=TenureKind.SECTOR, person=OuterRef("person"))
    then = Subquery(of_person.order_by().values("sector")[:1])
    return mandates_on(day).annotate(
        sector_then=Coalesce(then, F("sector_id"), output_field=BigIntegerField())
    )


def sectors_on(day: date) -> QuerySet[Sector]:
    """Sectors that had a member on a day. Unrestricted: for figures. 1 query."""
    rows: QuerySet[Sector] = Sector.objects.filter(pk__in=seats_on(day).values("sector_then"))
    return rows


def standing_on(day: date) -> QuerySet[Mandate]:
    """Mandates of those who were in the standing committee on a day. Unrestricted. 1 query.

    Where the post has days of its own, these count; else membership of it is that of the mandate.
    """
    return standing_by(day).filter(pk__in=mandates_on(day).values("pk"))


def standing_by(day: date) -> QuerySet[Mandate]:
    """As `standing_on`, and who had left by then as he was on his last day. 1 query."""
    posts = Tenure.objects.filter(
        kind=TenureKind.POST, title=Title.STANDING, person=OuterRef("person")
    )
    last = Coalesce(OuterRef("ended_on"), Value(date.max), output_field=DateField())
    of_mandate = posts.filter(started_on__gte=OuterRef("started_on"), started_on__lte=last)
    then = posts.filter(covering(OuterRef("counted_on")))
    own_last = Case(
        When(ended_on__lt=day, then=F("ended_on")), default=Value(day), output_field=DateField()
    )
    rows: QuerySet[Any] = Mandate.objects.annotate(counted_on=own_last)
    return rows.filter(Exists(then) | (Q(is_standing=True) & ~Exists(of_mandate)))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of somebody's time line; days that are open are None."""

    first: date | None
    last: date | None
    what: str
    note: str
    kind: str
    pk: int

    @property
    def days(self) -> str:
        """From when to when, in words."""
        first = self.first.isoformat() if self.first else "此前"
        return f"{first} 至 {self.last.isoformat() if self.last else '今'}"


def life_of(person: Person) -> list[Span]:
    """Mandates, sectors, parties and posts of a person, the latest first. 2 queries."""
    seats = Mandate.objects.filter(person=person).select_related(
        "term", "sector", "replaces__person"
    )
    found = [_seat(seat) for seat in seats]
    tenures = Tenure.objects.filter(person=person).select_related("sector", "party", "organ")
    found += [
        Span(
            row.started_on, row.ended_on, row.what, _decided(row.decided_by, row.ended_by),
            Tenure._meta.label_lower, row.pk,
        )
        for row in tenures
    ]  # fmt: skip
    return sorted(found, key=lambda span: (span.first or date.min, span.pk), reverse=True)


def _seat(seat: Mandate) -> Span:
    what = f"{seat.term}委员（{seat.number}，{seat.sector}）"
    notes = [_decided(seat.decided_by, seat.ended_by)]
    if seat.replaces:
        notes.insert(0, f"增补，接替{seat.replaces.person}")
    if seat.ended_on:
        reason = f"（{seat.end_reason}）" if seat.end_reason else ""
        notes.insert(0, f"{seat.get_standing_display()}{reason}")
    note = "；".join(filter(None, notes))
    return Span(seat.started_on, seat.ended_on, what, note, Mandate._meta.label_lower, seat.pk)


def _decided(first: str, last: str) -> str:
    said = [f"{first}决定任职" if first else "", f"{last}决定离任" if last else ""]
    return "；".join(filter(None, said))


@dataclass(slots=True)
class Seat:
    """A member as he was on a day."""

    mandate: Mandate
    sector: Sector
    party: str
    posts: list[str] = field(default_factory=list)
    is_standing: bool = False


def roster_on(day: date) -> list[Seat]:
    """Everybody who was a member on a day, with sector, party and posts of that day. 4 queries.

    In the order of sectors and numbers.
    """
    facts: dict[int, list[Tenure]] = defaultdict(list)
    for row in tenures_on(day):
        facts[row.person_id].append(row)
    standing = set(standing_on(day).values_list("pk", flat=True))
    dated = set(Tenure.objects.filter(kind=TenureKind.PARTY).values_list("person_id", flat=True))
    seats = mandates_on(day).select_related("person__party", "sector", "term")
    found = [_as_of(seat, facts[seat.person_id], seat.pk in standing, dated) for seat in seats]
    return sorted(found, key=lambda seat: (seat.sector.order, seat.sector.pk, seat.mandate.number))


def _as_of(mandate: Mandate, facts: list[Tenure], is_standing: bool, dated: set[int]) -> Seat:  # noqa: FBT001
    sector, party = mandate.sector, str(mandate.person.party or "")
    if mandate.person_id in dated:
        party = ""
    posts = []
    for row in facts:
        if row.kind == TenureKind.SECTOR and row.sector:
            sector = row.sector
        elif row.kind == TenureKind.PARTY:
            party = str(row.party or "")
        elif row.title != Title.STANDING:
            posts.append(row.what)
    return Seat(mandate, sector, party, posts, is_standing)
