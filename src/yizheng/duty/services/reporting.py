"""What members did elsewhere: reported with evidence, approved or declined by the office."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.documents.selectors import attachments_of
from yizheng.duty import permissions
from yizheng.duty.models import OutsideActivity
from yizheng.duty.states import OutsideState
from yizheng.members.models import Mandate
from yizheng.members.selectors import mandates_on

REPORTING = DUTY_RULES("会外履职的认定")
NEEDS_EVIDENCE = rule(
    "duty.outside_needs_evidence",
    "会外履职须有证明材料",
    default=True,
    help="没有附件的会外履职不能认可",
    citation=REPORTING,
)
TEXTS = ("title", "organiser", "content")


@service("duty.report_outside")
def report_outside(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> OutsideActivity:
    """Report what one did outside of the committee's own activities.

    Raises:
        NotAllowed: only a member reports, and only for himself.
        Invalid: the day is to come, or lies outside of his mandate.
    """
    derived = {"mandate": _seat(by, facts, at=at)}
    key, right = "duty.report_outside", permissions.report_outside
    return records.create(
        OutsideActivity, by=by, right=right, facts=facts, derived=derived, key=key, at=at
    )


@service("duty.revise_outsideactivity")
def revise_outside(
    activity: OutsideActivity, *, by: Actor, facts: dict[str, Any], version: int
) -> OutsideActivity:
    """Correct what was not approved.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `report_outside`.
    """
    whole = {"held_on": activity.held_on, **facts}
    right = permissions.report_outside
    derived = {"mandate": _seat(by, whole, at=None)}
    return records.revise(
        activity, by=by, right=right, facts=facts, derived=derived, version=version
    )


def _seat(by: Actor, facts: dict[str, Any], *, at: datetime | None) -> Mandate:
    """The seat the member had on the day."""
    if by.person_id is None:
        raise NotAllowed("会外履职由委员本人来报", action=permissions.report_outside.key)
    refuse_marked(**{name: facts.get(name) or "" for name in TEXTS})
    held_on = day_of(facts.get("held_on"), at=at, field="held_on")
    seat = mandates_on(held_on).filter(person_id=by.person_id).first()
    if seat is None:
        raise Invalid("这一天您不是本会委员，不能记入履职档案", field="held_on")
    return seat


@transition(
    "duty.approve_outside",
    "认可",
    sources={OutsideState.WAITING},
    target=OutsideState.APPROVED,
    right=permissions.decide_outside,
    citation=REPORTING,
)
def approve_outside(activity: OutsideActivity, *, by: Actor, at: datetime) -> None:
    """Let it stand in the member's file."""
    needed = value_of(NEEDS_EVIDENCE.key, on=localdate(at))
    if needed and not attachments_of(activity).exists():
        raise Invalid("还没有附证明材料；不能补的，请写明理由不认可，委员可以补充后再报")
    _decide(activity, by=by, at=at)


@transition(
    "duty.decline_outside",
    "不认可",
    sources={OutsideState.WAITING},
    target=OutsideState.DECLINED,
    right=permissions.decide_outside,
    citation=REPORTING,
)
def decline_outside(
    activity: OutsideActivity, *, by: Actor, at: datetime, decline_reason: str
) -> None:
    """Leave it out of the file; the member reads why, may complete it and hand it in again."""
    activity.decline_reason = decline_reason.strip()
    _decide(activity, by=by, at=at)


def _decide(activity: OutsideActivity, *, by: Actor, at: datetime) -> None:
    activity.decided_on, activity.decided_by = localdate(at), by.name or "办公室"


@transition(
    "duty.resubmit_outside",
    "补充后再报",
    sources={OutsideState.DECLINED},
    target=OutsideState.WAITING,
    right=permissions.report_outside,
    citation=REPORTING,
    awaited_in=(),
)
def resubmit_outside(activity: OutsideActivity, *, by: Actor, at: datetime) -> None:
    """Hand it in again."""
    activity.decided_on, activity.decided_by, activity.decline_reason = None, "", ""


@transition(
    "duty.withdraw_outside",
    "撤回",
    sources={OutsideState.WAITING},
    target=OutsideState.WITHDRAWN,
    right=permissions.report_outside,
    citation=REPORTING,
    awaited_in=(),
)
def withdraw_outside(activity: OutsideActivity, *, by: Actor, at: datetime) -> None:
    """Take it back."""
