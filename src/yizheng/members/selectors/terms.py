"""A change of term while it is prepared: who goes, stays and comes, sector by sector."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localdate

from yizheng.core.periods import day_before
from yizheng.members.models import (
    Mandate,
    Nominee,
    Organ,
    Person,
    Sector,
    SectorPlaces,
    TermChange,
)
from yizheng.members.states import OrganKind, TermState, Title

from .serving import mandates_on
from .tenures import Seat, roster_on


def last_day(change: TermChange) -> date:
    """The last day of the term that ends."""
    return day_before(change.starts_on)


def outgoing(change: TermChange) -> list[Seat]:
    """Who is a member on the last day of the old term, as he is then; `roster_on`. 4 queries."""
    return roster_on(last_day(change))


def seats_of_old_term(change: TermChange) -> QuerySet[Mandate]:
    """The mandates of the old term that last until its end. 1 query."""
    return mandates_on(last_day(change)).exclude(term__ordinal=change.ordinal)


def nominees_of(change: TermChange) -> QuerySet[Nominee]:
    """The list of the new term, by sector and name. 1 query."""
    rows: QuerySet[Nominee] = Nominee.objects.filter(change=change)
    return rows.select_related("person", "party", "sector", "organ").order_by(
        "sector__order", "sector__pk", "name", "pk"
    )


@dataclass(slots=True)
class SectorLine:
    """One sector in the change: places, and who stays, comes and goes."""

    sector: Sector
    places: int | None = None
    before: int = 0
    stays: list[str] = field(default_factory=list)
    comes: list[str] = field(default_factory=list)
    goes: list[str] = field(default_factory=list)

    @property
    def now(self) -> int:
        """How many the new list has."""
        return len(self.stays) + len(self.comes)

    @property
    def difference(self) -> int | None:
        """How many more than places; negative where places are free."""
        return None if self.places is None else self.now - self.places

    @property
    def shortage(self) -> int:
        """How many places are free."""
        return max(0, -(self.difference or 0))


@dataclass(slots=True)
class Comparison:
    """The new list beside the old one, sector by sector, and the sums."""

    lines: list[SectorLine]

    def total(self, name: str) -> int:
        """The sum of one column: before, stays, comes, goes, now, or the places that are set."""
        values = [getattr(line, name) for line in self.lines]
        return sum(len(value) if isinstance(value, list) else value or 0 for value in values)

    @property
    def sums(self) -> dict[str, int]:
        """Every column's sum."""
        names = ("places", "before", "stays", "comes", "goes", "now")
        return {name: self.total(name) for name in names}


def comparison_of(change: TermChange) -> Comparison:
    """Who goes on, comes and goes in each sector. 7 queries.

    Who goes on in another sector stays there and has left the old one: he counts as gone nowhere.
    """
    nominees = list(nominees_of(change))
    old = outgoing(change)
    known = {seat.mandate.person_id for seat in old}
    staying = {row.person_id for row in nominees if row.person_id in known}
    places = dict(SectorPlaces.objects.filter(change=change).values_list("sector_id", "places"))
    lines = {
        sector.pk: SectorLine(sector, places.get(sector.pk)) for sector in Sector.objects.all()
    }
    for seat in old:
        line = lines[seat.sector.pk]
        line.before += 1
        if seat.mandate.person_id not in staying:
            line.goes.append(seat.mandate.person.name)
    for row in nominees:
        line = lines[row.sector_id]
        (line.stays if row.person_id in staying else line.comes).append(row.name)
    return Comparison(list(lines.values()))


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A new name that somebody on record has too."""

    nominee: Nominee
    people: list[Person]


def doubtful(change: TermChange) -> list[Doubtful]:
    """New people whose names are on record already, and of whom nobody said who they are.

    3 queries.
    """
    rows = list(nominees_of(change).filter(person=None, is_new=False))
    people = Person.objects.filter(name__in=[row.name for row in rows]).order_by("pk")
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_name[person.name].append(person)
    return [Doubtful(row, by_name[row.name]) for row in rows if by_name[row.name]]


def faults_of(change: TermChange) -> list[str]:
    """What must be put right before the list can be confirmed, in sentences. About 8 queries."""
    found = []
    nominees = list(nominees_of(change))
    if not nominees:
        found.append("名单是空的")
    if not change.decided_by.strip():
        found.append("没有写决定名单的会议")
    if unclear := doubtful(change):
        names = "、".join(row.nominee.name for row in unclear[:5])
        found.append(f"系统里有同名的人员，请说明是不是同一人：{names}")
    titles = Counter(row.title for row in nominees if row.title)
    found += [
        f"{title.label}有 {titles[title]} 位，同时只能有一位"
        for title in (Title.CHAIR, Title.SECRETARY)
        if titles[title] > 1
    ]
    heads = Counter(row.organ for row in nominees if row.organ_title == Title.HEAD)
    found += [f"{organ}有 {count} 位主任" for organ, count in heads.items() if count > 1]
    late = seats_of_old_term(change).filter(started_on__gte=change.starts_on)
    if late.exists():
        found.append("上一届有委员的任职日期不早于新一届的第一天，请核对日期")
    return found


def posts_of(change: TermChange) -> list[tuple[str, list[Nominee]]]:
    """Posts of the new term and who is to have them: leaders, standing members, committees.

    2 queries.
    """
    nominees = list(nominees_of(change))
    found = [
        (str(title.label), [row for row in nominees if row.title == title])
        for title in (Title.CHAIR, Title.VICE_CHAIR, Title.SECRETARY, Title.DEPUTY_SECRETARY)
    ]
    found.append(("常务委员", [row for row in nominees if row.is_standing]))
    order = {Title.HEAD: 0, Title.DEPUTY: 1, Title.CONVENER: 2, Title.MEMBER: 3}
    for organ in Organ.objects.filter(kind__in=[OrganKind.SPECIAL, OrganKind.GROUP]):
        rows = [row for row in nominees if row.organ_id == organ.pk]
        if rows:
            rows.sort(key=lambda row: order[Title(row.organ_title)])
            found.append((organ.name, rows))
    return found


def leaving(change: TermChange) -> QuerySet[Person]:
    """Who is a member until the end of the old term and not in the new list. 1 query."""
    staying = Nominee.objects.filter(change=change, person__isnull=False).values("person")
    old = seats_of_old_term(change).values("person")
    rows: QuerySet[Person] = Person.objects.filter(pk__in=old).exclude(pk__in=staying)
    return rows.order_by("name", "pk")


def due_to_begin(on: date | None = None) -> QuerySet[TermChange]:
    """Confirmed changes whose first day has come. 1 query."""
    rows: QuerySet[TermChange] = TermChange.objects.filter(
        state=TermState.CONFIRMED, starts_on__lte=on or localdate()
    )
    return rows
