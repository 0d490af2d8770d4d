import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.members import MandateFactory
from yizheng.accounts.roles import Role

pytestmark = pytest.mark.usefixtures("year", "three_members")
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "side"}


def test_the_summary_prints_every_figure_as_a_link_to_its_records(client, own_text):
    signed_in(client, Role.OFFICE)

    page = client.get("/summary/2025/").content.decode()

    assert 'href="/figures/members.total/2025/"' in page
    assert 'hx-get="/figures/members.total/2025/" hx-target="#side"' in page
    assert 'aria-label="委员总数 3名"' in page
    assert ">3名</a>，来自<a" in page
    assert ">两个</a>界别。" in page
    assert "安澜市政协2025年总结" in page


@pytest.mark.parametrize(
    "address",
    [
        "/summary/2025/",
        "/figures/2025/",
        "/figures/members.total/2025/",
        "/figures/members.total/2025/export.csv",
        "/check/",
        "/summary/2025/export.docx",
    ],
)
def test_outsiders_are_told_that_there_is_nothing(client, own_text, address):
    signed_in(client, Role.MEMBER)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/summary/1999/", "/figures/1999/", "/figures/members.no/2025/"]
)
def test_unknown_years_and_keys_are_not_found(client, own_text, address):
    signed_in(client, Role.OFFICE)
    assert client.get(address).status_code == 404


def test_a_figure_opens_in_the_side_panel_with_definition_and_records(client):
    signed_in(client, Role.OFFICE)

    panel = client.get("/figures/members.total/2025/", **HTMX).content.decode()

    assert "<html" not in panel
    assert "期末在任的本级政协委员，每人计一名" in panel
    assert "2025-01-01 至 2025-12-31" in panel
    for name in ("甲一", "乙二", "丙三"):
        assert name in panel
    assert "您无权查看" not in panel


def test_the_list_behind_a_figure_is_paged_sorted_and_exported(client):
    signed_in(client, Role.OFFICE)

    page = client.get("/figures/members.total/2025/?sort=-name").content.decode()
    names = [page.index(name) for name in ("甲一", "乙二", "丙三")]
    csv = client.get("/figures/members.total/2025/export.csv").content.decode("utf-8-sig")

    assert names == sorted(names)
    assert csv.count("\r\n") == 4
    assert client.get("/figures/members.total/2025/export.xlsx").content[:2] == b"PK"
    assert client.get("/figures/members.total/2025/export.pdf").status_code == 404


def test_all_figures_are_in_the_table_and_can_be_searched(client):
    signed_in(client, Role.LEADER)

    everything = client.get("/figures/2025/").content.decode()
    found = client.get("/figures/2025/?q=界别数").content.decode()

    assert "委员总数" in everything
    assert "界别数" in found
    assert "委员总数" not in found


@pytest.mark.parametrize(
    "address", ["/summary/2025/", "/figures/2025/", "/figures/members.total/2025/"]
)
def test_a_page_costs_the_same_however_many_records(client, own_text, sessions, address):
    signed_in(client, Role.OFFICE)
    before = queries_of(client, address)
    for _ in range(5):
        MandateFactory(term=sessions[0].term)
    assert queries_of(client, address) == before


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_addresses_of_their_own():
    assert reverse("reports:summary", args=[2025]) == "/summary/2025/"
    assert reverse("reports:figures-now") == "/figures/"
    assert reverse("reports:check") == "/check/"


def test_the_chosen_year_is_where_the_menu_leads(client):
    signed_in(client, Role.OFFICE)
    assert client.get("/figures/").status_code == 302
