"""Signing in, and what it makes of the list; part and whole of a quorum; two places at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import acting
from tests.factories.activities import held, planned, there
from tests.factories.meetings import SittingFactory, called, soon
from tests.factories.members import MandateFactory, PersonFactory, TermFactory
from yizheng.activities import people
from yizheng.activities import services as activities
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance
from yizheng.core import records
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.meetings import permissions, services
from yizheng.meetings.models import SignIn, Sitting
from yizheng.meetings.selectors import turnout
from yizheng.meetings.states import Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(city):
    return PersonFactory()


def sign(person, sitting=None, **more):
    return services.sign_in(
        sitting or Sitting.objects.get(), by=acting("member", person=person), **more
    )


def now_meeting(*people, minutes=-5, **facts):
    return called(*people, starts=soon(minutes=minutes), **facts)


def test_signing_in_twice_is_one_row(person):
    now_meeting(person)

    first, second = sign(person), sign(person)

    assert first.pk == second.pk
    assert SignIn.objects.count() == 1


@pytest.mark.parametrize(
    ("minutes", "attendance"), [(-5, "present"), (-30, "late"), (30, "present")]
)
def test_who_comes_after_the_grace_is_late(person, minutes, attendance):
    now_meeting(person, minutes=minutes)

    assert sign(person).attendance == attendance


@pytest.mark.parametrize(
    ("minutes", "sentence"), [(90, "签到从 .* 开始"), (-200, "会议已经结束，请找会务补签")]
)
def test_too_early_and_too_late_are_refused(person, minutes, sentence):
    now_meeting(person, minutes=minutes)

    with pytest.raises(Invalid, match=sentence):
        sign(person)


def test_who_is_not_in_the_list_goes_to_the_desk(person):
    now_meeting(PersonFactory())

    with pytest.raises(Invalid, match="您不在这次会议的名单里"):
        sign(person)


def test_a_telephone_without_reception_tells_the_moment_later(person):
    now_meeting(person, minutes=-30)
    pressed = timezone.now() - timedelta(minutes=28)

    signed = sign(person, at=pressed)

    assert (signed.attendance, signed.signed_at) == ("present", pressed)


def test_what_was_noted_too_long_ago_or_in_the_future_is_not_believed(person):
    now_meeting(person, minutes=-5)
    future = sign(person, at=timezone.now() + timedelta(hours=1))
    assert future.signed_at <= timezone.now()

    with pytest.raises(Invalid, match="存了太久"):
        sign(person, at=timezone.now() - timedelta(hours=30))


def test_only_staff_sign_others_in(person):
    now_meeting(person)

    with pytest.raises(NotAllowed):
        services.take_in(
            Sitting.objects.get(),
            by=acting("member", person=person),
            rows=list(Participation.objects.all()),
            way=Way.LIST,
        )


def test_held_whoever_signed_in_is_present_and_the_rest_absent(person):
    late, missing = PersonFactory(), PersonFactory()
    notice = now_meeting(person, late, missing)
    sign(person)
    services.take_in(
        Sitting.objects.get(),
        by=acting("office"),
        rows=[Participation.objects.get(person=late)],
        way=Way.LIST,
    )
    SignIn.objects.filter(participation__person=late).update(attendance="late")

    activity = activities.hold(notice.activity, by=acting("office"))
    people.note_the_rest_absent(activity, by=acting("office"))

    known = {row.person_id: row.attendance for row in Participation.objects.all()}
    assert known == {person.pk: "present", late.pk: "late", missing.pk: "absent"}


def test_a_list_on_paper_may_come_after_the_meeting_was_held(person):
    notice = now_meeting(person)
    activities.hold(notice.activity, by=acting("office"))

    services.take_in(
        Sitting.objects.get(),
        by=acting("office"),
        rows=list(Participation.objects.all()),
        way=Way.LIST,
    )

    assert Participation.objects.get().attendance == Attendance.PRESENT


def test_gone_early_is_corrected_at_the_sign_in(person):
    notice = now_meeting(person)
    signed = sign(person)
    activities.hold(notice.activity, by=acting("office"))

    records.revise(
        signed,
        by=acting("office"),
        right=permissions.keep,
        facts={"attendance": "left_early"},
        version=signed.version,
    )

    assert Participation.objects.get().attendance == Attendance.LEFT_EARLY


def test_who_came_to_one_of_several_sittings_was_there(person):
    notice = now_meeting(person)
    second = SittingFactory(
        activity=notice.activity, starts_at=soon(minutes=-20), ends_at=soon(hours=2)
    )
    sign(person, Sitting.objects.get(title="会议"))
    assert sign(person, second).attendance == "late"

    activities.hold(notice.activity, by=acting("office"))

    assert Participation.objects.get().attendance == Attendance.PRESENT


def plenary(on, *, code="meeting.plenary", present=(), **facts):
    activity = held(code, on, **facts)
    for one in present:
        there(activity, one)
    return Activity.objects.select_related("kind").get(pk=activity.pk)


def test_the_quorum_is_of_those_who_hold_a_seat_on_the_day(city):
    term = TermFactory(ordinal=4)
    serving = [MandateFactory(term=term).person for _ in range(6)]
    MandateFactory(term=term, started_on=date(2025, 7, 1))
    MandateFactory(term=term, ended_on=date(2025, 5, 1), standing="resigned")
    guest = PersonFactory()

    found = turnout.turnout_of(plenary(date(2025, 6, 10), present=[*serving[:4], guest]))

    assert (found.due, found.present, found.suffices) == (6, 4, True)
    assert found.sentence == "应到6名，实到4名，符合规定人数。"


def test_half_of_the_standing_committee_is_not_more_than_half(city):
    term = TermFactory(ordinal=4)
    serving = [MandateFactory(term=term, is_standing=True).person for _ in range(4)]
    MandateFactory(term=term)

    found = turnout.turnout_of(
        plenary(date(2025, 6, 10), code="meeting.standing", present=serving[:2])
    )

    assert (found.due, found.present, found.suffices) == (4, 2, False)
    assert "未达到规定人数（超过1/2）" in found.sentence


def test_other_meetings_know_no_quorum(city):
    assert turnout.turnout_of(plenary(date(2025, 6, 10), code="meeting.chair")) is None


def test_two_places_at_once_are_shown(person):
    notice = called(person)
    other = planned("liaison.county_trip", notice.activity.held_on)
    there(other, person, attendance=Attendance.INVITED)
    there(planned("liaison.visit", date(2030, 1, 1)), person, attendance=Attendance.INVITED)

    found = turnout.clashes_of(notice.activity)

    assert [(one.name, one.activity) for one in found] == [(person.name, other)]


def test_one_meeting_after_the_other_is_no_clash(person):
    morning = called(person, starts=soon(days=1))
    called(person, starts=soon(days=1, hours=3), code="meeting.party_group")

    assert turnout.clashes_of(morning.activity) == []


def test_the_desk_finds_by_number_and_by_name(person):
    now_meeting(person, namesake := PersonFactory(name=f"{person.name}甲"))
    MandateFactory(person=namesake, number="0917")
    sitting = Sitting.objects.get()

    def found(words):
        return {row.person_id for row in turnout.found_at_desk(sitting, words)}

    assert found("0917") == {namesake.pk}
    assert found(person.name) == {person.pk}
    assert found(person.name[:2]) == {person.pk, namesake.pk}
    assert found("查无此人") == set()
