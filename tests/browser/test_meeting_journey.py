"""A meeting from its notice to its minutes: a member on his phone, the office at the door."""

import re

import pytest
from django.core import signing

from tests.browser.axe import sideways, violations
from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.activities import there
from tests.factories.meetings import called, soon
from tests.factories.proposals import member
from yizheng.accounts.roles import Role
from yizheng.activities.models import Participation
from yizheng.activities.states import Attendance
from yizheng.meetings.models import Leave, SignIn, Sitting

pytestmark = pytest.mark.journey


def page_of(notice):
    return f"/activities/activities/{notice.activity_id}/"


def test_leave_is_refused_and_then_granted(city, visit):
    person = member(name="周闻")
    author, office = user_with(Role.MEMBER, person=person), user_with(Role.OFFICE)
    notice = called(person, starts=soon(days=3))

    for reason in ("家里有事", "出席省里的会议"):
        page = visit(page_of(notice), user=author, size=PHONE)
        page.get_by_role("link", name="请假", exact=True).click()
        page.get_by_label("公务冲突").check()
        page.fill("#id_reason", reason)
        page.click("text=提交请假")
        page.wait_for_selector("text=已提出请假，请等候批复")
        leave = Leave.objects.first()
        here = f"/meetings/leaves/{leave.pk}/moves/meetings"
        if reason == "家里有事":
            fill_in(visit, office, f"{here}.refuse_leave/", note="请派人代为照看")
            seen = visit(page_of(notice), user=author, size=PHONE).inner_text("main")
            assert "未准假" in seen and "请派人代为照看" in seen
        else:
            fill_in(visit, office, f"{here}.grant_leave/")

    page = visit(page_of(notice), user=author, size=PHONE)
    assert "已准假" in page.inner_text("main")
    assert violations(page) == [] and sideways(page) == 0
    assert Participation.objects.get().attendance == Attendance.ON_LEAVE


def test_a_member_scans_the_screen_and_signs_in_with_and_without_reception(
    city, visit, live_server
):
    here, away = member(name="周闻"), member(name="吴望")
    office = user_with(Role.OFFICE)
    notice = called(here, away, starts=soon(minutes=-2))
    sitting = Sitting.objects.get()
    screen = visit(f"/meetings/sittings/{sitting.pk}/screen/", user=office)
    assert screen.locator(".poster svg").is_visible()
    # What a telephone reads in the picture.
    code = signing.dumps(sitting.pk, salt="meetings.screen")
    path = f"/meetings/s/{code}/"

    page = visit(path, user=user_with(Role.MEMBER, person=here), size=PHONE)
    assert violations(page) == [] and sideways(page) == 0
    page.click("main button:has-text('签到')")
    page.wait_for_selector("text=已签到")

    page = visit(path, user=user_with(Role.MEMBER, person=away), size=PHONE)
    page.context.set_offline(True)
    page.click("main button:has-text('签到')")
    page.wait_for_selector("text=没有信号，已记下 1 条签到和时间")
    assert SignIn.objects.count() == 1
    page.context.set_offline(False)
    page.wait_for_selector("text=刚才记下的签到已经送到")
    # That it was offline is said aloud by browser and htmx: no complaint about the page.
    page.complaints.clear()

    assert {one.participation.person for one in SignIn.objects.all()} == {here, away}
    office_page = visit(page_of(notice), user=office)
    assert re.search(r"2 人", office_page.inner_text("main"))


def test_the_desk_signs_in_by_name_and_the_rest_is_absent(city, visit):
    here, away = member(name="周闻"), member(name="吴望")
    office = user_with(Role.OFFICE)
    notice = called(here, away, starts=soon(minutes=-2))
    there(notice.activity, member(name="郑听"), attendance=Attendance.ON_LEAVE)

    page = visit(f"/meetings/sittings/{Sitting.objects.get().pk}/desk/", user=office)
    page.fill("#words", "周闻")
    page.press("#words", "Enter")
    page.wait_for_selector("text=已签到 1 人")
    assert violations(page) == []
    fill_in(visit, office, f"{page_of(notice)}moves/activities.hold/")
    page = visit(page_of(notice), user=office)
    page.click("text=其余记为缺席")
    page.click("#confirm [data-agree]")
    page.wait_for_selector("text=已将1人记为缺席")

    known = dict(Participation.objects.values_list("person__name", "attendance"))
    assert known == {"周闻": "present", "吴望": "absent", "郑听": "on_leave"}


def test_the_calendar_shows_the_month_and_opens_a_meeting(city, visit):
    notice = called(person := member(), starts=soon(hours=2), title="研究筹备工作")
    page = visit("/meetings/calendar/", user=user_with(Role.MEMBER, person=person))
    page.wait_for_selector(".fc-event:has-text('研究筹备工作')")
    page.click("text=列表")
    page.wait_for_selector(".fc-list-event:has-text('研究筹备工作')")
    assert sideways(page) == 0
    page.click(".fc-list-event a")
    page.wait_for_url(f"**{page_of(notice)}")
