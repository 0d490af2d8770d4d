import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.members import PersonFactory
from tests.factories.opinions import (
    AdoptionFactory,
    BulletinFactory,
    CompiledFactory,
    KeptFactory,
    ReportFactory,
    SentFactory,
)
from yizheng.accounts.roles import Role
from yizheng.core.differences import differences
from yizheng.opinions.models import Adoption, Bulletin, OpinionReport
from yizheng.opinions.states import Layout, Series, State

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"opinions:{name}", args=args)


def edit_url(report):
    return page("reports-edit-text", report.pk)


def said(response):
    return response.content.decode()


def count_of(client, url):
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_a_member_reports_with_a_title_and_a_text(client, city):
    person = PersonFactory()
    signed_in(client, Role.MEMBER, person=person)

    answer = client.post(page("mine-new"), {"title": "电梯", "original": "更新难。"})

    report = OpinionReport.objects.get()
    assert (answer.status_code, report.reporter) == (303, person)
    shown = said(client.get(page("reports-detail", report.pk)))
    assert page("mine-edit", report.pk) in shown


def test_a_report_without_text_is_refused_in_the_form(client, city):
    signed_in(client, Role.MEMBER, person=PersonFactory())

    assert client.post(page("mine-new"), {"title": "电梯"}).status_code == 422
    assert OpinionReport.objects.count() == 0


def test_the_button_opens_the_page_of_editing_which_starts_from_the_original(client, city):
    signed_in(client, Role.RESEARCH)
    report = ReportFactory(original="原来的一段话。")
    button = page("reports-detail", report.pk) + "moves/opinions.edit/"

    beside = client.get(button, headers={"HX-Request": "true"})
    full = said(client.get(button))

    assert (beside.status_code, beside["HX-Redirect"]) == (204, button)
    assert full.count("原来的一段话。") == 2


def test_editing_by_the_page(client, city):
    signed_in(client, Role.RESEARCH)
    report = ReportFactory()
    facts = {"edited": "编好的话。", "version": "1"}

    answer = client.post(edit_url(report), facts)

    report.refresh_from_db()
    assert (answer.status_code, report.state, report.edited) == (
        303,
        State.EDITED,
        "编好的话。",
    )


def test_editing_from_an_old_page_keeps_what_was_typed(client, city):
    signed_in(client, Role.RESEARCH)
    report = ReportFactory(version=2)
    facts = {"edited": "写了半天的话。", "version": "1"}

    answer = client.post(edit_url(report), facts)

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (422, State.RECEIVED)
    assert "写了半天的话。" in said(answer)


@pytest.mark.parametrize(
    ("role", "make"),
    [
        (Role.RESEARCH, CompiledFactory),
        (Role.LEADER, CompiledFactory),
        (Role.OFFICE, ReportFactory),
    ],
)
def test_editing_does_not_exist_where_it_is_not_open(client, city, role, make):
    signed_in(client, role)

    assert client.get(edit_url(make())).status_code == 404


def test_the_page_shows_what_the_editors_changed(client, city):
    signed_in(client, Role.LEADER)
    report = CompiledFactory(
        original="电梯太旧。请市里出钱。", edited="电梯太旧。建议设立专项资金。"
    )

    shown = said(client.get(page("reports-detail", report.pk)))

    assert "<del><span" in shown and "请市里出钱" in shown
    assert "<ins><span" in shown and "建议设立专项资金" in shown


def test_a_text_with_markup_is_shown_as_text(client, city):
    signed_in(client, Role.RESEARCH)
    report = CompiledFactory(original="<b>甲</b>", edited="<script>乙</script>")

    shown = said(client.get(page("reports-detail", report.pk)))

    assert "<script>乙" not in shown and "&lt;script&gt;" in shown


def test_the_reporter_reads_issue_adoption_and_the_reason_of_keeping(client, city):
    person = PersonFactory()
    signed_in(client, Role.MEMBER, person=person)
    report = CompiledFactory(reporter=person)
    issue = SentFactory(reports=[report])
    AdoptionFactory(report=report, organ="省政协")
    kept = KeptFactory(reporter=person)

    shown = said(client.get(page("reports-detail", report.pk)))

    assert issue.printed_number in shown and "省级 1 次" in shown
    assert page("bulletins-detail", issue.pk) not in shown
    assert "与前报重复" in said(client.get(page("reports-detail", kept.pk)))


def test_an_adoption_is_entered_from_the_report(client, city):
    signed_in(client, Role.RESEARCH)
    report = CompiledFactory()
    link = page("adoptions-new") + f"?report={report.pk}"
    assert link in said(client.get(page("reports-detail", report.pk)))
    assert str(report) in said(client.get(link))

    facts = {
        "level": "province",
        "organ": "省政协",
        "mode": "single",
        "adopted_on": "2025-06-01",
    }
    assert client.post(link, facts).status_code == 303
    assert client.post(link, facts).status_code == 422
    assert Adoption.objects.count() == 1


def test_an_issue_is_made_shown_and_sent(client, city):
    signed_in(client, Role.RESEARCH)
    first, second = CompiledFactory(), CompiledFactory()
    facts = {
        "series": "special",
        "title": "两件要情",
        "layout": "single",
        "recipients": "市委、市政府领导",
        "reports": [first.pk, second.pk],
    }

    client.post(page("bulletins-new"), facts)
    issue = Bulletin.objects.get()
    shown = said(client.get(page("bulletins-detail", issue.pk)))
    sending = page("bulletins-detail", issue.pk) + "moves/opinions.send/"
    answer = client.post(sending, {"sent_on": "2025-05-08"})

    assert first.title in shown and second.edited in shown
    issue.refresh_from_db()
    assert (answer.status_code, issue.printed_number) == (303, "2025年第1期")


@pytest.mark.parametrize("name", ["reports", "bulletins", "adoptions"])
def test_a_list_costs_the_same_whatever_its_length(client, city, name):
    signed_in(client, Role.RESEARCH)
    make = {"reports": CompiledFactory, "bulletins": SentFactory, "adoptions": AdoptionFactory}
    url = page(f"{name}-list")
    make[name]()
    client.get(url)
    before = count_of(client, url)
    make[name]()
    make[name]()

    assert count_of(client, url) == before


def test_pages_of_records_cost_the_same_whatever_hangs_on_them(client, city):
    signed_in(client, Role.RESEARCH)
    report = CompiledFactory()
    issue = BulletinFactory(reports=[report])
    urls = [page("reports-detail", report.pk), page("bulletins-detail", issue.pk)]
    AdoptionFactory(report=report)
    SentFactory(reports=[report])
    for url in urls:
        client.get(url)
    before = [count_of(client, url) for url in urls]
    for organ in ("省委", "省政府"):
        AdoptionFactory(report=report, organ=organ)
        SentFactory(reports=[report])
        issue.reports.add(CompiledFactory())

    assert [count_of(client, url) for url in urls] == before


@pytest.mark.parametrize(
    ("original", "edited"),
    [
        ("电梯太旧。请市里出钱。", "电梯太旧。建议设立专项资金。"),
        ("一，二，三。", "三。一，二，"),
        ("没有标点的话", ""),
        ("", "全新的话。"),
        ("一样。", "一样。"),
        ("第一行\n第二行\n", "第一行\n插入一行\n第二行\n"),
    ],
)
def test_both_texts_can_be_read_out_of_their_differences(original, edited):
    changes = differences(original, edited)

    kept = [change for change in changes if change.kind != "new"]
    new = [change for change in changes if change.kind != "gone"]
    assert "".join(change.text for change in kept) == original
    assert "".join(change.text for change in new) == edited


def test_a_small_change_marks_only_what_changed():
    changes = differences("建议设立专项资金，分年补助。", "建议设立更新专项资金，分年补助。")

    assert [(change.kind, change.text) for change in changes] == [
        ("same", "建议设立"),
        ("new", "更新"),
        ("same", "专项资金，分年补助。"),
    ]


def test_two_long_texts_without_a_common_clause_are_still_compared_at_once():
    changes = differences("甲" * 20_000, "乙" * 20_000)

    assert [change.kind for change in changes] == ["gone", "new"]


def words_of(answer):
    """The paragraphs of a Word file, in their order."""
    return [part.text for part in docx.Document(io.BytesIO(answer.content)).paragraphs if part.text]


def test_an_issue_is_a_word_file_with_number_pieces_and_recipients(client, city):
    signed_in(client, Role.RESEARCH)
    first = CompiledFactory(
        title="先编的", edited="一、电梯\n更新难。", compiled_on=date(2025, 5, 1)
    )
    second = CompiledFactory(title="后编的", compiled_on=date(2025, 5, 2))
    issue = SentFactory(number=12, reports=[second, first], series=Series.SPECIAL)

    answer = client.get(page("bulletin-file", issue.pk))

    words = words_of(answer)
    assert page("bulletin-file", issue.pk) in said(client.get(page("bulletins-detail", issue.pk)))
    assert words[:3] == ["社情民意专报", "2025年第12期", "安澜市政协研究室\t2025年5月8日"]
    assert [words.index(title) for title in ("先编的", "后编的")] == [3, 7]
    assert words[4:7] == ["一、电梯", "更新难。", f"（{first.reported_by}反映）"]
    assert words[-1] == "报送：市委、市政府领导。"
    assert "%E7%AC%AC12%E6%9C%9F" in answer["Content-Disposition"]


def test_a_digest_is_printed_instead_of_the_reports_it_was_made_of(client, city):
    signed_in(client, Role.RESEARCH)
    reports = [CompiledFactory(edited=f"第{place}篇的编报稿。") for place in (1, 2)]
    issue = SentFactory(
        title="两处反映电梯难", reports=reports, layout=Layout.DIGEST, digest="一、现状\n更新难。"
    )

    words = words_of(client.get(page("bulletin-file", issue.pk)))

    sources = "、".join(report.reported_by for report in reports)
    assert words[3:7] == ["两处反映电梯难", "一、现状", "更新难。", f"（综合{sources}反映）"]
    assert not [line for line in words if "编报稿" in line]


def test_the_file_of_a_draft_says_so_and_is_not_there_for_others(client, city):
    draft = BulletinFactory(reports=[CompiledFactory()])
    signed_in(client, Role.RESEARCH)
    words = words_of(client.get(page("bulletin-file", draft.pk)))
    signed_in(client, Role.LEADER)

    assert words[1] == "（待发稿）"
    assert client.get(page("bulletin-file", draft.pk)).status_code == 404
