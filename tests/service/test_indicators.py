"""Figures about aid, platforms, concerns and grants: exact values on awkward days."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.members import committee, county, two_sessions
from tests.factories.service import (
    AidFundFactory,
    ConcernFactory,
    GrantFactory,
    MatterFactory,
    PlatformFactory,
    VillageFactory,
    county_in_care,
    matter_done,
    resolved,
)
from yizheng.core.tenancy import within
from yizheng.members.selectors import year_of
from yizheng.service import indicators
from yizheng.service.states import ConcernChannel, ConcernState

FORUM, PLATFORM, ACTIVITY, MEMBER = ConcernChannel
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BEFORE, AFTER = date(2024, 12, 31), date(2026, 1, 1)
DAYS = (BEFORE, FIRST, LAST, AFTER)


@pytest.fixture
def year(city):
    two_sessions()
    return year_of(city.pk, 2025)


def counted(figure, year):
    return set(figure.rows(year).values_list("pk", flat=True))


def test_money_counts_when_it_arrives_to_the_fen(year):
    for place, day in enumerate(DAYS):
        AidFundFactory(received_on=day, amount_fen=10**place)

    assert indicators.aid_funds.value(year) == Decimal("1.10")


def test_matters_count_when_they_are_done(year):
    done = [matter_done(on=day).pk for day in DAYS]
    MatterFactory()

    assert counted(indicators.livelihood_matters, year) == set(done[1:3])


def test_counties_in_care_are_those_of_the_last_day(year, city):
    places = [county(city, f"county{n}", f"第{n}县") for n in range(5)]
    inside = county_in_care(places[0], opened_on=LAST)
    stays = county_in_care(places[1], closed_on=AFTER)
    county_in_care(places[2], closed_on=LAST)
    county_in_care(places[3], opened_on=AFTER)
    VillageFactory(county=places[4])

    assert counted(indicators.aid_counties, year) == {inside.pk, stays.pk}


def test_a_county_that_changed_hands_on_the_last_day_is_one_county(year, city):
    place = county(city)
    county_in_care(place, closed_on=LAST)
    new = county_in_care(place, opened_on=LAST)

    assert counted(indicators.aid_counties, year) == {new.pk}


def test_platforms_are_those_open_at_the_end_with_those_of_the_counties(year, city):
    below = county(city)
    ours = [PlatformFactory(opened_on=LAST), PlatformFactory(closed_on=AFTER)]
    PlatformFactory(opened_on=AFTER)
    PlatformFactory(closed_on=LAST)
    with within(below.pk):
        theirs = PlatformFactory()
    with within(committee("beitai", "北台市").pk):
        PlatformFactory()
    year = year_of(city.pk, 2025)

    assert counted(indicators.platforms, year) == {*(row.pk for row in ours), theirs.pk}
    assert indicators.platforms.split(year, "committee") == {city.pk: 2, below.pk: 1}
    assert sum(indicators.platforms.split(year, "level").values()) == 3


def every_concern():
    """For each channel: one resolved on each awkward day, and one in every other state."""
    solved = {}
    for channel in ConcernChannel:
        solved[channel] = [resolved(channel, on=day, raised_on=date(2024, 6, 1)).pk for day in DAYS]
    ConcernFactory()
    ConcernFactory(state=ConcernState.HANDED, handed_to="市城管局")
    ConcernFactory(state=ConcernState.UNRESOLVED, result="需立项")
    return {channel: set(rows[1:3]) for channel, rows in solved.items()}


def test_raised_is_not_resolved_and_a_forum_is_not_a_platform(year):
    solved = every_concern()

    forum = counted(indicators.forum_problems_solved, year)
    others = counted(indicators.concerns_resolved, year)

    assert forum == solved[FORUM]
    assert others == solved[PLATFORM] | solved[ACTIVITY]
    assert forum & others == set()
    assert counted(indicators.platform_concerns_resolved, year) == solved[PLATFORM]


def test_what_a_platform_collects_counts_when_it_is_raised(year):
    raised = [ConcernFactory(raised_on=day).pk for day in DAYS]
    resolved(ACTIVITY, raised_on=FIRST)

    assert counted(indicators.platform_suggestions, year) == set(raised[1:3])


def test_the_splits_of_concerns_add_up(year):
    every_concern()

    parts = indicators.concerns_resolved.split(year, "channel")
    assert parts == {"platform": 2, "activity": 2}
    assert sum(indicators.concerns_resolved.split(year, "platform").values()) == 4


def test_students_are_counted_once_and_their_money_in_full(year):
    GrantFactory(reference_no="ZX-1", granted_on=FIRST, school_year="2024-2025")
    GrantFactory(reference_no="ZX-1", granted_on=LAST)
    GrantFactory(reference_no="ZX-2", granted_on=LAST)
    GrantFactory(reference_no="ZX-3", granted_on=BEFORE, school_year="2024-2025")
    GrantFactory(reference_no="ZX-4", granted_on=AFTER)

    assert indicators.students_aided.value(year) == 2
    assert indicators.student_aid_amount.value(year) == 15_000
    assert indicators.yuan_per_student.value(year) == 7_500


def test_the_amount_is_five_thousand_yuan_a_student(year):
    GrantFactory.create_batch(3)
    (relation,) = indicators.student_aid_amount.relations

    students = indicators.students_aided.value(year)
    assert (relation.kind, relation.other) == ("equals", indicators.students_aided.key)
    assert indicators.student_aid_amount.value(year) == relation.factor * students == 15_000


def test_the_neighbours_concerns_are_not_ours(year):
    with within(committee("beitai", "北台市").pk):
        resolved(PLATFORM)
        matter_done()
        GrantFactory()
        AidFundFactory()

    figures = (
        indicators.concerns_resolved,
        indicators.livelihood_matters,
        indicators.students_aided,
        indicators.aid_funds,
    )
    assert [figure.value(year) for figure in figures] == [0, 0, 0, 0]
