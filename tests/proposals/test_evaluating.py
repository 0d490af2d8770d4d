"""Judgements: every proposer's own, twice confirmed; discontent begins a further round."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import acting, just_confirmed, signed_in
from tests.factories.documents import png
from tests.factories.members import PartyFactory, UnitFactory
from tests.factories.proposals import (
    HandlingFactory,
    RepliedFactory,
    SentReplyFactory,
    member,
    merged_proposal,
)
from tests.factories.replies import PromiseFactory
from yizheng.accounts.roles import UNITS, Role
from yizheng.core.actors import Via
from yizheng.core.errors import Invalid, NotAllowed, Unconfirmed, WrongState
from yizheng.documents.selectors import attachments_of
from yizheng.documents.services import attach, detach
from yizheng.proposals.models import Evaluation, Handling, Promise, Proposal, Reply
from yizheng.proposals.services import evaluating, replying
from yizheng.proposals.services.headline import expected
from yizheng.proposals.states import EvaluationState, HandlingState, PromiseState, State

pytestmark = pytest.mark.django_db

GOOD = {"attitude": "satisfied", "result": "satisfied", "is_relevant": True}
BAD = {"attitude": "satisfied", "result": "dissatisfied", "note": "没有针对第二条建议"}


def sent(*signers, **facts):
    """A reply that waits for the judgement of its proposer and co-signers."""
    reply = SentReplyFactory(**facts)
    reply.handling.proposal.co_signers.add(*signers)
    return reply


def judging(person):
    return just_confirmed(acting(Role.MEMBER, person=person))


def judged(reply, person, **said):
    return evaluating.evaluate_reply(reply, by=judging(person), **(said or GOOD))


def proposal_of(reply):
    return Proposal.objects.get(pk=reply.handling.proposal_id)


def test_when_all_proposers_are_content_the_proposal_is_closed(city):
    second, third = member(), member()
    reply = sent(second, third)

    states = []
    for person in (reply.handling.proposal.proposer, second, third):
        judged(reply, person)
        states.append(proposal_of(reply).state)

    closed = proposal_of(reply)
    assert states == [State.REPLIED, State.REPLIED, State.CLOSED]
    assert (closed.satisfaction, closed.is_content) == ("satisfied", True)
    assert closed.closed_on == timezone.localdate()
    assert Handling.objects.get(pk=reply.handling_id).state == HandlingState.SETTLED


def test_one_who_is_not_content_begins_a_further_round_with_its_own_clock(city):
    second = member()
    reply = sent(second)
    judged(reply, reply.handling.proposal.proposer)

    judged(reply, second, **BAD)

    proposal, handling = proposal_of(reply), Handling.objects.get(pk=reply.handling_id)
    assert (proposal.state, proposal.satisfaction, proposal.is_content) == (
        State.AGAIN, "dissatisfied", False,
    )  # fmt: skip
    assert (handling.state, handling.round) == (HandlingState.AGAIN, 2)
    assert handling.due_on > timezone.localdate()
    assert proposal.due_on == handling.due_on == expected(proposal).due_on


def answered_again(handling):
    """A further reply on its whole way."""
    clerk = acting(Role.UNIT, unit=handling.unit)
    facts = {"handling": handling, "result_class": "A", "body": "已经补办。"}
    reply = replying.submit_reply(replying.start_reply(by=clerk, facts=facts), by=clerk)
    reply = replying.sign_reply(reply, by=acting(Role.UNIT_REVIEWER, unit=handling.unit))
    return replying.check_reply(reply, by=acting(Role.SUPERVISION))


def test_it_goes_round_until_settled(city):
    reply = sent()
    person = reply.handling.proposal.proposer
    rounds = []
    for said in (BAD, BAD, GOOD):
        judged(reply, person, **said)
        handling = Handling.objects.get(pk=reply.handling_id)
        rounds.append((proposal_of(reply).state, handling.round))
        if said is BAD:
            reply = answered_again(handling)

    closed = proposal_of(reply)
    assert rounds == [(State.AGAIN, 2), (State.AGAIN, 3), (State.CLOSED, 3)]
    assert (closed.satisfaction, closed.result_class) == ("satisfied", "A")
    assert Evaluation.objects.count() == 3


def test_a_further_reply_that_solves_it_ends_what_the_first_one_promised(city):
    reply = sent()
    promise = PromiseFactory(reply=reply)
    judged(reply, reply.handling.proposal.proposer, **BAD)

    answered_again(Handling.objects.get(pk=reply.handling_id))

    ended = Promise.objects.get(pk=promise.pk)
    assert (ended.state, ended.ended_on) == (PromiseState.KEPT, timezone.localdate())
    assert ended.outcome == "第2次答复：A类"


def test_nobody_judges_twice_nor_a_reply_that_is_being_made_again(city):
    second = member()
    reply = sent(second)
    judged(reply, reply.handling.proposal.proposer)
    with pytest.raises(Invalid, match="已经评价过"):
        judged(reply, reply.handling.proposal.proposer)
    judged(reply, second, **BAD)
    third = member()
    reply.handling.proposal.co_signers.add(third)

    with pytest.raises(Invalid, match="再次办理"):
        judged(Reply.objects.get(pk=reply.pk), third)

    assert Evaluation.objects.count() == 2


def test_discontent_with_the_attitude_alone_is_recorded_and_opens_nothing(city):
    reply = sent()

    judged(reply, reply.handling.proposal.proposer, attitude="dissatisfied", result="basic")

    assert proposal_of(reply).state == State.CLOSED
    assert Evaluation.objects.get().attitude == "dissatisfied"


def test_with_two_units_the_worst_judgement_stands_and_both_must_be_judged(city):
    proposal = RepliedFactory()
    replies = [
        SentReplyFactory(
            handling=HandlingFactory(
                proposal=proposal,
                unit=unit,
                role="separate",
                state=HandlingState.REPLIED,
                replied_on=proposal.replied_on,
            )
        )
        for unit in (proposal.lead_unit, UnitFactory())
    ]
    proposal.helpers.add(replies[1].handling.unit)

    judged(replies[0], proposal.proposer)
    half = proposal_of(replies[0])
    judged(replies[1], proposal.proposer, attitude="basic", result="basic")
    whole = proposal_of(replies[0])

    assert (half.state, half.satisfaction) == (State.REPLIED, "satisfied")
    assert (whole.state, whole.satisfaction) == (State.CLOSED, "basic")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.MEMBER])
def test_no_other_role_ever_judges(city, role):
    reply = sent()
    person = reply.handling.proposal.proposer
    unit = reply.handling.unit if role in UNITS else None

    with pytest.raises(NotAllowed):
        evaluating.evaluate_reply(
            reply, by=just_confirmed(acting(role, person=person, unit=unit)), **GOOD
        )

    assert Evaluation.objects.count() == 0


def test_a_member_who_also_works_for_the_unit_does_not_judge_it(city):
    reply = sent()
    by = acting(Role.MEMBER, Role.UNIT, person=reply.handling.proposal.proposer,
                unit=reply.handling.unit)  # fmt: skip

    with pytest.raises(NotAllowed):
        evaluating.evaluate_reply(reply, by=just_confirmed(by), **GOOD)


@pytest.mark.parametrize("via", [Via.WEB, Via.API, Via.CLI])
def test_without_the_password_given_again_no_door_takes_a_judgement(city, via):
    reply = sent()
    by = acting(Role.MEMBER, person=reply.handling.proposal.proposer, via=via)

    with pytest.raises(Unconfirmed):
        evaluating.evaluate_reply(reply, by=by, **GOOD)

    assert Evaluation.objects.count() == 0


def test_a_stranger_and_a_reply_not_sent_are_not_judged(city):
    reply = sent()

    with pytest.raises(NotAllowed):
        judged(reply, member())
    draft = replying.start_reply(
        by=acting(Role.UNIT, unit=reply.handling.unit),
        facts={
            "handling": HandlingFactory(
                proposal__lead_unit=reply.handling.unit, state=HandlingState.ACCEPTED
            ),
            "result_class": "A",
            "body": "草稿",
        },
    )
    with pytest.raises((NotAllowed, WrongState)):
        judged(draft, reply.handling.proposal.proposer)


# --- On paper ------------------------------------------------------------------------------------


def on_paper(reply, person=None, by=None, **said):
    facts = {"reply": reply, "person": person, **(said or GOOD), "evaluated_on": date(2025, 7, 9)}
    return evaluating.enter_paper_evaluation(by=by or acting(Role.PROPOSALS), facts=facts)


def test_a_paper_form_counts_when_another_has_compared_it_with_the_scan(city):
    reply = sent()
    first, second = acting(Role.PROPOSALS), acting(Role.PROPOSALS)
    row = on_paper(reply, reply.handling.proposal.proposer, by=first)
    before = proposal_of(reply).state
    with pytest.raises(Invalid, match="扫描件"):
        evaluating.confirm_evaluation(row, by=second)
    attach(row, by=first, name="评价表.png", content=png())
    with pytest.raises(NotAllowed):
        evaluating.confirm_evaluation(row, by=first)

    row = evaluating.confirm_evaluation(row, by=second)

    assert (before, row.state, row.confirmed_by_id) == (
        State.REPLIED, EvaluationState.VALID, second.user_id,
    )  # fmt: skip
    assert proposal_of(reply).state == State.CLOSED


def test_what_a_form_counts_as_follows_what_is_corrected_in_it(city):
    reply, by = sent(), acting(Role.PROPOSALS)
    row = on_paper(reply, reply.handling.proposal.proposer, by=by)
    facts = {"attitude": "basic", "result": "dissatisfied", "is_relevant": True, "note": ""}

    corrected = evaluating.correct_paper_evaluation(row, by=by, facts=facts, version=row.version)

    assert (row.is_attitude_content, row.is_content) == (True, True)
    assert (corrected.is_attitude_content, corrected.is_content) == (True, False)


def test_a_form_entered_wrongly_is_voided_and_entered_anew(city):
    reply = sent()
    person = reply.handling.proposal.proposer
    row = on_paper(reply, person)

    evaluating.void_evaluation(row, by=acting(Role.PROPOSALS), note="看错了一格")

    assert on_paper(reply, person).state == EvaluationState.ENTERED
    assert proposal_of(reply).state == State.REPLIED


def test_a_bodys_form_has_no_person_and_a_members_has(city):
    party = PartyFactory()
    body = sent(handling__proposal__submitter_type="party", handling__proposal__party=party,
                handling__proposal__proposer=None)  # fmt: skip
    assert on_paper(body).judge == str(party)
    with pytest.raises(Invalid, match="已经评价过"):
        on_paper(body)

    own = sent()
    with pytest.raises(Invalid) as unnamed:
        on_paper(own)
    with pytest.raises(Invalid) as stranger:
        on_paper(own, member())
    assert {unnamed.value.field, stranger.value.field} == {"person"}


def of_a_body(*signers, **facts):
    """A reply to what a party proposed, with members who signed."""
    return sent(
        *signers,
        handling__proposal__submitter_type="party",
        handling__proposal__party=PartyFactory(),
        handling__proposal__proposer=None,
        **facts,
    )


def owing(reply):
    return {person and person.pk for _, person in evaluating.waited_for(proposal_of(reply))}


def test_everybody_under_a_proposal_and_every_body_owes_a_judgement_of_each_reply(city):
    second, other = member(), member()
    alone, own, signed = of_a_body(), sent(second), of_a_body(second)
    with_member, with_body = of_a_body(), sent()
    merged_proposal(with_member.handling.proposal, proposer=other)
    merged_proposal(
        with_body.handling.proposal, submitter_type="party", party=PartyFactory(), proposer=None
    )

    proposer = own.handling.proposal.proposer_id
    assert (owing(alone), owing(own)) == ({None}, {proposer, second.pk})
    assert (owing(signed), owing(with_member)) == ({None, second.pk}, {None, other.pk})
    assert owing(with_body) == {with_body.handling.proposal.proposer_id, None}


def test_a_bodys_proposal_is_closed_when_the_member_who_signed_has_judged_too(city):
    second, staff = member(), (acting(Role.PROPOSALS), acting(Role.PROPOSALS))
    reply = of_a_body(second)
    row = on_paper(reply, by=staff[0])
    attach(row, by=staff[0], name="评价表.png", content=png())
    evaluating.confirm_evaluation(row, by=staff[1])
    between = proposal_of(reply).state

    judged(reply, second)

    assert (between, proposal_of(reply).state) == (State.REPLIED, State.CLOSED)


def test_a_form_is_entered_on_its_page_with_its_scan(client, city):
    second = member()
    reply = sent(second)
    judged(reply, reply.handling.proposal.proposer)
    signed_in(client, Role.PROPOSALS)
    url = f"{reverse('proposals:evaluations-new')}?reply={reply.pk}"
    said = {**GOOD, "person": second.pk, "evaluated_on": "2025-07-09", "note": "写了很多"}

    link = client.get(reverse("proposals:replies-detail", args=[reply.pk])).content.decode()
    page = client.get(url).content.decode()
    refused = client.post(url, {**said, "attitude": "", "file": scan("表.png", png())})
    wrong = client.post(url, {**said, "file": scan("表.png", b"no picture")})
    saved = client.post(url, {**said, "file": scan("表.png", png())})

    row = Evaluation.objects.get(person=second)
    assert url in link
    assert (str(second) in page, f"value=\"{reply.handling.proposal.proposer_id}\"" in page) == (
        True, False,
    )  # fmt: skip
    assert (refused.status_code, wrong.status_code, saved.status_code) == (422, 422, 303)
    assert "请重新选择扫描件" in refused.content.decode()
    assert all("写了很多" in answer.content.decode() for answer in (refused, wrong))
    assert (row.state, row.channel) == (EvaluationState.ENTERED, "paper")
    assert [file.name for file in attachments_of(row)] == ["表.png"]


def scan(name, content):
    return SimpleUploadedFile(name, content, content_type="image/png")


@pytest.mark.parametrize("role", [Role.UNIT, Role.MEMBER, Role.SUPERVISION, Role.LEADER])
def test_nobody_else_has_the_page_of_paper_forms(client, city, role):
    reply = sent()
    signed_in(client, role, unit=reply.handling.unit if role == Role.UNIT else None)

    answer = client.get(f"{reverse('proposals:evaluations-new')}?reply={reply.pk}")

    assert answer.status_code == 404


def test_the_page_of_paper_forms_says_when_nobody_is_left_to_judge(client, city):
    reply = sent()
    judged(reply, reply.handling.proposal.proposer)
    signed_in(client, Role.PROPOSALS)
    url = f"{reverse('proposals:evaluations-new')}?reply={reply.pk}"

    assert "提案者都已评价" in client.get(url).content.decode()


def test_a_judgement_that_counts_keeps_its_scan(city):
    reply, first = sent(), acting(Role.PROPOSALS)
    row = on_paper(reply, reply.handling.proposal.proposer, by=first)
    file = attach(row, by=first, name="评价表.png", content=png())
    evaluating.confirm_evaluation(row, by=acting(Role.PROPOSALS))

    with pytest.raises(NotAllowed):
        detach(file, by=first)
    with pytest.raises(NotAllowed):
        attach(row, by=first, name="另一张.png", content=png())


def test_a_judgement_is_not_before_the_reply_and_its_codes_are_offered(city):
    reply = sent()
    person = reply.handling.proposal.proposer
    facts = {"reply": reply, "person": person, **GOOD}

    for change, field in (
        ({"evaluated_on": date(2025, 6, 30)}, "evaluated_on"),
        ({"result": "happy"}, "result"),
        ({"attitude": "happy"}, "attitude"),
    ):
        with pytest.raises(Invalid) as refusal:
            evaluating.enter_paper_evaluation(by=acting(Role.PROPOSALS), facts={**facts, **change})
        assert refusal.value.field == field


# --- By hand -------------------------------------------------------------------------------------


def test_the_staff_close_with_a_reason_what_nobody_judged(city):
    reply = sent()
    with pytest.raises(Invalid) as refusal:
        evaluating.close_proposal(proposal_of(reply), by=acting(Role.PROPOSALS))
    assert refusal.value.field == "close_note"

    closed = evaluating.close_proposal(
        proposal_of(reply), by=acting(Role.PROPOSALS), close_note="评价期满，电话询问后办结"
    )

    assert (closed.state, closed.is_content) == (State.CLOSED, None)
    assert Handling.objects.get(pk=reply.handling_id).state == HandlingState.SETTLED
    with pytest.raises(WrongState):
        evaluating.close_proposal(closed, by=acting(Role.PROPOSALS), close_note="再办结一次")


# --- The page ------------------------------------------------------------------------------------


def test_the_page_asks_for_the_password_before_it_opens(client, city):
    reply = sent()
    signed_in(client, Role.MEMBER, person=reply.handling.proposal.proposer)
    url = reverse("proposals:evaluate", args=[reply.pk])

    opened = client.get(url)
    posted = client.post(url, {**GOOD, "note": "写了半天的意见"})

    assert (opened.status_code, "reauthenticate" in opened["Location"]) == (302, True)
    assert posted.status_code == 422 and "写了半天的意见" in posted.content.decode()
    assert Evaluation.objects.count() == 0


@pytest.mark.parametrize("role", [Role.UNIT, Role.PROPOSALS, Role.LEADER, Role.SUPERVISION])
def test_the_page_does_not_exist_for_others(client, city, role):
    reply = sent()
    signed_in(client, role, unit=reply.handling.unit if role == Role.UNIT else None)
    url = reverse("proposals:evaluate", args=[reply.pk])

    assert client.post(url, GOOD).status_code == 404
