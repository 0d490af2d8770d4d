"""A committee's year on two clocks."""

from datetime import date

import pytest

from tests.factories.members import county, two_sessions
from yizheng.core.errors import Unknown
from yizheng.core.periods import Period
from yizheng.members.selectors import below, committee_named, known_years, year_of

pytestmark = pytest.mark.django_db


def test_the_session_year_ends_the_day_before_the_next_session(city):
    two_sessions()

    year = year_of(city.pk, 2025)

    assert year.calendar == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert year.session == Period(date(2025, 3, 25), date(2026, 1, 18))
    assert not year.session_open


def test_a_session_year_without_a_next_session_is_open(city):
    two_sessions()

    year = year_of(city.pk, 2026)

    assert year.session_open
    assert year.session.first == date(2026, 1, 19)


def test_an_unknown_year_names_the_known_ones(city):
    two_sessions()

    with pytest.raises(Unknown, match="2025、2026"):
        year_of(city.pk, 1999)
    assert known_years(city.pk) == [2026, 2025]


def test_an_unknown_committee_names_the_known_ones(city):
    with pytest.raises(Unknown, match="anlan"):
        committee_named("nowhere")
    assert committee_named() == city


def test_the_committees_below_are_found_at_any_depth(city):
    first = county(city)
    deeper = county(first, "xiangzhen", "某镇")

    assert below(city.pk) == (first.pk, deeper.pk)
    assert below(first.pk) == (deeper.pk,)
