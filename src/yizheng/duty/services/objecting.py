"""Objections to entries of a file: raised in words, answered with a correction or a reason."""

from datetime import datetime
from typing import Annotated

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.duty import permissions
from yizheng.duty.models import Assessment, Objection
from yizheng.duty.selectors.file import fact_of, record_at
from yizheng.duty.states import AssessmentState, ObjectionKind, ObjectionState
from yizheng.members.models import Mandate

OBJECTING = DUTY_RULES("履职记录的异议")
MARKED = (ObjectionKind.WRONG, ObjectionKind.NOT_MINE)


@service("duty.object")
def object_to_entry(
    mandate: Mandate,
    *,
    by: Actor,
    kind: str,
    text: str,
    source: str = "",
    record: str = "",
    at: datetime | None = None,
) -> Objection:
    """Say that an entry of one's file is wrong or not one's own, or that one is missing.

    Args:
        source, record: the entry as the file names it; empty where one is missing.

    Raises:
        NotAllowed: the file is somebody else's.
        Invalid: there is no such entry, or it waits for an answer already; no frozen result is
            there to object to.
    """
    refuse_marked(text=text)
    derived = {"mandate": mandate, "raised_on": localdate(at)}
    if kind in MARKED:
        fact = fact_of(mandate, source, record)
        if fact is None:
            raise Invalid("档案里没有这一条，请重新打开档案再提", field="kind")
        derived |= {"source": source, "record": record}
        derived |= {"entry": fact.title[:200], "entry_on": fact.on}
    if kind == ObjectionKind.RESULT:
        rows = Assessment.objects.filter(mandate=mandate, state=AssessmentState.FROZEN)
        if not rows.exists():
            raise Invalid("还没有定稿的评价结果", field="kind")
    facts = {"kind": kind, "text": text.strip()}
    right, key = permissions.object_to, "duty.object"
    return records.create(
        Objection, by=by, right=right, facts=facts, derived=derived, key=key, at=at
    )


@transition(
    "duty.correct",
    "已更正，答复",
    sources={ObjectionState.WAITING},
    target=ObjectionState.CORRECTED,
    right=permissions.answer_objection,
    citation=OBJECTING,
)
def correct_entry(
    objection: Objection,
    *,
    by: Actor,
    at: datetime,
    answer: Annotated[str, "怎样更正的", "先到那条记录改好（或补登），再来答复"],
    address: Annotated[
        str, "更正的记录", "漏记的，把补登的那条记录的网页地址贴在这里；其他的可以空着"
    ] = "",
) -> None:
    """Tell the member that the record was put right, and which one it is."""
    refuse_marked(answer=answer)
    found = record_at(address) if address.strip() else ""
    if address.strip() and not found:
        raise Invalid("没有找到这个地址的记录，请打开那条记录，复制浏览器里的地址", field="address")
    if objection.kind == ObjectionKind.MISSING and not found:
        raise Invalid("漏记的，请先补登，再把那条记录的网页地址贴在这里", field="address")
    objection.corrected_record = found or objection.record
    _answer(objection, answer, by=by, at=at)


@transition(
    "duty.keep_entry",
    "维持原记录，答复",
    sources={ObjectionState.WAITING},
    target=ObjectionState.KEPT,
    right=permissions.answer_objection,
    citation=OBJECTING,
)
def keep_entry(
    objection: Objection, *, by: Actor, at: datetime, answer: Annotated[str, "理由"]
) -> None:
    """Tell the member why the record stays as it is."""
    refuse_marked(answer=answer)
    _answer(objection, answer, by=by, at=at)


def _answer(objection: Objection, answer: str, *, by: Actor, at: datetime) -> None:
    if not answer.strip():
        raise Invalid("请写明答复", field="answer")
    objection.answer, objection.answered_on = answer.strip(), localdate(at)
    objection.answered_by = by.name or "办公室"


@transition(
    "duty.withdraw_objection",
    "撤回异议",
    sources={ObjectionState.WAITING},
    target=ObjectionState.WITHDRAWN,
    right=permissions.object_to,
    citation=OBJECTING,
    awaited_in=(),
)
def withdraw_objection(objection: Objection, *, by: Actor, at: datetime) -> None:
    """Take it back."""
