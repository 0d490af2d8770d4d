"""Page, list, files and command say what was counted: over random records, for every figure."""

import csv
import io
import json
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import acting, signed_in
from tests.factories.activities import held, there
from tests.factories.members import MandateFactory, county
from tests.factories.proposals import DeclinedFactory, FiledFactory, RepliedFactory
from tests.factories.service import AidFundFactory, GrantFactory, PlatformFactory, resolved
from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core import exports
from yizheng.core.indicators import FIGURES, Indicator, values
from yizheng.core.paging import page_of
from yizheng.core.registers import REGISTERS
from yizheng.members.selectors import year_of
from yizheng.reports import figures

pytestmark = pytest.mark.usefixtures("year")
DAYS = st.integers(-40, 420).map(lambda days: date(2025, 1, 1) + timedelta(days=days))
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["member", "fund", "grant", "concern", "activity", "proposal", "declined"]),
        DAYS,
        st.integers(1, 10**9),
    ),
    max_size=12,
)


def enter(situation, day, amount, term):
    if situation == "member":
        MandateFactory(term=term, started_on=day)
    elif situation == "fund":
        AidFundFactory(received_on=day, amount_fen=amount)
    elif situation == "grant":
        GrantFactory(granted_on=day, amount_fen=amount)
    elif situation == "concern":
        resolved(raised_on=day, on=day)
    elif situation == "activity":
        there(held("liaison.talk", day))
    elif situation == "declined":
        DeclinedFactory(submitted_on=day, declined_on=day)
    else:
        days = ("submitted_on", "filed_on", "assigned_on", "due_on", "replied_on")
        RepliedFactory(**dict.fromkeys(days, day))


@contextmanager
def undone():
    """What happens here is taken back, so that every example starts from nothing."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(entries=RECORDS)
def test_list_files_splits_and_command_agree_with_the_value(city, sessions, entries):
    with undone():
        for situation, day, amount in entries:
            enter(situation, day, amount, sessions[0].term)
        year = year_of(city.pk, 2025)
        reader = acting(*INSIDERS, Role.MEMBER)
        found = values(FIGURES.values(), year)
        told = {
            one["key"]: one["value"] for one in json.loads(command("figures", "2025", "--json"))
        }

        for key, figure in FIGURES.items():
            assert told[key] == figures.as_number(found[key])
            if isinstance(figure, Indicator) and found[key]:
                agree(figure, year, found[key], reader)


def agree(figure, year, value, reader):
    """Every way in which the records of a figure are shown adds up to its value."""
    rows = list(figure.rows(year).order_by("pk"))
    assert len({row.pk for row in rows}) == len(rows)
    counted = sum(getattr(row, figure.total) for row in rows) if figure.total else len(rows)
    assert Decimal(counted) * figure.scale == value
    for by in figure.splits:
        assert sum(figure.split(year, by).values()) == value
    register = REGISTERS.get(rows[0]._meta.label_lower)
    if register is None:
        return
    behind = figures.behind(figure, year, reader)
    page = page_of(behind.rows, order=register.order)
    assert page.count + behind.withheld == len(rows)
    lines = list(csv.reader(io.StringIO(exports.as_csv(register, rows).decode("utf-8-sig"))))
    assert len(lines) == len(rows) + 1
    shown = json.loads(command("figures", "show", figure.key, "2025", "--json"))
    assert sorted(row["id"] for row in shown["records"]) == [row.pk for row in rows]


def command(*words):
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_what_a_reader_may_not_see_is_counted_and_not_shown(client):
    GrantFactory.create_batch(2)
    signed_in(client, Role.RESEARCH)

    page = client.get("/figures/service.students_aided/2025/").content.decode()
    rows = client.get("/figures/service.students_aided/2025/export.csv").content.decode()

    assert "<strong>2名</strong>" in page
    assert "另有 2 件您无权查看" in page
    assert "ZX-" not in page
    assert "ZX-" not in rows


def test_some_may_be_seen_and_some_not(client):
    FiledFactory(title="看得见的提案")
    DeclinedFactory(title="看不见的提案")
    signed_in(client, Role.OFFICE)

    page = client.get("/figures/proposals.received/2025/").content.decode()

    assert "<strong>2件</strong>" in page
    assert "看得见的提案" in page
    assert "看不见的提案" not in page
    assert "另有 1 件您无权查看" in page


def test_records_of_a_county_are_listed_without_a_way_in(client, city):
    PlatformFactory(name="市级议事厅")
    below = county(city)
    PlatformFactory(name="县级议事厅", committee=below)
    signed_in(client, Role.OFFICE)

    page = client.get("/figures/service.platforms/2025/").content.decode()

    assert "<strong>2个</strong>" in page
    assert ">市级议事厅</a>" in page
    assert "县级议事厅" in page
    assert ">县级议事厅</a>" not in page


def test_all_figures_are_measured_by_one_statement_a_table(year, django_assert_max_num_queries):
    tables = {
        figure.rows(year).model for figure in FIGURES.values() if isinstance(figure, Indicator)
    }
    with django_assert_max_num_queries(len(tables)):
        values(FIGURES.values(), year)
