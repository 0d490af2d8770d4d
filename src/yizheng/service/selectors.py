"""Named reads of aid, platforms, concerns and grants."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from yizheng.core.periods import Period

from .models import (
    AidAssignment,
    AidFund,
    Concern,
    LivelihoodMatter,
    Platform,
    PlatformSession,
    StudentGrant,
)
from .states import AidKind, ConcernChannel, ConcernState, MatterState


@dataclass(frozen=True, slots=True)
class Progress:
    """How many concerns a platform has collected, and how many of them are resolved."""

    raised: int
    resolved: int
    unresolved: int

    @property
    def open(self) -> int:
        """Those that are still being handled."""
        return self.raised - self.resolved - self.unresolved


def progress_of(platform: Platform) -> Progress:
    """What became of the concerns of one platform. 1 query."""
    found = Concern.objects.filter(platform=platform).aggregate(
        raised=Count("pk"),
        resolved=Count("pk", filter=Q(state=ConcernState.RESOLVED)),
        unresolved=Count("pk", filter=Q(state=ConcernState.UNRESOLVED)),
    )
    return Progress(**found)


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
    return Concern.objects.filter(channel__in=channels, raised_on__range=period)


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
