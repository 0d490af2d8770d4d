from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.activities import (
    ActivityFactory,
    TopicFactory,
    held,
    kind,
    party_group,
    planned,
)
from tests.factories.members import TermFactory, county
from yizheng.accounts.roles import Role
from yizheng.activities.models import Activity
from yizheng.activities.services import cancel, enter_activity, hold, revise_activity
from yizheng.activities.states import State
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event, events_of, verify

LATE_EVENING = datetime(2025, 12, 31, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
AFTER_MIDNIGHT = datetime(2026, 1, 1, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LAST_DAY, NEW_YEAR = date(2025, 12, 31), date(2026, 1, 1)


@pytest.fixture
def clerk(city):
    return acting(Role.OFFICE)


def facts(code="service.activity", on=LAST_DAY, **more):
    return {"kind": kind(code), "title": "义诊", "held_on": on, **more}


def refusals():
    return list(Event.objects.filter(refused=True).values_list("action", flat=True))


@pytest.mark.parametrize(
    ("on", "at", "state"),
    [
        (LAST_DAY, LATE_EVENING, State.HELD),
        (NEW_YEAR, LATE_EVENING, State.PLANNED),
        (NEW_YEAR, AFTER_MIDNIGHT, State.HELD),
        (None, LATE_EVENING, State.PLANNED),
    ],
)
def test_an_activity_is_held_when_its_day_has_come_here(clerk, on, at, state):
    entered = enter_activity(by=clerk, facts=facts(on=on), at=at)
    entered.refresh_from_db()
    assert (entered.state, entered.held_on, entered.term) == (state, on, None)


def test_entering_is_told_in_the_trail_step_by_step(clerk):
    topic = TopicFactory()
    entered = enter_activity(by=clerk, facts=facts(topics=[topic]), at=LATE_EVENING)
    steps = events_of(entered).values_list("action", "by_id", "at")
    assert list(steps) == [
        ("activities.create_activity", clerk.user_id, LATE_EVENING),
        ("activities.hold", clerk.user_id, LATE_EVENING),
    ]
    assert (list(entered.topics.all()), verify()) == ([topic], [])


def test_a_meeting_held_without_a_number_gets_the_next_of_its_series_and_term(clerk, term):
    before = TermFactory(ordinal=3, started_on=date(2017, 1, 1))
    held("meeting.standing", date(2021, 12, 1), term=before, ordinal=40)
    held("meeting.chair", term=term, ordinal=30)
    held("consultation.standing_thematic", term=term, ordinal=16)
    entered = enter_activity(by=clerk, facts=facts("meeting.standing"), at=LATE_EVENING)
    assert (entered.term, entered.series, entered.ordinal) == (term, "standing", 17)
    assert entered.numbered == "四届十七次"


def test_a_planned_meeting_is_numbered_when_it_is_held(clerk, term):
    held("meeting.chair", term=term, ordinal=8)
    entered = enter_activity(by=clerk, facts=facts("meeting.chair", NEW_YEAR), at=LATE_EVENING)
    assert (entered.ordinal, entered.term) == (None, term)
    confirmed = hold(entered, by=clerk, at=AFTER_MIDNIGHT)
    assert (confirmed.state, confirmed.ordinal) == (State.HELD, 9)


def test_the_number_of_a_cancelled_meeting_is_given_again(clerk, term):
    first = held("meeting.chair", term=term, ordinal=9)
    cancel(first, by=clerk, cancel_reason="改期")
    again = enter_activity(by=clerk, facts=facts("meeting.chair", ordinal=9), at=LATE_EVENING)
    assert again.ordinal == 9


@pytest.mark.parametrize("code", ["meeting.standing", "consultation.standing_thematic"])
def test_a_number_taken_in_the_series_is_refused_with_the_meeting_that_bears_it(clerk, term, code):
    held("meeting.standing", date(2025, 12, 3), term=term, ordinal=17, title="四届十七次常委会议")
    with pytest.raises(Invalid) as refusal:
        enter_activity(by=clerk, facts=facts(code, ordinal=17), at=LATE_EVENING)
    assert refusal.value.message == (
        "第四届常务委员会会议第17次已经登记：四届十七次常委会议（2025-12-03）"
    )
    assert (refusal.value.field, Activity.objects.count()) == ("ordinal", 1)
    assert refusals() == ["activities.create_activity"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ordinal": 3}, "ordinal"),
        ({"title": ""}, "title"),
        ({"ended_on": date(2025, 12, 30)}, "__all__"),
        ({"state": "held"}, None),
        ({"cancel_reason": "无"}, "__all__"),
        ({"kind": None}, "kind"),
    ],
)
def test_what_contradicts_is_refused_and_leaves_no_row(clerk, more, field):
    with pytest.raises(Invalid) as refusal:
        enter_activity(by=clerk, facts={**facts(), **more}, at=LATE_EVENING)
    assert list(refusal.value.fields) == ([field] if field else [])
    assert (Activity.objects.count(), refusals()) == (0, ["activities.create_activity"])


def test_a_meeting_is_not_numbered_where_no_term_is_on_record(clerk):
    with pytest.raises(Invalid, match="还没有登记这一天所在的届"):
        enter_activity(by=clerk, facts=facts("meeting.chair", ordinal=1), at=LATE_EVENING)


def test_what_a_figure_needs_is_asked_for(clerk, city):
    with pytest.raises(Invalid, match="须是党组或机关党组"):
        enter_activity(by=clerk, facts=facts("study.centre_group"), at=LATE_EVENING)
    with pytest.raises(Invalid, match="请选择所到的县"):
        enter_activity(by=clerk, facts=facts("liaison.county_trip"), at=LATE_EVENING)
    study = facts("study.centre_group", host=party_group())
    trip = facts("liaison.county_trip", county=county(city))
    entered = [enter_activity(by=clerk, facts=each, at=LATE_EVENING) for each in (study, trip)]
    assert [one.state for one in entered] == [State.HELD, State.HELD]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.UNIT, Role.SYSTEM_OFFICER])
def test_only_staff_enter_hold_cancel_and_revise(city, role):
    other, ours = acting(role), planned(on=LAST_DAY)
    attempts = [
        lambda: enter_activity(by=other, facts=facts(), at=LATE_EVENING),
        lambda: hold(ours, by=other, at=LATE_EVENING),
        lambda: cancel(ours, by=other, cancel_reason="改期"),
        lambda: revise_activity(ours, by=other, facts={"title": "新"}, version=1),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    ours.refresh_from_db()
    assert (Activity.objects.count(), ours.state, ours.title != "新") == (1, State.PLANNED, True)
    assert len(refusals()) == 4


def test_holding_needs_a_day_that_has_come(clerk):
    for activity in (planned(), planned(on=NEW_YEAR)):
        with pytest.raises(Invalid):
            hold(activity, by=clerk, at=LATE_EVENING)
        activity.refresh_from_db()
        assert activity.state == State.PLANNED
    moved = hold(planned(on=NEW_YEAR), by=clerk, at=LATE_EVENING, held_on=LAST_DAY)
    assert (moved.state, moved.held_on) == (State.HELD, LAST_DAY)


def test_cancelling_needs_a_reason_and_is_final(clerk):
    activity = ActivityFactory()
    with pytest.raises(Invalid):
        cancel(activity, by=clerk, cancel_reason=" ")
    gone = cancel(activity, by=clerk, cancel_reason="暴雨")
    assert (gone.state, gone.cancel_reason) == (State.CANCELLED, "暴雨")
    for move in (
        lambda: hold(gone, by=clerk),
        lambda: cancel(gone, by=clerk, cancel_reason="又"),
        lambda: revise_activity(gone, by=clerk, facts={"title": "新"}, version=gone.version),
    ):
        with pytest.raises(WrongState):
            move()


def test_revising_follows_the_kind_and_the_day(clerk, term):
    held("meeting.chair", term=term, ordinal=1)
    activity = held("meeting.special_committee", title="会议")
    changed = revise_activity(
        activity, by=clerk, facts={"kind": kind("meeting.chair"), "ordinal": 2}, version=1
    )
    assert (changed.term, changed.series, changed.ordinal) == (term, "chair", 2)
    with pytest.raises(Invalid, match="第1次已经登记"):
        revise_activity(changed, by=clerk, facts={"ordinal": 1}, version=2)
    with pytest.raises(Stale):
        revise_activity(changed, by=clerk, facts={"title": "旧"}, version=1)
    with pytest.raises(Invalid, match="今天以后"):
        revise_activity(changed, by=clerk, facts={"held_on": date(2999, 1, 1)}, version=2)
    back = revise_activity(
        changed, by=clerk, facts={"kind": kind("service.activity"), "ordinal": None}, version=2
    )
    assert (back.term, back.series, back.ordinal) == (None, "", None)
