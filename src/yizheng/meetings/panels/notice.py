"""The notice on an activity's page: what whoever was told reads, and what the office keeps."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance, State
from yizheng.core.access import can, may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.meetings import permissions
from yizheng.meetings.models import Notice
from yizheng.meetings.selectors import turnout
from yizheng.meetings.states import TOLD, LeaveState, NoticeState


def _notice(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """Time, what to bring, and one's own reply; for the office how many replied. 6 queries."""
    notice = Notice.objects.filter(activity=activity).first()
    keeps = may(actor, permissions.keep)
    if notice is None:
        if keeps and activity.state == State.PLANNED:
            return {"new_url": f"{reverse('meetings:notices-new')}?activity={activity.pk}"}
        return None
    if not can(actor, permissions.view_notice, notice):
        return None
    context = {"notice": notice, "activity": activity, "own": _own(activity, notice, actor)}
    if keeps:
        leaves = turnout.leaves_of(activity)
        listed = f"{reverse('meetings:leaves-list')}?participation__activity={activity.pk}"
        context |= {
            "notice_url": reverse("meetings:notices-detail", args=[notice.pk]),
            "asked": leaves.get(LeaveState.ASKED, 0),
            "asked_url": f"{listed}&state={LeaveState.ASKED}",
            "is_draft": notice.state == NoticeState.DRAFT,
        }
    return context


def _own(activity: Activity, notice: Notice, actor: Actor) -> dict[str, Any] | None:
    """How the reader himself stands to this meeting, and what he can do."""
    if not actor.person_id or notice.state not in TOLD:
        return None
    row = Participation.objects.filter(activity=activity, person_id=actor.person_id).first()
    if row is None:
        return None
    leave = turnout.last_leave(row)
    open_now = activity.state == State.PLANNED and timezone.now() < notice.starts_at
    return {
        "row": row,
        "leave": leave,
        "leave_url": reverse("meetings:leaves-detail", args=[leave.pk]) if leave else "",
        "may_reply": open_now and row.attendance == Attendance.INVITED,
        "may_ask": open_now
        and row.attendance != Attendance.ON_LEAVE
        and not (leave and leave.state == LeaveState.ASKED),
        "reply_url": reverse("meetings:reply", args=[row.pk]),
        "ask_url": reverse("meetings:leave", args=[row.pk]),
        "code_url": reverse("meetings:own-code", args=[row.pk])
        if activity.state == State.PLANNED and not actor.for_id
        else "",
        "ics_url": reverse("meetings:ics", args=[activity.pk]),
    }


def _turnout(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """Part and whole of plenary sessions and standing committee meetings. 3 queries."""
    if not may(actor, permissions.view_turnout) or activity.state == State.CANCELLED:
        return None
    found = turnout.turnout_of(activity)
    return {"turnout": found} if found and (found.present or activity.state == State.HELD) else None


def _clashes(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """Who is asked to be in two places at once. 4 queries."""
    if not may(actor, permissions.keep) or activity.state != State.PLANNED:
        return None
    found = turnout.clashes_of(activity)
    rows = [
        (clash, reverse("activities:activities-detail", args=[clash.activity.pk]))
        for clash in found
    ]
    return {"rows": rows} if rows else None


NOTICE = Panel("会议通知", "meetings/_notice.html", _notice, first=True)
TURNOUT = Panel("应到实到", "meetings/_turnout.html", _turnout, first=True)
CLASHES = Panel("时间冲突", "meetings/_clashes.html", _clashes)
