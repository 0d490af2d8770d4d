"""A remark is noted, given to somebody who sees to it, done or kept, and told back."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Q
from django.utils.timezone import localdate

from yizheng.activities.models import Activity
from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.models import Person

from . import permissions, selectors
from .models import Remark
from .states import CLOSED, RemarkState, ToldWay

LISTENING = DUTY_RULES("联系委员")


@service("liaison.note")
def note_remark(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Remark:
    """Note one thing a member said at a visit or a talk.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; the activity is neither, was not held, or
            the member was not visited or talked with there.
    """
    activity: Activity = facts["activity"]
    if not selectors.heard_as(activity):
        raise Invalid("请从已举办的走访委员或者谈心谈话的页面登记", field="activity")
    _check(activity, facts)
    return records.create(
        Remark,
        by=by,
        right=permissions.note,
        facts=facts,
        derived={"made_on": activity.held_on},
        key="liaison.note",
        at=at,
    )


@service("liaison.revise_remark")
def revise_remark(remark: Remark, *, by: Actor, facts: dict[str, Any], version: int) -> Remark:
    """Correct what nobody follows up yet.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `note_remark`.
    """
    _check(remark.activity, facts)
    return records.revise(remark, by=by, right=permissions.note, facts=facts, version=version)


def _check(activity: Activity, facts: dict[str, Any]) -> None:
    refuse_marked(text=facts.get("text") or "")
    member: Person | None = facts.get("member")
    if member and not selectors.heard_at(activity).filter(person=member).exists():
        raise Invalid("这位委员不在这次走访或谈话的名单里，请先补上名单", field="member")


@transition(
    "liaison.assign",
    "安排跟办",
    sources=[RemarkState.NOTED, RemarkState.KEPT],
    target=RemarkState.FOLLOWED,
    right=permissions.keep,
    citation=LISTENING,
    awaited_in={RemarkState.NOTED},
)
def assign_remark(
    remark: Remark,
    *,
    by: Actor,
    at: datetime,
    follower: Annotated[Person | None, "跟办人", "机关工作人员；列在他首页的“待我办理”里"],
    due_on: date,
) -> None:
    """Say who sees to it, and until when.

    Raises:
        Invalid: nobody, or nobody of the office; a day that is past.
    """
    if follower is None or not selectors.is_staff(follower):
        raise Invalid("请选机关工作人员", field="follower")
    today = localdate(at)
    if due_on < today:
        raise Invalid("期限不能早于今天", field="due_on")
    remark.follower, remark.assigned_on, remark.due_on = follower, today, due_on
    remark.kept_reason = ""
    _untell(remark)


@transition(
    "liaison.keep_remark",
    "留作参考",
    sources=[RemarkState.NOTED],
    target=RemarkState.KEPT,
    right=permissions.keep,
    citation=LISTENING,
)
def keep_remark(remark: Remark, *, by: Actor, at: datetime, kept_reason: str) -> None:
    """There is nothing to be done about it; the member reads why."""
    refuse_marked(kept_reason=kept_reason)
    remark.kept_reason = kept_reason.strip()


@transition(
    "liaison.finish",
    "记为已办",
    sources=[RemarkState.FOLLOWED],
    target=RemarkState.DONE,
    right=permissions.follow,
    citation=LISTENING,
)
def finish_remark(
    remark: Remark, *, by: Actor, at: datetime, outcome: str, done_on: date | None = None
) -> None:
    """Say what was done.

    Raises:
        Invalid: a day to come, or before the member said it.
    """
    refuse_marked(outcome=outcome)
    day = day_of(done_on, at=at, field="done_on")
    if day < remark.made_on:
        raise Invalid(f"不能早于提出日期 {remark.made_on}", field="done_on")
    remark.outcome, remark.done_on = outcome.strip(), day


@transition(
    "liaison.extend",
    "调整期限或跟办人",
    sources=[RemarkState.FOLLOWED],
    target=None,
    right=permissions.keep,
    citation=LISTENING,
)
def extend_remark(
    remark: Remark,
    *,
    by: Actor,
    at: datetime,
    due_on: date,
    follower: Annotated[Person | None, "换跟办人", "不换的空着"] = None,
) -> None:
    """Give more time, or give it to somebody else."""
    if due_on < localdate(at):
        raise Invalid("期限不能早于今天", field="due_on")
    if follower and not selectors.is_staff(follower):
        raise Invalid("请选机关工作人员", field="follower")
    remark.due_on, remark.follower = due_on, follower or remark.follower


@transition(
    "liaison.reopen",
    "重新跟办",
    sources=[RemarkState.DONE],
    target=RemarkState.FOLLOWED,
    right=permissions.keep,
    citation=LISTENING,
    awaited_in=(),
)
def reopen_remark(remark: Remark, *, by: Actor, at: datetime, due_on: date) -> None:
    """It was not done after all; what was said of it stays, to be gone on with."""
    if due_on < localdate(at):
        raise Invalid("期限不能早于今天", field="due_on")
    remark.due_on, remark.done_on = due_on, None
    _untell(remark)


@transition(
    "liaison.tell",
    "反馈委员",
    sources=list(CLOSED),
    target=None,
    right=permissions.tell,
    citation=LISTENING,
    when=Q(told_on__isnull=True),
    awaited_in=CLOSED,
)
def tell_member(
    remark: Remark,
    *,
    by: Actor,
    at: datetime,
    told_way: Annotated[ToldWay | None, "反馈方式"],
    told_on: date | None = None,
) -> None:
    """Say when and how the member was told what became of it.

    Raises:
        Invalid: no way is named, a day to come, or before it was done.
    """
    if told_way is None:
        raise Invalid("请选怎样反馈的", field="told_way")
    day = day_of(told_on, at=at, field="told_on")
    if day < (remark.done_on or remark.made_on):
        raise Invalid(f"不能早于 {remark.done_on or remark.made_on}", field="told_on")
    remark.told_on, remark.told_way = day, told_way


def _untell(remark: Remark) -> None:
    remark.told_on, remark.told_way = None, ""
