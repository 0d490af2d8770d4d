"""Publications, the programme, the press and theory papers, by situation."""

from datetime import date

import factory

from tests.factories.members import RecordFactory
from yizheng.publicity.models import (
    ContentsEntry,
    Contribution,
    ContributionCall,
    Coverage,
    Outlet,
    ProgrammeColumn,
    ProgrammeEpisode,
    Publication,
    TheoryPaper,
)
from yizheng.publicity.states import ContributionKind, PressLevel, PublicationKind, Witness


class BookFactory(RecordFactory):
    class Meta:
        model = Publication

    kind = PublicationKind.BOOK
    title = factory.Sequence(lambda n: f"文史资料第{n}辑")
    words = 200_000
    published_on = date(2025, 9, 3)


def issue(number, on=date(2025, 3, 31)):
    """One issue of the periodical."""
    return BookFactory(
        kind=PublicationKind.PERIODICAL_ISSUE,
        series_title="安澜政协",
        title=f"第{number}期",
        issue_no=number,
        words=None,
        published_on=on,
    )


class ColumnFactory(RecordFactory):
    class Meta:
        model = ProgrammeColumn

    name = factory.Sequence(lambda n: f"板块{n}")
    opened_on = date(2022, 7, 1)


class EpisodeFactory(RecordFactory):
    class Meta:
        model = ProgrammeEpisode

    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"节目{n}")
    aired_on = date(2025, 1, 4)


class OutletFactory(RecordFactory):
    """The paper of the provincial CPPCC, unless said otherwise."""

    class Meta:
        model = Outlet

    name = factory.Sequence(lambda n: f"政协报{n}")
    level = PressLevel.PROVINCE
    is_system_press = True


class CoverageFactory(RecordFactory):
    class Meta:
        model = Coverage

    outlet = factory.SubFactory(OutletFactory)
    headline = factory.Sequence(lambda n: f"报道{n}")
    published_on = date(2025, 10, 15)


def report_about(*people, on=date(2025, 10, 15), **facts):
    """A report of members' deeds that names them."""
    made = CoverageFactory(about_service=True, published_on=on, **facts)
    made.people.set(people)
    return made


class PaperFactory(RecordFactory):
    class Meta:
        model = TheoryPaper

    title = factory.Sequence(lambda n: f"论文{n}")
    author_name = "研究室"
    finished_on = date(2025, 6, 30)


class ContributionCallFactory(RecordFactory):
    """What is called for now, and for long."""

    class Meta:
        model = ContributionCall

    title = factory.Sequence(lambda n: f"第{n}次征稿")
    kind = ContributionKind.HISTORY
    opens_on = date(2025, 1, 6)
    closes_on = date(2099, 12, 31)


class ContributionFactory(RecordFactory):
    """An article by somebody outside that nobody has looked at."""

    class Meta:
        model = Contribution

    kind = ContributionKind.HISTORY
    title = factory.Sequence(lambda n: f"老厂往事之{n}")
    author_name = "厂里的老人"
    witness = Witness.LIVED
    text = "那一年冬天，厂里的高炉第一次点火。"
    words = 15
    submitted_on = date(2025, 3, 3)


def accepted(**facts):
    """An article that was accepted."""
    return ContributionFactory(state="accepted", accepted_on=date(2025, 4, 1), **facts)


def printed(publication, ordinal=1, **facts):
    """An article in a book or an issue that is out."""
    made = ContributionFactory(state="published", accepted_on=date(2025, 4, 1), **facts)
    return ContentsEntryFactory(publication=publication, contribution=made, ordinal=ordinal)


class ContentsEntryFactory(RecordFactory):
    class Meta:
        model = ContentsEntry

    publication = factory.SubFactory(BookFactory)
    contribution = factory.LazyFunction(accepted)
    ordinal = factory.Sequence(lambda n: n + 1)
