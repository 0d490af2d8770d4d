"""Figures about publications, the programme, the press and theory papers."""

from datetime import date

import pytest

from tests.factories.accounts import signed_in
from tests.factories.members import MandateFactory, PersonFactory, committee, two_sessions
from tests.factories.publicity import (
    BookFactory,
    ColumnFactory,
    ContributionFactory,
    CoverageFactory,
    EpisodeFactory,
    OutletFactory,
    PaperFactory,
    accepted,
    issue,
    printed,
    report_about,
)
from yizheng.core.tenancy import within
from yizheng.members.selectors import year_of
from yizheng.publicity import indicators

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BEFORE, AFTER = date(2024, 12, 31), date(2026, 1, 1)
DAYS = (BEFORE, FIRST, LAST, AFTER)


@pytest.fixture
def year(city):
    two_sessions()
    return year_of(city.pk, 2025)


def counted(figure, year):
    return set(figure.rows(year).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("figure", "make"),
    [
        (indicators.theory_papers, lambda day: PaperFactory(finished_on=day)),
        (indicators.episodes, lambda day: EpisodeFactory(aired_on=day)),
        (indicators.coverage, lambda day: CoverageFactory(published_on=day)),
        (indicators.system_press, lambda day: CoverageFactory(published_on=day)),
        (indicators.periodical_issues, lambda day: issue(1, on=day)),
    ],
)
def test_what_happens_on_the_first_and_the_last_day_is_in(year, figure, make):
    rows = [make(day).pk for day in DAYS]

    assert counted(figure, year) == set(rows[1:3])
    assert figure.value(year) == 2


def test_words_are_those_of_books_not_of_issues(year):
    for words, day in zip((1, 20, 300, 4000), DAYS, strict=True):
        BookFactory(words=words, published_on=day)
    made = issue(1)
    made.words = 50_000
    made.save()

    assert indicators.book_words.value(year) == 320
    assert indicators.periodical_issues.value(year) == 1


def test_the_total_runs_from_the_first_episode_to_the_end_of_the_year(year):
    for number, day in enumerate(DAYS, start=1):
        EpisodeFactory(number=number, aired_on=day)

    assert indicators.episodes.value(year) == 2
    assert indicators.episodes_total.value(year) == 3
    assert counted(indicators.episodes, year) < counted(indicators.episodes_total, year)
    numbers = indicators.episodes_total.rows(year).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == [1, 2, 3]
    assert {relation.kind for relation in indicators.episodes_total.relations} == {"contiguous"}


def test_columns_are_those_open_at_the_end(year):
    inside = {ColumnFactory(opened_on=LAST).pk, ColumnFactory(closed_on=AFTER).pk}
    ColumnFactory(closed_on=LAST)
    ColumnFactory(opened_on=AFTER)

    assert counted(indicators.programme_columns, year) == inside


def test_other_press_is_coverage_but_not_of_the_system(year):
    system = CoverageFactory()
    other = CoverageFactory(outlet=OutletFactory(is_system_press=False))

    assert counted(indicators.coverage, year) == {system.pk, other.pk}
    assert counted(indicators.system_press, year) == {system.pk}
    assert indicators.coverage.split(year, "outlet__level") == {"province": 2}


def member(**facts):
    return MandateFactory(**facts).person


def test_a_member_reported_three_times_is_one_member(year):
    once, often = member(), member()
    report_about(often, on=FIRST)
    report_about(often, once, on=LAST)
    report_about(often)

    assert counted(indicators.members_reported, year) == {once.pk, often.pk}


def test_who_is_no_member_or_stands_elsewhere_is_not_counted(year):
    nation = OutletFactory(level="nation")
    press = OutletFactory(is_system_press=False)
    report_about(PersonFactory())
    report_about(member(), outlet=nation)
    report_about(member(), outlet=press)
    report_about(member(), on=BEFORE)
    report_about(member(), on=AFTER)
    CoverageFactory().people.add(member())
    resigned = {"standing": "resigned", "ended_on": date(2025, 10, 14)}
    report_about(member(**resigned))
    report_about(member(started_on=date(2025, 10, 16)))

    assert counted(indicators.members_reported, year) == set()


def test_a_member_on_his_last_day_still_counts(year):
    person = member(standing="resigned", ended_on=date(2025, 10, 15))
    report_about(person)

    assert counted(indicators.members_reported, year) == {person.pk}


def test_the_neighbours_press_is_not_ours(year):
    with within(committee("beitai", "北台市").pk):
        report_about(member())
        BookFactory()

    assert indicators.coverage.value(year) == 0
    assert indicators.members_reported.value(year) == 0
    assert indicators.book_words.value(year) == 0


@pytest.mark.parametrize(
    ("figure", "make"),
    [
        (indicators.contributions, lambda day: ContributionFactory(submitted_on=day)),
        (
            indicators.contributions_accepted,
            lambda day: ContributionFactory(
                state="accepted", submitted_on=date(2024, 1, 1), accepted_on=day
            ),
        ),
        (
            indicators.contributions_published,
            lambda day: printed(BookFactory(published_on=day)).contribution,
        ),
        (
            indicators.coverage_awarded,
            lambda day: CoverageFactory(
                published_on=date(2024, 1, 1), award="三等奖", awarded_on=day
            ),
        ),
        (
            indicators.papers_published,
            lambda day: PaperFactory(
                finished_on=date(2024, 1, 1), published_in="会刊", published_on=day
            ),
        ),
        (
            indicators.papers_awarded,
            lambda day: PaperFactory(
                finished_on=date(2024, 1, 1), award="优秀论文", awarded_on=day
            ),
        ),
    ],
)
def test_what_is_handed_in_taken_printed_and_awarded_counts_on_its_own_day(year, figure, make):
    rows = [make(day).pk for day in DAYS]

    assert counted(figure, year) == set(rows[1:3])


def test_withdrawn_is_not_handed_in_and_accepted_is_not_yet_printed(year):
    ContributionFactory(state="withdrawn")
    accepted()

    assert indicators.contributions.value(year) == 1
    assert indicators.contributions_published.value(year) == 0


def test_words_of_what_was_printed_are_summed_by_author_and_publication(year):
    person, book = PersonFactory(), BookFactory()
    printed(book, 1, words=300, author=person, author_name="")
    printed(book, 2, words=50)

    assert indicators.published_words.value(year) == 350
    assert indicators.published_words.split(year, "author") == {person.pk: 300, None: 50}
    assert indicators.published_words.split(year, "entry__publication") == {book.pk: 350}


def test_a_contributor_counts_once_and_strangers_do_not(year):
    person = PersonFactory()
    for _ in range(2):
        ContributionFactory(author=person, author_name="")
    ContributionFactory()

    assert counted(indicators.contributors, year) == {person.pk}


def test_the_press_is_split_by_month_writer_and_level(year):
    CoverageFactory(published_on=date(2025, 3, 31), author_name="甲", words=100)
    CoverageFactory(published_on=date(2025, 4, 1), author_name="甲", words=20)
    CoverageFactory(published_on=date(2025, 4, 2), author_name="乙")

    assert indicators.coverage.split(year, "published_on__month") == {3: 1, 4: 2}
    assert indicators.coverage_words.split(year, "published_on__month") == {3: 100, 4: 20}
    assert indicators.coverage_words.split(year, "author_name") == {"甲": 120}


def test_the_records_of_a_month_are_listed(client, year):
    signed_in(client, "research")
    CoverageFactory(headline="三月的报道", published_on=date(2025, 3, 31))
    CoverageFactory(headline="四月的报道", published_on=date(2025, 4, 1))
    here = "/figures/publicity.coverage/2025/"

    page = client.get(here, {"by": "published_on__month", "part": "3"}).content.decode()
    statistics = client.get("/statistics/publicity/2025/").content.decode()

    assert "三月的报道" in page and "四月的报道" not in page and "3月" in page
    assert "by=published_on__month&amp;part=4" in statistics
    assert client.get(here, {"by": "published_on__month", "part": "x"}).status_code == 404
