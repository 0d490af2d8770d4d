"""After the reply (跟踪督办): promises until they are kept or explained, and looks back.

A promise comes back on its day and then at the committee's interval, as long as it is open.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Q
from django.utils import timezone

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.codes import shown
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import value_of
from yizheng.core.workflow import shortcut, transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.proposals import permissions
from yizheng.proposals.codes import RESULT_CLASSES, SOLVED, SUPERVISION_FORMS
from yizheng.proposals.models import FollowUp, Promise, Proposal, Reply, UnitRating
from yizheng.proposals.states import (
    ANSWERED,
    HandlingState,
    PromiseState,
    ReplyState,
)

from .city_rules import FOLLOW_UP_MONTHS, TWO_WAY_RATING, months_after

OPEN = PromiseState.OPEN
# Promises that somebody was told of and that are still to be kept.
OPEN_AND_SENT = Q(state=OPEN, reply__state=ReplyState.SENT)
DONE = frozenset({HandlingState.REPLIED, HandlingState.SETTLED, HandlingState.AGAIN})


@service("proposals.make_promise")
def make_promise(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Promise:
    """Write down one thing a reply promises, while it is written or after it was sent.

    Raises:
        NotAllowed, Invalid: as `core.records.create`.
    """
    reply, due_on = facts.get("reply"), facts.get("due_on")
    if reply is None:
        raise Invalid("请选择是哪份答复的承诺", field="reply")
    refuse_marked(matter=facts.get("matter") or "")
    return records.create(
        Promise,
        by=by,
        right=permissions.keep_promise,
        facts={**facts, "unit": reply.handling.unit},
        derived={"check_on": due_on},
        key="proposals.make_promise",
        at=at,
    )


@transition(
    "proposals.report_progress",
    "登记进展",
    sources={OPEN},
    target=None,
    right=permissions.keep_promise,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def report_progress(promise: Promise, *, by: Actor, at: datetime, progress: str) -> None:
    """How far it is."""
    refuse_marked(progress=progress)
    promise.progress = progress


@transition(
    "proposals.keep_promise",
    "记为已落实",
    sources={OPEN},
    target=PromiseState.KEPT,
    right=permissions.keep_promise,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def keep_promise(
    promise: Promise, *, by: Actor, at: datetime, outcome: str, ended_on: date | None = None
) -> None:
    """What was promised is done."""
    _end(promise, at=at, outcome=outcome, ended_on=ended_on)


@transition(
    "proposals.explain_promise",
    "说明不能落实",
    sources={OPEN},
    target=PromiseState.EXPLAINED,
    right=permissions.keep_promise,
    citation=PROPOSAL_RULES("跟踪督办"),
    awaited_in=(),
)
def explain_promise(
    promise: Promise, *, by: Actor, at: datetime, outcome: str, ended_on: date | None = None
) -> None:
    """It cannot be done: the reason is told to the proposer."""
    _end(promise, at=at, outcome=outcome, ended_on=ended_on)


def _end(promise: Promise, *, at: datetime, outcome: str, ended_on: date | None) -> None:
    if promise.reply.state != ReplyState.SENT:
        raise Invalid("答复还没有送达")
    refuse_marked(outcome=outcome)
    promise.outcome = outcome
    promise.ended_on = day_of(ended_on, at=at, field="ended_on")


FORM = Annotated[str, SUPERVISION_FORMS, "形式"]
FINDING = Annotated[str, "看到的情况"]
RESULT = Annotated[
    str, RESULT_CLASSES, "现在的办理结果", "与答复时不同的才填，例如B类事项已经解决的填A类"
]
LOOKED_ON = Annotated[date | None, "日期"]


@transition(
    "proposals.follow_up",
    "回头看",
    sources=ANSWERED,
    target=None,
    right=permissions.follow_up,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def follow_up(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    form: FORM,
    finding: FINDING,
    result_class: RESULT = "",
    checked_on: LOOKED_ON = None,
) -> None:
    """Look at what became of it; a better result is kept beside that of the reply.

    Where it is solved by now, all it promised is kept.
    """
    facts = {"form": form, "finding": finding, "result_class": result_class}
    look = _look(proposal, by=by, at=at, facts=facts, checked_on=checked_on)
    if look.result_sense == SOLVED:
        rows = Promise.objects.filter(reply__handling__proposal=proposal, state=OPEN)
        for promise in rows.order_by("pk"):
            keep_by_look(promise, by=by, at=at, look=look)


@transition(
    "proposals.follow_up_promise",
    "回头看承诺事项",
    sources=ANSWERED,
    target=None,
    right=None,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def follow_up_promise(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    promise: Promise,
    facts: dict[str, Any],
    checked_on: date | None,
) -> None:
    """A consequence of `look_at_promise`: it is kept when solved, or comes back."""
    look = _look(proposal, by=by, at=at, facts={**facts, "promise": promise}, checked_on=checked_on)
    if look.result_sense == SOLVED:
        keep_by_look(promise, by=by, at=at, look=look)
    else:
        ask_again(promise, by=by, at=at, looked_on=look.checked_on)


@shortcut(
    "proposals.look_at_promise",
    "回头看",
    sources={OPEN},
    makes={"proposals.follow_up_promise"},
    right=permissions.look_at_promise,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def look_at_promise(
    promise: Promise,
    *,
    by: Actor,
    at: datetime,
    form: FORM,
    finding: FINDING,
    result_class: RESULT = "",
    checked_on: LOOKED_ON = None,
) -> Promise:
    """Look at one thing that was promised."""
    follow_up_promise(
        promise.reply.handling.proposal,
        by=by,
        at=at,
        promise=promise,
        facts={"form": form, "finding": finding, "result_class": result_class},
        checked_on=checked_on,
    )
    found: Promise = Promise.objects.get(pk=promise.pk)
    return found


def _look(
    proposal: Proposal, *, by: Actor, at: datetime, facts: dict[str, Any], checked_on: date | None
) -> FollowUp:
    day = day_of(checked_on, at=at, field="checked_on")
    if proposal.replied_on and day < proposal.replied_on:
        raise Invalid(f"回头看不能早于答复日期 {proposal.replied_on}", field="checked_on")
    refuse_marked(finding=facts["finding"])
    SUPERVISION_FORMS.require(facts["form"], on=day, field="form")
    sense = ""
    if facts["result_class"]:
        entry = RESULT_CLASSES.require(facts["result_class"], on=day, field="result_class")
        sense = entry.sense or entry.code
        proposal.followup_class, proposal.followup_sense = entry.code, sense
    return records.create(
        FollowUp,
        by=by,
        right=permissions.follow_up,
        facts={**facts, "proposal": proposal, "checked_on": day},
        derived={"result_sense": sense},
        key="proposals.look_back",
        at=at,
    )


@transition(
    "proposals.keep_by_look",
    "回头看时已落实",
    sources={OPEN},
    target=PromiseState.KEPT,
    right=None,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def keep_by_look(promise: Promise, *, by: Actor, at: datetime, look: FollowUp) -> None:
    """A consequence of a look back that found it solved."""
    promise.outcome, promise.ended_on = look.finding, look.checked_on


@after("proposals.check_reply")
def _keep_by_reply(reply: Reply, by: Actor, at: datetime) -> None:
    """A further reply that says it is solved ends what the unit's earlier ones promised."""
    if reply.round == 1 or reply.result_sense != SOLVED:
        return
    rows = Promise.objects.filter(reply__handling=reply.handling_id, state=OPEN)
    for promise in rows.exclude(reply=reply).order_by("pk"):
        keep_by_reply(promise, by=by, at=at, reply=reply)


@transition(
    "proposals.keep_by_reply",
    "再次答复时已落实",
    sources={OPEN},
    target=PromiseState.KEPT,
    right=None,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def keep_by_reply(promise: Promise, *, by: Actor, at: datetime, reply: Reply) -> None:
    """A consequence of a further reply of a class that says it is solved."""
    promise.outcome = f"第{reply.round}次答复：{shown(reply, 'result_class')}"
    promise.ended_on = reply.sent_on


@transition(
    "proposals.ask_again",
    "约定下次回头看",
    sources={OPEN},
    target=None,
    right=None,
    citation=PROPOSAL_RULES("跟踪督办"),
)
def ask_again(promise: Promise, *, by: Actor, at: datetime, looked_on: date) -> None:
    """A consequence of a look back: as long as it is open it comes back after the interval."""
    months = value_of(FOLLOW_UP_MONTHS.key, on=looked_on)
    promise.check_on = months_after(max(looked_on, promise.check_on), months)


@service("proposals.rate")
def rate_proposal(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> UnitRating:
    """Say as a unit what one thinks of the proposal one has answered; where a committee asks.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; and where the committee does not ask.
    """
    handling = facts.get("handling")
    rated_on = day_of(facts.get("rated_on"), at=at or timezone.now(), field="rated_on")
    if not value_of(TWO_WAY_RATING.key, on=rated_on):
        raise Invalid("本会没有开展双向评议")
    if handling is None or handling.state not in DONE:
        raise Invalid("答复送达以后才能评分", field="handling")
    return records.create(
        UnitRating,
        by=by,
        right=permissions.rate,
        facts={**facts, "rated_on": rated_on},
        key="proposals.rate",
        at=at,
    )
