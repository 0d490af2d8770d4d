"""How press items are entered, and what is refused."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories.accounts import acting
from tests.factories.members import PersonFactory
from tests.factories.publicity import (
    BookFactory,
    ColumnFactory,
    CoverageFactory,
    EpisodeFactory,
    OutletFactory,
    PaperFactory,
    issue,
    report_about,
)
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.publicity.models import Coverage
from yizheng.publicity.services import amend_coverage, enter_coverage

DAY = date(2025, 10, 15)


def facts(**given):
    return {"outlet": OutletFactory(), "headline": "以心换心", "published_on": DAY, **given}


def test_a_report_of_deeds_names_the_members(city):
    person = PersonFactory()

    made = enter_coverage(by=acting("research"), facts=facts(about_service=True, people=[person]))

    assert (made.about_service, made.names) == (True, person.name)


@pytest.mark.parametrize(
    ("role", "given", "refusal"),
    [("research", {"about_service": True, "people": []}, Invalid), ("special", {}, NotAllowed)],
)
def test_a_refused_report_leaves_no_row_but_its_entry(city, role, given, refusal):
    asked = facts(**given)

    with pytest.raises(refusal):
        enter_coverage(by=acting(role), facts=asked)

    assert Coverage.objects.count() == 0
    assert set(Event.objects.values_list("refused", flat=True)) == {True}


def test_the_last_name_cannot_be_taken_from_a_report_of_deeds(city):
    person = PersonFactory()
    made = report_about(person)

    with pytest.raises(Invalid, match="选定"):
        amend_coverage(made, by=acting("office"), facts={"people": []}, version=1)

    assert list(made.people.all()) == [person]
    made.refresh_from_db()
    assert made.version == 1


def test_a_report_can_be_corrected(city):
    made = CoverageFactory()

    amended = amend_coverage(made, by=acting("office"), facts={"page": "头版"}, version=1)

    assert (amended.page, amended.version) == ("头版", 2)


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (BookFactory, {"words": None}),
        (BookFactory, {"words": 0}),
        (BookFactory, {"issue_no": 1}),
        (BookFactory, {"kind": "periodical_issue"}),
        (BookFactory, {"kind": "leaflet"}),
        (ColumnFactory, {"closed_on": date(2022, 6, 30)}),
        (EpisodeFactory, {"number": 0}),
        (OutletFactory, {"level": "county"}),
    ],
)
def test_a_contradiction_is_not_stored(city, make, given):
    with pytest.raises(IntegrityError):
        make(**given)


@pytest.mark.parametrize(
    "twice",
    [
        lambda: issue(1),
        lambda: EpisodeFactory(number=7),
        lambda: ColumnFactory(name="委员观察"),
        lambda: OutletFactory(name="省政协报"),
        lambda: PaperFactory(title="同一篇", author_name="同一人"),
    ],
)
def test_the_same_thing_is_entered_once(city, twice):
    twice()

    with pytest.raises(IntegrityError):
        twice()


def test_two_books_of_one_series_on_one_day_are_two_books(city):
    BookFactory(series_title="文史丛书")
    BookFactory(series_title="文史丛书")


def test_the_same_headline_in_two_papers_is_two_items(city):
    first = CoverageFactory(headline="同一篇")
    CoverageFactory(headline="同一篇")

    with pytest.raises(IntegrityError):
        CoverageFactory(headline="同一篇", outlet=first.outlet)
