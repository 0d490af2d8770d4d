from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.handling import AssignmentMeetingFactory
from tests.factories.members import UnitFactory
from tests.factories.proposals import AssignedFactory, FiledFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.core.rules import RuleValue
from yizheng.proposals import services
from yizheng.proposals.models import Handling
from yizheng.proposals.services import batches
from yizheng.proposals.services.batches import Choice
from yizheng.proposals.services.city_rules import reply_due
from yizheng.proposals.states import HandlingRole, Mode, State

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEETING = datetime(2025, 4, 21, 15, 0, tzinfo=SHANGHAI)
HELPER, LEAD, SEPARATE, SOLE = (
    HandlingRole.HELPER,
    HandlingRole.LEAD,
    HandlingRole.SEPARATE,
    HandlingRole.SOLE,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(city):
    return acting(Role.PROPOSALS)


def parts_of(proposal):
    return [
        (row.unit, row.role, row.due_on, row.object_by) for row in proposal.handlings.order_by("pk")
    ]


# --- One proposal --------------------------------------------------------------------------------


def test_assigning_gives_each_unit_its_part_and_days(clerk):
    lead, first, second = UnitFactory(), UnitFactory(), UnitFactory()

    assigned = services.assign_proposal(
        FiledFactory(), by=clerk, at=MEETING, lead_unit=lead, helpers=[first, second]
    )

    assert (assigned.state, assigned.lead_unit) == (State.ASSIGNED, lead)
    assert set(assigned.helpers.all()) == {first, second}
    assert (assigned.assigned_on, assigned.due_on) == (date(2025, 4, 21), date(2025, 7, 21))
    # Sunday 27 April is worked; 21 May is a working day.
    object_by = date(2025, 4, 29)
    assert parts_of(assigned) == [
        (lead, LEAD, date(2025, 7, 21), object_by),
        (first, HELPER, date(2025, 5, 21), object_by),
        (second, HELPER, date(2025, 5, 21), object_by),
    ]
    event = Event.objects.get(action="proposals.assign")
    assert event.after["helpers"] == [first.pk, second.pk]


@pytest.mark.parametrize(
    ("mode", "helpers", "roles"),
    [
        (None, 0, [SOLE]),
        (None, 1, [LEAD, HELPER]),
        (Mode.SOLE, 0, [SOLE]),
        (Mode.LEAD, 2, [LEAD, HELPER, HELPER]),
        (Mode.SEPARATE, 2, [SEPARATE, SEPARATE, SEPARATE]),
    ],
)
def test_the_mode_says_who_answers(clerk, mode, helpers, roles):
    assigned = services.assign_proposal(
        FiledFactory(),
        by=clerk,
        at=MEETING,
        lead_unit=UnitFactory(),
        helpers=[UnitFactory() for _ in range(helpers)],
        mode=mode,
    )

    assert [role for _, role, _, _ in parts_of(assigned)] == roles


@pytest.mark.parametrize(("mode", "helpers"), [(Mode.SOLE, 1), (Mode.LEAD, 0), (Mode.SEPARATE, 0)])
def test_the_units_fit_the_mode(clerk, mode, helpers):
    filed = FiledFactory()

    with pytest.raises(Invalid) as refusal:
        services.assign_proposal(
            filed,
            by=clerk,
            at=MEETING,
            lead_unit=UnitFactory(),
            helpers=[UnitFactory() for _ in range(helpers)],
            mode=mode,
        )

    assert (refusal.value.field, Handling.objects.count()) == ("helpers", 0)


def test_a_last_day_on_which_nobody_works_moves_to_the_next_working_day(city):
    due_on, note = reply_due(date(2025, 4, 19))

    assert (due_on, "顺延" in note) == (date(2025, 7, 21), True)


def test_months_end_on_the_last_day_of_a_shorter_month(city):
    RuleValue.unscoped.create(
        committee=city, key="proposals.reply_months", valid_from=date(2025, 1, 1), value=6
    )

    assert reply_due(date(2025, 8, 31))[0] == date(2026, 2, 28)  # a Saturday, worked


def test_a_committee_may_count_working_days_and_changes_only_the_future(city):
    RuleValue.unscoped.create(
        committee=city, key="proposals.reply_working_days", valid_from=date(2025, 6, 1), value=5
    )

    assert reply_due(date(2025, 5, 30))[0] == date(2025, 9, 1)
    assert reply_due(date(2025, 6, 2))[0] == date(2025, 6, 9)


def test_the_lead_is_no_helper_and_a_closed_unit_gets_nothing(clerk):
    lead = UnitFactory()
    closed = UnitFactory(closed_on=date(2025, 4, 21))
    filed = FiledFactory()

    with pytest.raises(Invalid, match="主办单位不必再列"):
        services.assign_proposal(filed, by=clerk, at=MEETING, lead_unit=lead, helpers=[lead])
    with pytest.raises(Invalid, match="已停用"):
        services.assign_proposal(filed, by=clerk, at=MEETING, lead_unit=closed)

    filed.refresh_from_db()
    assert (filed.state, filed.helpers.count(), Handling.objects.count()) == (State.FILED, 0, 0)


# --- A meeting -----------------------------------------------------------------------------------


def test_a_meeting_assigns_many_as_of_its_day(clerk):
    meeting = AssignmentMeetingFactory(held_on=date(2025, 4, 18))
    first, second = FiledFactory(session=meeting.session), FiledFactory(session=meeting.session)
    one, other = UnitFactory(), UnitFactory(channel="party")
    choices = [Choice(first, one), Choice(second, one, [other], Mode.SEPARATE)]

    count = batches.assign_batch(meeting, by=clerk, choices=choices, at=MEETING)

    told = Handling.objects.order_by("pk").values_list(
        "proposal", "unit", "role", "meeting", "assigned_on"
    )
    day = date(2025, 4, 18)
    assert (count, list(told)) == (
        2,
        [
            (first.pk, one.pk, SOLE, meeting.pk, day),
            (second.pk, one.pk, SEPARATE, meeting.pk, day),
            (second.pk, other.pk, SEPARATE, meeting.pk, day),
        ],
    )


def test_one_bad_row_keeps_the_whole_batch_from_being_stored(clerk):
    meeting = AssignmentMeetingFactory()
    good, doubled, taken = (
        FiledFactory(session=meeting.session),
        FiledFactory(session=meeting.session),
        AssignedFactory(session=meeting.session),
    )
    unit = UnitFactory()
    choices = [Choice(good, unit), Choice(doubled, unit, [unit]), Choice(taken, unit)]

    with pytest.raises(Invalid) as refusal:
        batches.assign_batch(meeting, by=clerk, choices=choices, at=MEETING)

    assert refusal.value.details["faults"] == {
        doubled.pk: "同一个单位不能填两次：主办单位不必再列为会办单位",
        taken.pk: "当前为“办理中”，不能交办",
    }
    good.refresh_from_db()
    assert (good.state, Handling.objects.count()) == (State.FILED, 0)
    told = Event.objects.values_list("action", "refused")
    assert list(told) == [("proposals.assign_batch", True)]


def test_a_batch_needs_a_right_and_something_to_assign(city):
    meeting = AssignmentMeetingFactory()
    filed = FiledFactory(session=meeting.session)
    choices = [Choice(filed, UnitFactory())]

    with pytest.raises(Invalid, match="还没有勾选提案"):
        batches.assign_batch(meeting, by=acting(Role.PROPOSALS), choices=[], at=MEETING)
    for role in (Role.SUPERVISION, Role.LEADER, Role.MEMBER):
        with pytest.raises(NotAllowed):
            batches.assign_batch(meeting, by=acting(role), choices=choices, at=MEETING)

    assert Handling.objects.count() == 0


def test_the_preview_counts_by_channel_and_names_what_stands_against_it(city):
    meeting = AssignmentMeetingFactory()
    council, party, court = (
        UnitFactory(),
        UnitFactory(channel="party"),
        UnitFactory(channel="court"),
    )
    late = FiledFactory(session=meeting.session, filed_on=date(2025, 4, 22))
    nobody, one, other = (FiledFactory(session=meeting.session) for _ in range(3))

    told = batches.preview(
        meeting,
        [
            Choice(one, council, [party, court]),
            Choice(other, council),
            Choice(late, council),
            Choice(nobody, None),
        ],
    )

    assert (told.count, told.parts, told.units) == (2, 4, 3)
    assert [(row.label, row.answering, row.helping, len(row.units)) for row in told.shares] == [
        ("党委口", 0, 1, 1),
        ("政府口", 2, 0, 1),
        ("法检口", 0, 1, 1),
    ]
    assert told.faults == {
        late.pk: "交办会（2025-04-21）早于立案日期 2025-04-22",
        nobody.pk: "请选主办单位",
    }
