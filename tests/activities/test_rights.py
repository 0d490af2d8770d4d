import pytest

from tests.factories.accounts import acting
from tests.factories.activities import TopicFactory, held, member, there
from tests.factories.members import committee
from yizheng.accounts.roles import OFFICERS, Role
from yizheng.activities import permissions, selectors
from yizheng.activities.registers import ACTIVITIES, PARTICIPATIONS, TOPICS
from yizheng.core.access import can, may
from yizheng.core.tenancy import within

CODES = (
    "study.lecture", "meeting.party_group", "meeting.plenary", "consultation.forum",
    "supervision.survey", "liaison.talk", "liaison.county_trip", "service.activity",
)  # fmt: skip
OPEN_TO_MEMBERS = {
    "meeting.plenary", "consultation.forum", "supervision.survey", "service.activity",
}  # fmt: skip


@pytest.fixture
def work(city):
    """An activity of several kinds, by code."""
    return {code: held(code) for code in CODES}


def seen(actor):
    return {activity.kind.code for activity in ACTIVITIES.rows(actor)}


def test_a_member_sees_the_open_work_and_what_he_is_in(work):
    me, other = member(), member()
    there(work["liaison.talk"], me)
    there(work["study.lecture"], other)
    assert seen(acting(Role.MEMBER, person=me)) == OPEN_TO_MEMBERS | {"liaison.talk"}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.PARTY, Role.LEADER])
def test_staff_and_leaders_see_all(work, role):
    assert seen(acting(role)) == set(CODES)


@pytest.mark.parametrize("role", [Role.UNIT, Role.SUPERVISION, *OFFICERS])
def test_others_see_nothing_and_no_menu(work, role):
    actor = acting(role)
    assert (seen(actor), may(actor, permissions.view)) == (set(), False)


@pytest.mark.parametrize("role", list(Role))
def test_list_and_object_agree(work, role):
    me = member()
    mine = there(work["liaison.talk"], me)
    rows = [*work.values(), mine, there(work["study.lecture"]), TopicFactory()]
    actor = acting(role, person=me)
    for register in (ACTIVITIES, PARTICIPATIONS, TOPICS):
        listed = set(register.rows(actor))
        ours = [row for row in rows if isinstance(row, register.model)]
        assert {row for row in ours if can(actor, register.view, row)} == listed


def test_a_member_finds_himself_alone_in_a_list(work):
    me, activity = member(), work["consultation.forum"]
    mine = there(activity, me)
    there(activity)
    actor = acting(Role.MEMBER, person=me)
    assert list(selectors.people_of(activity, actor)) == [mine]
    assert list(PARTICIPATIONS.rows(actor)) == [mine]


def test_an_account_without_a_person_is_in_nothing(work):
    there(work["liaison.talk"])
    assert seen(acting(Role.MEMBER)) == OPEN_TO_MEMBERS
    assert not PARTICIPATIONS.rows(acting(Role.MEMBER)).exists()


def test_another_committees_activities_are_not_there(work):
    other = committee("other", "他市")
    with within(other.pk):
        theirs = held("consultation.forum")
        there(theirs)
    actor = acting(Role.OFFICE)
    assert theirs not in set(ACTIVITIES.rows(actor))
    assert not can(actor, permissions.view, theirs)
    assert not can(actor, permissions.enter, theirs)
    assert not PARTICIPATIONS.rows(actor).exists()
