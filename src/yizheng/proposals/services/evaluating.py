"""Judgements (评价): every proposer's own on every reply, and what follows from them.

Nobody judges for another: the member himself, after giving his password again, on the pages. A
form that came on paper is entered by one of the staff and compared by another.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.access import require_confirmed
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.codes import Entry
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.documents.selectors import attachments_of
from yizheng.documents.services import attach
from yizheng.members.models import Person
from yizheng.proposals import permissions, selectors
from yizheng.proposals.codes import ATTITUDES, CONTACT_MODES, CONTENT, RESULT_OPINIONS
from yizheng.proposals.models import Evaluation, Proposal, Reply
from yizheng.proposals.states import (
    ENDED,
    Channel,
    EvaluationState,
    HandlingState,
    ReplyState,
    State,
)

from .handling import handle_again, settle
from .headline import last_replies, mark_again, mark_closed, mark_judged

ENTERED, VALID, VOID = EvaluationState.ENTERED, EvaluationState.VALID, EvaluationState.VOID


@transition(
    "proposals.evaluate",
    "评价",
    sources={ReplyState.SENT},
    target=None,
    right=permissions.evaluate,
    citation=PROPOSAL_RULES("办理评价"),
)
def evaluate_reply(
    reply: Reply,
    *,
    by: Actor,
    at: datetime,
    attitude: Annotated[str, ATTITUDES, "办理态度"],
    result: Annotated[str, RESULT_OPINIONS, "办理结果"],
    contact_mode: Annotated[str, CONTACT_MODES, "承办单位怎样与您沟通", "没有沟通的不选"] = "",
    is_relevant: Annotated[bool, "答复针对所提建议"] = False,
    note: Annotated[str, "意见和建议"] = "",
) -> None:
    """Say oneself what one thinks of the attitude and of the result; once, and of the last reply.

    Raises:
        Unconfirmed: the password was not given again just now.
    """
    require_confirmed(by)
    facts = {
        "reply": reply,
        "person": Person.objects.get(pk=by.person_id),
        "attitude": attitude,
        "result": result,
        "contact_mode": contact_mode,
        "is_relevant": is_relevant,
        "note": note,
        "evaluated_on": localdate(at),
    }
    row = _create(facts, by=by, at=at, right=permissions.judge, state=VALID)
    _count(row, by, at)


@service("proposals.enter_paper_evaluation")
def enter_paper_evaluation(
    *,
    by: Actor,
    facts: dict[str, Any],
    scan: tuple[str, bytes] | None = None,
    at: datetime | None = None,
) -> Evaluation:
    """Enter a form that came on paper; it counts once somebody else has compared it.

    Args:
        scan: the name of the scanned form and its content; it may also be attached later.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; for who did not propose, or has judged; and
            as `documents.services.attach`.
    """
    reply: Reply | None = facts.get("reply")
    if reply is None or reply.state != ReplyState.SENT:
        raise Invalid("请选择已送达的答复", field="reply")
    facts = {**facts, "channel": Channel.PAPER}
    facts["evaluated_on"] = facts.get("evaluated_on") or localdate(at)
    right = permissions.enter_evaluation
    evaluation = _create(facts, by=by, at=at, right=right, state=ENTERED)
    if scan is not None:
        name, content = scan
        attach(evaluation, by=by, name=name, content=content, note="书面评价扫描件", at=at)
    return evaluation


@service("proposals.correct_paper_evaluation")
def correct_paper_evaluation(
    evaluation: Evaluation, *, by: Actor, facts: dict[str, Any], version: int
) -> Evaluation:
    """Correct what was entered from paper before somebody has compared it.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; and once it counts.
    """
    _not_compared(evaluation)
    day = facts.get("evaluated_on") or evaluation.evaluated_on
    right, found = permissions.enter_evaluation, _found(facts, on=day)
    return records.revise(
        evaluation,
        by=by,
        right=right,
        facts=facts,
        # Whoever corrected it cannot be the one who compares it.
        derived={**found, "entered_by_id": by.user_id},
        version=version,
    )


@service("proposals.remove_paper_evaluation")
def remove_paper_evaluation(
    evaluation: Evaluation, *, by: Actor, reason: str, version: int
) -> None:
    """Take back what was entered from paper before somebody has compared it.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`; and once it counts.
    """
    _not_compared(evaluation)
    right = permissions.enter_evaluation
    records.remove(evaluation, by=by, right=right, reason=reason, version=version)


def _not_compared(evaluation: Evaluation) -> None:
    if evaluation.state != ENTERED:
        raise Invalid("已经生效或者作废的评价不能修改")


def _create(
    facts: dict[str, Any], *, by: Actor, at: datetime | None, right: Any, state: str
) -> Evaluation:
    reply: Reply = facts["reply"]
    day: date = facts["evaluated_on"]
    refuse_marked(note=facts.get("note") or "")
    _admit(reply, facts.get("person"))
    if reply.sent_on and day < reply.sent_on:
        raise Invalid(f"评价日期不能早于送达日期 {reply.sent_on}", field="evaluated_on")
    return records.create(
        Evaluation,
        by=by,
        right=right,
        facts=facts,
        derived={"state": state, "entered_by_id": by.user_id, **_found(facts, on=day)},
        key="proposals.enter_paper_evaluation" if state == ENTERED else "proposals.judge",
        at=at,
    )


def _found(facts: dict[str, Any], *, on: date) -> dict[str, bool]:
    """What follows from a judgement: whether attitude and result count as content."""
    attitude: Entry = ATTITUDES.require(facts["attitude"], on=on, field="attitude")
    result: Entry = RESULT_OPINIONS.require(facts["result"], on=on, field="result")
    return {
        "is_attitude_content": attitude.sense == CONTENT,
        "is_content": result.sense == CONTENT,
    }


def _admit(reply: Reply, person: Person | None) -> None:
    """The last reply of its unit, judged by one of its proposers, for the first time."""
    handling = reply.handling
    if reply.round != handling.round or handling.state != HandlingState.REPLIED:
        raise Invalid("承办单位已在再次办理，请等新的答复送达后再评价")
    proposal = handling.proposal
    if proposal.state == State.ASSIGNED:
        raise Invalid("还有承办单位没有答复，全部答复以后再评价")
    if person is None:
        if not selectors.has_body(proposal):
            raise Invalid("请选择是哪位提案者的评价", field="person")
    elif not selectors.proposers_of(proposal).filter(pk=person.pk).exists():
        raise Invalid(f"{person}不是这件提案的提案者", field="person")
    given = reply.evaluations.exclude(state=VOID)
    if given.filter(person=person).exists():
        raise Invalid("这份答复已经评价过，不能再评", field="person")


@transition(
    "proposals.confirm_evaluation",
    "复核无误",
    sources={ENTERED},
    target=VALID,
    right=permissions.confirm_evaluation,
    citation=PROPOSAL_RULES("办理评价"),
)
def confirm_evaluation(evaluation: Evaluation, *, by: Actor, at: datetime) -> None:
    """Another one has compared what was entered with the paper, whose scan is attached."""
    if not attachments_of(evaluation).exists():
        raise Invalid("请先附上书面评价的扫描件，再复核")
    if by.user_id is None:
        raise Invalid("须由另一名工作人员复核")
    evaluation.confirmed_by_id = by.user_id


@transition(
    "proposals.void_evaluation",
    "录入有误，作废",
    sources={ENTERED},
    target=VOID,
    right=permissions.enter_evaluation,
    citation=PROPOSAL_RULES("办理评价"),
    awaited_in=(),
)
def void_evaluation(
    evaluation: Evaluation, *, by: Actor, at: datetime, note: Annotated[str, "错在哪里"]
) -> None:
    """What was entered does not agree with the paper; it may be entered anew."""
    evaluation.note = f"{evaluation.note}\n（作废：{note}）".strip()


@after("proposals.confirm_evaluation")
def _count(evaluation: Evaluation, by: Actor, at: datetime) -> None:
    """What follows from a judgement that counts: a further round, or the end, or nothing yet."""
    handling = evaluation.reply.handling
    proposal = Proposal.objects.get(pk=handling.proposal_id)
    if proposal.state not in (State.REPLIED, State.AGAIN, State.CLOSED):
        return
    mark_judged(proposal, by=by, at=at)
    if proposal.state == State.CLOSED:
        return
    if not evaluation.is_content and handling.state == HandlingState.REPLIED:
        handle_again(handling, by=by, at=at, judged_on=evaluation.evaluated_on)
        if proposal.state == State.REPLIED:
            mark_again(proposal, by=by, at=at)
    elif proposal.state == State.REPLIED and not waited_for(proposal):
        settle_all(proposal, by=by, at=at)
        mark_closed(proposal, by=by, at=at)


def waited_for(proposal: Proposal) -> list[tuple[Reply, Person | None]]:
    """The judgements still owed on the last replies, by whom; None is the body that proposed.

    Every person under the proposal and under what was merged into it owes one on each reply, and
    where a body proposed, so does the body. 4 queries.
    """
    replies = last_replies(proposal)
    people: list[Person | None] = list(selectors.proposers_of(proposal))
    if selectors.has_body(proposal):
        people.append(None)
    counted = Evaluation.objects.filter(reply__in=replies, state=VALID)
    given = set(counted.values_list("reply_id", "person_id"))
    return [
        (reply, person)
        for reply in replies
        for person in people
        if (reply.pk, person and person.pk) not in given
    ]


def owed_on(reply: Reply) -> list[Person | None]:
    """Who can still judge this reply, None for the body that proposed. 5 queries.

    Nobody while other units have not replied, or when a further reply is being made.
    """
    handling = reply.handling
    if reply.state != ReplyState.SENT or handling.state != HandlingState.REPLIED:
        return []
    if reply.round != handling.round or handling.proposal.state == State.ASSIGNED:
        return []
    given = set(reply.evaluations.exclude(state=VOID).values_list("person_id", flat=True))
    people: list[Person | None] = list(selectors.proposers_of(handling.proposal))
    if selectors.has_body(handling.proposal):
        people.append(None)
    return [person for person in people if (person and person.pk) not in given]


def settle_all(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Every unit that still has it is done."""
    rows = proposal.handlings.exclude(state__in=sorted({*ENDED, HandlingState.SETTLED}))
    for handling in rows.select_related("unit").order_by("pk"):
        settle(handling, by=by, at=at)


@transition(
    "proposals.close",
    "办结",
    sources={State.REPLIED},
    target=State.CLOSED,
    right=permissions.close,
    citation=PROPOSAL_RULES("办结"),
    awaited_in=(),
)
def close_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    close_note: str = "",
    closed_on: date | None = None,
) -> None:
    """End the handling by hand: with the reason, when not everybody has judged and is content."""
    if not close_note.strip() and (proposal.is_content is not True or waited_for(proposal)):
        raise Invalid("还有提案者没有评价，办结须写明情况", field="close_note")
    proposal.close_note = close_note
    proposal.closed_on = day_of(closed_on, at=at, field="closed_on")


@after("proposals.close")
def _settled(proposal: Proposal, by: Actor, at: datetime) -> None:
    settle_all(proposal, by=by, at=at)
