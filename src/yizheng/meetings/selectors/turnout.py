"""Who was to come, who came, whether they were enough; who is asked to be in two places."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from fractions import Fraction

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate, make_aware

from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import PRESENT, Attendance, Series, State
from yizheng.core.citations import MEETING_RULES
from yizheng.core.rules import rule, value_of
from yizheng.meetings.models import Leave, Notice, SignIn, Sitting
from yizheng.meetings.states import LeaveState
from yizheng.members.selectors import mandates_on, standing_on

AT_LEAST = re.compile(r"(不少于|超过)(\d)/(\d)")


def _unread(value: str) -> str:
    return "" if AT_LEAST.fullmatch(value) else "请写成“不少于2/3”或“超过1/2”"


QUORUM = {
    Series.PLENARY: rule(
        "meetings.plenary_quorum",
        "全体会议的法定人数",
        default="不少于2/3",
        help="全体委员的多少出席方可举行，写成“不少于2/3”或“超过1/2”",
        citation=MEETING_RULES("全体会议的人数"),
        refusal=_unread,
    ),
    Series.STANDING: rule(
        "meetings.standing_quorum",
        "常委会议的法定人数",
        default="超过1/2",
        help="全体常委的多少出席方可举行，写成“不少于2/3”或“超过1/2”",
        citation=MEETING_RULES("常务委员会会议的人数"),
        refusal=_unread,
    ),
}


@dataclass(frozen=True, slots=True)
class Turnout:
    """应到 and 实到 of a plenary session or a standing committee meeting."""

    due: int
    present: int
    demand: str

    @property
    def suffices(self) -> bool:
        """Whether as many are there as the rule demands."""
        said = AT_LEAST.fullmatch(self.demand)
        if said is None or not self.due:
            return False
        share = Fraction(int(said[2]), int(said[3]))
        came = Fraction(self.present, self.due)
        return came > share if said[1] == "超过" else came >= share

    @property
    def sentence(self) -> str:
        """As the chair announces it."""
        verdict = "符合规定人数" if self.suffices else f"未达到规定人数（{self.demand}）"
        return f"应到{self.due}名，实到{self.present}名，{verdict}。"


def turnout_of(activity: Activity) -> Turnout | None:
    """How many members were to come and came; None for meetings without a quorum. 3 queries.

    The base is who held a mandate on the day, in the standing committee where it is one, invited or
    not: who takes a seat later is not missing. Until the meeting is confirmed, whoever signed in
    is there.
    """
    known = QUORUM.get(Series(activity.series or activity.kind.series))
    if known is None:
        return None
    day = activity.held_on or localdate()
    in_committee = activity.kind.series == Series.STANDING
    mandates = standing_on(day) if in_committee else mandates_on(day)
    due = set(mandates.values_list("person_id", flat=True))
    rows = Participation.objects.filter(activity=activity)
    if activity.state == State.HELD:
        rows = rows.filter(attendance__in=PRESENT)
    else:
        rows = rows.filter(sign_ins__isnull=False)
    present = set(rows.values_list("person_id", flat=True))
    return Turnout(len(due), len(due & present), value_of(known.key, on=day))


def sittings_of(activity: Activity) -> QuerySet[Sitting]:
    """The sittings of a meeting in their order, each with how many signed in. 1 query."""
    rows: QuerySet[Sitting] = Sitting.objects.filter(activity=activity)
    return rows.annotate(signed=Count("sign_ins")).order_by("starts_at", "pk")


def signed_in(sitting: Sitting) -> QuerySet[SignIn]:
    """Who signed in to a sitting, the last first, people joined. 1 query."""
    rows: QuerySet[SignIn] = SignIn.objects.filter(sitting=sitting)
    return rows.select_related("participation__person").order_by("-signed_at", "-pk")


def not_signed_in(sitting: Sitting) -> QuerySet[Participation]:
    """Who is in the list and has not signed in to a sitting, people joined. 1 query."""
    there = SignIn.objects.filter(sitting=sitting).values("participation")
    rows: QuerySet[Participation] = Participation.objects.filter(activity=sitting.activity_id)
    return rows.exclude(pk__in=there).select_related("person").order_by("person__name", "pk")


def found_at_desk(sitting: Sitting, words: str) -> list[Participation]:
    """Whom somebody at the desk means by a member's number or a name. 1-2 queries.

    One who matches exactly is alone; otherwise all who match in part, ten at most.
    """
    words = words.strip()
    if not words:
        return []
    rows = Participation.objects.filter(activity=sitting.activity_id).select_related("person")
    exact = list(
        rows.filter(Q(person__name=words) | Q(person__mandates__number=words)).distinct()[:10]
    )
    return exact or list(rows.filter(person__name__icontains=words)[:10])


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody is in the list of another activity at the same time."""

    name: str
    activity: Activity


def clashes_of(activity: Activity) -> list[Clash]:
    """Who is asked to be in two places at once: shown, never refused. 4 queries.

    Whole days where no notice says the hours; who is on leave there is not asked to be there.
    """
    if activity.held_on is None or activity.state == State.CANCELLED:
        return []
    people = Participation.objects.filter(activity=activity).values("person")
    last = activity.ended_on or activity.held_on
    others = (
        Participation.objects.filter(
            person__in=people,
            activity__held_on__lte=last,
            activity__state__in=[State.PLANNED, State.HELD],
        )
        .filter(
            Q(activity__ended_on__gte=activity.held_on) | Q(activity__held_on__gte=activity.held_on)
        )
        .exclude(activity=activity)
        .exclude(attendance=Attendance.ON_LEAVE)
        .select_related("activity", "person")
    )
    rows = list(others)
    hours = _hours([activity.pk, *{row.activity_id for row in rows}])
    here = _span(activity, hours)
    return [
        Clash(row.person.name, row.activity)
        for row in rows
        if _meet(here, _span(row.activity, hours))
    ]


Span = tuple[datetime, datetime]


def _hours(activities: list[int]) -> dict[int, Span]:
    rows = Notice.objects.filter(activity__in=activities)
    return {row.activity_id: (row.starts_at, row.ends_at) for row in rows}


def _span(activity: Activity, hours: dict[int, Span]) -> Span:
    if activity.pk in hours:
        return hours[activity.pk]
    first = activity.held_on or localdate()
    last = activity.ended_on or first
    return make_aware(datetime.combine(first, time.min)), make_aware(
        datetime.combine(last, time.max)
    )


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def leaves_of(activity: Activity) -> dict[str, int]:
    """How many requests for leave there are by state: `{"asked": 2}`. 1 query."""
    counted: dict[str, int] = defaultdict(int)
    rows = Leave.objects.filter(participation__activity=activity)
    for state, number in rows.values_list("state").annotate(Count("pk")).order_by():
        counted[LeaveState(state)] = number
    return counted


def last_leave(participation: Participation) -> Leave | None:
    """The person's latest request for leave. 1 query."""
    return Leave.objects.filter(participation=participation).order_by("-asked_at", "-pk").first()
