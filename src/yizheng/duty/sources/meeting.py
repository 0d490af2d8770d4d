"""Meetings and all other activities: who was asked, who came."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from yizheng.activities import selectors as activities
from yizheng.activities.models import Participation
from yizheng.activities.states import EXPECTED, PRESENT, Attendance, KindGroup, Part, Series
from yizheng.core.periods import Period
from yizheng.duty.engine import Fact
from yizheng.meetings.models import Sitting
from yizheng.meetings.selectors import persons

from .declaring import Found, dated, marked, named, source

ATTENDANCE = {
    "present": "到会",
    "full": "全程到会",
    "late": "迟到",
    "left_early": "早退",
    "on_leave": "请假",
    "absent": "缺席",
    "unsettled": "到会情况未登记",
    "observer": "列席",
    "speaker": "发言",
}
OF_SITTINGS = {
    "plenary": "全体会议",
    "standing": "常委会会议",
    "discussion": "分组讨论",
    "present": "到会",
    "late": "迟到",
    "left_early": "早退",
    "on_leave": "请假",
    "absent": "缺席",
}
RECEIVED = (Part.VISITED, Part.TALKED_WITH)
OF_SERIES = (Series.PLENARY, Series.STANDING)
IS_SERIES = ~Q(activity__kind__series="")


def _marks(row: Participation, missed: frozenset[int]) -> frozenset[str]:
    """What a row of the list says; who missed a sitting was not there all the time."""
    there = row.attendance in PRESENT
    return marked(
        present=there,
        full=row.attendance == Attendance.PRESENT and row.pk not in missed,
        late=row.attendance == Attendance.LATE,
        left_early=row.attendance == Attendance.LEFT_EARLY,
        on_leave=row.attendance == Attendance.ON_LEAVE,
        absent=row.attendance == Attendance.ABSENT,
        unsettled=row.attendance in EXPECTED,
        observer=row.role == Part.OBSERVER,
        speaker=row.role == Part.SPEAKER,
    )


def _attended(
    key: str, people: Collection[int], period: Period, choice: Q, *, missing: bool = False
) -> Iterable[Found]:
    """The participations in the activities of some kinds; what was done to a member is no duty.

    With `missing` whoever missed a sitting of a meeting was not there all the time.
    """
    missed = _missed(people, period) if missing else frozenset()
    rows = activities.taken_part(people, period).filter(choice).exclude(role__in=RECEIVED)
    for row in rows:
        activity = row.activity
        fact = Fact(
            source=key,
            record=named(activity),
            on=dated(activity.held_on),
            title=str(activity),
            marks=_marks(row, missed),
        )
        yield row.person_id, fact


def _missed(people: Collection[int], period: Period) -> frozenset[int]:
    """The participations that lack at least one sitting."""
    states = _of_sittings(people, period)
    return frozenset(row.pk for row, _, state in states if state in ("on_leave", "absent"))


def _of_sittings(
    people: Collection[int], period: Period
) -> Iterable[tuple[Participation, Sitting, str]]:
    """Each of these people at each sitting that was kept, of the meetings he was asked to."""
    sittings: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in persons.sittings_kept(period):
        sittings[sitting.activity_id].append(sitting)
    if not sittings:
        return
    signed = {
        (row.participation_id, row.sitting_id): row.attendance
        for row in persons.sign_ins_of(people, period)
    }
    leaves = {
        (row.participation_id, row.sitting_id) for row in persons.leaves_granted(people, period)
    }
    for row in activities.taken_part(people, period).filter(activity__in=list(sittings)):
        for sitting in sittings[row.activity_id]:
            state = signed.get((row.pk, sitting.pk), "")
            if not state:
                away = (
                    row.attendance == Attendance.ON_LEAVE
                    or {
                        (row.pk, None),
                        (row.pk, sitting.pk),
                    }
                    & leaves
                )
                state = "on_leave" if away else "absent"
            yield row, sitting, str(state)


def _in_series(*series: Series) -> Q:
    return Q(activity__kind__series__in=series)


def _in_group(*groups: KindGroup) -> Q:
    """Of these groups, and not of a series of meetings."""
    return Q(activity__kind__group__in=groups) & ~IS_SERIES


@source(
    "meetings.plenary",
    "全体会议",
    group="meetings",
    unit="次",
    counts="通知到本人的全体会议，按开幕日期；任职以前和离任以后的不算",
    marks=ATTENDANCE,
)
def plenary(people: Collection[int], period: Period) -> Iterable[Found]:
    """Plenary sessions."""
    return _attended("meetings.plenary", people, period, _in_series(Series.PLENARY), missing=True)


@source(
    "meetings.standing",
    "常务委员会会议",
    group="meetings",
    unit="次",
    counts="通知到本人的常委会会议，专题议政的也在内；列席的有“列席”标记",
    marks=ATTENDANCE,
)
def standing(people: Collection[int], period: Period) -> Iterable[Found]:
    """Meetings of the standing committee."""
    return _attended("meetings.standing", people, period, _in_series(Series.STANDING), missing=True)


@source(
    "meetings.sittings",
    "会议单元",
    group="meetings",
    unit="半天",
    counts="有签到的会议单元，如开幕会、分组讨论，一个单元算半天",
    marks=OF_SITTINGS,
)
def sittings(people: Collection[int], period: Period) -> Iterable[Found]:
    """Sittings to which people signed in."""
    for row, sitting, state in _of_sittings(people, period):
        activity = sitting.activity
        there = state in PRESENT
        marks = {state} | marked(
            present=there,
            plenary=activity.kind.series == Series.PLENARY,
            standing=activity.kind.series == Series.STANDING,
            discussion="讨论" in sitting.title,
        )
        fact = Fact(
            source="meetings.sittings",
            record=named(sitting),
            about=named(activity),
            on=dated(activity.held_on),
            title=f"{activity}：{sitting}",
            marks=frozenset(marks),
        )
        yield row.person_id, fact


@source(
    "meetings.other",
    "其他会议",
    group="meetings",
    unit="次",
    counts="主席会议、专门委员会会议等通知到本人的会议，全体会议和常委会会议以外",
    marks=ATTENDANCE,
)
def other(people: Collection[int], period: Period) -> Iterable[Found]:
    """Chair meetings, special committees and so on."""
    choice = (IS_SERIES & ~_in_series(*OF_SERIES)) | _in_group(KindGroup.MEETING)
    return _attended("meetings.other", people, period, choice)


@source(
    "activities.consultation",
    "协商活动",
    group="consultation",
    unit="次",
    counts="通知到本人的各种协商活动，按举办日期",
    marks=ATTENDANCE,
)
def consultation(people: Collection[int], period: Period) -> Iterable[Found]:
    """Consultations."""
    return _attended("activities.consultation", people, period, _in_group(KindGroup.CONSULTATION))


@source(
    "activities.supervision",
    "调研、视察和监督活动",
    group="supervision",
    unit="次",
    counts="通知到本人的调研、视察、监督活动，按举办日期",
    marks=ATTENDANCE,
)
def supervision(people: Collection[int], period: Period) -> Iterable[Found]:
    """Surveys, inspections, supervision."""
    return _attended("activities.supervision", people, period, _in_group(KindGroup.SUPERVISION))


@source(
    "activities.study",
    "学习培训",
    group="study",
    unit="次",
    counts="通知到本人的学习、培训、讲座，按举办日期",
    marks=ATTENDANCE,
)
def study(people: Collection[int], period: Period) -> Iterable[Found]:
    """Study and training."""
    return _attended("activities.study", people, period, _in_group(KindGroup.STUDY))


@source(
    "activities.service",
    "服务为民活动",
    group="service",
    unit="次",
    counts="通知到本人的服务为民活动、与群众座谈，按举办日期",
    marks=ATTENDANCE,
)
def service(people: Collection[int], period: Period) -> Iterable[Found]:
    """Service to residents."""
    return _attended("activities.service", people, period, _in_group(KindGroup.SERVICE))


@source(
    "activities.liaison",
    "联络和联动活动",
    group="liaison",
    unit="次",
    counts="走访、谈心、上级政协组织的活动等；本人被走访、被谈话的不算",
    marks=ATTENDANCE,
)
def liaison(people: Collection[int], period: Period) -> Iterable[Found]:
    """Liaison and joint work with other committees."""
    groups = (KindGroup.LIAISON, KindGroup.COOPERATION)
    return _attended("activities.liaison", people, period, _in_group(*groups))
