"""Named reads of aid, platforms, concerns and grants."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from yizheng.core.periods import Period

from .models import (
    AidAssignment,
    AidFund,
    Benefit,
    Concern,
    LivelihoodMatter,
    Platform,
    PlatformSession,
    StudentGrant,
)
from .states import CLOSED, AidKind, ConcernChannel, ConcernState, MatterState


def by_receipt(number: str) -> Concern | None:
    """The concern a resident follows by its code, with its platform. 1 query."""
    rows = Concern.objects.filter(receipt=number.strip().lower())
    return rows.select_related("platform").first()


def contacts_told_by(day: date) -> QuerySet[Concern]:
    """Concerns that came to an end and were told by a day, and whose raiser is still known.

    1 query.
    """
    known = ~Q(caller="") | ~Q(contact="")
    return Concern.objects.filter(known, state__in=CLOSED, told_on__lte=day).order_by("pk")


@dataclass(frozen=True, slots=True)
class Given:
    """What was done for people: how many (人次), and what was given, in fen."""

    people: int
    amount_fen: int


def given_at(rows: QuerySet[Benefit]) -> Given:
    """The sums of some benefits. 1 query."""
    sums = rows.order_by().aggregate(people=Sum("people"), amount=Sum("amount_fen"))
    return Given(sums["people"] or 0, sums["amount"] or 0)


def funds_of(assignment: AidAssignment) -> tuple[int, int]:
    """How many sums of money came to a place, and all of it in fen. 1 query."""
    rows = AidFund.objects.filter(assignment=assignment).order_by()
    sums = rows.aggregate(times=Count("pk"), amount=Sum("amount_fen"))
    return sums["times"], sums["amount"] or 0


def matters_of(assignment: AidAssignment) -> tuple[int, int]:
    """How many livelihood matters of a place are done, and how many are not yet. 1 query."""
    done = Count("pk", filter=Q(state=MatterState.DONE))
    found = LivelihoodMatter.objects.filter(assignment=assignment).aggregate(
        all=Count("pk"), done=done
    )
    return found["done"], found["all"] - found["done"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many concerns a platform has collected, state by state."""

    counts: dict[str, int]

    @property
    def raised(self) -> int:
        """All of them, but those that were refused."""
        return sum(self.counts.values()) - self.counts.get(ConcernState.REFUSED, 0)

    @property
    def resolved(self) -> int:
        """Those that are resolved."""
        return self.counts.get(ConcernState.RESOLVED, 0)

    @property
    def unresolved(self) -> int:
        """Those that cannot be resolved for now."""
        return self.counts.get(ConcernState.UNRESOLVED, 0)

    @property
    def open(self) -> int:
        """Those that are still being handled."""
        return self.raised - self.resolved - self.unresolved


def progress_of(platform: Platform) -> Progress:
    """What became of the concerns of one platform. 1 query."""
    counted = Concern.objects.filter(platform=platform).order_by().values_list("state")
    return Progress(dict(counted.annotate(n=Count("pk"))))


def open_on(day: date) -> Q:
    """What stands at the end of a day: opened by then, and not closed by then."""
    return Q(opened_on__lte=day) & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def sessions_of(platform: Platform) -> QuerySet[PlatformSession]:
    """What was consulted at a platform, newest first. 1 query."""
    return PlatformSession.objects.filter(platform=platform).order_by("-held_on", "-pk")


def people_at(platform: Platform) -> tuple[int, int]:
    """How many sessions a platform held, and how many took part in them, each time. 1 query."""
    counted = PlatformSession.objects.filter(platform=platform).aggregate(
        held=Count("pk"), people=Sum(F("members") + F("officials") + F("residents"))
    )
    return counted["held"], counted["people"] or 0


def platforms_on(day: date) -> QuerySet[Platform]:
    """Platforms open at the end of a day. Unrestricted: for figures."""
    return Platform.objects.filter(open_on(day))


def aid_counties_on(day: date) -> QuerySet[AidAssignment]:
    """Counties in the committee's care at the end of a day: never two rows of one county."""
    return AidAssignment.objects.filter(open_on(day), kind=AidKind.COUNTY)


def overlapping(assignment: AidAssignment) -> QuerySet[AidAssignment]:
    """Other rows of the same county with a day in common with this one. 1 query."""
    rows = AidAssignment.objects.filter(kind=AidKind.COUNTY, county=assignment.county)
    rows = rows.exclude(pk=assignment.pk).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=assignment.opened_on)
    )
    return rows.filter(opened_on__lt=assignment.closed_on) if assignment.closed_on else rows


def funds_received(period: Period) -> QuerySet[AidFund]:
    """Aid money that arrived in the period. Unrestricted: for figures."""
    return AidFund.objects.filter(received_on__range=period)


def matters_done(period: Period) -> QuerySet[LivelihoodMatter]:
    """Livelihood matters done, with evidence, in the period. Unrestricted: for figures."""
    return LivelihoodMatter.objects.filter(state=MatterState.DONE, done_on__range=period)


def concerns_raised(period: Period, *channels: ConcernChannel) -> QuerySet[Concern]:
    """Concerns raised in the period by these channels. Unrestricted: for figures."""
    rows = Concern.objects.filter(channel__in=channels, raised_on__range=period)
    return rows.exclude(state=ConcernState.REFUSED)


def concerns_resolved(period: Period, *channels: ConcernChannel) -> QuerySet[Concern]:
    """Concerns of these channels resolved in the period, whenever they were raised."""
    return Concern.objects.filter(
        channel__in=channels, state=ConcernState.RESOLVED, resolved_on__range=period
    )


def grants_paid(period: Period) -> QuerySet[StudentGrant]:
    """Grants paid in the period. Unrestricted: for figures."""
    return StudentGrant.objects.filter(granted_on__range=period)


def students_of(grants: QuerySet[StudentGrant]) -> QuerySet[StudentGrant]:
    """One grant for each reference number among `grants`: a row is a student."""
    first = grants.order_by().values("reference_no").annotate(first=Min("pk")).values("first")
    return StudentGrant.objects.filter(pk__in=first)


def aid_by(people: Collection[int], period: Period) -> QuerySet[AidAssignment]:
    """Counties and villages put in these people's care in the period. 1 query."""
    return AidAssignment.objects.filter(leader__in=people, opened_on__range=period)


def raised_by(people: Collection[int], period: Period) -> QuerySet[Concern]:
    """Concerns of residents these people raised in the period. For duty records. 1 query."""
    return Concern.objects.filter(member__in=people, raised_on__range=period)
