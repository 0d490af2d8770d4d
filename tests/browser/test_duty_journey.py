"""A member reads his file on a telephone, objects and adds to it; the office answers."""

from datetime import date

import pytest

from tests.browser.axe import sideways, violations
from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.activities import held, there
from tests.factories.documents import png
from tests.factories.members import MandateFactory, two_sessions
from yizheng.accounts.roles import Role
from yizheng.activities.states import Attendance
from yizheng.duty.models import Objection, OutsideActivity

pytestmark = pytest.mark.journey


def test_a_member_objects_to_his_file_and_adds_to_it(city, visit):
    two_sessions()
    seat = MandateFactory()
    activity = held("meeting.chair", date(2025, 6, 10))
    there(activity, seat.person, attendance=Attendance.ABSENT)
    office = user_with(Role.OFFICE)
    member = user_with(Role.MEMBER, person=seat.person)

    page = visit("/", user=member, size=PHONE)
    page.click("main >> text=我的履职档案")
    page.click("nav[aria-label='年度'] >> text=2025年")
    page.wait_for_selector("text=应到1，缺席1")
    assert (violations(page), sideways(page)) == ([], 0)

    page.click(".duty-entries__act")
    page.click("text=内容有误")
    page.fill("#id_text", "我到会了，签到表第三页有签名。")
    page.click("button:has-text('提交异议')")
    page.wait_for_selector("text=异议：待答复")
    objection = Objection.objects.get()

    fill_in(
        visit, office, f"/duty/objections/{objection.pk}/moves/duty.correct/",
        answer="已按签到表改为到会。",
    )  # fmt: skip

    page = visit("/duty/outside/new/", user=member, size=PHONE)
    page.fill("#id_title", "到镇卫生院义诊")
    page.select_option("#id_kind", "welfare")
    page.fill("#id_held_on", "2025-07-01")
    page.fill("#id_organiser", "市医学会")
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=待认可")
    outside = OutsideActivity.objects.get()
    page.click("text=上传附件")
    page.set_input_files("#id_file", {"name": "照片.png", "mimeType": "image/png", "buffer": png()})
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=照片.png")

    fill_in(visit, office, f"/duty/outside/{outside.pk}/moves/duty.approve_outside/")
    page = visit(f"/duty/files/{seat.pk}/?of=2025", user=member, size=PHONE)
    seen = page.inner_text("main")
    assert "到镇卫生院义诊" in seen and "异议：已更正" in seen and "共 2 条" in seen
    page.click("text=异议：已更正")
    page.wait_for_selector("text=已按签到表改为到会。")
    assert (violations(page), sideways(page)) == ([], 0)
