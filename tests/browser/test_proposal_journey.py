"""The whole life of one proposal, clicked through by everybody who has a part in it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.members import SessionFactory, UnitFactory
from tests.factories.proposals import member
from yizheng.accounts.roles import Role
from yizheng.proposals.models import Evaluation, Handling, Invitation, Promise, Proposal, Reply
from yizheng.proposals.states import PromiseState, State

pytestmark = pytest.mark.journey
PASSWORD = "plum-rain-2025-stone"
TEXT = {
    "title": "关于在学校门口设置落客区的提案",
    "situation": "城区三所小学上下学时段校门口拥堵，家长只能在机动车道上停车。",
    "analysis": "校门前没有落客区，路口之间距离短，也没有人疏导。",
    "suggestion": "由交警部门在三所小学门前各划定一处落客区，安排专人疏导。",
}


class Office:
    """Everybody with a part in it, and how they do one thing on one page."""

    def __init__(self, visit):
        self.visit = visit
        SessionFactory(opened_on=timezone.localdate() - timedelta(days=1))
        self.unit_a, self.unit_b = UnitFactory(name="市甲局"), UnitFactory(name="市乙局")
        self.author = user_with(Role.MEMBER, person=member(name="李秀兰"), name="李秀兰")
        self.author.set_password(PASSWORD)
        self.author.save()
        self.friend = user_with(Role.MEMBER, person=member(name="赵明远"), name="赵明远")
        self.staff = user_with(Role.PROPOSALS, name="提案委")
        self.supervision = user_with(Role.SUPERVISION, name="督查室")
        self.clerk_a = user_with(Role.UNIT, unit=self.unit_a)
        self.clerk_b = user_with(Role.UNIT, unit=self.unit_b)
        self.reviewer_b = user_with(Role.UNIT_REVIEWER, unit=self.unit_b)

    def do(self, user, path, **typed):
        """Fill in a form and send it."""
        return fill_in(self.visit, user, path, **typed)

    def move(self, user, record, key, **typed):
        """One transition by its own page."""
        slug = {Proposal: "proposals", Handling: "handlings", Reply: "replies"}[type(record)]
        return self.do(user, f"/proposals/{slug}/{record.pk}/moves/{key}/", **typed)

    def judge(self, reply, opinion):
        """The member opens what waits for him, gives his password again, and judges."""
        page = self.visit("/", user=self.author, size=PHONE)
        page.click(f"a[href='/proposals/replies/{reply.pk}/evaluate/']")
        page.fill("input[type=password]", PASSWORD)
        page.click("button:has-text('确认')")
        page.wait_for_url(f"**/replies/{reply.pk}/evaluate/")
        page.select_option("#id_attitude", "satisfied", force=True)
        page.select_option("#id_result", opinion, force=True)
        page.fill("#id_note", "请写明完成的期限。")
        page.click("button:has-text('提交评价')")
        page.wait_for_url("**/proposals/proposals/*/")

    def reply(self, handling, body, result):
        """A reply from its draft until it is sent."""
        page = self.visit(f"/proposals/replies/new/?handling={handling.pk}", user=self.clerk_b)
        page.check(f"input[name=result_class][value={result}]")
        page.fill("#id_body", body)
        if result == "B":
            page.click("button:has-text('加一项')")
            page.fill("#id_promises-1-matter", "划定三处落客区")
            page.fill("#id_promises-1-due_on", "2099-12-31")
        page.click("button:has-text('保存')")
        page.wait_for_url("**/proposals/replies/*/")
        reply = Reply.objects.latest("pk")
        self.move(self.clerk_b, reply, "proposals.submit_reply")
        self.move(self.reviewer_b, reply, "proposals.sign_reply", signed_by="负责人")
        self.move(self.supervision, reply, "proposals.check_reply")
        return Reply.objects.get(pk=reply.pk)


def test_from_a_phone_to_the_public(city, visit):
    office = Office(visit)

    # The member writes on a phone, and asks another one to sign.
    page = visit("/proposals/mine/new/", user=office.author, size=PHONE)
    for name, text in TEXT.items():
        page.fill(f"#id_{name}", text)
    page.click("button:has-text('保存草稿')")
    page.wait_for_url(re.compile(r"/proposals/(mine|proposals)/[0-9]+/"))
    proposal = Proposal.objects.get()
    office.move(office.author, proposal, "proposals.invite", person=office.friend.person_id)
    invitation = Invitation.objects.get()
    office.do(
        office.friend, f"/proposals/invitations/{invitation.pk}/moves/proposals.sign/", size=PHONE
    )
    page = visit(f"/proposals/mine/{proposal.pk}/hand-in/", user=office.author, size=PHONE)
    page.click("button:has-text('确认提交')")
    page.wait_for_url("**/receipt/")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.submitter_type) == (State.SUBMITTED, "joint")

    # Staff file and assign; unit A gives it back, the supervision office gives it to unit B.
    office.move(office.staff, proposal, "proposals.file", category="society")
    office.move(office.staff, proposal, "proposals.assign", lead_unit=office.unit_a.pk)
    first = Handling.objects.get()
    office.move(
        office.clerk_a, first, "proposals.ask_back",
        return_reason="校门前的道路由乙局管理", return_unit=office.unit_b.pk,
    )  # fmt: skip
    office.move(office.supervision, first, "proposals.grant_return", unit=office.unit_b.pk)
    handling = Handling.objects.exclude(pk=first.pk).get()
    office.move(office.clerk_b, handling, "proposals.accept", officer="经办人")

    # B replies, the member is not content; B replies again, and both proposers are content.
    reply = office.reply(handling, "一、正在研究。", "B")
    office.judge(reply, "dissatisfied")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.lead_unit) == (State.AGAIN, office.unit_b)
    assert Promise.objects.get().state == PromiseState.OPEN
    reply = office.reply(handling, "一、三处落客区已于月底前划定。", "A")
    assert Promise.objects.get().state == PromiseState.KEPT
    office.judge(reply, "satisfied")
    proposal.refresh_from_db()
    assert (proposal.state, Evaluation.objects.count()) == (State.REPLIED, 2)
    office.move(office.staff, proposal, "proposals.close", close_note="另一位提案者电话表示满意")

    # It is published, and everybody reads it.
    office.move(office.staff, proposal, "proposals.publish")
    page = visit(f"/proposals/open/anlan/{proposal.pk}/", size=PHONE)
    seen = page.inner_text("main")
    assert TEXT["title"] in seen and "三处落客区已于月底前划定" in seen and "A类" in seen
    page = visit(f"/proposals/proposals/{proposal.pk}/", user=office.author, size=PHONE)
    assert page.locator(".stops .is-good").count() == 6
