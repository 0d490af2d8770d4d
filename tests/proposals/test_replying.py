"""Replies: drafted, countersigned, signed by another, checked, sent to every proposer."""

import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import acting, signed_in, user_with
from tests.factories.documents import png
from tests.factories.members import UnitFactory
from tests.factories.proposals import (
    AssignedFactory,
    HandlingFactory,
    ReplyFactory,
    SentReplyFactory,
    member,
)
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import events_of
from yizheng.core.rules import RuleValue
from yizheng.documents.services import attach
from yizheng.proposals.models import Countersignature, Handling, Promise, Proposal, Reply
from yizheng.proposals.services import countersigning, replying
from yizheng.proposals.services.following import make_promise
from yizheng.proposals.services.headline import expected
from yizheng.proposals.states import CountersignState, HandlingState, ReplyState, State
from yizheng.proposals.views.replying import letter_of

pytestmark = pytest.mark.django_db

BODY = {"result_class": "B", "body": "一、已列入明年计划。"}


def lead_and_helper(**facts):
    """A lead unit at work, and one that helps it."""
    proposal = AssignedFactory(**facts)
    state = {"state": HandlingState.ACCEPTED, "accepted_on": date(2025, 4, 23)}
    lead = HandlingFactory(proposal=proposal, role="lead", **state)
    helper = HandlingFactory(proposal=proposal, unit=UnitFactory(), role="helper", **state)
    proposal.helpers.add(helper.unit)
    return lead, helper


def sole(**facts):
    state = {"state": HandlingState.ACCEPTED, "accepted_on": date(2025, 4, 23)}
    return HandlingFactory(**(state | facts))


def clerk(handling):
    return acting(Role.UNIT, unit=handling.unit)


def reviewer(handling):
    return acting(Role.UNIT_REVIEWER, unit=handling.unit)


def begun(handling, by=None, **facts):
    facts = {"handling": handling, **BODY, **facts}
    return replying.start_reply(by=by or clerk(handling), facts=facts)


def checked(reply, **inputs):
    """A reply of a sole unit on its whole way."""
    handling = reply.handling
    reply = replying.submit_reply(reply, by=clerk(handling))
    reply = replying.sign_reply(reply, by=reviewer(handling))
    return replying.check_reply(reply, by=acting(Role.SUPERVISION), **inputs)


def test_a_reply_goes_all_its_way_and_makes_the_proposal_replied(city):
    handling = sole()

    reply = checked(begun(handling))

    proposal = Proposal.objects.get(pk=handling.proposal_id)
    today = timezone.localdate()
    assert (reply.state, reply.sent_on, reply.result_sense) == (ReplyState.SENT, today, "planned")
    assert (proposal.state, proposal.result_class, proposal.replied_on) == (
        State.REPLIED, "B", today,
    )  # fmt: skip
    assert Handling.objects.get(pk=handling.pk).state == HandlingState.REPLIED
    assert expected(proposal).result_class == "B"


def test_nobody_signs_what_he_wrote_himself(city):
    handling = sole()
    both = user_with(Role.UNIT, Role.UNIT_REVIEWER, unit=handling.unit).acting("web")
    reply = replying.submit_reply(begun(handling, by=both), by=both)

    with pytest.raises(NotAllowed):
        replying.sign_reply(reply, by=both)
    with pytest.raises(NotAllowed):
        replying.sign_reply(reply, by=acting(Role.UNIT_REVIEWER, unit=UnitFactory()))

    assert replying.sign_reply(reply, by=reviewer(handling)).state == ReplyState.CHECKING


def test_a_reply_with_helpers_needs_each_ones_word(city):
    lead, helper = lead_and_helper()
    reply = begun(lead)
    with pytest.raises(Invalid, match="请先送会签"):
        replying.submit_reply(reply, by=clerk(lead))

    reply = countersigning.ask_countersign(reply, by=clerk(lead))
    with pytest.raises(Invalid, match="还没有会签"):
        replying.submit_reply(reply, by=clerk(lead))
    asked = Countersignature.objects.get(reply=reply)
    countersigning.object_to_reply(asked, by=clerk(helper), note="第二条不属我单位职责")
    with pytest.raises(Invalid, match="有不同意见"):
        replying.submit_reply(reply, by=clerk(lead))
    reply = replying.send_back_reply(reply, by=clerk(lead), return_note="按会办意见修改")
    reply = countersigning.ask_countersign(reply, by=clerk(lead))
    countersigning.countersign(Countersignature.objects.get(reply=reply), by=clerk(helper))

    assert replying.submit_reply(reply, by=clerk(lead)).state == ReplyState.SIGNING


def sent_back_after_agreement(lead, helper):
    """A draft again, to which the helper has agreed."""
    reply = countersigning.ask_countersign(begun(lead), by=clerk(lead))
    word = Countersignature.objects.get(reply=reply)
    countersigning.countersign(word, by=clerk(helper), note="同意")
    return replying.send_back_reply(reply, by=clerk(lead), return_note="再核一下")


def test_a_helpers_word_holds_for_the_text_it_was_given_on(city):
    lead, helper = lead_and_helper()
    reply = sent_back_after_agreement(lead, helper)

    with pytest.raises(Invalid, match="不用再会签"):
        countersigning.ask_countersign(reply, by=clerk(lead))

    assert replying.submit_reply(reply, by=clerk(lead)).state == ReplyState.SIGNING


@pytest.mark.parametrize("change", [{"body": "一、今年不能办。"}, {"result_class": "C"}])
def test_a_text_changed_after_a_helper_agreed_is_shown_to_it_again(city, change):
    lead, helper = lead_and_helper()
    reply = sent_back_after_agreement(lead, helper)
    facts = {"result_class": reply.result_class, "body": reply.body, **change}
    reply = replying.revise_reply(reply, by=clerk(lead), facts=facts, version=reply.version)

    with pytest.raises(Invalid, match="又有改动"):
        replying.submit_reply(reply, by=clerk(lead))
    countersigning.ask_countersign(reply, by=clerk(lead))

    word = Countersignature.objects.get()
    assert (word.state, word.note, word.answered_on) == (CountersignState.PENDING, "", None)
    assert [event.action for event in events_of(word)] == [
        "proposals.ask_to_countersign",
        "proposals.countersign",
        "proposals.ask_countersign_again",
    ]


def test_a_helper_is_told_which_words_no_longer_hold(client, city):
    lead, helper = lead_and_helper()
    reply = sent_back_after_agreement(lead, helper)
    signed_in(client, Role.UNIT, unit=lead.unit)
    url = reverse("proposals:replies-detail", args=[reply.pk])
    before = client.get(url).content.decode()
    facts = {"result_class": "B", "body": "改了"}
    replying.revise_reply(reply, by=clerk(lead), facts=facts, version=reply.version)

    after = client.get(url).content.decode()

    assert ["须再送会签" in page for page in (before, after)] == [False, True]


@pytest.mark.parametrize(
    ("number", "field"),
    [
        ({"doc_code": "安住建函"}, "doc_year"),
        ({"doc_code": "安住建函", "doc_year": 2025}, "doc_serial"),
        ({"doc_year": 2025, "doc_serial": 3}, "doc_code"),
        ({"doc_code": "安住建函", "doc_year": 2024, "doc_serial": 3}, "doc_year"),
        ({"doc_code": "安住建函", "doc_year": 2999, "doc_serial": 3}, "doc_year"),
    ],
)
def test_a_document_number_is_whole_and_of_the_years_of_handling(city, number, field):
    with pytest.raises(Invalid) as refusal:
        begun(sole(), **number)

    assert (refusal.value.field, Reply.objects.count()) == (field, 0)


def test_only_the_helping_unit_countersigns(city):
    lead, _ = lead_and_helper()
    reply = countersigning.ask_countersign(begun(lead), by=clerk(lead))
    asked = Countersignature.objects.get(reply=reply)

    for stranger in (clerk(lead), acting(Role.UNIT, unit=UnitFactory()), acting(Role.PROPOSALS)):
        with pytest.raises(NotAllowed):
            countersigning.countersign(asked, by=stranger)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": HandlingState.GIVEN, "accepted_on": None}, "签收以后"),
        ({"role": "helper"}, "不直接答复"),
        ({"state": HandlingState.RETURNED, "ended_on": date(2025, 4, 28)}, "签收以后"),
    ],
)
def test_who_is_not_at_work_or_only_helps_writes_no_reply(city, facts, words):
    handling = sole(**facts)

    with pytest.raises(Invalid) as refusal:
        begun(handling)

    assert (refusal.value.field, words in refusal.value.message) == ("handling", True)
    assert Reply.objects.count() == 0


def test_another_unit_writes_no_reply_and_there_is_one_a_round(city):
    handling = sole()
    with pytest.raises(NotAllowed):
        begun(handling, by=acting(Role.UNIT, unit=UnitFactory()))
    begun(handling)

    with pytest.raises(Invalid):
        begun(handling)

    assert Reply.objects.count() == 1


def test_those_who_check_may_amend_the_class_and_the_units_own_is_kept(city):
    with pytest.raises(Invalid) as refusal:
        checked(begun(sole(unit=UnitFactory())), result_class="C")

    reply = checked(begun(sole()), result_class="C", amended_reason="没有写明完成时间")

    assert refusal.value.field == "amended_reason"
    assert (reply.result_class, reply.first_class, reply.result_sense) == ("C", "B", "deferred")
    assert reply.amended_reason == "没有写明完成时间"


def test_a_class_that_is_not_offered_is_refused(city):
    with pytest.raises(Invalid) as refusal:
        begun(sole(), result_class="Z")

    assert refusal.value.field == "result_class"


def test_the_proposal_is_replied_with_the_last_unit_and_the_worst_class_stands(city):
    proposal = AssignedFactory()
    parts = [
        sole(proposal=proposal, role="separate", unit=unit)
        for unit in (proposal.lead_unit, UnitFactory())
    ]
    proposal.helpers.add(parts[1].unit)

    checked(begun(parts[0], result_class="C"))
    first = Proposal.objects.get(pk=proposal.pk)
    checked(begun(parts[1], result_class="A"))
    last = Proposal.objects.get(pk=proposal.pk)

    assert (first.state, first.result_class) == (State.ASSIGNED, "")
    assert (last.state, last.result_class, last.result_sense) == (State.REPLIED, "C", "deferred")


def test_a_paper_reply_is_entered_by_the_staff_with_its_signer(city):
    handling, staff = sole(), acting(Role.PROPOSALS)

    reply = begun(handling, by=staff)
    reply = replying.enter_signed_reply(
        reply, by=staff, signed_by="单位负责人", signed_on=date(2025, 6, 1)
    )
    reply = replying.check_reply(reply, by=acting(Role.SUPERVISION), sent_on=date(2025, 6, 3))

    assert (reply.is_paper, reply.signed_by, reply.sent_on) == (
        True,
        "单位负责人",
        date(2025, 6, 3),
    )
    assert Proposal.objects.get(pk=handling.proposal_id).replied_on == date(2025, 6, 3)


def test_a_units_own_reply_cannot_be_passed_off_as_paper(city):
    reply = begun(sole())

    with pytest.raises(NotAllowed):
        replying.enter_signed_reply(reply, by=acting(Role.PROPOSALS), signed_by="某人")


def test_what_was_handed_on_is_not_changed_until_it_is_sent_back(city):
    handling = sole()
    reply = replying.submit_reply(begun(handling), by=clerk(handling))
    with pytest.raises(Invalid, match="退回以后才能修改"):
        replying.revise_reply(
            reply, by=clerk(handling), facts={"body": "改"}, version=reply.version
        )
    reply = replying.sign_reply(reply, by=reviewer(handling))
    with pytest.raises(NotAllowed):
        replying.send_back_reply(reply, by=clerk(handling), return_note="想改")

    back = replying.send_back_reply(reply, by=acting(Role.SUPERVISION), return_note="请补时限")

    assert (back.state, back.signed_by, back.return_note) == (ReplyState.DRAFT, "", "请补时限")


def test_a_sent_reply_goes_nowhere(city):
    reply = checked(begun(sole()))

    for move, by in (
        (replying.check_reply, acting(Role.SUPERVISION)),
        (replying.submit_reply, clerk(reply.handling)),
    ):
        with pytest.raises(WrongState):
            move(reply, by=by)


def test_who_reads_a_reply_when(city):
    handling = sole()
    other = acting(Role.UNIT, unit=UnitFactory())
    readers = {
        "unit": clerk(handling),
        "other": other,
        "supervision": acting(Role.SUPERVISION),
        "member": acting(Role.MEMBER, person=member()),
    }

    def seen():
        from yizheng.proposals.registers.replies import REPLIES

        return {name for name, actor in readers.items() if REPLIES.rows(actor).exists()}

    reply = begun(handling)
    drafted = seen()
    reply = replying.sign_reply(
        replying.submit_reply(reply, by=clerk(handling)), by=reviewer(handling)
    )
    signed = seen()
    replying.check_reply(reply, by=acting(Role.SUPERVISION))

    assert (drafted, signed) == ({"unit"}, {"unit", "supervision"})
    assert seen() == {"unit", "supervision", "member"}


def test_the_letter_names_the_proposers_the_number_and_the_class(client, city):
    first, second = member(name="第一提案人"), member(name="联名者")
    reply = SentReplyFactory(
        handling__proposal__proposer=first, handling__proposal__submitter_type="joint",
        doc_code="安住建函", doc_year=2025, doc_serial=12, contact="联系人甲",
        body="一、已划定通道。\n二、增设车位。",
    )  # fmt: skip
    reply.handling.proposal.co_signers.add(second)
    signed_in(client, Role.LEADER)

    answer = client.get(reverse("proposals:reply-letter", args=[reply.pk]))

    letter = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    head = "\n".join(p.text for p in letter.sections[0].first_page_header.paragraphs)
    for table in letter.sections[0].first_page_header.tables:
        head += "\n".join(cell.text for row in table.rows for cell in row.cells)
    whole = text + head
    for words in (
        "第一提案人、联名者委员", reply.handling.proposal.printed_number, "安住建函〔2025〕12号",
        "二、增设车位。", "联系人甲", "A类",
    ):  # fmt: skip
        assert words in whole, words
    assert letter.core_properties.author == ""


def test_the_letter_names_what_is_attached_and_who_gets_a_copy_by_the_citys_rule(city):
    draft = begun(sole())
    attach(draft, by=clerk(draft.handling), name="停车场分布图.png", content=png())
    usual = letter_of(draft)
    RuleValue.objects.create(
        committee=city,
        key="proposals.letter_copies",
        value=["市政府办公室"],
        valid_from=date(2026, 1, 1),
    )

    letter = letter_of(draft)

    assert letter.attachments == ("停车场分布图",)
    assert usual.copies == ("安澜市政协提案委员会", "督查室")
    assert letter.copies == ("市政府办公室",)


def test_a_letter_is_not_there_for_whoever_may_not_read_the_reply(client, city):
    reply = ReplyFactory()
    signed_in(client, Role.MEMBER, person=member())

    assert client.get(reverse("proposals:reply-letter", args=[reply.pk])).status_code == 404


# --- The page on which it is written --------------------------------------------------------------


def typed(*promises, **facts):
    """What the page sends."""
    rows = {
        f"promises-{place}-{name}": value
        for place, row in enumerate(promises)
        for name, value in zip(("matter", "due_on"), row, strict=True)
    }
    count = {"promises-TOTAL_FORMS": len(promises), "promises-INITIAL_FORMS": 0}
    return {"body": "写了半天", "result_class": "B", "is_open": "on", **count, **rows, **facts}


def page_of_new(handling):
    return f"{reverse('proposals:replies-new')}?handling={handling.pk}"


def test_a_clerk_writes_the_reply_and_what_it_promises_on_one_page(client, city):
    handling = sole(officer="李干事", officer_phone="10001234")
    signed_in(client, Role.UNIT, unit=handling.unit)

    page = client.get(page_of_new(handling)).content.decode()
    saved = client.post(
        page_of_new(handling),
        typed(("建成停车场", "2026-12-31"), ("", ""), doc_code="安住建函", doc_year=2026,
              doc_serial=12),
    )  # fmt: skip

    reply = Reply.objects.get()
    assert (handling.proposal.suggestion in page, 'value="李干事"' in page) == (True, True)
    assert (saved.status_code, reply.body, reply.document_number) == (
        303, "写了半天", "安住建函〔2026〕12号",
    )  # fmt: skip
    assert list(reply.promises.values_list("matter", "due_on")) == [
        ("建成停车场", date(2026, 12, 31))
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"result_class": ""},
        {"body": ""},
        {"promises": ("建成停车场", "")},
        {"promises": ("建成停车场", "某天")},
        {"doc_code": "安住建函"},
        {"is_open": ""},
        {"promises": ("绝密★启用前的事", "2026-12-31")},
    ],
)
def test_what_is_refused_stays_as_typed_and_nothing_is_stored(client, city, wrong):
    handling = sole()
    signed_in(client, Role.UNIT, unit=handling.unit)
    rows = [("先做的事", "2026-06-30"), *([wrong["promises"]] if "promises" in wrong else [])]
    sent = typed(*rows, **{name: value for name, value in wrong.items() if name != "promises"})

    refused = client.post(page_of_new(handling), sent)

    assert (refused.status_code, Reply.objects.count(), Promise.objects.count()) == (422, 0, 0)
    page = refused.content.decode()
    assert [value for value in sent.values() if value != "on" and str(value) not in page] == []


def test_a_reply_already_begun_is_gone_on_with_and_kept_from_a_second_hand(client, city):
    handling = sole()
    reply = begun(handling)
    signed_in(client, Role.UNIT, unit=handling.unit)
    edit = reverse("proposals:replies-edit", args=[reply.pk])
    again = client.get(page_of_new(handling))
    facts = {"result_class": "B", "body": "同事改的"}
    replying.revise_reply(reply, by=clerk(handling), facts=facts, version=reply.version)

    late = client.post(edit, typed(version=reply.version))
    version = Reply.objects.get().version
    saved = client.post(edit, typed(("划定车位", "2026-06-30"), version=version))

    assert again.url == reverse("proposals:replies-detail", args=[reply.pk])
    assert (late.status_code, saved.status_code) == (409, 303)
    assert ("同事改的" in late.content.decode(), "写了半天" in late.content.decode()) == (
        True,
        True,
    )
    assert (Reply.objects.get().body, Promise.objects.get().matter) == ("写了半天", "划定车位")


def test_the_page_is_for_the_unit_and_only_while_it_is_written(client, city):
    reply = begun(sole())
    edit = reverse("proposals:replies-edit", args=[reply.pk])
    answers = []
    for role in (Role.MEMBER, Role.SUPERVISION, Role.LEADER):
        signed_in(client, role)
        answers.append(client.get(edit).status_code)
    replying.submit_reply(reply, by=clerk(reply.handling))
    signed_in(client, Role.UNIT, unit=reply.handling.unit)
    answers.append(client.get(edit).status_code)

    assert answers == [404, 404, 404, 404]


def test_the_page_costs_the_same_however_much_was_promised(client, city):
    handling = sole()
    reply = begun(handling)
    signed_in(client, Role.UNIT, unit=handling.unit)
    edit = reverse("proposals:replies-edit", args=[reply.pk])
    counted = []
    for count in (1, 2):
        for _ in range(count):
            make_promise(
                by=clerk(handling),
                facts={"reply": reply, "matter": "一件事", "due_on": date(2026, 12, 31)},
            )
        client.get(edit)
        with CaptureQueriesContext(connection) as queries:
            client.get(edit)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_a_number_may_be_given_when_it_is_signed(city):
    handling = sole()
    reply = replying.submit_reply(begun(handling), by=clerk(handling))
    with pytest.raises(Invalid) as refusal:
        replying.sign_reply(reply, by=reviewer(handling), doc_code="安住建函")

    number = {"doc_code": "安住建函", "doc_year": 2026, "doc_serial": 7}
    reply = replying.sign_reply(reply, by=reviewer(handling), **number)

    assert refusal.value.field == "doc_year"
    assert reply.document_number == "安住建函〔2026〕7号"


def test_a_reply_is_begun_from_a_part_of_the_clerks_own_and_no_other_is_ever_named(client, city):
    mine, others = sole(), sole(unit=UnitFactory(name="市教育局", short_name="市教育局"))
    signed_in(client, Role.UNIT, unit=mine.unit)
    new, shown = reverse("proposals:replies-new"), {"handling": mine.pk}

    without = client.get(new)
    foreign = client.get(new, {"handling": others.pk})
    nonsense = client.get(new, {"handling": "一"})
    page = client.get(new, shown).content.decode()
    smuggled = client.post(f"{new}?handling={mine.pk}", typed(handling=others.pk))

    assert [answer.status_code for answer in (without, foreign, nonsense)] == [404, 404, 404]
    assert (mine.proposal.title in page, others.proposal.title in page) == (True, False)
    assert (smuggled.status_code, Reply.objects.get().handling) == (303, mine)
