"""Countersigning (会签): each helping unit's word on the lead unit's reply before it is signed.

A word holds for the text it was given on. When the reply is changed afterwards it holds no longer,
and the helper is asked again; when it is not, nobody is asked twice.
"""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.workflow import transition
from yizheng.proposals import permissions
from yizheng.proposals.models import Countersignature, Handling, Reply
from yizheng.proposals.states import ENDED, CountersignState, HandlingRole, ReplyState
from yizheng.proposals.texts import reply_digest

PENDING, AGREED = CountersignState.PENDING, CountersignState.AGREED


def helpers_of(reply: Reply) -> Any:
    """The parts of the units that help the lead unit whose reply it is. 1 query."""
    if reply.handling.role != HandlingRole.LEAD:
        return Handling.objects.none()
    rows = Handling.objects.filter(proposal=reply.handling.proposal_id, role=HandlingRole.HELPER)
    return rows.exclude(state__in=sorted(ENDED)).select_related("unit").order_by("pk")


@transition(
    "proposals.ask_countersign",
    "送会签",
    sources={ReplyState.DRAFT},
    target=ReplyState.COUNTERSIGNING,
    right=permissions.reply,
    citation=PROPOSAL_RULES("会签"),
)
def ask_countersign(reply: Reply, *, by: Actor, at: datetime) -> None:
    """Show it to every unit that helps and has not agreed to this text, and wait for its word."""
    if not helpers_of(reply).exists():
        raise Invalid("没有会办单位，不用会签，请直接送签")
    if not _to_be_asked(reply):
        raise Invalid("会办单位都已同意这一稿，不用再会签，请直接送签")


@after("proposals.ask_countersign")
def _ask(reply: Reply, by: Actor, at: datetime) -> None:
    for handling, row in _to_be_asked(reply):
        if row is not None:
            ask_again(row, by=by, at=at)
            continue
        records.create(
            Countersignature,
            by=by,
            right=permissions.countersign_asked,
            facts={"reply": reply, "handling": handling},
            derived={"text_digest": reply_digest(reply)},
            key="proposals.ask_to_countersign",
            at=at,
        )


def _to_be_asked(reply: Reply) -> list[tuple[Handling, Countersignature | None]]:
    """The helpers whose word on this text is missing, each with its earlier one. 2 queries."""
    said = {row.handling_id: row for row in reply.countersignatures.all()}
    asked = [(handling, said.get(handling.pk)) for handling in helpers_of(reply)]
    return [(handling, row) for handling, row in asked if row is None or not holds(row, reply)]


def holds(row: Countersignature, reply: Reply) -> bool:
    """Whether the helper agreed, and to the text as it is now."""
    return row.state == AGREED and row.text_digest == reply_digest(reply)


@transition(
    "proposals.ask_countersign_again",
    "再次请求会签",
    sources=set(CountersignState),
    target=PENDING,
    right=None,
    citation=PROPOSAL_RULES("会签"),
)
def ask_again(countersignature: Countersignature, *, by: Actor, at: datetime) -> None:
    """Ask for a word on the present text; the earlier one stays in the trail."""
    countersignature.note, countersignature.answered_on = "", None
    countersignature.text_digest = reply_digest(countersignature.reply)


@transition(
    "proposals.countersign",
    "同意会签",
    sources={PENDING},
    target=AGREED,
    right=permissions.countersign,
    citation=PROPOSAL_RULES("会签"),
)
def countersign(
    countersignature: Countersignature, *, by: Actor, at: datetime, note: str = ""
) -> None:
    """The helping unit agrees with the reply."""
    _answer(countersignature, at=at, note=note)


@transition(
    "proposals.object",
    "提出不同意见",
    sources={PENDING},
    target=CountersignState.OBJECTED,
    right=permissions.countersign,
    citation=PROPOSAL_RULES("会签"),
)
def object_to_reply(
    countersignature: Countersignature, *, by: Actor, at: datetime, note: str
) -> None:
    """The helping unit does not agree, and says why: the lead unit must change the reply."""
    _answer(countersignature, at=at, note=note)


def _answer(row: Countersignature, *, at: datetime, note: str) -> None:
    if row.reply.state != ReplyState.COUNTERSIGNING:
        raise Invalid("这份答复已不在会签中")
    row.note, row.answered_on = note, localdate(at)


def require_countersigned(reply: Reply) -> None:
    """Refuse a reply on whose present text some helper has not agreed.

    Raises:
        Invalid: which helper, and what to do.
    """
    said = {row.handling_id: row for row in reply.countersignatures.all()}
    for handling in helpers_of(reply):
        row = said.get(handling.pk)
        if row is None:
            raise Invalid(f"{handling.unit}是会办单位，请先送会签")
        if row.state == PENDING:
            raise Invalid(f"{handling.unit}还没有会签")
        if row.state == CountersignState.OBJECTED:
            raise Invalid(f"{handling.unit}有不同意见，请修改后再送会签")
        if not holds(row, reply):
            raise Invalid(f"{handling.unit}会签以后答复又有改动，请再送会签")
