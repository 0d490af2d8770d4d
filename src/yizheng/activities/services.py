"""Entering, holding and cancelling activities; for the people in them see `people`."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import MEETING_RULES, STATISTICS_RULES
from yizheng.core.errors import Invalid, WrongState
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.members.selectors import current_term
from yizheng.members.states import OrganKind

from . import ordinals, permissions
from .models import Activity
from .states import State

PARTY_GROUPS = (OrganKind.PARTY_GROUP, OrganKind.OFFICE_PARTY_GROUP)


@transition(
    "activities.hold",
    "确认举办",
    sources=(State.PLANNED,),
    target=State.HELD,
    right=permissions.enter,
    citation=STATISTICS_RULES("活动登记"),
)
def hold(
    activity: Activity,
    *,
    by: Actor,
    at: datetime,
    held_on: date | None = None,
    ordinal: int | None = None,
) -> None:
    """Say that an activity took place; a meeting of a series without a number gets the next one.

    Args:
        held_on: the day, when it is another than planned.
        ordinal: the number in the series, when it is another than the next.
    """
    activity.held_on = held_on or activity.held_on
    if activity.held_on is None:
        raise Invalid("请填写举办的日期", field="held_on")
    if activity.held_on > localdate(at):
        raise Invalid("举办的日期还没有到", field="held_on")
    activity.ordinal = ordinal or activity.ordinal
    _place(activity)
    if activity.series and activity.term and activity.ordinal is None:
        activity.ordinal = ordinals.next_ordinal(activity.term, activity.series)


@transition(
    "activities.cancel",
    "取消活动",
    sources=(State.PLANNED, State.HELD),
    target=State.CANCELLED,
    right=permissions.enter,
    citation=MEETING_RULES("会议和活动的取消"),
    awaited_in=(),
)
def cancel(activity: Activity, *, by: Actor, at: datetime, cancel_reason: str) -> None:
    """Say that an activity did not or will not take place. It is counted nowhere from now on.

    Its number in a series becomes free for another meeting.
    """
    if not cancel_reason.strip():
        raise Invalid("请写明取消的原因", field="cancel_reason")
    activity.cancel_reason = cancel_reason.strip()


@service("activities.create_activity")
def enter_activity(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Activity:
    """Enter an activity: as planned, and as held at once when its day has come.

    Raises:
        NotAllowed: only staff enter activities.
        Invalid: what the kind needs is missing, or the number is taken.
    """
    placed = _placed(Activity(), facts)
    right = permissions.enter
    activity = records.create(Activity, by=by, right=right, facts={**facts, **placed}, at=at)
    if activity.held_on and activity.held_on <= localdate(at or timezone.now()):
        activity = hold(activity, by=by, at=at)
    return activity


@service("activities.revise_activity")
def revise_activity(
    activity: Activity, *, by: Actor, facts: dict[str, Any], version: int
) -> Activity:
    """Change an activity; term and series follow from its day and its kind.

    Raises:
        WrongState: it was cancelled.
        Invalid: as in `enter_activity`, or a day in the future for what was already held.
    """
    if activity.state == State.CANCELLED:
        raise WrongState("已取消的活动不再修改", state=activity.state)
    day = facts.get("held_on", activity.held_on)
    if activity.state == State.HELD and day and day > localdate():
        raise Invalid("已举办的活动，日期不能在今天以后", field="held_on")
    placed = _placed(Activity.objects.get(pk=activity.pk), facts)
    right, facts = permissions.enter, {**facts, **placed}
    return records.revise(activity, by=by, right=right, facts=facts, version=version)


def _placed(draft: Activity, facts: dict[str, Any]) -> dict[str, Any]:
    """The term and series that follow from the facts, which are tried on a draft first."""
    for name in ("kind", "held_on", "ordinal", "host", "county"):
        if name in facts:
            setattr(draft, name, facts[name])
    if draft.kind_id is None:
        return {}
    _demand(draft)
    _place(draft)
    return {"term": draft.term, "series": draft.series}


def _place(activity: Activity) -> None:
    """Find term and series from the day and the kind; refuse a number where none belongs."""
    activity.series = activity.kind.series
    day = activity.held_on or localdate()
    activity.term = current_term(day) if activity.series else None
    if activity.ordinal is not None and not activity.series:
        raise Invalid(f"“{activity.kind}”不按届编次，请不要填第几次", field="ordinal")
    if activity.ordinal is not None and activity.term is None:
        raise Invalid("还没有登记这一天所在的届，不能编次", field="ordinal")
    ordinals.refuse_taken(activity)


def _demand(activity: Activity) -> None:
    """What a kind cannot be counted without."""
    counts_as = activity.kind.counts_as
    host_kind = activity.host.kind if activity.host else ""
    if counts_as == "study.centre_group" and host_kind not in PARTY_GROUPS:
        raise Invalid("中心组学习的举办机构须是党组或机关党组", field="host")
    if counts_as == "liaison.county_trip" and activity.county is None:
        raise Invalid("请选择所到的县（市、区）", field="county")
