"""Calendar files, read by two libraries that know nothing of each other."""

from datetime import UTC, date, timedelta

import icalendar
import pytest
import vobject
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in, user_with
from tests.factories.activities import planned, there
from tests.factories.meetings import CalendarFeedFactory, called, soon
from tests.factories.members import PersonFactory
from yizheng.activities import services as activities
from yizheng.activities.states import Attendance
from yizheng.meetings import services
from yizheng.meetings.models import CalendarFeed

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(city):
    found = PersonFactory()
    user_with("member", person=found)
    return found


def by_icalendar(content):
    calendar = icalendar.Calendar.from_ical(content)
    return {
        str(one["uid"]): (
            str(one["summary"]),
            str(one["status"]),
            int(one["sequence"]),
            one["dtstart"].dt,
            one["dtend"].dt,
        )
        for one in calendar.walk("VEVENT")
    }


def by_vobject(content):
    calendar = vobject.readOne(content.decode())
    return {
        one.uid.value: (
            one.summary.value,
            one.status.value,
            int(one.sequence.value),
            one.dtstart.value,
            one.dtend.value,
        )
        for one in calendar.contents.get("vevent", [])
    }


def read(client, feed):
    response = client.get(f"/meetings/feeds/{feed.committee.code}/{feed.token}.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in response.content and max(map(len, response.content.split(b"\r\n"))) <= 75
    first, second = by_icalendar(response.content), by_vobject(response.content)
    assert first == second
    return first


def test_a_moved_and_a_cancelled_meeting_replace_what_the_telephone_has(client, person):
    notice = called(
        person, title="主席会议：研究一件名字很长的事情，长得在日历文件里要折成好几行才放得下"
    )
    feed = CalendarFeedFactory(person=person)
    office = acting("office")
    [(uid, before)] = read(client, feed).items()
    assert before[1:] == ("CONFIRMED", before[2], notice.starts_at, notice.ends_at)
    assert before[0] == notice.activity.title

    later = soon(days=6)
    services.move_notice(
        notice, by=office, starts_at=later, ends_at=later + timedelta(hours=1), change_reason="改期"
    )
    moved = read(client, feed)[uid]
    assert moved[3].astimezone(UTC) == later and moved[2] > before[2]

    activities.cancel(notice.activity, by=office, cancel_reason="天气")
    cancelled = read(client, feed)[uid]
    assert cancelled[1] == "CANCELLED" and cancelled[2] > moved[2]


def test_without_hours_a_meeting_takes_whole_days(client, person):
    day = localdate() + timedelta(days=3)
    trip = planned("liaison.county_trip", day, ended_on=day + timedelta(days=1))
    there(trip, person, attendance=Attendance.INVITED)

    [event] = read(client, CalendarFeedFactory(person=person)).values()

    assert event[3:] == (day, day + timedelta(days=2))


def test_a_draft_and_other_peoples_meetings_are_not_in_it(client, person):
    notice = called(person)
    notice.state, notice.sent_at = "draft", None
    notice.save()
    called(PersonFactory(), code="meeting.party_group")

    assert read(client, CalendarFeedFactory(person=person)) == {}


def test_a_wrong_an_old_and_a_closed_address_do_not_exist(client, city):
    person = PersonFactory()
    user = user_with("member", person=person)
    by = acting("member", person=person)
    old = services.open_feed(by=by).token
    new = services.open_feed(by=by).token

    def status(token):
        return client.get(f"/meetings/feeds/anlan/{token}.ics").status_code

    assert (status(old), status("x" * 40), status(new)) == (404, 404, 200)
    assert CalendarFeed.objects.count() == 1
    user.is_active = False
    user.save()
    assert status(new) == 200, "another account of the same person is still good"
    type(user).objects.filter(person=person).update(is_active=False)
    assert status(new) == 404


def test_one_meeting_as_a_file(client, person):
    notice = called(person)
    signed_in(client, "member", person=person)

    response = client.get(f"/meetings/{notice.activity_id}/meeting.ics")

    [event] = by_icalendar(response.content).values()
    assert event == by_vobject(response.content).popitem()[1]
    assert event[3] == notice.starts_at


def test_the_page_asks_for_what_is_between_two_days(client, city):
    called(PersonFactory(), title="明天的会")
    planned("meeting.chair", date(2031, 5, 5), title="以后的会")
    signed_in(client, "office")
    first, last = localdate(), localdate() + timedelta(days=40)

    def asked(start, end):
        url = f"/meetings/calendar/events.json?start={start}T00:00:00%2B08:00&end={end}T00:00:00Z"
        return client.get(url)

    assert [one["title"] for one in asked(first, last).json()] == ["明天的会"]
    assert asked("2026-01-01", "2029-01-01").status_code == 422
    assert client.get("/meetings/calendar/events.json?start=x&end=y").status_code == 422
