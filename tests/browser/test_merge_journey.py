"""One person entered twice: compared, asked for, confirmed by another, found at both addresses."""

import pytest

from tests.browser.conftest import fill_in
from tests.factories.accounts import user_with
from tests.factories.members import MandateFactory, PersonFactory
from tests.factories.proposals import ProposalFactory
from yizheng.accounts.roles import Role
from yizheng.members.models import Person, PersonMerge
from yizheng.members.states import MergeState

pytestmark = pytest.mark.journey


def test_two_records_become_one_person(city, visit):
    office, leader = user_with(Role.OFFICE), user_with(Role.LEADER)
    kept = PersonFactory(name="王守信", post="市第一中学教师", phone="10012345678")
    other = PersonFactory(name="王守信", post="市第一中学校长")
    MandateFactory(person=kept)
    proposal = ProposalFactory(proposer=other)

    page = visit("/members/doubles/", user=office)
    page.click("text=逐项对照")
    page.wait_for_url("**/merge/**")
    assert "提案·第一提案人 1 条" in page.inner_text("main")
    page.fill("#id_reason", "本人来电确认")
    page.click("text=提出合并，请另一人复核")
    page.wait_for_selector("text=请选以哪条为准")
    assert page.input_value("#id_reason") == "本人来电确认"
    page.complaints.clear()  # The browser itself says that the form was refused.
    page.get_by_label("市第一中学校长").check()
    page.click("text=提出合并，请另一人复核")
    page.wait_for_url("**/members/merges/*/")
    merge = PersonMerge.objects.get()
    move = f"/members/merges/{merge.pk}/moves/members.merge_people/"
    visit(move, user=office, expect_status=404)
    fill_in(visit, leader, move)

    merge.refresh_from_db()
    proposal.refresh_from_db()
    assert (merge.state, proposal.proposer) == (MergeState.MERGED, kept)
    assert not Person.objects.filter(pk=other.pk).exists()
    page = visit(f"/members/people/{other.pk}/", user=office)
    assert page.url.endswith(f"/members/people/{kept.pk}/")
    seen = page.inner_text("main")
    assert "市第一中学校长" in seen and "已并入本记录" in seen
    assert "100****5678" in seen and "10012345678" not in seen
    page.get_by_role("link", name="查看", exact=True).click()
    page.fill("#id_reason", "核对合并")
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=10012345678")
