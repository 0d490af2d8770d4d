"""Signing in: on one's own telephone, at the desk, from a list on paper.

Signing in twice is one row. Neither place nor face is ever asked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timezone import localdate, localtime

from yizheng.activities import people
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import PRESENT_PARTS, Attendance, State
from yizheng.core import records
from yizheng.core.access import Action
from yizheng.core.actors import Actor
from yizheng.core.citations import MEETING_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.meetings import permissions
from yizheng.meetings.models import SignIn, Sitting
from yizheng.meetings.states import Way

SIGNING = MEETING_RULES("签到")
OPENS_BEFORE = rule(
    "meetings.sign_in_minutes_before",
    "签到提前多少分钟开始",
    default=60,
    help="会议开始前多少分钟起可以扫码签到，到会议结束为止",
    citation=SIGNING,
)
LATE_AFTER = rule(
    "meetings.late_after_minutes",
    "开始多少分钟以后算迟到",
    default=10,
    help="开始以后多少分钟之内签到的不算迟到",
    citation=SIGNING,
)
# A telephone without reception may send what it noted until then.
SENT_AT_LATEST = timedelta(hours=24)


@service("meetings.sign_in")
def sign_in(sitting: Sitting, *, by: Actor, at: datetime | None = None) -> SignIn:
    """The person himself is there.

    Args:
        at: when, if a telephone without reception noted it and sends it now.

    Raises:
        Invalid: he is not in the list, it is too early or over, or the meeting was cancelled.
        NotAllowed: an assistant, or an account that is nobody's.
    """
    row = Participation.objects.filter(
        activity=sitting.activity_id, person_id=by.person_id or 0
    ).first()
    if row is None:
        raise Invalid("您不在这次会议的名单里，请到签到台登记")
    moment = _moment(sitting, at)
    return _enter(sitting, row, Way.PHONE, moment, by=by, right=permissions.sign_in)


def _moment(sitting: Sitting, at: datetime | None) -> datetime:
    """When somebody signed in, within the hours in which it is possible."""
    now = timezone.now()
    moment = min(at or now, now)
    if now - moment > SENT_AT_LATEST:
        raise Invalid("这次签到存了太久才送到，请找会务补签")
    minutes = value_of(OPENS_BEFORE.key, on=localdate(sitting.starts_at))
    opens = sitting.starts_at - timedelta(minutes=minutes)
    if moment < opens:
        raise Invalid(f"签到从 {localtime(opens):%m月%d日 %H:%M} 开始")
    if moment > sitting.ends_at:
        raise Invalid("会议已经结束，请找会务补签")
    return moment


@service("meetings.take_in")
def take_in(
    sitting: Sitting,
    *,
    by: Actor,
    rows: Iterable[Participation],
    way: Way,
    at: datetime | None = None,
) -> list[SignIn]:
    """Staff sign people in: at the desk with the moment, from a list on paper without one.

    Who is in already stays as he is.

    Raises:
        NotAllowed: only staff.
        Invalid: somebody is not in the list of this meeting, or the meeting is still to come.
    """
    moment = None
    if way is Way.DESK:
        moment = _moment(sitting, at)
    elif localdate(sitting.starts_at) > localdate():
        raise Invalid("会议还没有到，不能补签")
    right = permissions.keep
    return [_enter(sitting, row, way, moment, by=by, right=right) for row in rows]


def _enter(
    sitting: Sitting,
    row: Participation,
    way: Way,
    moment: datetime | None,
    *,
    by: Actor,
    right: Action,
) -> SignIn:
    if row.activity_id != sitting.activity_id:
        raise Invalid("此人不在这次会议的名单里")
    # Locked, so that two presses at once are one row.
    locked = Participation.objects.select_for_update().select_related("activity").get(pk=row.pk)
    if locked.activity.state == State.CANCELLED:
        raise Invalid("这次会议已经取消")
    known: SignIn | None = SignIn.objects.filter(sitting=sitting, participation=locked).first()
    if known:
        return known
    facts = {
        "sitting": sitting,
        "participation": locked,
        "attendance": _standing(sitting, moment),
        "way": way,
        "signed_at": moment,
    }
    made = records.create(SignIn, by=by, right=right, facts=facts, key="meetings.sign_in")
    if locked.activity.state == State.HELD:
        _carry_over(locked.activity, [locked], by=by)
    return made


def _standing(sitting: Sitting, moment: datetime | None) -> Attendance:
    if moment is None:
        return Attendance.PRESENT
    grace = timedelta(minutes=value_of(LATE_AFTER.key, on=localdate(sitting.starts_at)))
    return Attendance.LATE if moment > sitting.starts_at + grace else Attendance.PRESENT


@after("activities.hold")
def _carry_over_all(activity: Activity, by: Actor, at: datetime) -> None:
    """Once a meeting was held, whoever signed in stands in its list as present."""
    rows = Participation.objects.filter(activity=activity, sign_ins__isnull=False).distinct()
    _carry_over(activity, list(rows), by=by)


@after("meetings.revise_signin")
@after("meetings.remove_signin")
def _carry_over_changed(signed: SignIn, by: Actor, at: datetime) -> None:
    row = Participation.objects.select_related("activity").get(pk=signed.participation_id)
    if row.activity.state == State.HELD:
        _carry_over(row.activity, [row], by=by)


def _carry_over(activity: Activity, rows: list[Participation], *, by: Actor) -> None:
    """Who came to any sitting was there; late or gone early, where he was at one alone."""
    known: dict[int, list[str]] = defaultdict(list)
    for pk, said in SignIn.objects.filter(participation__in=rows).values_list(
        "participation_id", "attendance"
    ):
        known[pk].append(said)
    now = {
        row: _whole(known[row.pk]) for row in rows if known[row.pk] or row.role not in PRESENT_PARTS
    }
    people.note_attendance(now, activity, by=by, said="按签到登记{}人")


def _whole(said: list[str]) -> Attendance:
    if not said:
        return Attendance.ABSENT
    return Attendance(said[0]) if len(said) == 1 else Attendance.PRESENT
