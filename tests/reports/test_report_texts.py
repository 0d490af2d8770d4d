"""The texts of the proposal reports: shipped, our own, true in every year, confirmed by records."""

import io
import json
from decimal import Decimal

import docx
import pytest

from tests.factories.accounts import acting, signed_in
from tests.factories.handling import ContactFactory
from tests.factories.members import UnitFactory
from tests.factories.proposals import (
    ClosedFactory,
    DeclinedFactory,
    FiledFactory,
    HandlingFactory,
    RepliedFactory,
    SubmittedFactory,
    merged_proposal,
)
from yizheng import claims
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.indicators import FIGURES
from yizheng.reports import checking, selectors, services
from yizheng.reports.content import Content, Shown, compose
from yizheng.reports.states import Kind
from yizheng.reports.summary import draft_of
from yizheng.reports.text import numerals_in_prose, parse

from .test_annual_text import FACTS

REPORTS = [Kind.REVIEW, Kind.PROPOSALS]
SPLIT = ["经济建设93件、社会建设178件"]


@pytest.fixture
def session(sessions):
    """The session of 2025."""
    return sessions[0]


def parsed(kind):
    return parse(selectors.shipped_text(kind), selectors.printables())


def printed(kind, value):
    """A shipped text with `value(place)` for the figures, in the order of the text."""
    text = parsed(kind)
    known = {key: value(place) for place, key in enumerate(text.needed())}
    parts = {(mark.key, mark.form.split): SPLIT for mark in text.figures() if mark.form.split}
    return compose(text, values=known, facts=FACTS, ordinals={}, parts=parts).plain


def a_year(session):
    unit = UnitFactory()
    facts = {"session": session, "lead_unit": unit}
    for _ in range(3):
        closed = ClosedFactory(**facts)
        part = HandlingFactory(proposal=closed, state="settled", replied_on=closed.replied_on)
        ContactFactory(handling=part)
    late = RepliedFactory(**facts, result_class="B", result_sense="planned")
    HandlingFactory(proposal=late, state="replied", replied_on="2025-08-30")
    SubmittedFactory(session=session, is_session=False)
    DeclinedFactory(session=session)
    merged_proposal(FiledFactory(session=session, category="economy"))


@pytest.mark.parametrize("kind", REPORTS)
def test_a_shipped_text_types_no_figure(kind):
    assert parsed(kind).figures()
    assert numerals_in_prose(selectors.shipped_text(kind)) == []


@pytest.mark.parametrize("kind", REPORTS)
def test_the_checker_reads_every_figure_of_a_shipped_text_as_what_it_is(kind):
    text = parsed(kind)
    wanted = [mark.key for mark in text.figures() if not mark.form.split]
    # Shares stay below one, and no two figures are alike.
    words = printed(kind, lambda place: Decimal(17 + 7 * place))
    read = claims.read(words, checking.terms()).claims

    found = [claim.indicator for claim in read if claim.indicator != "proposals.by_category"]

    assert found == wanted


@pytest.mark.parametrize("kind", REPORTS)
def test_in_a_year_without_anything_no_figure_but_what_was_received_is_printed(kind):
    words = printed(kind, lambda _: Decimal(0))

    numbers = [claim.text for claim in claims.read(words, ()).claims]
    assert set(numbers) <= {"0件"}
    assert len(numbers) <= 2
    assert "—" not in words
    for fault in ("，。", "：。", "。。", "；\n", "，\n", "；。"):
        assert fault not in words


def test_a_report_of_a_year_is_confirmed_by_its_records(year, session):
    a_year(session)

    for kind in REPORTS:
        words = draft_of(year, kind).content.plain
        checked = checking.check(words, year)
        verdicts = {
            str(one.verdict) for one in checked.judgements if one.claim.indicator in FIGURES
        }
        assert verdicts <= {"confirmed", "within_rounding"}, words
        assert "confirmed" in verdicts
        assert checked.broken == []


def test_a_part_of_a_figure_is_kept_with_its_records_when_a_text_is_frozen(year, session):
    a_year(session)

    content = draft_of(year, Kind.PROPOSALS).content

    parts = [one for one in content.shown() if one.by]
    assert parts == [
        Shown("proposals.filed", "1件", "category", "economy"),
        Shown("proposals.filed", "4件", "category", "society"),
    ]
    assert Content.from_json(json.loads(json.dumps(content.to_json()))) == content


def test_a_report_says_what_there_was_and_keeps_silent_about_the_rest(year, session):
    a_year(session)

    words = draft_of(year, Kind.PROPOSALS).content.plain

    for said in (
        "共收到提案8件",
        "其中，大会期间提案7件，平时提案1件",
        "合并立案1件",
        "未立案1件，都向提案者说明了理由，转为意见建议的提案1件。",
        "按内容分，经济建设1件、社会建设4件。",
        "按期办复3件，按期办复率75%",
        "逾期办复1件",
        "面商的提案3件，面商率75%",
    ):
        assert said in words
    for silent in ("撤案", "延期", "再次办理", "重点提案", "转作来信"):
        assert silent not in words


# --- Pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REPORTS)
def test_a_report_is_a_page_of_links_and_a_word_file(client, year, session, kind):
    a_year(session)
    signed_in(client, Role.OFFICE)

    page = client.get(f"/reports/{kind}/2025/")
    word = client.get(f"/reports/{kind}/2025/export.docx")

    text = page.content.decode()
    assert page.status_code == 200
    assert 'hx-get="/figures/proposals.received_session/2025/" hx-target="#side"' in text
    assert f"/reports/{kind}/2025/export.html" in text
    assert "修改文稿" not in text
    assert "by=category&amp;part=economy" in text
    title = docx.Document(io.BytesIO(word.content)).paragraphs[0].text
    assert title.startswith("安澜市政协")
    assert "提案" in title


def test_the_menu_leads_to_the_chosen_year(client, year):
    signed_in(client, Role.PROPOSALS)

    answer = client.get("/reports/review/")

    page = client.get("/reports/review/2025/").content.decode()
    assert (answer.status_code, answer["Location"]) == (302, "/reports/review/2026/")
    assert 'href="/reports/proposals/"' in page
    assert 'href="/reports/review/2026/"' in page


@pytest.mark.parametrize("role", [Role.MEMBER, Role.UNIT, Role.SYSTEM_OFFICER])
def test_outsiders_are_told_that_there_is_nothing(client, year, role):
    signed_in(client, role)
    for address in ("/reports/review/2025/", "/reports/review/2025/export.docx"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/reports/bananas/2025/", "/reports/review/1999/", "/reports/review/2025/export.exe"],
)
def test_other_reports_years_and_forms_are_not_found(client, year, address):
    signed_in(client, Role.PROPOSALS)
    assert client.get(address).status_code == 404


OWN = "# [[session]]提案审查情况\n\n收到大会期间提案[[proposals.received_session 件]]。\n"


def test_the_proposal_committee_writes_its_own_text_on_the_page(client, year, session):
    SubmittedFactory(session=session)
    signed_in(client, Role.PROPOSALS)
    address = "/reports/review/2025/text/"

    refused = client.post(address, {"text": "# 报告\n\n收到3件", "based_on": 0})
    saved = client.post(address, {"text": OWN, "based_on": 0})

    page = client.get("/reports/review/2025/").content.decode()
    assert (refused.status_code, saved.status_code) == (422, 303)
    assert saved["Location"] == "/reports/review/2025/"
    assert "收到3件" in refused.content.decode()
    assert "通用文稿第1版" in page
    assert ">1件</a>" in page


def test_the_text_of_a_report_is_not_that_of_the_summary(year, own_text):
    by = acting(Role.PROPOSALS)

    saved = services.save_text(by=by, text=OWN, kind=Kind.REVIEW)

    assert (saved.number, saved.kind) == (1, Kind.REVIEW)
    assert selectors.text_of(2025).record == own_text
    assert selectors.text_of(2025, Kind.REVIEW).record == saved
    assert selectors.text_of(2025, Kind.PROPOSALS).record is None
    with pytest.raises(NotAllowed):
        services.save_text(by=by, text=OWN)
    with pytest.raises(Invalid):
        services.save_text(by=by, text="没有标题", kind=Kind.REVIEW)


def test_a_text_that_can_no_longer_be_printed_says_where(client, year, own_text):
    saved = services.save_text(by=acting(Role.PROPOSALS), text=OWN, kind=Kind.REVIEW)
    type(saved).objects.filter(pk=saved.pk).update(text="# 报告\n\n[[proposals.gone 件]]")
    signed_in(client, Role.PROPOSALS)

    page = client.get("/reports/review/2025/").content.decode()

    assert "文稿现在不能使用" in page
    assert "没有“proposals.gone”这个指标" in page
    assert client.get("/reports/review/2025/export.docx").status_code == 404
