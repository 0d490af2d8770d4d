"""Figures are their records: counted once, split without remainder, one statement a table."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting
from tests.factories.members import MandateFactory, PersonFactory, TermFactory, two_sessions
from yizheng.core.errors import Unknown
from yizheng.core.indicators import FIGURES, find, values
from yizheng.members.indicators import sectors, total
from yizheng.members.permissions import view_person
from yizheng.members.selectors import year_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(city):
    two_sessions()
    return year_of(city.pk, 2025)


def test_a_state_figure_counts_who_serves_on_the_last_day(city, year):
    term = TermFactory(ordinal=9)
    serving = MandateFactory(term=term)
    MandateFactory(term=term, standing="resigned", ended_on=date(2025, 12, 30))
    until_the_end = MandateFactory(term=term, standing="resigned", ended_on=date(2025, 12, 31))
    MandateFactory(term=term, started_on=date(2026, 1, 1))

    assert set(total.rows(year)) == {serving.person, until_the_end.person}
    assert total.value(year) == 2


def test_many_figures_of_one_table_cost_one_statement(city, year):
    MandateFactory()

    with CaptureQueriesContext(connection) as queries:
        found = values([total, sectors, total], year)

    assert len(queries) == 2  # people, sectors
    assert found == {"members.total": Decimal(1), "members.sectors": Decimal(1)}


def test_a_reader_sees_his_rows_and_how_many_are_withheld(city, year):
    mine = MandateFactory().person
    MandateFactory()
    actor = acting("member", person=mine)

    seen, withheld = total.drill(year, actor, view_person)

    assert (list(seen), withheld) == ([mine], 1)


def test_people_without_a_mandate_are_not_members(city, year):
    PersonFactory()

    assert total.value(year) == 0


def test_an_unknown_key_names_those_of_its_group(city):
    with pytest.raises(Unknown, match=r"members\.total"):
        find("members.tota")


def test_an_undeclared_split_is_refused(city, year):
    with pytest.raises(Unknown):
        total.split(year, "sex")


def test_every_figure_is_defined_in_words():
    for figure in FIGURES.values():
        assert figure.counts and figure.leaves_out and figure.unit, figure.key
