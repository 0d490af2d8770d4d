"""Named reads of publications, the programme, the press and theory papers."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yizheng.core.periods import Period
from yizheng.members.models import Mandate, Person

from .models import Coverage, ProgrammeColumn, ProgrammeEpisode, Publication, TheoryPaper
from .states import PressLevel, PublicationKind


def published(period: Period, kind: PublicationKind) -> QuerySet[Publication]:
    """Books, or issues of the periodical, published in the period. Unrestricted: for figures."""
    return Publication.objects.filter(kind=kind, published_on__range=period)


def aired(period: Period) -> QuerySet[ProgrammeEpisode]:
    """Episodes broadcast in the period. Unrestricted: for figures."""
    return ProgrammeEpisode.objects.filter(aired_on__range=period)


def aired_until(day: date) -> QuerySet[ProgrammeEpisode]:
    """Episodes broadcast from the first one to a day."""
    return ProgrammeEpisode.objects.filter(aired_on__lte=day)


def columns_on(day: date) -> QuerySet[ProgrammeColumn]:
    """Sections of the programme open at the end of a day."""
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return ProgrammeColumn.objects.filter(still, opened_on__lte=day)


def covered(period: Period) -> QuerySet[Coverage]:
    """Press items published in the period. Unrestricted: for figures."""
    return Coverage.objects.filter(published_on__range=period)


def covered_by_the_system(period: Period) -> QuerySet[Coverage]:
    """Those of `covered` that stood in a paper or journal of the CPPCC system."""
    return covered(period).filter(outlet__is_system_press=True)


def members_reported(period: Period) -> QuerySet[Person]:
    """Members whose deeds the provincial CPPCC paper reported in the period, each once.

    A member is who held a mandate of this committee on the day of the report.
    """
    reports = covered_by_the_system(period).filter(
        about_service=True, outlet__level=PressLevel.PROVINCE
    )
    serving = Mandate.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("coverage__published_on")),
        person=OuterRef("person"),
        started_on__lte=OuterRef("coverage__published_on"),
    )
    named = Coverage.people.through._default_manager.filter(
        Exists(serving), coverage__in=reports.values("pk")
    )
    return Person.objects.filter(pk__in=named.values("person"))


def theory_papers(period: Period) -> QuerySet[TheoryPaper]:
    """Theory papers finished in the period. Unrestricted: for figures."""
    return TheoryPaper.objects.filter(finished_on__range=period)


def coverage_of(people: Collection[int], period: Period) -> QuerySet[Coverage]:
    """Press items of the period that report these people. For duty records. 2 queries."""
    rows: QuerySet[Coverage] = covered(period).filter(people__in=people)
    return rows.select_related("outlet").prefetch_related("people").distinct()


def papers_by(people: Collection[int], period: Period) -> QuerySet[TheoryPaper]:
    """Theory papers these people finished in the period. For duty records. 1 query."""
    return theory_papers(period).filter(author__in=people)
