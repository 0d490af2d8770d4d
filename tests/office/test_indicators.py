"""Figures about upward reports, rules and honours."""

from datetime import date

import pytest

from tests.factories.members import (
    MandateFactory,
    OrganFactory,
    PersonFactory,
    committee,
    two_sessions,
)
from tests.factories.office import AreaFactory, HonourFactory, RuleFactory, UpwardReportFactory
from yizheng.core.tenancy import within
from yizheng.members.selectors import year_of
from yizheng.office import indicators

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BEFORE, AFTER = date(2024, 12, 31), date(2026, 1, 1)
DAYS = (BEFORE, FIRST, LAST, AFTER)


@pytest.fixture
def year(city):
    two_sessions()
    return year_of(city.pk, 2025)


def counted(figure, year):
    return set(figure.rows(year).values_list("pk", flat=True))


def test_reports_count_when_they_are_sent_answered_or_not(year):
    rows = [UpwardReportFactory(sent_on=day).pk for day in DAYS]
    answered = UpwardReportFactory(kind="report", state="answered", reply="同意", replied_on=AFTER)

    assert counted(indicators.upward_reports, year) == {*rows[1:3], answered.pk}
    assert indicators.upward_reports.split(year, "kind") == {"request": 2, "report": 1}


def test_rules_count_when_adopted_or_amended_and_not_when_repealed(year):
    adopted = [RuleFactory(adopted_on=day).pk for day in DAYS]
    amended = [RuleFactory(adopted_on=date(2020, 1, 1), amended_on=day).pk for day in DAYS]
    RuleFactory(adopted_on=date(2020, 1, 1), repealed_on=FIRST)

    assert counted(indicators.rules, year) == {*adopted[1:3], *amended[1:3]}


def test_three_rules_of_one_field_are_one_field(year):
    area = AreaFactory()
    RuleFactory(area=area)
    RuleFactory(area=area, adopted_on=date(2020, 1, 1), amended_on=LAST)
    RuleFactory(area=area, adopted_on=FIRST, amended_on=LAST)
    RuleFactory(adopted_on=AFTER)
    AreaFactory()

    assert counted(indicators.rule_areas, year) == {area.pk}
    assert indicators.rules.value(year) == 3


def member(**facts):
    return MandateFactory(**facts).person


def test_a_member_honoured_twice_is_one_member(year):
    person, other = member(), member()
    HonourFactory(person=person, awarded_on=FIRST)
    HonourFactory(person=person, awarded_on=LAST)
    HonourFactory(person=other, level="city")

    assert counted(indicators.members_honoured_nationally, year) == {person.pk}
    assert counted(indicators.members_honoured, year) == {person.pk, other.pk}


def test_staff_bodies_and_former_members_are_not_honoured_members(year):
    HonourFactory(person=PersonFactory())
    HonourFactory(organ=OrganFactory())
    HonourFactory(person=member(), awarded_on=BEFORE)
    HonourFactory(person=member(), awarded_on=AFTER)
    gone = member(standing="resigned", ended_on=date(2025, 4, 27))
    HonourFactory(person=gone)

    assert counted(indicators.members_honoured, year) == set()


def test_the_neighbours_rules_and_honours_are_not_ours(year):
    with within(committee("beitai", "北台市").pk):
        RuleFactory()
        UpwardReportFactory()
        HonourFactory(person=member())

    figures = (indicators.rule_areas, indicators.upward_reports, indicators.members_honoured)
    assert [figure.value(year) for figure in figures] == [0, 0, 0]
