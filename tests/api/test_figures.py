"""Figures and the records they are, through the API."""

from datetime import date

import pytest

from tests.factories.members import MandateFactory, two_sessions
from yizheng.accounts.roles import Role
from yizheng.core.indicators import FIGURES


@pytest.fixture
def serving(city):
    two_sessions()
    left = MandateFactory(ended_on=date(2025, 6, 1), standing="resigned")
    return [MandateFactory(), MandateFactory(), left]


def test_a_year_has_every_figure_with_its_definition(program, serving):
    answer = program(Role.LEADER).get("/figures/2025")

    figures = {figure["key"]: figure for figure in answer.json()["figures"]}
    assert set(figures) == set(FIGURES)
    assert (figures["members.total"]["value"], figures["members.total"]["unit"]) == (2, "名")
    assert figures["members.total"]["leaves_out"]


def test_one_figure_says_its_days_on_its_clock(program, serving):
    office = program(Role.OFFICE)

    calendar = office.get("/figures/2025/members.total").json()
    session = office.get("/figures/2025/proposals.filed").json()

    assert (calendar["first"], calendar["last"]) == ("2025-01-01", "2025-12-31")
    assert (session["first"], session["last"]) == ("2025-03-25", "2026-01-18")


def test_a_share_without_a_whole_is_empty_not_zero(program, serving):
    told = program(Role.OFFICE).get("/figures/2025/proposals.replied_rate").json()

    assert told["value"] is None
    assert {told["part"], told["whole"]} <= set(FIGURES)


def test_the_records_behind_a_figure_are_those_that_were_counted(program, serving):
    answer = program(Role.OFFICE).get("/figures/2025/members.total/records").json()

    names = {row["columns"]["name"] for row in answer["records"]}
    assert (answer["count"], answer["withheld"]) == (2, 0)
    assert names == {mandate.person.name for mandate in serving[:2]}
    assert {row["kind"] for row in answer["records"]} == {"members.person"}


@pytest.mark.parametrize(
    "path", ["/figures/1999", "/figures/2025/no.such", "/figures/1999/members.total/records"]
)
def test_an_unknown_year_or_key_is_told_what_there_is(program, serving, path):
    answer = program(Role.OFFICE).get(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown")
    assert "现有" in answer.json()["message"] or "可用" in answer.json()["message"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.UNIT, Role.SYSTEM_OFFICER])
def test_those_who_do_not_read_figures_find_none(program, serving, role):
    assert program(role).get("/figures/2025").status_code == 404


def test_every_figure_has_its_records_and_a_share_names_its_parts(program, one_of_each):
    leader = program(Role.LEADER)

    for key, figure in FIGURES.items():
        answer = leader.get(f"/figures/2025/{key}/records")
        told = answer.json()
        if figure.is_ratio:
            assert answer.status_code == 422, key
            assert told["details"] == {"part": figure.part.key, "whole": figure.whole.key}
        else:
            value = leader.get(f"/figures/2025/{key}").json()["value"]
            assert answer.status_code == 200, (key, told)
            assert figure.total or told["count"] + told["withheld"] == value, key
