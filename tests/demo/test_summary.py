"""The demo year against the design and the seed: the whole way from records to the checked text."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories.accounts import signed_in
from tests.reports.test_annual_text import EXACT
from yizheng.accounts.roles import Role
from yizheng.core.indicators import FIGURES
from yizheng.reports import checking, drafts, relations
from yizheng.reports.summary import draft_of

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def beside(*names):
    path = SHARED.joinpath(*names)
    if not path.exists():
        pytest.skip(f"{'/'.join(names)} is not beside the project")
    return path.read_text(encoding="utf-8")


def test_every_figure_comes_out_as_designed(year):
    rows = [
        row for row in csv.DictReader(beside("design", "figures.csv").splitlines()) if row["key"]
    ]
    out = io.StringIO()
    call_command("figures", "2025", "--json", stdout=out)
    found = {figure["key"]: figure["value"] for figure in json.loads(out.getvalue())}

    wanted = {row["key"]: float(EXACT.get(row["key"], row["value"])) for row in rows}
    assert {key: found[key] for key in wanted} == wanted


def test_every_relation_between_figures_holds(year):
    assert [finding.sentence for finding in relations.problems(year)] == []


def test_every_figure_of_the_seed_is_confirmed(year):
    text = drafts.read_file("summary-2025.txt", beside("seed", "summary-2025.txt").encode()).text
    checked = checking.check(text, year)

    rows = csv.DictReader(beside("design", "figures.csv").splitlines())
    wanted = sorted(row["key"] for row in rows if row["key"])
    confirmed = [j.claim.indicator for j in checked.judgements if j.verdict == "confirmed"]
    assert sorted(confirmed) == wanted
    assert checked.broken == []
    assert not checked.is_contradicted


def test_our_own_summary_of_the_year_is_confirmed(year):
    draft = draft_of(year)
    checked = checking.check(draft.content.plain, year)

    assert {str(judgement.verdict) for judgement in checked.judgements} == {"confirmed"}
    assert len(checked.judgements) == len(draft.content.shown())


def test_every_figure_of_the_summary_opens(demo, year, client):
    signed_in(client, Role.OFFICE, committee=demo.city)
    for key in draft_of(year).values:
        page = client.get(f"/figures/{key}/2025/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="side")
        assert page.status_code == 200
        assert FIGURES[key].label in page.content.decode()
