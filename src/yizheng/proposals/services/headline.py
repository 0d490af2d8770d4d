"""The head line of a proposal: what its units, replies and judgements come to (consequences).

Units, days, class and satisfaction are facts of handlings, replies and evaluations. Lists and
figures read them from the proposal, where these moves keep them, each in the transaction of the
move it follows from. `expected` computes the same from the records, for tests and for `doctor`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.workflow import transition
from yizheng.proposals.codes import RESULT_CLASSES, RESULT_OPINIONS
from yizheng.proposals.models import Evaluation, Handling, Proposal, Reply
from yizheng.proposals.states import (
    ANSWERED,
    ANSWERING,
    ENDED,
    HANDED,
    EvaluationState,
    HandlingRole,
    HandlingState,
    ReplyState,
    State,
)

DONE = (HandlingState.REPLIED, HandlingState.SETTLED)


@transition(
    "proposals.keep_headline",
    "更新承办概况",
    sources=HANDED,
    target=None,
    right=None,
    citation=PROPOSAL_RULES("交办"),
)
def keep_headline(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """After units or their days changed."""
    set_units(proposal)


def set_units(proposal: Proposal) -> None:
    """Take the units and the next day from the live handlings. 2 queries, and the links."""
    rows = live(proposal)
    answering = [row for row in rows if row.role in ANSWERING]
    if not answering:
        raise Invalid("这件提案没有答复的单位，请先指定主办单位")
    waiting = [row for row in answering if row.state not in DONE] or answering
    first = answering[0]
    proposal.lead_unit = first.unit
    proposal.assigned_on = min(row.assigned_on for row in answering)
    soonest = min(waiting, key=lambda row: row.due_on)
    proposal.due_on, proposal.due_note = soonest.due_on, soonest.due_note
    proposal.helpers.set([row.unit for row in rows if row is not first])


@transition(
    "proposals.mark_replied",
    "各单位均已答复",
    sources={State.ASSIGNED, State.AGAIN},
    target=State.REPLIED,
    right=None,
    citation=PROPOSAL_RULES("答复"),
)
def mark_replied(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """After the last reply that was waited for: its day, and the least favourable class."""
    set_units(proposal)
    replies = last_replies(proposal)
    proposal.replied_on = proposal.replied_on or max(
        row.sent_on or localdate(at) for row in replies
    )
    worst = _worst(replies, lambda row: row.result_class, RESULT_CLASSES)
    proposal.result_class, proposal.result_sense = worst.result_class, worst.result_sense


@transition(
    "proposals.mark_judged",
    "收到评价",
    sources=ANSWERED,
    target=None,
    right=None,
    citation=PROPOSAL_RULES("办理评价"),
)
def mark_judged(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """After a judgement that counts: the least content one of the last round judged."""
    judgements = last_judgements(proposal)
    worst = _worst(judgements, lambda row: row.result, RESULT_OPINIONS)
    proposal.satisfaction, proposal.is_content = worst.result, worst.is_content
    proposal.evaluated_on = max(row.evaluated_on for row in judgements)


@transition(
    "proposals.mark_again",
    "转入再次办理",
    sources={State.REPLIED},
    target=State.AGAIN,
    right=None,
    citation=PROPOSAL_RULES("办理评价"),
)
def mark_again(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """After a unit was told to handle it anew."""
    set_units(proposal)


@transition(
    "proposals.mark_closed",
    "评价满意，自动办结",
    sources={State.REPLIED},
    target=State.CLOSED,
    right=None,
    citation=PROPOSAL_RULES("办结"),
)
def mark_closed(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """After every proposer judged every unit's last reply, and all are content."""
    proposal.closed_on = localdate(at)


def live(proposal: Proposal) -> list[Handling]:
    """The handlings that were not given back or taken away, in the order of assignment. 1 query."""
    rows = proposal.handlings.exclude(state__in=sorted(ENDED)).select_related("unit")
    return list(rows.order_by("pk"))


def last_replies(proposal: Proposal) -> list[Reply]:
    """The last sent reply of each unit that answers, in the order of assignment. 1 query."""
    rows = Reply.objects.filter(handling__proposal=proposal, state=ReplyState.SENT).exclude(
        handling__state__in=sorted(ENDED)
    )
    newest = {row.handling_id: row for row in rows.order_by("handling", "round")}
    return list(newest.values())


def last_judgements(proposal: Proposal) -> list[Evaluation]:
    """The judgements that count of each unit's last reply that was judged. 1 query."""
    rows = Evaluation.objects.filter(
        reply__handling__proposal=proposal, state=EvaluationState.VALID
    ).select_related("reply")
    by_unit: dict[int, list[Evaluation]] = {}
    for row in rows.order_by("reply__round", "pk"):
        kept = by_unit.setdefault(row.reply.handling_id, [])
        if kept and kept[0].reply_id != row.reply_id:
            kept.clear()
        kept.append(row)
    return [row for kept in by_unit.values() for row in kept]


def _worst(rows: list[Any], code: Any, codes: Any) -> Any:
    """The row whose code stands last in the committee's list, best first."""
    order = [entry.code for entry in codes.known()]
    return max(rows, key=lambda row: order.index(code(row)) if code(row) in order else len(order))


@dataclass(frozen=True, slots=True)
class Headline:
    """What the columns of a proposal should say."""

    units: tuple[int, ...]
    result_class: str
    satisfaction: str
    due_on: date | None


def expected(proposal: Proposal) -> Headline:
    """The head line as its records have it. 4 queries."""
    rows = live(proposal)
    answering = [row for row in rows if row.role in ANSWERING]
    waiting = [row for row in answering if row.state not in DONE] or answering
    replies, judgements = last_replies(proposal), last_judgements(proposal)
    answered = proposal.state in ANSWERED and replies
    return Headline(
        units=tuple(row.unit_id for row in sorted(rows, key=lambda row: row.role == HELPER)),
        result_class=_worst(replies, lambda row: row.result_class, RESULT_CLASSES).result_class
        if answered
        else "",
        satisfaction=_worst(judgements, lambda row: row.result, RESULT_OPINIONS).result
        if judgements
        else "",
        due_on=min((row.due_on for row in waiting), default=None),
    )


HELPER = HandlingRole.HELPER
