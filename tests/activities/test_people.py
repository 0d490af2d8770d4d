import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting
from tests.factories.activities import ActivityFactory, cancelled, planned, there
from tests.factories.members import PersonFactory, committee
from yizheng.accounts.roles import Role
from yizheng.activities.models import Participation
from yizheng.activities.people import (
    add_people,
    change_participation,
    remove_participation,
    settle_attendance,
)
from yizheng.activities.states import Attendance, Part
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event, events_of
from yizheng.core.tenancy import within


@pytest.fixture
def clerk(city):
    return acting(Role.SPECIAL)


def listed(activity):
    rows = Participation.objects.filter(activity=activity).order_by("pk")
    return list(rows.values_list("person__name", "role", "attendance"))


def test_several_people_are_added_with_one_role_and_told_on_the_activity(clerk):
    activity = ActivityFactory()
    people = [PersonFactory(name=name) for name in ("甲", "乙")]
    rows = add_people(activity, by=clerk, people=[*people, people[0]], role=Part.SPEAKER)
    assert listed(activity) == [("甲", "speaker", "present"), ("乙", "speaker", "present")]
    told = events_of(activity).get()
    assert (told.action, told.message) == (
        "activities.create_participations",
        "参加名单加入甲、乙：发言、到会",
    )
    assert [events_of(row).get().after["person_id"] for row in rows] == [p.pk for p in people]


def test_a_long_list_is_added_in_as_many_queries_as_a_short_one(clerk):
    counted = []
    for number in (1, 2, 60):
        activity, people = ActivityFactory(), [PersonFactory() for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            add_people(activity, by=clerk, people=people)
        counted.append(len(queries))
    # The first write of a committee also opens its trail.
    assert counted[1:] == [9, 9]


def test_somebody_in_the_list_already_is_refused_by_name_and_nobody_is_added(clerk):
    activity = ActivityFactory()
    person = PersonFactory(name="甲")
    there(activity, person)
    with pytest.raises(Invalid, match="甲已在名单中"):
        add_people(activity, by=clerk, people=[PersonFactory(name="乙"), person])
    assert listed(activity) == [("甲", "attendee", "present")]
    assert Event.objects.filter(refused=True).count() == 1


@pytest.mark.parametrize(
    ("make", "role", "attendance", "refusal"),
    [
        (planned, Part.ATTENDEE, Attendance.PRESENT, WrongState),
        (planned, Part.SPEAKER, Attendance.INVITED, Invalid),
        (cancelled, Part.ATTENDEE, Attendance.INVITED, WrongState),
        (ActivityFactory, Part.SPEAKER, Attendance.ABSENT, Invalid),
        (ActivityFactory, Part.TALKED_WITH, Attendance.ON_LEAVE, Invalid),
    ],
)
def test_a_list_says_nothing_that_cannot_be(clerk, make, role, attendance, refusal):
    activity = make()
    with pytest.raises(refusal):
        add_people(activity, by=clerk, people=[PersonFactory()], role=role, attendance=attendance)
    assert listed(activity) == []


def test_before_the_day_people_are_invited_or_on_leave(clerk):
    activity = planned()
    for attendance in (Attendance.INVITED, Attendance.ON_LEAVE):
        add_people(activity, by=clerk, people=[PersonFactory()], attendance=attendance)
    assert [row[2] for row in listed(activity)] == ["invited", "on_leave"]


def test_nobody_of_another_committee_is_added(clerk, city):
    activity, other = ActivityFactory(), committee("other", "他市")
    with within(other.pk):
        stranger = PersonFactory()
    with pytest.raises(Invalid):
        add_people(activity, by=clerk, people=[PersonFactory(), stranger])
    with pytest.raises(Invalid):
        add_people(activity, by=clerk, people=[])
    assert listed(activity) == []


def test_a_list_of_another_committee_is_not_kept_from_here(clerk):
    other = committee("other", "他市")
    with within(other.pk):
        activity = ActivityFactory()
    with pytest.raises(NotAllowed):
        add_people(activity, by=clerk, people=[PersonFactory()])


def test_members_and_leaders_keep_no_list(city):
    activity = ActivityFactory()
    row = there(activity)
    for role in (Role.MEMBER, Role.LEADER):
        other = acting(role)
        for attempt in (
            lambda by=other: add_people(activity, by=by, people=[PersonFactory()]),
            lambda by=other: settle_attendance(activity, by=by),
            lambda by=other: remove_participation(row, by=by, reason="误", version=1),
            lambda by=other: change_participation(
                row, by=by, role=Part.HOST, attendance=Attendance.PRESENT, version=1
            ),
        ):
            with pytest.raises(NotAllowed):
                attempt()
    assert len(listed(activity)) == 1


def test_one_person_is_changed_and_removed_with_history(clerk):
    row = there(ActivityFactory())
    chosen = {"role": Part.SPEAKER, "attendance": Attendance.LATE}
    changed = change_participation(row, by=clerk, version=1, **chosen)
    assert (changed.role, changed.attendance, changed.version) == ("speaker", "late", 2)
    with pytest.raises(Stale):
        change_participation(row, by=clerk, version=1, **chosen)
    with pytest.raises(Invalid):
        change_participation(
            changed, by=clerk, role=Part.SPEAKER, attendance=Attendance.ABSENT, version=2
        )
    remove_participation(changed, by=clerk, reason="登记有误", version=2)
    assert not Participation.objects.exists()
    actions = list(events_of(row).values_list("action", "message"))
    assert actions == [
        ("activities.revise_participation", ""),
        ("activities.remove_participation", "登记有误"),
    ]


def test_settling_turns_the_invited_into_present_and_leaves_the_rest(clerk):
    activity = ActivityFactory()
    for attendance in (Attendance.INVITED, Attendance.ON_LEAVE, Attendance.INVITED):
        there(activity, attendance=attendance)
    neighbour = there(ActivityFactory(), attendance=Attendance.INVITED)
    assert settle_attendance(activity, by=clerk) == 2
    assert [row[2] for row in listed(activity)] == ["present", "on_leave", "present"]
    neighbour.refresh_from_db()
    assert neighbour.attendance == "invited"
    with pytest.raises(WrongState):
        settle_attendance(planned(), by=clerk)
