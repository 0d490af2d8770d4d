"""The statistics of proposals: every number is the length of the list it opens."""

import io
import re
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.factories.accounts import signed_in
from tests.factories.honours import commended_unit
from tests.factories.members import UnitFactory
from tests.factories.proposals import (
    AgainFactory,
    AssignedFactory,
    ClosedFactory,
    DeclinedFactory,
    FiledFactory,
    HandlingFactory,
    RepliedFactory,
    ReturnedFactory,
    SentReplyFactory,
    SubmittedFactory,
    WithdrawnFactory,
    merged_proposal,
)
from yizheng.accounts.roles import Role
from yizheng.core.indicators import FIGURES, Indicator
from yizheng.core.registers import REGISTERS
from yizheng.proposals.states import Destination
from yizheng.reports.figures import part_of
from yizheng.reports.statistics import TOTAL, tables_of
from yizheng.reports.subjects import SUBJECTS

ADDRESS = "/statistics/proposals/2025/"
PROPOSALS = SUBJECTS["proposals"]


@pytest.fixture
def session(sessions):
    """The session of 2025."""
    return sessions[0]


def a_year(session, *, units=2, category="society"):
    """Proposals of every fate, each handled by one of some units."""
    made = [
        SubmittedFactory(session=session),
        ReturnedFactory(session=session),
        WithdrawnFactory(session=session),
        DeclinedFactory(session=session),
        DeclinedFactory(session=session, destination=Destination.LETTER),
        FiledFactory(session=session, category=category, local_category="city"),
        FiledFactory(session=session, submitter_type="party", submitter_name="某党派市委会"),
    ]
    merged_proposal(made[-1])
    for place in range(units):
        unit = UnitFactory(short_name=f"单位{place}")
        facts = {"session": session, "lead_unit": unit, "category": category}
        AssignedFactory(**facts)
        for make, state in ((RepliedFactory, "replied"), (ClosedFactory, "settled")):
            replied = make(**facts)
            SentReplyFactory(
                handling=HandlingFactory(
                    proposal=replied, state=state, replied_on=replied.replied_on
                )
            )
        again = AgainFactory(**facts)
        HandlingFactory(proposal=again, state="again", round=2)
    commended_unit(session, unit=unit)
    return made


def numbers(table):
    """Every number of a table with its row, its column and its link."""
    return [
        (row[0].text, head, cell)
        for row in table.rows
        for head, cell in zip(table.head, row, strict=True)
        if isinstance(cell.value, Decimal)
    ]


def test_every_number_is_the_length_of_the_list_it_opens(year, session, client):
    a_year(session)
    signed_in(client, Role.PROPOSALS, Role.SUPERVISION)
    opened = 0

    for table in tables_of(PROPOSALS, year).values():
        for row, head, cell in numbers(table):
            if not cell.url:
                assert cell.value == 0, (table.key, row, head)
                continue
            answer = client.get(cell.url)
            context = answer.context
            shown = context["page"].count if context.get("page") else 0
            assert answer.status_code == 200, cell.url
            assert shown + context["withheld"] == cell.value, (table.key, row, head)
            opened += 1

    assert opened > 60


def test_the_parts_of_every_table_add_up_to_its_last_row(year, session):
    a_year(session)

    for table in tables_of(PROPOSALS, year).values():
        if table.rows[-1][0].text != TOTAL:
            continue
        for place in range(1, len(table.head)):
            *parts, total = [row[place].value for row in table.rows]
            assert sum(parts) == total, (table.key, table.head[place])


def test_shares_are_told_with_their_part_and_their_whole(year, session):
    a_year(session)
    intake, handling = (tables_of(PROPOSALS, year)[key] for key in ("intake", "handling"))

    shares = {
        row[0].text: [cell.text for cell in row[1:]] for row in [*intake.rows, *handling.rows]
    }

    assert shares["审查立案"] == ["10", "件", "71.4%", "征集提案14件"]
    assert shares["办复提案"] == ["6", "件", "75%", "交办提案8件"]
    assert shares["征集提案"] == ["14", "件", "", ""]


def test_a_unit_has_a_row_of_its_own_with_what_it_was_given_and_did(year, session):
    a_year(session)
    table = tables_of(PROPOSALS, year)["units"]

    rows = {row[0].text: [cell.text for cell in row[1:8]] for row in table.rows}

    assert table.head[:6] == ("承办单位", "主办", "会办", "已答复", "按期", "逾期")
    assert [rows[name] for name in rows if name != TOTAL] == [
        ["3", "0", "3", "3", "0", "2", "0"]
    ] * 2
    assert rows[TOTAL][0] == "6"


def test_rows_stand_in_the_committees_order_and_what_has_none_comes_last(year, session):
    a_year(session, category="ecology")
    FiledFactory(session=session, category="economy")

    tables = tables_of(PROPOSALS, year)

    names = [row[0].text for row in tables["categories"].rows]
    assert names == ["经济建设", "社会建设", "生态文明建设", TOTAL]
    assert [row[0].text for row in tables["local-categories"].rows] == [
        "城建和交通",
        "未分类",
        TOTAL,
    ]
    assert [row[0].text for row in tables["submitters"].rows] == ["委员个人", "党派", TOTAL]


def test_a_list_that_the_committee_does_not_use_is_no_table(year, session):
    FiledFactory(session=session)

    assert "local-categories" not in tables_of(PROPOSALS, year)


def test_an_empty_year_has_zeros_and_no_shares(year):
    intake = tables_of(PROPOSALS, year)["intake"]

    assert {cell.value for row in intake.rows for cell in row[1:2]} == {Decimal(0)}
    assert {row[3].text for row in intake.rows} == {""}


def test_the_page_links_every_number_and_draws_charts(client, year, session):
    a_year(session)
    signed_in(client, Role.LEADER)

    page = client.get(ADDRESS).content.decode()

    assert '<a href="/figures/proposals.filed/2025/">10</a>件' in page
    assert "占征集提案14件的" in page
    assert unescape(page).count("/figures/proposals.filed/2025/?by=category&part=society") >= 2
    assert page.count("data-chart=") == 4
    assert "四届四次会议以来" in page


def test_a_page_costs_the_same_for_two_units_and_for_ten(client, year, session):
    a_year(session)
    signed_in(client, Role.OFFICE)
    client.get(ADDRESS)
    before = queries_of(client)
    a_year(session, units=8, category="economy")
    assert queries_of(client) == before
    assert before < 45


def queries_of(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ADDRESS).status_code == 200
    return len(queries)


@pytest.mark.parametrize("key", ["intake", "units", "categories"])
def test_each_table_is_taken_away_as_excel(client, year, session, key):
    a_year(session)
    signed_in(client, Role.OFFICE)

    answer = client.get(f"{ADDRESS}{key}.xlsx")

    table = tables_of(PROPOSALS, year)[key]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    head, *lines = sheet.to_python()
    assert tuple(head) == table.head
    assert [line[:2] for line in lines] == [
        [row[0].text, float(row[1].value)] for row in table.rows
    ]


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}units.xlsx", "/statistics/proposals/"])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.UNIT, Role.SYSTEM_OFFICER])
def test_outsiders_are_told_that_there_is_nothing(client, year, role, address):
    signed_in(client, role)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/statistics/proposals/1999/", "/statistics/bananas/2025/", f"{ADDRESS}bananas.xlsx"],
)
def test_unknown_years_and_tables_are_not_found(client, year, address):
    signed_in(client, Role.OFFICE)
    assert client.get(address).status_code == 404


# --- One part of a figure ------------------------------------------------------------------------


def test_a_part_of_a_figure_is_listed_sorted_and_exported_alone(client, year, session):
    mine = FiledFactory(session=session, category="economy", title="关于园区的提案")
    other = FiledFactory(session=session, category="society", title="关于养老的提案")
    signed_in(client, Role.PROPOSALS)
    address = "/figures/proposals.filed/2025/"
    asked = {"by": "category", "part": "economy"}

    page = client.get(address, asked)
    text = page.content.decode()
    csv = client.get(f"{address}export.csv", asked).content.decode("utf-8-sig")

    assert page.context["page"].count == 1
    assert "只列“类别：经济建设”，共 1 条" in text
    assert mine.title in csv
    assert other.title not in csv
    for link in re.findall(r'href="(/figures/proposals\.filed/2025/[^"]*sort=[^"]*)"', text):
        query = parse_qs(urlsplit(unescape(link)).query)
        assert (query["by"], query["part"]) == (["category"], ["economy"])


@pytest.mark.parametrize(
    ("by", "part"),
    [("title", "x"), ("lead_unit", "园林局"), ("lead_unit", "99999999999999999999")],
)
def test_what_is_no_part_is_not_found(client, year, by, part):
    signed_in(client, Role.PROPOSALS)

    answer = client.get("/figures/proposals.filed/2025/", {"by": by, "part": part})

    assert answer.status_code == 404


def test_every_part_of_every_split_is_found_by_its_address(year, session):
    a_year(session)

    for figure in FIGURES.values():
        if not isinstance(figure, Indicator) or figure.rows(year).model._meta.label_lower not in (
            REGISTERS
        ):
            continue
        for by in figure.splits:
            for key, value in figure.split(year, by).items():
                text = str(key).lower() if isinstance(key, bool) else "" if key is None else key
                part = part_of(figure, year, by, str(text))
                assert figure.rows(year).filter(part.rule).count() > 0
                if not figure.total:
                    assert figure.rows(year).filter(part.rule).count() == value, (figure.key, by)
