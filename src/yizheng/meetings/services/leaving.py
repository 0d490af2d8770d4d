"""Leave from a meeting: asked for, granted or refused, taken back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from yizheng.activities import people
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance, State
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import MEETING_RULES
from yizheng.core.errors import Invalid, WrongState
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.meetings import permissions
from yizheng.meetings.models import Leave, LeaveRule, Notice, Sitting
from yizheng.meetings.states import LEAVE_IN_FORCE, TOLD, Approver, LeaveState

LEAVING = MEETING_RULES("请假")


def rule_for(activity: Activity, *, on: date) -> LeaveRule:
    """What holds for leave from an activity on a day; the default where nothing was decided.

    1 query.
    """
    fitting = LeaveRule.objects.filter(
        Q(kind=activity.kind) | Q(kind=activity.kind.counted_as) | Q(kind__isnull=True),
        valid_from__lte=on,
    )
    own = [activity.kind_id, activity.kind.counted_as_id]

    def nearest(rule: LeaveRule) -> tuple[int, int]:
        place = own.index(rule.kind_id) if rule.kind_id in own and rule.kind_id else len(own)
        return place, -rule.valid_from.toordinal()

    return min(fitting, key=nearest, default=LeaveRule(approver=Approver.OFFICE))


@service("meetings.ask_leave")
def ask_leave(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Leave:
    """Ask for leave from a meeting or one sitting of it.

    Raises:
        NotAllowed: it is somebody else's; staff may enter what came on paper.
        Invalid: not told yet, begun, too late, too often, or this kind of meeting knows no leave;
            the sentence says what to do.
    """
    now = at or timezone.now()
    participation: Participation = facts["participation"]
    activity = Activity.objects.select_related("kind").get(pk=participation.activity_id)
    notice = Notice.objects.filter(activity=activity, state__in=TOLD).first()
    if notice is None or activity.state == State.CANCELLED:
        raise Invalid("这次会议没有通知，或者已经取消，不用请假")
    sitting: Sitting | None = facts.get("sitting")
    if sitting and sitting.activity_id != activity.pk:
        raise Invalid("请选这次会议的单元", field="sitting")
    rule = rule_for(activity, on=localdate(now))
    _in_time(rule, sitting.starts_at if sitting else notice.starts_at, now)
    _not_again(participation, rule)
    derived = {"approver": rule.approver, "asked_at": now}
    return records.create(
        Leave, by=by, right=permissions.ask_leave, facts=facts, derived=derived,
        key="meetings.ask_leave", at=at,
    )  # fmt: skip


def _in_time(rule: LeaveRule, starts_at: datetime, now: datetime) -> None:
    if not rule.is_allowed:
        raise Invalid("按规定这种会议不请假；确实来不了的，请直接与会务联系")
    if now >= starts_at:
        raise Invalid("会议已经开始，不能再请假；请与会务联系说明情况，由会务登记")
    latest = starts_at - timedelta(hours=rule.hours_before)
    if now > latest:
        said = f"{localtime(latest):%m月%d日 %H:%M}"
        raise Invalid(f"请假最迟在 {said} 前提出，现在请直接与会务联系")


def _not_again(participation: Participation, rule: LeaveRule) -> None:
    # Locked, so that two presses at once do not ask twice.
    Participation.objects.select_for_update().get(pk=participation.pk)
    earlier = Leave.objects.filter(participation=participation)
    if earlier.filter(state__in=LEAVE_IN_FORCE, sitting__isnull=True).exists():
        raise Invalid("这次会议已经请过假了")
    if earlier.exclude(state=LeaveState.WITHDRAWN).count() >= rule.most_requests:
        raise Invalid(f"这次会议已经请过{rule.most_requests}次假，请直接与会务联系")


@transition(
    "meetings.grant_leave",
    "准假",
    sources={LeaveState.ASKED},
    target=LeaveState.APPROVED,
    right=permissions.decide_leave,
    citation=LEAVING,
)
def grant_leave(leave: Leave, *, by: Actor, at: datetime, note: str = "") -> None:
    """Grant it. Leave from the whole meeting stands in the list of people at once."""
    leave.decided_at, leave.decided_by, leave.note = at, by.name, note.strip()
    if leave.sitting_id is None:
        _note(leave.participation, Attendance.ON_LEAVE, by=by)


@transition(
    "meetings.refuse_leave",
    "不准假",
    sources={LeaveState.ASKED},
    target=LeaveState.REFUSED,
    right=permissions.decide_leave,
    citation=LEAVING,
)
def refuse_leave(leave: Leave, *, by: Actor, at: datetime, note: str) -> None:
    """Refuse it; whoever asked reads why, and is expected."""
    leave.decided_at, leave.decided_by, leave.note = at, by.name, note.strip()


@transition(
    "meetings.withdraw_leave",
    "销假",
    sources=LEAVE_IN_FORCE,
    target=LeaveState.WITHDRAWN,
    right=permissions.ask_leave,
    citation=LEAVING,
    awaited_in=(),
)
def withdraw_leave(leave: Leave, *, by: Actor, at: datetime) -> None:
    """He can come after all."""
    if leave.participation.activity.state != State.PLANNED:
        raise WrongState("会议已经举办，请由会务在名单里更正", state=leave.state)
    if leave.sitting_id is None and leave.participation.attendance == Attendance.ON_LEAVE:
        _note(leave.participation, Attendance.CONFIRMED, by=by)


def end_leaves(leaves: QuerySet[Leave], *, by: Actor, at: datetime, why: str) -> None:
    """What was asked for no longer matters: the meeting moved, was cancelled or put away."""
    for leave in leaves.filter(state__in=LEAVE_IN_FORCE):
        end_leave(leave, by=by, at=at, note=why)


@transition(
    "meetings.end_leave",
    "随会议变动终止",
    sources=LEAVE_IN_FORCE,
    target=LeaveState.WITHDRAWN,
    right=None,
    citation=LEAVING,
    awaited_in=(),
)
def end_leave(leave: Leave, *, by: Actor, at: datetime, note: str) -> None:
    """A consequence of what became of the meeting."""
    leave.note = note


def _note(row: Participation, attendance: Attendance, *, by: Actor) -> None:
    people.note_attendance({row: attendance}, row.activity, by=by)
