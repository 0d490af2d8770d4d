"""A batch and the ledger in a real browser: found by typing, kept, previewed, assigned."""

import pytest

from tests.browser.axe import sideways, violations
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import user_with
from tests.factories.handling import (
    AcceptedFactory,
    AssignmentMeetingFactory,
    ContactFactory,
    UrgingFactory,
)
from tests.factories.members import UnitFactory
from tests.factories.proposals import FiledFactory, HandlingFactory
from yizheng.proposals.models import Handling
from yizheng.proposals.states import HandlingRole

pytestmark = pytest.mark.journey
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def meeting(city):
    return AssignmentMeetingFactory()


@pytest.fixture
def staff(city):
    return user_with("proposals", name="林知远")


def batch_of(meeting):
    return f"/proposals/assignment-meetings/{meeting.pk}/assign/"


def choose(page, proposal, words):
    """Choose the unit that answers by typing a part of its name."""
    page.click(f"#row-{proposal.pk} .ts-wrapper.single .ts-control")
    page.keyboard.type(words)
    page.wait_for_selector(".ts-dropdown .option")
    page.keyboard.press("Enter")


def test_units_are_found_by_typing_previewed_and_assigned(visit, meeting, staff):
    housing = UnitFactory(name="市住房和城乡建设局", short_name="市住建局")
    filed = FiledFactory(session=meeting.session)
    page = visit(batch_of(meeting), user=staff)
    choose(page, filed, "城乡")
    page.check(f"input[name=ids][value='{filed.pk}']")

    page.click("button:has-text('预览')")
    page.click("button:has-text('确认交办 1 件')")
    page.wait_for_url("**/list/")

    assert list(Handling.objects.values_list("proposal", "unit", "role")) == [
        (filed.pk, housing.pk, HandlingRole.SOLE)
    ]
    assert "已交办 1 件" in page.inner_text("main")


def test_what_was_chosen_survives_a_preview_and_a_closed_page(visit, meeting, staff):
    UnitFactory(name="市住房和城乡建设局", short_name="市住建局")
    filed = FiledFactory(session=meeting.session)
    page = visit(batch_of(meeting), user=staff)
    choose(page, filed, "城乡")
    page.check(f"input[name=ids][value='{filed.pk}']")
    page.wait_for_timeout(400)
    page.click("button:has-text('预览')")
    page.wait_for_selector("text=交办预览")
    page.reload()

    page.click("text=恢复未提交的内容")

    assert page.inner_text(f"#row-{filed.pk} .ts-wrapper.single .item") == "市住建局"
    assert page.is_checked(f"input[name=ids][value='{filed.pk}']")


@SIZES
def test_the_pages_are_accessible_and_fit(visit, meeting, staff, size):
    for _ in range(2):
        FiledFactory(session=meeting.session).intended_units.set([UnitFactory(), UnitFactory()])
    given = HandlingFactory(meeting=meeting)
    row = AcceptedFactory()
    ContactFactory(handling=row), UrgingFactory(handling=row)

    for path in (
        batch_of(meeting),
        f"/proposals/assignment-meetings/{meeting.pk}/list/",
        f"/proposals/assignment-meetings/{meeting.pk}/",
        "/proposals/ledger/",
        f"/proposals/ledger/?show=answering&unit={row.unit_id}",
        "/proposals/ledger/units/",
        f"/proposals/handlings/{given.pk}/",
        f"/proposals/handlings/{row.pk}/",
    ):
        page = visit(path, user=staff, size=size)
        assert (path, violations(page), sideways(page)) == (path, [], 0)
