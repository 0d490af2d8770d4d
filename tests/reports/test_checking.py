import re
from html import unescape

import pytest

from tests.factories.accounts import signed_in, user_with
from yizheng.accounts.roles import Role
from yizheng.claims import Verdict
from yizheng.core.history import Event
from yizheng.core.jobs import Job, JobState
from yizheng.reports import checking

from .files import word_file

pytestmark = pytest.mark.usefixtures("year", "three_members")
DRAFT = "现有政协委员3名。\r\n立案提案300件，其中党派提案100件，委员提案250件。"


def test_a_claim_is_judged_by_the_records(year):
    checked = checking.check("现有政协委员5名。", year)
    (judgement,) = checked.judgements

    assert (judgement.verdict, judgement.recorded, judgement.difference) == (
        Verdict.CONTRADICTED,
        3,
        2,
    )
    assert checked.is_contradicted


def test_what_is_not_recorded_is_no_contradiction(year):
    checked = checking.check("全市生产总值1500亿元，种植核桃300万亩。", year)
    assert not checked.is_contradicted
    assert set(checked.counts) <= {Verdict.NOT_COVERED, Verdict.NOT_CHECKABLE}


def test_an_undefined_ratio_is_not_covered(year):
    (judgement,) = checking.check("提案立案率为100%。", year).judgements
    assert judgement.verdict == Verdict.NOT_COVERED


def test_the_stretches_of_a_draft_are_the_draft(year):
    checked = checking.check(DRAFT, year)
    pieces = checking.stretches(checked.text, checked.judgements)

    assert "".join(piece.text for piece in pieces) == DRAFT
    assert [piece.text for piece in pieces if piece.judgement] == ["3名", "300件", "100件", "250件"]


@pytest.mark.parametrize("times", [1, 20])
def test_checking_asks_once_for_each_table(year, times, django_assert_num_queries):
    with django_assert_num_queries(2):
        checking.check("现有政协委员3名。委员来自31个界别。" * times, year)


def test_the_page_shows_the_draft_with_its_claims_marked(client):
    signed_in(client, Role.OFFICE)

    page = client.post("/check/", {"text": DRAFT, "year": "2025"}).content.decode()

    draft = re.search(r'<div class="draft">(.*?)</div>', page, re.DOTALL)[1]
    signless = re.sub(r'<span class="claim-sign" aria-hidden="true">.*?</span>', "", draft)
    assert unescape(re.sub(r"<[^>]+>", "", signless)) == DRAFT
    assert 'class="claim claim-confirmed" id="c0" data-opens="claim-0"' in draft
    assert "与记录一致 1" in page
    assert "300" in page[page.index("文稿里的数字对不上") :][:400]
    assert 'hx-get="/figures/members.total/2025/"' in page


def test_an_uploaded_word_file_is_checked(client, tmp_path):
    signed_in(client, Role.OFFICE)
    path = tmp_path / "稿.docx"
    path.write_bytes(word_file("现有政协委员3名。"))

    with path.open("rb") as file:
        page = client.post("/check/", {"file": file, "year": "2025"}).content.decode()

    assert "与记录一致 1" in page


@pytest.mark.parametrize(
    ("sent", "says"),
    [({"text": ""}, "没有文字"), ({"text": "x", "year": "1999"}, "year")],
)
def test_an_unusable_draft_is_refused_on_the_page(client, sent, says):
    signed_in(client, Role.OFFICE)
    answer = client.post("/check/", {"year": "2025", **sent})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_draft_is_never_stored_only_that_it_was_checked(client):
    signed_in(client, Role.OFFICE)
    client.post("/check/", {"text": DRAFT, "year": "2025"})

    (event,) = Event.objects.filter(action="reports.check_draft")
    assert event.after == {
        "characters": len(DRAFT),
        "year": 2025,
        "confirmed": 1,
        "contradicted": 3,
    }


def test_a_long_draft_is_checked_by_a_worker_and_forgotten_once_seen(
    client, django_capture_on_commit_callbacks
):
    user = signed_in(client, Role.OFFICE)
    text = "现有政协委员3名。" + "各位委员恪尽职守，认真履职。\n" * 1600
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/check/", {"text": text, "year": "2025"})
    job = Job.objects.get(by=user)

    assert (job.state, job.inputs) == (JobState.DONE, {})
    assert "与记录一致 1" in client.get(answer["Location"]).content.decode()
    job.refresh_from_db()
    assert (job.inputs, job.result) == ({}, {})
    assert "重新核对" in client.get(answer["Location"]).content.decode()


def test_nobody_sees_the_check_of_another(client, city):
    other = user_with(Role.OFFICE)
    job = Job.objects.create(committee=city, kind="reports.check", title="核对文稿", by=other)
    signed_in(client, Role.OFFICE)
    assert client.get(f"/check/jobs/{job.pk}/").status_code == 404


def test_the_words_of_a_figure_widen_the_shipped_vocabulary():
    terms = {term.key: term for term in checking.terms()}
    assert "members.total" in terms
