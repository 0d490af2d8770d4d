"""What the tests of activities share."""

from datetime import date

import pytest

from tests.factories.members import TermFactory
from yizheng.activities import kinds
from yizheng.core.periods import Year as CommitteeYear
from yizheng.core.periods import calendar_year


@pytest.fixture(autouse=True)
def taxonomy(db):
    """The shipped kinds, as a data migration puts them into every installation."""
    kinds.seed()


@pytest.fixture
def term(city):
    """The fourth term, begun in January 2022."""
    return TermFactory(ordinal=4, started_on=date(2022, 1, 10))


@pytest.fixture
def year(city):
    """The calendar year 2025 of the city."""
    return CommitteeYear(city.pk, 2025, calendar_year(2025))
