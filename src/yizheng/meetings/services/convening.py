"""The notice of a meeting: drafted, sent, moved to another time, put away."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.timezone import localdate

from yizheng.activities import people
from yizheng.activities import services as activities
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance, State
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import MEETING_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid, WrongState
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.meetings import permissions
from yizheng.meetings.models import Leave, Notice, Sitting
from yizheng.meetings.states import LeaveState, NoticeState

from .leaving import end_leaves

CALLING = MEETING_RULES("会议通知")
# What may still be changed once people were told; time and place move by `move_notice`.
LATER = ("reply_by", "text", "contact")
ONLY_SITTING = "会议"


@service("meetings.enter_notice")
def enter_notice(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Notice:
    """Draft a notice. The meeting has one sitting from its beginning to its end, to be divided.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or the time is on another day than the
            activity.
        WrongState: the activity was held or cancelled.
    """
    activity: Activity = facts["activity"]
    if activity.state != State.PLANNED:
        raise WrongState("只给计划中的会议和活动发通知", state=activity.state)
    if activity.held_on is None:
        held_on = localdate(facts["starts_at"])
        activity = activities.revise_activity(
            activity, by=by, facts={"held_on": held_on}, version=activity.version
        )
    _same_day(activity, facts["starts_at"])
    right = permissions.keep
    notice = records.create(
        Notice, by=by, right=right, facts=facts, key="meetings.enter_notice", at=at
    )
    times = {"starts_at": notice.starts_at, "ends_at": notice.ends_at}
    sitting = {"activity": activity, "title": ONLY_SITTING, **times}
    records.create(Sitting, by=by, right=right, facts=sitting, at=at)
    return notice


@service("meetings.revise_notice")
def revise_notice(notice: Notice, *, by: Actor, facts: dict[str, Any], version: int) -> Notice:
    """Change it; once it was sent, only what does not move the meeting.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`.
        WrongState: it was put away.
    """
    if notice.state == NoticeState.ARCHIVED:
        raise WrongState("已归档的通知不再修改", state=notice.state)
    if notice.state == NoticeState.SENT:
        stored = Notice.objects.get(pk=notice.pk)
        for name in set(facts) - set(LATER):
            if facts[name] != getattr(stored, name):
                raise Invalid("通知已经发出，改时间请用“改期”，大家会收到变动", field=name)
    elif "starts_at" in facts:
        _same_day(notice.activity, facts["starts_at"])
    right = permissions.keep
    revised = records.revise(notice, by=by, right=right, facts=facts, version=version)
    _fit_only_sitting(revised, by=by)
    return revised


def _same_day(activity: Activity, starts_at: datetime) -> None:
    if activity.held_on and localdate(starts_at) != activity.held_on:
        sentence = f"活动登记的日期是 {activity.held_on}，请改这里的时间，或者先改活动的日期"
        raise Invalid(sentence, field="starts_at")


def _fit_only_sitting(notice: Notice, *, by: Actor) -> None:
    """A meeting that was not divided has one sitting, as long as itself."""
    sittings = list(Sitting.objects.filter(activity=notice.activity))
    if len(sittings) != 1 or sittings[0].title != ONLY_SITTING:
        return
    times = {"starts_at": notice.starts_at, "ends_at": notice.ends_at}
    if any(getattr(sittings[0], name) != moment for name, moment in times.items()):
        right, version = permissions.keep, sittings[0].version
        records.revise(sittings[0], by=by, right=right, facts=times, version=version)


@transition(
    "meetings.send_notice",
    "发出通知",
    sources={NoticeState.DRAFT},
    target=NoticeState.SENT,
    right=permissions.keep,
    citation=CALLING,
)
def send_notice(notice: Notice, *, by: Actor, at: datetime) -> None:
    """Tell everybody in the list: from now on they see time, agenda and papers, and may reply."""
    if notice.activity.state != State.PLANNED:
        raise Invalid("活动已经举办或取消，不再发通知")
    if notice.starts_at <= at:
        raise Invalid("开始时间已经过了，请先改时间", field="starts_at")
    if not Participation.objects.filter(activity=notice.activity).exists():
        raise Invalid("名单还是空的，请先在活动的页面上添加参加人员")
    notice.sent_at = at


@transition(
    "meetings.move_notice",
    "改期",
    sources={NoticeState.SENT},
    target=None,
    right=permissions.keep,
    citation=MEETING_RULES("会议的改期"),
)
def move_notice(
    notice: Notice,
    *,
    by: Actor,
    at: datetime,
    starts_at: datetime,
    ends_at: datetime,
    change_reason: Annotated[str, "改期的原因", "大家都看得到"],
    place: Annotated[str, "地点", "空着的，还在原来的地方"] = "",
) -> None:
    """Hold it at another time: everybody is asked again, leave granted for the old time ends."""
    if not change_reason.strip():
        raise Invalid("请写明改期的原因", field="change_reason")
    if starts_at <= at:
        raise Invalid("新的时间已经过了", field="starts_at")
    distance = starts_at - notice.starts_at
    for sitting in Sitting.objects.filter(activity=notice.activity):
        alone = sitting.title == ONLY_SITTING
        times = {
            "starts_at": starts_at if alone else sitting.starts_at + distance,
            "ends_at": ends_at if alone else sitting.ends_at + distance,
        }
        right, version = permissions.keep, sitting.version
        records.revise(sitting, by=by, right=right, facts=times, version=version)
    notice.starts_at, notice.ends_at = starts_at, ends_at
    if notice.reply_by and notice.reply_by > starts_at:
        notice.reply_by = None
    notice.change_reason = f"改期：{change_reason.strip()}"
    # The activity follows once the notice stands, see `_activity_follows`.
    notice.activity.place = place.strip() or notice.activity.place


@after("meetings.move_notice")
def _activity_follows(notice: Notice, by: Actor, at: datetime) -> None:
    activity = Activity.objects.get(pk=notice.activity_id)
    first, last = localdate(notice.starts_at), localdate(notice.ends_at)
    facts = {
        "held_on": first,
        "ended_on": last if last > first else None,
        "place": notice.activity.place,
    }
    activities.revise_activity(activity, by=by, facts=facts, version=activity.version)
    rows = Participation.objects.filter(
        activity=activity, attendance__in=[Attendance.CONFIRMED, Attendance.ON_LEAVE]
    ).select_for_update()
    asked = dict.fromkeys(rows, Attendance.INVITED)
    people.note_attendance(asked, activity, by=by, said="改期，{}人重新回复")
    end_leaves(Leave.objects.filter(participation__activity=activity), by=by, at=at, why="会议改期")


@after("activities.revise_activity")
def _moved_by_notice_alone(activity: Activity, by: Actor, at: datetime) -> None:
    notice = Notice.objects.filter(activity=activity).first()
    if notice is None or notice.state == NoticeState.ARCHIVED:
        return
    if activity.held_on != localdate(notice.starts_at):
        raise Invalid("已经有会议通知，改日期请到通知里办理", field="held_on")


@after("activities.cancel")
def _people_learn(activity: Activity, by: Actor, at: datetime) -> None:
    """The notice says why, and nobody waits for leave any longer."""
    notice = Notice.objects.filter(activity=activity, state=NoticeState.SENT).first()
    if notice is None:
        return
    derived = {"change_reason": f"取消：{activity.cancel_reason}"[:200]}
    right, version = permissions.keep, notice.version
    records.revise(notice, by=by, right=right, facts={}, version=version, derived=derived, at=at)
    end_leaves(Leave.objects.filter(participation__activity=activity), by=by, at=at, why="会议取消")


@transition(
    "meetings.archive_notice",
    "归档",
    sources={NoticeState.SENT},
    target=NoticeState.ARCHIVED,
    right=permissions.keep,
    citation=MEETING_RULES("会议归档"),
    # Before the meeting nobody waits for it, and the page must not press for it.
    awaited_in=(),
)
def archive_notice(notice: Notice, *, by: Actor, at: datetime) -> None:
    """Put the meeting away: nobody's attendance is open any more."""
    if notice.activity.state == State.PLANNED:
        raise Invalid("会议还没有确认举办，不能归档")
    if notice.activity.state == State.HELD:
        expected = Participation.objects.filter(
            activity=notice.activity, attendance__in=[Attendance.INVITED, Attendance.CONFIRMED]
        ).count()
        if expected:
            raise Invalid(f"还有{expected}人没有登记到会还是缺席，请先登记")
    asked = Leave.objects.filter(participation__activity=notice.activity, state=LeaveState.ASKED)
    end_leaves(asked, by=by, at=at, why="会议已归档")
