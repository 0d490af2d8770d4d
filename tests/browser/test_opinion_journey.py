"""A report from a member's phone to a leader's instruction and back, clicked through by all."""

from datetime import date

import pytest

from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.consultations import ProductFactory
from tests.factories.members import UnitFactory
from tests.factories.proposals import member
from yizheng.accounts.roles import Role
from yizheng.consultations.models import Recommendation
from yizheng.consultations.services import adopt_recommendation, implement_recommendation
from yizheng.instructions.models import Conveyance, Instruction
from yizheng.opinions.models import Bulletin, OpinionReport
from yizheng.opinions.states import State

pytestmark = pytest.mark.journey
TITLE, TEXT = "老旧电梯更新难", "更新的钱没有来源，住户意见不一。建议设立专项资金，由街道牵头协商。"


def test_a_report_becomes_an_instruction_and_the_answer_comes_back(city, visit):
    author = user_with(Role.MEMBER, person=member(name="李秀兰"), name="李秀兰")
    editor = user_with(Role.RESEARCH, name="研究室甲")
    leader, office = user_with(Role.LEADER, name="副主席"), user_with(Role.OFFICE)
    unit = UnitFactory(name="市住建部门")
    clerk = user_with(Role.UNIT, unit=unit)

    # The member reports on a phone; one edits it, a leader signs it.
    fill_in(visit, author, "/opinions/mine/new/", size=PHONE, title=TITLE, original=TEXT)
    report = OpinionReport.objects.get()
    here = f"/opinions/reports/{report.pk}/"
    fill_in(visit, editor, f"{here}moves/opinions.edit/", edited="电梯更新缺少资金来源。")
    fill_in(visit, leader, f"{here}moves/opinions.sign/")
    report.refresh_from_db()
    assert (report.state, report.signed_by) == (State.COMPILED, "副主席")

    # It goes out in a special bulletin.
    fill_in(
        visit, editor, "/opinions/bulletins/new/",
        series="special", title=TITLE, recipients="市委、市政府领导", reports=report.pk,
    )  # fmt: skip
    issue = Bulletin.objects.get()
    fill_in(visit, editor, f"/opinions/bulletins/{issue.pk}/moves/opinions.send/")
    issue.refresh_from_db()
    assert issue.number == 1

    # A leader writes on it; the office registers that and gives it to a unit, which answers.
    fill_in(
        visit, office, f"/instructions/on/opinions.bulletin/{issue.pk}/new/",
        leader_name="市领导", leader_post="市长", leader_level="city",
        instructed_on=issue.sent_on.isoformat(), text="请住建部门研究，月内提出办法。",
    )  # fmt: skip
    instruction = Instruction.objects.get()
    fill_in(
        visit, office, f"/instructions/conveyances/new/?instruction={instruction.pk}",
        unit=unit.pk, request="请研究资金办法", conveyed_on=issue.sent_on.isoformat(),
    )  # fmt: skip
    conveyance = Conveyance.objects.get()
    address = f"/instructions/conveyances/{conveyance.pk}/"
    page = visit(address, user=clerk, size=PHONE)
    assert "请研究资金办法" in page.inner_text("main")
    assert "月内提出办法" not in page.content()
    fill_in(visit, clerk, f"{address}moves/instructions.answer/", answer="已安排专项资金。")
    fill_in(visit, office, f"{address}moves/instructions.settle/")
    instruction.refresh_from_db()
    assert instruction.closed_on and "已安排专项资金" in instruction.feedback

    # The member sees how far his report has come.
    seen = visit(here, user=author, size=PHONE).inner_text("main")
    assert "编入社情民意专报" in seen and "市级领导批示" in seen
    assert "已安排专项资金" in seen and "月内提出办法" not in seen


def test_twelve_recommendations_of_which_seven_are_carried_out(city, visit):
    special = user_with(Role.SPECIAL)
    unit = UnitFactory(name="市教育部门")
    clerk, author = user_with(Role.UNIT, unit=unit), user_with(Role.MEMBER, person=member())
    product = ProductFactory(title="关于职业教育的协商专报")
    lines = "\n".join(f"{place}. 第{place}条建议" for place in range(1, 13))

    fill_in(
        visit, special, f"/consultations/products/{product.pk}/recommend/",
        lines=lines, made_on="2025-06-10",
    )  # fmt: skip
    rows = list(Recommendation.objects.order_by("ordinal"))
    chosen = "&".join(f"ids={row.pk}" for row in rows[:8])
    move = "consultations.send_recommendation"
    page = visit(f"/consultations/recommendations/bulk/?move={move}&{chosen}", user=special)
    page.select_option("#id_unit", str(unit.pk), force=True)
    page.fill("#id_sent_on", "2025-06-12")
    page.click("button:text('预览')")
    page.click("text=确认转送单位 8 条")
    page.wait_for_selector(".note-good:has-text('已转送单位 8 条')")

    # The unit answers the first in the browser, the others by the same services.
    here = f"/consultations/recommendations/{rows[0].pk}/moves/consultations"
    fill_in(visit, clerk, f"{here}.adopt_recommendation/", adopted_on="2025-07-01")
    fill_in(
        visit, clerk, f"{here}.implement_recommendation/",
        measure="写入实施方案", evidence="某发〔2025〕3号", implemented_on="2025-09-01",
    )  # fmt: skip
    by = clerk.acting("web")
    for row in rows[1:7]:
        taken = adopt_recommendation(row, by=by, adopted_on=date(2025, 7, 1))
        implement_recommendation(taken, by=by, measure="写入方案", evidence="文件")

    page = visit(f"/consultations/products/{product.pk}/", user=author, size=PHONE)
    seen = page.inner_text("main")
    assert len(rows) == 12
    assert "共 12 条，已采纳 7 条（其中已落实 7 条）" in " ".join(seen.split())
    page = visit(f"/consultations/recommendations/{rows[0].pk}/", user=author, size=PHONE)
    assert "某发〔2025〕3号" in page.inner_text("main")
