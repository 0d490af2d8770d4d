"""The page on which a member writes: drafts, what is kept aside, and handing in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import acting, signed_in, user_with
from tests.factories.members import SessionFactory, UnitFactory, committee
from tests.factories.proposals import FiledFactory, ProposalFactory, SubmittedFactory, member
from yizheng.accounts.roles import Role
from yizheng.core.tenancy import within
from yizheng.proposals import receipts
from yizheng.proposals.models import Invitation, Proposal, WorkingCopy
from yizheng.proposals.services import autosave, inviting
from yizheng.proposals.states import State

NEW = "/proposals/mine/new/"
TEXT = {
    "title": "关于通学路的提案",
    "situation": "校门口拥堵。",
    "analysis": "没有落客区。",
    "suggestion": "设落客区。",
    "is_open": "yes",
    "is_named": "yes",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client, city):
    """A member who has signed in while proposals are collected."""
    SessionFactory(opened_on=timezone.localdate() - timedelta(days=1))
    person = member(name="李秀兰")
    signed_in(client, Role.MEMBER, person=person)
    return person


def page(name, pk):
    return reverse(f"proposals:{name}", args=[pk])


def opened_with(client, url):
    """The hidden mark of a page as it was opened."""
    text = client.get(url).content.decode()
    return text.partition('name="opened_with" value="')[2].partition('"')[0]


def count_of(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_a_draft_is_saved_and_handed_in_after_a_second_look(client, person):
    unit = UnitFactory()
    saved = client.post(NEW, TEXT | {"intended_units": [unit.pk], "then": "hand_in"})
    draft = Proposal.objects.get()
    assert (saved.status_code, saved["Location"]) == (303, page("hand-in", draft.pk))
    assert (draft.proposer, list(draft.intended_units.all())) == (person, [unit])

    look = client.get(page("hand-in", draft.pk)).content.decode()
    sent = client.post(page("hand-in", draft.pk), {"version": draft.version})

    assert "设落客区。" in look
    draft.refresh_from_db()
    assert (sent["Location"], draft.state, draft.serial) == (
        page("receipt", draft.pk),
        State.SUBMITTED,
        1,
    )
    receipt = client.get(page("receipt", draft.pk)).content.decode()
    assert receipts.receipt_of(draft).code in receipt
    assert draft.text_digest in receipt


def test_saving_a_draft_goes_on_with_it(client, person):
    saved = client.post(NEW, TEXT | {"then": "save"})

    assert saved["Location"] == page("mine-edit", Proposal.objects.get().pk)


def test_a_draft_may_lack_all_but_its_title(client, person):
    part = {"title": "关于水的提案", "is_open": "yes", "is_named": "yes"}

    assert client.post(NEW, part).status_code == 303
    answer = client.post(NEW, part | {"title": " ", "situation": "写了半天"})
    assert (answer.status_code, Proposal.objects.count()) == (422, 1)
    said = answer.content.decode()
    assert "请先写案由" in said and "写了半天" in said


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"suggestion": ""}, "还没有写"),
        ({"title": "关于" + "字" * 60}, "最多 50 字"),
        ({"situation": "字" * 3001}, "最多 3000 字"),
        ({"is_open": "no"}, "理由"),
    ],
)
def test_what_cannot_be_handed_in_is_saved_and_told_at_its_field(client, person, changed, sentence):
    client.post(NEW, TEXT | changed | {"then": "hand_in"})
    draft = Proposal.objects.get()

    checked = client.get(page("hand-in", draft.pk))
    said = client.get(checked["Location"]).content.decode()

    assert checked["Location"] == page("mine-edit", draft.pk) + "?check=1"
    assert sentence in said and "is-invalid" in said
    assert client.post(page("hand-in", draft.pk), {}).status_code == 303
    draft.refresh_from_db()
    assert (draft.state, draft.serial) == (State.DRAFT, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "字" * 81},
        {"situation": "字" * 20_001},
        {"intended_units": ["999999"]},
        {"intended_units": ["x"]},
        {"is_open": "perhaps"},
        {"situation": "机密★10年"},
    ],
)
def test_what_cannot_be_stored_is_told_and_stays_in_the_form(client, person, changed):
    answer = client.post(NEW, TEXT | {"analysis": "写了很久的分析"} | changed)

    assert (answer.status_code, Proposal.objects.count()) == (422, 0)
    assert "写了很久的分析" in answer.content.decode()


def test_a_unit_of_another_committee_is_no_choice(client, person):
    neighbour = committee("linshi", "邻市")
    with within(neighbour.pk):
        foreign = UnitFactory()

    answer = client.post(NEW, TEXT | {"intended_units": [foreign.pk]})

    assert answer.status_code == 422
    assert "没有这个单位" in answer.content.decode()


def test_two_pages_with_one_draft_end_in_both_texts(client, person):
    draft = ProposalFactory(proposer=person)
    url = page("mine-edit", draft.pk)
    opened = opened_with(client, url)
    client.post(url, TEXT | {"suggestion": "甲的建议。", "opened_with": opened})

    answer = client.post(url, TEXT | {"suggestion": "乙的建议。", "opened_with": opened})

    said = answer.content.decode()
    assert answer.status_code == 409
    assert "甲的建议。" in said and "乙的建议。" in said
    draft.refresh_from_db()
    assert draft.suggestion == "甲的建议。"
    again = said.partition('name="opened_with" value="')[2].partition('"')[0]
    client.post(url, TEXT | {"suggestion": "乙的建议。", "opened_with": again})
    draft.refresh_from_db()
    assert draft.suggestion == "乙的建议。"


def test_who_signs_meanwhile_is_no_conflict(client, person):
    draft = ProposalFactory(proposer=person)
    url = page("mine-edit", draft.pk)
    friend = member()
    inviting.invite(draft, by=acting(Role.MEMBER, person=person), person=friend)
    opened = opened_with(client, url)
    inviting.sign(Invitation.objects.get(), by=acting(Role.MEMBER, person=friend))

    answer = client.post(url, TEXT | {"opened_with": opened})

    assert answer.status_code == 303


def test_a_page_sent_twice_makes_one_draft(client, person):
    key = {"idempotency_key": "a" * 32, "opened_with": "new"}

    first = client.post(NEW, TEXT | key)
    second = client.post(NEW, TEXT | key)
    third = client.post(NEW, TEXT | key | {"suggestion": "又写了一句。"})

    draft = Proposal.objects.get()
    assert first["Location"] == second["Location"] == third["Location"]
    assert draft.suggestion == "又写了一句。"


def test_what_was_handed_in_in_another_page_is_not_changed_and_nothing_typed_is_lost(
    client, person
):
    submitted = SubmittedFactory(proposer=person)
    filed = FiledFactory(proposer=person)

    for proposal in (submitted, filed):
        answer = client.post(page("mine-edit", proposal.pk), TEXT | {"analysis": "后来写的"})
        said = answer.content.decode()
        assert answer.status_code == 409
        assert "不能再改" in said and "后来写的" in said
        proposal.refresh_from_db()
        assert proposal.analysis != "后来写的"
        assert client.get(page("mine-edit", proposal.pk)).status_code == 303


def test_handing_in_twice_leads_to_one_receipt(client, person):
    client.post(NEW, TEXT)
    draft = Proposal.objects.get()

    answers = [client.post(page("hand-in", draft.pk), {"version": 1}) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [page("receipt", draft.pk)] * 2
    draft.refresh_from_db()
    assert draft.serial == 1


def test_a_strangers_draft_has_no_pages(client, person):
    draft = ProposalFactory()

    for name in ("mine-edit", "hand-in", "receipt", "versions"):
        assert client.get(page(name, draft.pk)).status_code == 404
    assert client.post(page("keep-copy", draft.pk), TEXT).status_code == 404


@pytest.mark.parametrize("role", [Role.PROPOSALS, Role.UNIT, Role.LEADER])
def test_who_is_no_member_writes_nothing_here(client, city, role):
    signed_in(client, role)

    assert client.get(NEW).status_code == 404


# --- What is kept aside --------------------------------------------------------------------------


def test_what_was_typed_elsewhere_is_offered_and_put_back(client, person):
    answer = client.post("/proposals/mine/new/copy/", TEXT | {"suggestion": "写到一半"})
    assert "kept_at" in answer.json()

    offered = client.get(NEW).content.decode()
    restored = client.get(NEW, {"restore": "1"}).content.decode()

    assert "写到一半的内容还在" in offered and "写到一半</textarea>" not in offered
    assert "写到一半</textarea>" in restored
    client.post(NEW, TEXT)
    assert not WorkingCopy.objects.exists()
    assert "写到一半的内容还在" not in client.get(NEW).content.decode()


def test_what_is_stored_already_is_not_offered(client, person):
    client.post(NEW, TEXT)
    draft = Proposal.objects.get()
    client.post(page("keep-copy", draft.pk), TEXT)

    assert "写到一半的内容还在" not in client.get(page("mine-edit", draft.pk)).content.decode()


def test_what_is_not_wanted_is_forgotten(client, person):
    client.post("/proposals/mine/new/copy/", TEXT)

    client.post("/proposals/mine/new/copy/drop/")

    assert not WorkingCopy.objects.exists()


def test_a_copy_leaves_no_entry_in_the_trail_and_is_nobody_elses(client, person, city):
    client.post("/proposals/mine/new/copy/", TEXT)
    from yizheng.core.history import Event

    assert not Event.objects.exists()
    other = user_with(Role.MEMBER, person=member())
    assert autosave.kept(None, by=other.acting("web")) is None


def test_a_mark_of_secrecy_is_not_kept(client, person):
    answer = client.post("/proposals/mine/new/copy/", TEXT | {"situation": "机密★10年"})

    assert (answer.status_code, WorkingCopy.objects.count()) == (422, 0)


def test_old_copies_are_forgotten(client, person):
    client.post("/proposals/mine/new/copy/", TEXT)
    now = timezone.now()

    assert autosave.forget_old(now + timedelta(days=29)) == 0
    assert autosave.forget_old(now + timedelta(days=31)) == 1


# --- Receipt, verification, earlier texts --------------------------------------------------------


def test_everybody_verifies_a_receipt_and_learns_no_more(client, person):
    client.post(NEW, TEXT)
    draft = Proposal.objects.get()
    client.post(page("hand-in", draft.pk), {"version": 1})
    code = receipts.receipt_of(draft).code
    client.logout()

    said = client.get("/proposals/verify/", {"code": code}).content.decode()

    assert "回执有效" in said and "文字与提交时相同" in said
    assert TEXT["title"] not in said and person.name not in said
    assert "没有这张回执" in client.get("/proposals/verify/", {"code": "1-2-3"}).content.decode()
    assert client.get("/proposals/verify/").status_code == 200


def test_the_pages_cost_the_same_however_many_sign(client, person):
    draft = ProposalFactory(proposer=person)
    by = acting(Role.MEMBER, person=person)
    pages = [page("mine-edit", draft.pk), page("hand-in", draft.pk), page("versions", draft.pk)]
    inviting.invite(draft, by=by, person=member())
    for url in pages:
        client.get(url)
    before = [count_of(client, url) for url in pages]
    for _ in range(2):
        inviting.invite(draft, by=by, person=member())

    assert [count_of(client, url) for url in pages] == before
    assert all(count <= 40 for count in before), before


def test_what_was_changed_is_told(client, person):
    client.post(NEW, TEXT)
    draft = Proposal.objects.get()
    url = page("mine-edit", draft.pk)
    client.post(
        url, TEXT | {"suggestion": "设两处落客区。", "opened_with": opened_with(client, url)}
    )

    said = client.get(page("versions", draft.pk)).content.decode()

    assert "第 2 稿" in said
    assert "删去：</span>设落客区。</del>" in said
    assert "增加：</span>设两处落客区。</ins>" in said


def test_staff_see_the_texts_from_the_submission_on(client, person):
    client.post(NEW, TEXT)
    draft = Proposal.objects.get()
    url = page("mine-edit", draft.pk)
    client.post(
        url, TEXT | {"suggestion": "设两处落客区。", "opened_with": opened_with(client, url)}
    )
    draft.refresh_from_db()
    client.post(page("hand-in", draft.pk), {"version": draft.version})
    signed_in(client, Role.PROPOSALS)

    said = client.get(page("versions", draft.pk)).content.decode()

    assert "设两处落客区。" in said
    assert "设落客区。" not in said
    signed_in(client, Role.LEADER)
    assert client.get(page("versions", draft.pk)).status_code == 404
