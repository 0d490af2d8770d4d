"""Notices: drafted, sent, moved, cancelled, put away."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.factories.accounts import acting
from tests.factories.activities import planned, there
from tests.factories.meetings import LeaveFactory, called, soon
from tests.factories.members import PersonFactory
from yizheng.activities import services as activities
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance
from yizheng.core.access import restrict
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.meetings import permissions, services
from yizheng.meetings.models import Leave, Notice, Sitting

pytestmark = pytest.mark.django_db


def facts(activity, starts, **more):
    return {
        "activity": activity,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        **more,
    }


def test_a_notice_gives_the_meeting_one_sitting(city):
    starts = soon(days=3)
    activity = planned("meeting.chair", localdate(starts))

    notice = services.enter_notice(by=acting("office"), facts=facts(activity, starts))

    sitting = Sitting.objects.get(activity=activity)
    assert (sitting.starts_at, sitting.ends_at) == (notice.starts_at, notice.ends_at)


def test_the_notice_sets_the_day_of_an_activity_that_has_none(city):
    starts = soon(days=3)
    activity = planned("meeting.chair")

    services.enter_notice(by=acting("office"), facts=facts(activity, starts))

    assert Activity.objects.get(pk=activity.pk).held_on == localdate(starts)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"starts_at": soon(days=9), "ends_at": soon(days=9, hours=1)}, "活动登记的日期是"),
        ({"ends_at": soon(days=2)}, "结束时间须晚于开始时间"),
        ({"ends_at": soon(days=90)}, "会议最多连开15天"),
        ({"reply_by": soon(days=8)}, "回复截止不能晚于会议开始"),
    ],
)
def test_a_time_that_cannot_be_is_refused(city, more, sentence):
    starts = soon(days=3)
    activity = planned("meeting.chair", localdate(starts))

    with pytest.raises(Invalid, match=sentence):
        services.enter_notice(by=acting("office"), facts=facts(activity, starts) | more)


def test_nobody_is_told_before_it_is_sent(city):
    person = PersonFactory()
    starts = soon(days=3)
    activity = planned("meeting.chair", localdate(starts))
    there(activity, person, attendance=Attendance.INVITED)
    notice = services.enter_notice(by=acting("office"), facts=facts(activity, starts))
    member = acting("member", person=person)

    def seen():
        return restrict(Notice.objects.all(), permissions.view_notice, member).exists()

    assert not seen()
    services.send_notice(notice, by=acting("office"))
    assert seen()


def test_it_is_not_sent_to_nobody(city):
    starts = soon(days=3)
    activity = planned("meeting.chair", localdate(starts))
    notice = services.enter_notice(by=acting("office"), facts=facts(activity, starts))

    with pytest.raises(Invalid, match="名单还是空的"):
        services.send_notice(notice, by=acting("office"))


def test_once_sent_the_time_is_moved_and_not_edited(city):
    notice = called(PersonFactory())

    with pytest.raises(Invalid, match="请用“改期”"):
        services.revise_notice(
            notice, by=acting("office"), facts={"starts_at": soon(days=5)}, version=notice.version
        )
    services.revise_notice(
        notice, by=acting("office"), facts={"text": "请着正装。"}, version=notice.version
    )
    assert Notice.objects.get(pk=notice.pk).text == "请着正装。"


def test_a_moved_meeting_asks_everybody_again(city):
    coming, away = PersonFactory(), PersonFactory()
    notice = called(coming, away, place="三楼")
    office = acting("office")
    row = Participation.objects.get(person=coming)
    services.reply(row, by=acting("member", person=coming))
    leave = services.ask_leave(
        by=acting("member", person=away),
        facts={
            "participation": Participation.objects.get(person=away),
            "kind": "duty",
            "reason": "出差",
        },
    )
    services.grant_leave(leave, by=office)

    services.move_notice(
        notice,
        by=office,
        starts_at=soon(days=6),
        ends_at=soon(days=6, hours=3),
        change_reason="市里有会",
        place="五楼",
    )

    activity = Activity.objects.get()
    assert (activity.held_on, activity.place) == (localdate(soon(days=6)), "五楼")
    assert Sitting.objects.get().starts_at == soon(days=6)
    assert {row.attendance for row in Participation.objects.all()} == {Attendance.INVITED}
    assert Leave.objects.get().state == "withdrawn"
    assert Notice.objects.get().change_reason == "改期：市里有会"


def test_sittings_move_by_the_same_distance(city):
    notice = called(PersonFactory())
    Sitting.objects.update(title="上午")
    starts = notice.starts_at

    services.move_notice(
        notice,
        by=acting("office"),
        starts_at=starts + timedelta(days=2),
        ends_at=starts + timedelta(days=2, hours=4),
        change_reason="会场调整",
    )

    assert Sitting.objects.get().starts_at == starts + timedelta(days=2)
    assert Sitting.objects.get().ends_at == starts + timedelta(days=2, hours=2)


def test_the_day_is_changed_only_by_moving(city):
    notice = called(PersonFactory())
    activity = notice.activity

    with pytest.raises(Invalid, match="改日期请到通知里办理"):
        activities.revise_activity(
            activity,
            by=acting("office"),
            facts={"held_on": localdate(soon(days=9))},
            version=activity.version,
        )


def test_a_cancelled_meeting_says_why_and_ends_leave(city):
    notice = called(PersonFactory())
    leave = LeaveFactory(participation=Participation.objects.get())

    activities.cancel(notice.activity, by=acting("office"), cancel_reason="天气原因")

    assert Notice.objects.get().change_reason == "取消：天气原因"
    assert Leave.objects.get(pk=leave.pk).state == "withdrawn"


def test_it_is_put_away_once_everybody_is_accounted_for(city):
    notice = called(PersonFactory(), starts=soon(hours=-3))
    office = acting("office")

    with pytest.raises(Invalid, match="还没有确认举办"):
        services.archive_notice(notice, by=office)
    activity = activities.hold(notice.activity, by=office)
    with pytest.raises(Invalid, match="还有1人"):
        services.archive_notice(notice, by=office)
    Participation.objects.filter(activity=activity).update(attendance=Attendance.ABSENT)

    assert services.archive_notice(notice, by=office).state == "archived"


def test_a_held_activity_gets_no_notice(city):
    activity = planned("meeting.chair", localdate())
    activity = activities.hold(activity, by=acting("office"))

    with pytest.raises(WrongState):
        services.enter_notice(by=acting("office"), facts=facts(activity, soon(hours=1)))


def test_a_member_calls_no_meeting(city):
    starts = soon(days=3)
    activity = planned("meeting.chair", localdate(starts))

    with pytest.raises(NotAllowed):
        services.enter_notice(
            by=acting("member", person=PersonFactory()), facts=facts(activity, starts)
        )
