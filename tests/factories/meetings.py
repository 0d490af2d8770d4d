"""Meetings as they are called and attended, by situation."""

from datetime import UTC, datetime, timedelta

import factory
from django.utils import timezone
from django.utils.timezone import localdate

from tests.factories.activities import ParticipationFactory, kind, planned, there
from tests.factories.members import PersonFactory, RecordFactory
from yizheng.activities.states import Attendance
from yizheng.meetings.models import (
    AgendaItem,
    CalendarFeed,
    Leave,
    LeaveRule,
    Minutes,
    Notice,
    SignIn,
    Sitting,
    Speech,
    SpeechCall,
)

NINE = datetime(2025, 6, 10, 1, tzinfo=UTC)


class NoticeFactory(RecordFactory):
    """A draft for a morning in June 2025."""

    class Meta:
        model = Notice

    activity = factory.LazyFunction(lambda: planned("meeting.chair", NINE.date()))
    starts_at = NINE
    ends_at = NINE + timedelta(hours=2)


class SittingFactory(RecordFactory):
    class Meta:
        model = Sitting

    activity = factory.LazyFunction(lambda: planned("meeting.chair", NINE.date()))
    title = factory.Sequence(lambda n: f"单元{n}")
    starts_at = NINE
    ends_at = NINE + timedelta(hours=2)


class SignInFactory(RecordFactory):
    class Meta:
        model = SignIn

    sitting = factory.SubFactory(SittingFactory)
    participation = factory.SubFactory(
        ParticipationFactory, activity=factory.SelfAttribute("..sitting.activity")
    )
    way = "phone"
    signed_at = NINE


class LeaveFactory(RecordFactory):
    class Meta:
        model = Leave

    participation = factory.LazyFunction(
        lambda: there(planned("meeting.chair", NINE.date()), attendance=Attendance.INVITED)
    )
    kind = "duty"
    reason = "出席省里的会议"
    approver = "office"
    asked_at = NINE


class LeaveRuleFactory(RecordFactory):
    class Meta:
        model = LeaveRule

    kind = factory.LazyFunction(lambda: kind("meeting.standing"))
    valid_from = factory.Sequence(lambda n: NINE.date() + timedelta(days=n))


class AgendaItemFactory(RecordFactory):
    class Meta:
        model = AgendaItem

    activity = factory.LazyFunction(lambda: planned("meeting.chair", NINE.date()))
    ordinal = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"审议第{n}件事")


class MinutesFactory(RecordFactory):
    class Meta:
        model = Minutes

    activity = factory.LazyFunction(lambda: planned("meeting.chair", NINE.date()))
    text = "会议认为，要抓好落实。"


class SpeechCallFactory(RecordFactory):
    class Meta:
        model = SpeechCall

    activity = factory.LazyFunction(lambda: planned("meeting.plenary", NINE.date()))
    opens_on = factory.LazyFunction(localdate)
    closes_on = factory.LazyFunction(lambda: localdate() + timedelta(days=20))


class SpeechFactory(RecordFactory):
    class Meta:
        model = Speech
        skip_postgeneration_save = True

    call = factory.SubFactory(SpeechCallFactory)
    person = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"第{n}篇发言")
    text = "建议加快老旧小区改造。"


class CalendarFeedFactory(RecordFactory):
    class Meta:
        model = CalendarFeed

    person = factory.SubFactory(PersonFactory)
    made_at = NINE


def soon(**distance):
    """A moment from now on, to the minute."""
    return (timezone.now() + timedelta(**distance)).replace(second=0, microsecond=0)


def called(*people, code="meeting.chair", starts=None, hours=2, **facts):
    """A meeting that people were told of, tomorrow unless said otherwise: its notice."""
    starts = starts or soon(days=1)
    activity = planned(code, localdate(starts), **facts)
    ends = starts + timedelta(hours=hours)
    SittingFactory(activity=activity, title="会议", starts_at=starts, ends_at=ends)
    for person in people:
        there(activity, person, attendance=Attendance.INVITED)
    return NoticeFactory(
        activity=activity, starts_at=starts, ends_at=ends, state="sent", sent_at=soon(days=-2)
    )
