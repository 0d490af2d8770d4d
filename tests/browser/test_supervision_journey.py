"""A supervisor's finding on its way to the unit and back; two members vote on their phones."""

import pytest

from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.members import UnitFactory
from tests.factories.proposals import member
from tests.factories.supervision import AppraisalFactory, AssignmentFactory
from yizheng.accounts.roles import Role
from yizheng.supervision.models import Appraisal, Ballot, Finding, Tally
from yizheng.supervision.states import FindingState

pytestmark = pytest.mark.journey


def test_a_finding_goes_to_the_unit_and_comes_back(city, visit):
    person, unit = member(name="王守信"), UnitFactory(name="市政务服务部门")
    author = user_with(Role.MEMBER, person=person)
    staff, clerk = user_with(Role.SPECIAL), user_with(Role.UNIT, unit=unit)
    assignment = AssignmentFactory(person=person, unit=unit)

    page = visit(f"/supervision/supervisors/{assignment.pk}/", user=author, size=PHONE)
    page.click("text=提监督意见")
    page.fill("#id_found_on", "2025-05-02")
    page.fill("#id_problem", "窗口午间无人值守")
    page.fill("#id_suggestion", "实行午间轮岗")
    page.click(".form-actions .btn-primary")
    page.wait_for_url("**/supervision/findings/*/")
    finding = Finding.objects.get()
    here = f"/supervision/findings/{finding.pk}/"
    fill_in(visit, staff, f"{here}moves/supervision.convey/")
    fill_in(visit, clerk, f"{here}moves/supervision.answer/", answer="已安排午间轮岗。")
    fill_in(visit, staff, f"{here}moves/supervision.close_finding/")

    finding.refresh_from_db()
    seen = visit(here, user=author, size=PHONE).inner_text("main")
    assert finding.state == FindingState.CLOSED
    assert "已安排午间轮岗。" in seen and "已办结" in seen


def test_two_members_vote_on_their_phones_and_the_result_is_counted(city, visit):
    people = [member(), member()]
    voters = [user_with(Role.MEMBER, person=person) for person in people]
    staff = user_with(Role.SPECIAL)
    appraisal = AppraisalFactory(invited=people, is_anonymous=False)
    here = f"/supervision/appraisals/{appraisal.pk}/"

    fill_in(visit, staff, f"{here}moves/supervision.open/")
    for voter, grades in zip(voters, (("满意", "满意"), ("满意", "不满意")), strict=True):
        page = visit(here, user=voter, size=PHONE)
        page.click("text=去评议")
        for place, grade in enumerate(grades, 1):
            group = page.locator("fieldset").filter(has_text=f"{place}. ")
            group.get_by_label(grade, exact=True).check()
        page.click("text=提交评议")
        page.wait_for_selector("text=您已经评议")
    fill_in(visit, staff, f"{here}moves/supervision.close_appraisal/")

    seen = visit(here, user=staff).inner_text("main")
    assert "应评议 2 人，收到 2 票" in seen and "50.0%（1/2）" in seen
    assert Ballot.objects.filter(state="voted").count() == 2
    assert sum(Tally.objects.values_list("count", flat=True)) == 4
    assert Appraisal.objects.get().state == "closed"
