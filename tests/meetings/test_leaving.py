"""Replies and leave: asked for in time, decided by whom the rule names."""

from datetime import date, timedelta

import pytest

from tests.factories.accounts import acting
from tests.factories.activities import kind, own_kind
from tests.factories.meetings import LeaveRuleFactory, SittingFactory, called, soon
from tests.factories.members import PersonFactory
from yizheng.activities.models import Participation
from yizheng.activities.states import Attendance
from yizheng.core.access import can, restrict
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.meetings import permissions, services
from yizheng.meetings.models import Leave
from yizheng.meetings.services.leaving import rule_for

pytestmark = pytest.mark.django_db
LONG_AGO = date(2024, 1, 1)


@pytest.fixture
def person(city):
    return PersonFactory()


def row_of(person):
    return Participation.objects.get(person=person)


def ask(person, **more):
    facts = {"participation": row_of(person), "kind": "duty", "reason": "出差", **more}
    return services.ask_leave(by=acting("member", person=person), facts=facts)


def test_a_reply_stands_in_the_list_and_twice_is_once(person):
    called(person)
    by = acting("member", person=person)

    services.reply(row_of(person), by=by)
    services.reply(row_of(person), by=by)

    assert row_of(person).attendance == Attendance.CONFIRMED
    assert row_of(person).version == 2


def test_nobody_replies_for_another(person):
    called(person)

    with pytest.raises(NotAllowed):
        services.reply(row_of(person), by=acting("member", person=PersonFactory()))


def test_granted_leave_stands_in_the_list(person):
    called(person)

    leave = services.grant_leave(ask(person), by=acting("office"))

    assert leave.decided_by and leave.decided_at
    assert row_of(person).attendance == Attendance.ON_LEAVE


def test_refused_leave_says_why_and_he_is_expected(person):
    called(person)

    with pytest.raises(Invalid, match="请写明原因"):
        services.refuse_leave(ask(person), by=acting("office"), note=" ")
    leave = services.refuse_leave(Leave.objects.get(), by=acting("office"), note="请派人代替")

    assert leave.state == "refused"
    assert row_of(person).attendance == Attendance.INVITED


def test_refused_he_may_ask_again_but_not_for_ever(person):
    called(person)
    for _ in range(2):
        services.refuse_leave(ask(person), by=acting("office"), note="人数不够")

    with pytest.raises(Invalid, match="已经请过2次假"):
        ask(person)


def test_who_can_come_after_all_takes_it_back(person):
    called(person)
    leave = services.grant_leave(ask(person), by=acting("office"))

    services.withdraw_leave(leave, by=acting("member", person=person))

    assert row_of(person).attendance == Attendance.CONFIRMED


def test_asking_twice_is_refused(person):
    called(person)
    ask(person)

    with pytest.raises(Invalid, match="已经请过假"):
        ask(person)


def test_leave_after_the_fact_is_refused_with_the_way_out(person):
    called(person, starts=soon(hours=-1))

    with pytest.raises(Invalid, match="会议已经开始，不能再请假；请与会务联系说明情况"):
        ask(person)


def test_the_rule_of_the_kind_says_who_and_until_when(person):
    called(person, code="meeting.standing", starts=soon(hours=20))
    LeaveRuleFactory(valid_from=LONG_AGO, approver="leader", hours_before=48)

    with pytest.raises(Invalid, match=r"请假最迟在 .* 前提出"):
        ask(person)


def test_the_approver_is_kept_when_the_rule_changes(person):
    called(person, code="meeting.standing", starts=soon(days=5))
    LeaveRuleFactory(valid_from=LONG_AGO, approver="leader")
    leave = ask(person)
    LeaveRuleFactory(valid_from=LONG_AGO + timedelta(days=30), approver="office")

    assert can(acting("leader"), permissions.decide_leave, leave)
    assert not can(acting("office"), permissions.decide_leave, leave)


def test_a_kind_may_know_no_leave(person):
    called(person, code="meeting.plenary", starts=soon(days=5))
    LeaveRuleFactory(kind=kind("meeting.plenary"), valid_from=LONG_AGO, is_allowed=False)

    with pytest.raises(Invalid, match="按规定这种会议不请假"):
        ask(person)


def test_the_nearest_rule_holds(person):
    own = own_kind("全会预备会", counted_as="meeting.standing", group="meeting")
    notice = called(person, starts=soon(days=5))
    LeaveRuleFactory(kind=None, valid_from=LONG_AGO, hours_before=1)
    activity = notice.activity
    activity.kind = own

    def hours():
        return rule_for(activity, on=date(2026, 1, 1)).hours_before

    assert hours() == 1
    LeaveRuleFactory(valid_from=LONG_AGO, hours_before=2)
    assert hours() == 2
    LeaveRuleFactory(kind=own, valid_from=LONG_AGO, hours_before=3)
    LeaveRuleFactory(kind=own, valid_from=date(2025, 7, 1), hours_before=4)
    LeaveRuleFactory(kind=own, valid_from=date(2026, 7, 1), hours_before=5)
    assert hours() == 4


def test_leave_from_one_sitting_leaves_him_in_the_list(person):
    notice = called(person)
    evening = SittingFactory(
        activity=notice.activity,
        title="晚上",
        starts_at=notice.starts_at + timedelta(hours=8),
        ends_at=notice.starts_at + timedelta(hours=10),
    )

    services.grant_leave(ask(person, sitting=evening), by=acting("office"))

    assert row_of(person).attendance == Attendance.INVITED


def test_nobody_decides_about_his_own(person):
    called(person)
    leave = ask(person)

    assert not can(acting("office", person=person), permissions.decide_leave, leave)
    with pytest.raises(NotAllowed):
        services.grant_leave(leave, by=acting("member", person=person))


def test_one_sees_only_ones_own_leave(person):
    called(person)
    ask(person)
    other = acting("member", person=PersonFactory())

    assert not restrict(Leave.objects.all(), permissions.view_leave, other).exists()
