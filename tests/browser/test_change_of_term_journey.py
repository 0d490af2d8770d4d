"""The office prepares a new term, a leader confirms it, and on its day it is there."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.members import (
    MandateFactory,
    OrganFactory,
    PersonFactory,
    SectorFactory,
    TermFactory,
)
from yizheng.accounts.roles import Role
from yizheng.members import selectors, services
from yizheng.members.models import Mandate, Nominee, Term, TermChange
from yizheng.members.states import TermState

pytestmark = pytest.mark.journey


def test_a_new_term_from_the_first_step_to_its_day(city, visit):
    office, leader = user_with(Role.OFFICE), user_with(Role.LEADER)
    term = TermFactory(ordinal=4)
    farming = SectorFactory(name="农业界")
    OrganFactory(name="提案委员会", kind="special")
    for place, name in enumerate(("王守信", "李明德"), 1):
        MandateFactory(
            term=term, sector=farming, person=PersonFactory(name=name), number=f"400{place}"
        )
    today = localdate()

    page = fill_in(
        visit, office, "/members/term-changes/new/",
        ordinal=5, starts_on=today.isoformat(), decided_by="四届二十三次常委会议",
    )  # fmt: skip
    change = TermChange.objects.get()
    assert "名单是空的" in page.inner_text("main")

    page.click("text=勾选继续的委员")
    page.get_by_label("王守信").check()
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=继续 1 位")
    fill_in(
        visit, office, f"/members/nominees/new/?change={change.pk}",
        name="李明德", sector=farming.pk, post="合作社理事长",
    )  # fmt: skip

    # The name is on record already: it is another man.
    page = visit(f"/members/term-changes/{change.pk}/", user=office, size=PHONE)
    assert "系统里有同名的人员" in page.inner_text("main")
    page.click("text=核对同名的")
    page.get_by_label("是同名的另一个人，新登记").check()
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=新任 1 位")

    page.click("text=逐界别对照")
    page.fill(f"#id_places_{farming.pk}", "2")
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=相符")
    here = f"/members/term-changes/{change.pk}/moves/"
    fill_in(visit, office, f"{here}members.ask_term_change/")
    visit(f"{here}members.confirm_term_change/", user=office, expect_status=404)
    fill_in(visit, leader, f"{here}members.confirm_term_change/")
    assert Term.objects.count() == 1

    fill_in(visit, office, f"{here}members.begin_term/")

    change.refresh_from_db()
    assert change.state == TermState.IN_FORCE
    new = Mandate.objects.filter(term__ordinal=5).order_by("number")
    assert [(seat.person.name, seat.number) for seat in new] == [
        ("李明德", "5001"), ("王守信", "5002"),
    ]  # fmt: skip
    yesterday = today - timedelta(days=1)
    seen = visit(f"/members/roster/?day={today}", user=office).inner_text("main")
    assert "委员 2 名" in seen and "合作社理事长" in seen
    assert selectors.serving_members(yesterday).filter(name="李明德").get().post == ""
    assert Nominee.objects.filter(person=None).count() == 0
    assert services.begin_due_terms(today) == 0
