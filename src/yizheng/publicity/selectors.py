"""Named reads of contributions, publications, the programme, the press and theory papers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from yizheng.core.history import Event, label_of
from yizheng.core.periods import Period
from yizheng.core.wording import length
from yizheng.members.models import Mandate, Person

from .models import (
    ContentsEntry,
    Contribution,
    ContributionCall,
    Coverage,
    ProgrammeColumn,
    ProgrammeEpisode,
    Publication,
    TheoryPaper,
)
from .states import ContributionKind, ContributionState, PressLevel, PublicationKind


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
    """Theory papers these people finished, alone or with others. For duty records. 2 queries."""
    rows = theory_papers(period).filter(Q(author__in=people) | Q(co_authors__in=people))
    return rows.prefetch_related("co_authors").distinct()


def contributed_by(people: Collection[int], period: Period) -> QuerySet[Contribution]:
    """What these people handed in for books and issues. For duty records. 1 query."""
    return handed_in(period).filter(author__in=people)


def episodes_with(people: Collection[int], period: Period) -> QuerySet[ProgrammeEpisode]:
    """Episodes of the period in which these people took part. For duty records. 2 queries."""
    rows: QuerySet[ProgrammeEpisode] = aired(period).filter(people__in=people)
    return rows.prefetch_related("people").distinct()


def papers_out(period: Period) -> QuerySet[TheoryPaper]:
    """Theory papers published in the period. Unrestricted: for figures."""
    return TheoryPaper.objects.filter(published_on__range=period)


def papers_awarded(period: Period) -> QuerySet[TheoryPaper]:
    """Theory papers that were given an award in the period. Unrestricted: for figures."""
    return TheoryPaper.objects.filter(awarded_on__range=period)


def coverage_awarded(period: Period) -> QuerySet[Coverage]:
    """Press items that were given an award in the period. Unrestricted: for figures."""
    return Coverage.objects.filter(awarded_on__range=period)


def handed_in(period: Period) -> QuerySet[Contribution]:
    """Contributions handed in and not taken back by their authors. Unrestricted: for figures."""
    rows = Contribution.objects.filter(submitted_on__range=period)
    return rows.exclude(state=ContributionState.WITHDRAWN)


def accepted(period: Period) -> QuerySet[Contribution]:
    """Contributions accepted in the period. Unrestricted: for figures."""
    return Contribution.objects.filter(accepted_on__range=period)


def published_contributions(period: Period) -> QuerySet[Contribution]:
    """Contributions in books and issues published in the period. Unrestricted: for figures."""
    return Contribution.objects.filter(
        state=ContributionState.PUBLISHED, entry__publication__published_on__range=period
    )


def contributors(period: Period) -> QuerySet[Person]:
    """People on the roster of whom something was handed in in the period, each once."""
    return Person.objects.filter(pk__in=handed_in(period).values("author"))


def open_calls() -> QuerySet[ContributionCall]:
    """What is called for today, the nearest end first. 1 query."""
    today = localdate()
    rows = ContributionCall.objects.filter(opens_on__lte=today, closes_on__gte=today)
    return rows.order_by("closes_on", "pk")


def contents_of(publication: Publication) -> QuerySet[ContentsEntry]:
    """What a book or an issue holds, in its order. 1 query."""
    rows = ContentsEntry.objects.filter(publication=publication)
    return rows.select_related("contribution__author").order_by("ordinal", "pk")


def unplaced(kind: PublicationKind) -> QuerySet[Contribution]:
    """Accepted contributions that stand nowhere yet; those meant for this kind first. 1 query."""
    rows = Contribution.objects.filter(state=ContributionState.ACCEPTED, entry__isnull=True)
    rows = rows.exclude(kind=ContributionKind.CLUE).select_related("author")
    is_book = kind == PublicationKind.BOOK
    return rows.order_by("kind" if is_book else "-kind", "accepted_on", "pk")


@dataclass(frozen=True, slots=True)
class Version:
    """A contribution's words as they once stood: who wrote them, when, how long they are."""

    number: int
    at: datetime
    who: str
    title: str
    text: str

    @property
    def words(self) -> int:
        """Its length, spaces left out."""
        return length(self.text)


def versions_of(contribution: Contribution) -> list[Version]:
    """Every text the contribution has had, oldest first, read from its trail. 1 query."""
    events = Event.objects.filter(record=label_of(contribution), refused=False)
    found: list[Version] = []
    title = contribution.title
    for event in events.select_related("on_behalf_of").order_by("at", "number"):
        title = event.after.get("title", title)
        if "text" in event.after or (found and "title" in event.after):
            text = event.after.get("text") or found[-1].text
            found.append(Version(len(found) + 1, event.at, event.who, title, text))
    return found
