"""Whoever was told of a meeting says that he will come."""

from datetime import datetime

from django.utils import timezone

from yizheng.activities import people
from yizheng.activities.models import Participation
from yizheng.activities.states import Attendance, State
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.meetings import permissions
from yizheng.meetings.models import Leave, Notice
from yizheng.meetings.states import LEAVE_IN_FORCE, NoticeState


@service("meetings.reply")
def reply(participation: Participation, *, by: Actor, at: datetime | None = None) -> None:
    """He will come. To reply twice changes nothing.

    Raises:
        NotAllowed: it is somebody else's notice.
        Invalid: not told, begun, cancelled, or he is on leave.
    """
    require(by, permissions.reply, participation)
    now = at or timezone.now()
    row = (
        Participation.objects.select_for_update()
        .select_related("activity")
        .get(pk=participation.pk)
    )
    notice = Notice.objects.filter(activity=row.activity, state=NoticeState.SENT).first()
    if notice is None or row.activity.state == State.CANCELLED:
        raise Invalid("这次会议没有通知，或者已经取消，不用回复")
    if row.activity.state == State.HELD or now >= notice.starts_at:
        raise Invalid("会议已经开始，不用再回复；到会请签到")
    if Leave.objects.filter(
        participation=row, state__in=LEAVE_IN_FORCE, sitting__isnull=True
    ).exists():
        raise Invalid("您已经请假；能够参加的，请先销假")
    people.note_attendance({row: Attendance.CONFIRMED}, row.activity, by=by)
