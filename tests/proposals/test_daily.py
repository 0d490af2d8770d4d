from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from tests.factories.accounts import acting
from tests.factories.handling import AcceptedFactory, HelpingFactory, UrgingFactory
from tests.factories.members import UnitFactory, county
from tests.factories.proposals import HandlingFactory, RepliedFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event
from yizheng.core.tenancy import within
from yizheng.core.workflow import open_to
from yizheng.proposals.models import Handling, Urging
from yizheng.proposals.services import daily, extending, urging
from yizheng.proposals.states import HandlingState, UrgingLevel

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE_JULY = datetime(2025, 7, 23, 12, 0, tzinfo=SHANGHAI)
DUE = date(2025, 7, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(city):
    return daily.system_of(city.pk)


def days_around(due, before, after):
    return [due + timedelta(days=step) for step in range(-before, after + 1)]


def reminded(row):
    return list(row.urgings.order_by("urged_on").values_list("urged_on", flat=True))


# --- Urging by people ----------------------------------------------------------------------------


def test_urging_climbs_from_a_call_to_a_circular_and_the_unit_answers(city):
    row = AcceptedFactory()
    office, unit = acting(Role.SUPERVISION), acting(Role.UNIT, unit=row.unit)

    for level in (UrgingLevel.PHONE, UrgingLevel.NOTICE):
        urging.urge(row, by=office, at=LATE_JULY, level=level, content="请尽快答复")
    urging.answer_urging(row, by=unit, at=LATE_JULY, response="月底前答复")
    urging.urge(row, by=office, at=LATE_JULY, level=UrgingLevel.CIRCULAR, content="通报")

    told = Urging.objects.order_by("pk").values_list("level", "response", "urged_by")
    assert list(told) == [
        ("phone", "月底前答复", office.user_id),
        ("notice", "月底前答复", office.user_id),
        ("circular", "", office.user_id),
    ]


def test_only_an_urging_without_answer_is_answered(city):
    urged, calm = UrgingFactory().handling, AcceptedFactory()
    UrgingFactory(handling=calm, level=UrgingLevel.REMINDER, is_automatic=True)
    unit = acting(Role.UNIT, unit=urged.unit)

    assert "proposals.answer_urging" in {move.key for move in open_to(unit, urged)}
    with pytest.raises(WrongState):
        urging.answer_urging(
            calm, by=acting(Role.UNIT, unit=calm.unit), at=LATE_JULY, response="好"
        )


def test_people_neither_remind_in_the_system_s_name_nor_urge_before_the_assignment(city):
    row, office = AcceptedFactory(), acting(Role.SUPERVISION)

    with pytest.raises(Invalid) as reminder:
        urging.urge(row, by=office, at=LATE_JULY, level=UrgingLevel.REMINDER, content="到期")
    with pytest.raises(Invalid) as early:
        urging.urge(
            row,
            by=office,
            at=LATE_JULY,
            level=UrgingLevel.PHONE,
            content="请办",
            urged_on=date(2025, 4, 20),
        )

    assert (reminder.value.field, early.value.field) == ("level", "urged_on")
    assert Urging.objects.count() == 0


def test_units_and_leaders_do_not_urge(city):
    row = AcceptedFactory()

    for actor in (acting(Role.UNIT, unit=row.unit), acting(Role.LEADER), acting(Role.MEMBER)):
        with pytest.raises(NotAllowed):
            urging.urge(row, by=actor, at=LATE_JULY, level=UrgingLevel.PHONE, content="请办")


# --- Reminders -----------------------------------------------------------------------------------


def test_a_unit_is_reminded_before_and_after_its_day_each_time_once(system):
    row = AcceptedFactory(due_on=DUE)

    for day in days_around(DUE, 20, 20):
        daily.run(day, by=system)
        daily.run(day, by=system)

    assert reminded(row) == [
        date(2025, 7, 6),
        date(2025, 7, 16),
        date(2025, 7, 20),
        date(2025, 7, 22),
        date(2025, 7, 28),
        date(2025, 8, 4),
    ]
    told = row.urgings.order_by("urged_on").values_list("content", flat=True)
    assert list(told)[2:4] == [
        "请答复提案者，还有 1 天（期限 2025-07-21）",
        "请答复提案者，逾期 1 天（期限 2025-07-21）",
    ]
    assert set(row.urgings.values_list("level", "is_automatic", "urged_by")) == {
        ("reminder", True, None)
    }


def test_missed_days_are_made_up_for_by_one_reminder(system):
    row = AcceptedFactory(due_on=DUE)

    daily.run(date(2025, 7, 5), by=system)
    daily.run(date(2025, 7, 19), by=system)
    daily.run(date(2025, 7, 20), by=system)

    assert reminded(row) == [date(2025, 7, 19), date(2025, 7, 20)]


def test_a_moved_day_moves_the_reminders(system):
    row = AcceptedFactory(due_on=DUE)
    daily.run(date(2025, 7, 20), by=system)
    extending.extend(row, by=system, at=LATE_JULY, until=date(2025, 8, 21))

    for day in days_around(DUE, -1, 20):
        daily.run(day, by=system)

    assert reminded(row) == [date(2025, 7, 20), date(2025, 8, 6)]


def test_who_has_nothing_to_do_is_not_reminded(system):
    done = AcceptedFactory(state=HandlingState.REPLIED, replied_on=date(2025, 7, 1), due_on=DUE)
    gone = AcceptedFactory(state=HandlingState.RELIEVED, ended_on=date(2025, 5, 1), due_on=DUE)
    # The lead unit has answered: the opinion is of no more use.
    moot = HelpingFactory(proposal=RepliedFactory(), state=HandlingState.ACCEPTED, due_on=DUE)
    helping = HelpingFactory(state=HandlingState.ACCEPTED, due_on=DUE)

    daily.run(DUE - timedelta(days=1), by=system)

    assert [reminded(row) for row in (done, gone, moot)] == [[], [], []]
    assert [row.content for row in helping.urgings.all()] == [
        "请向主办单位提出会办意见，还有 1 天（期限 2025-07-21）"
    ]


def test_somebody_given_it_lately_is_not_reminded_of_days_before(system):
    row = AcceptedFactory(assigned_on=date(2025, 7, 18), due_on=DUE)

    daily.run(date(2025, 7, 18), by=system)
    daily.run(date(2025, 7, 20), by=system)

    assert reminded(row) == [date(2025, 7, 20)]


# --- Silence, and the run as a whole -------------------------------------------------------------


def test_silence_is_accepted_once_the_window_is_over(system):
    row = HandlingFactory(object_by=date(2025, 4, 29))
    asked = HandlingFactory(state=HandlingState.ASKED_BACK, return_asked_on=date(2025, 4, 29))

    before = daily.run(date(2025, 4, 29), by=system)
    after = daily.run(date(2025, 4, 30), by=system)
    again = daily.run(date(2025, 4, 30), by=system)

    assert (before.accepted, after.accepted, again.accepted) == (0, 1, 0)
    assert set(Handling.objects.values_list("pk", "state", "is_silent")) == {
        (row.pk, HandlingState.ACCEPTED, True),
        (asked.pk, HandlingState.ASKED_BACK, False),
    }
    event = Event.objects.get(action="proposals.accept_silently")
    assert (event.by_name, event.by_id, event.at.date()) == ("系统", None, date(2025, 4, 30))


def test_proposals_nobody_judged_are_counted_and_left_to_the_staff(system):
    proposal = RepliedFactory(replied_on=date(2025, 7, 1))
    AcceptedFactory(proposal=proposal, state=HandlingState.REPLIED, replied_on=date(2025, 7, 1))

    within_window = daily.run(date(2025, 7, 31), by=system)
    after = daily.run(date(2025, 8, 1), by=system)

    assert (within_window.unjudged, after.unjudged) == (0, 1)
    proposal.refresh_from_db()
    assert proposal.closed_on is None


def test_a_day_that_has_not_come_is_refused(system):
    with pytest.raises(Invalid, match="不能晚于今天"):
        daily.run(localdate() + timedelta(days=1), by=system)


def test_the_command_works_in_every_committee_or_in_the_one_named(city):
    row = HandlingFactory()
    below = county(city)
    with within(below.pk):
        other = HandlingFactory()
    said = StringIO()

    call_command("daily", on="2025-04-30", committee="dongwan", stdout=said)

    assert said.getvalue() == (
        "东湾县政协 2025-04-30：到期视为签收 1 件，提醒单位 0 次，联名邀请过期 0 份；"
        "评价期满、可以办结的 0 件\n"
    )
    row.refresh_from_db()
    assert row.state == HandlingState.GIVEN
    call_command("daily", on="2025-04-30", stdout=said)
    row.refresh_from_db()
    assert row.state == HandlingState.ACCEPTED
    assert Handling.unscoped.get(pk=other.pk).version == 2


@pytest.mark.parametrize("on", ["昨天", "2999-01-01"])
def test_the_command_refuses_what_is_no_day_or_has_not_come(city, on):
    with pytest.raises(CommandError):
        call_command("daily", on=on)


def test_units_have_no_part_in_the_system_s_rights(city):
    actor = daily.system_of(city.pk)

    assert (actor.name, actor.user_id, actor.unit_id) == ("系统", None, None)
    with pytest.raises(NotAllowed):
        urging.answer_urging(
            UrgingFactory(handling=AcceptedFactory(unit=UnitFactory())).handling,
            by=actor,
            at=LATE_JULY,
            response="好",
        )
