"""A resident on a telephone raises a concern, and reads at the end what became of it."""

import pytest
from django.core.cache import cache
from django.utils.timezone import localdate

from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.members import UnitFactory, two_sessions
from tests.factories.proposals import member
from tests.factories.service import PublicPlatformFactory
from yizheng.accounts.roles import Role
from yizheng.service.models import Concern
from yizheng.service.states import ConcernState, ToldWay

pytestmark = pytest.mark.journey
MOBILE = f"100{'2' * 8}"


def test_a_residents_concern_goes_all_the_way_and_back_to_him(city, visit):
    cache.clear()
    platform, unit = PublicPlatformFactory(name="滨河议事厅"), UnitFactory(name="市城市管理局")
    staff, clerk = user_with(Role.SPECIAL), user_with(Role.UNIT, unit=unit)

    page = visit(f"/service/p/anlan/{platform.code}/", size=PHONE)
    page.fill("#id_title", "楼下路灯不亮")
    page.fill("#id_place", "滨河小区")
    page.fill("#id_contact", MOBILE)
    # Nobody types so fast; the page wants to be read.
    page.wait_for_timeout(3500)
    page.click(".form-actions .btn-primary")
    page.wait_for_url("**/service/c/anlan/*/")
    code = page.inner_text(".receipt__code").strip()
    concern = Concern.objects.get(receipt=code)
    here = f"/service/concerns/{concern.pk}/"

    fill_in(visit, staff, f"{here}moves/service.take_concern/")
    fill_in(visit, staff, f"{here}moves/service.hand_concern/", unit=unit.pk)
    fill_in(visit, clerk, f"{here}moves/service.answer_concern/", answer="已更换灯头，附照片。")
    fill_in(
        visit, staff, f"{here}moves/service.resolve_concern/",
        resolved_on=localdate().isoformat(), result="路灯已经修好，每晚七点亮。",
    )  # fmt: skip
    page = visit(here, user=staff)
    page.click("text=查看联系方式")
    page.wait_for_selector(f"text={MOBILE}")
    fill_in(visit, staff, f"{here}moves/service.tell_concern/", told_way=ToldWay.PHONE)

    page = visit("/service/c/anlan/", size=PHONE)
    page.fill("#id_number", code.upper())
    page.click(".form-actions .btn-primary")
    page.wait_for_url(f"**/service/c/anlan/{code}/")
    seen = page.inner_text("main")
    concern.refresh_from_db()
    assert (concern.state, concern.told_way) == (ConcernState.RESOLVED, ToldWay.PHONE)
    assert "已解决" in seen and "路灯已经修好" in seen and "市城市管理局" in seen
    assert MOBILE not in seen and "已更换灯头" not in seen


def test_a_member_raises_a_concern_from_his_home_page(city, visit):
    two_sessions()
    person = member(name="王守信")
    author = user_with(Role.MEMBER, person=person)

    page = visit("/", user=author, size=PHONE)
    page.click("a[href='/service/my-concerns/new/']")
    page.fill("#id_title", "卫生站下午没有值班医生")
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=等待受理")

    assert Concern.objects.get().member == person
