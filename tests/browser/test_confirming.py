"""On a phone: an assistant is named; nothing typed is lost when the confirmation grows stale."""

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tests.browser.axe import sideways, violations
from tests.browser.conftest import PHONE
from tests.factories.accounts import user_with
from tests.factories.members import PersonFactory
from yizheng.accounts.models import Assistance
from yizheng.accounts.roles import Role

pytestmark = pytest.mark.journey
GOOD = "plum-rain-2025-stone"


def give_password(page):
    page.fill("input[type=password]", GOOD)
    page.click("button:has-text('确认')")


def grow_stale(page, settings):
    cookies = {item["name"]: item["value"] for item in page.context.cookies()}
    session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 600
    session.save()


def well(page):
    """No fault of accessibility, nothing wider than the phone."""
    return (violations(page), sideways(page))


def test_naming_an_assistant_on_a_phone(city, visit, settings):
    member = user_with(Role.MEMBER, person=PersonFactory(), name="李秀兰")
    member.set_password(GOOD)
    member.save()
    assistant = user_with(Role.OFFICE, name="张明澈")

    page = visit("/accounts/me/", user=member, size=PHONE)
    page.click("text=委托代办人")
    assert well(page) == ([], 0)
    give_password(page)
    page.select_option("#id_assistant", str(assistant.pk), force=True)
    page.fill("#id_expires_on", "2031-05-06")
    page.wait_for_timeout(400)
    grow_stale(page, settings)
    page.click("button:has-text('委托')")

    assert page.input_value("#id_expires_on") == "2031-05-06"
    assert well(page) == ([], 0)
    page.complaints.clear()

    page.click("text=请再次确认身份")
    give_password(page)
    page.click("button:has-text('恢复未提交的内容')")
    page.click("button:has-text('委托')")
    page.wait_for_url("**/accounts/me/")

    made = Assistance.objects.get()
    assert (made.member, made.assistant, str(made.expires_on)) == (member, assistant, "2031-05-06")

    page = visit("/accounts/me/", user=assistant, size=PHONE)
    page.click("text=代 李秀兰 委员办理")
    page.wait_for_selector("text=您正在代")
    assert well(page) == ([], 0)
