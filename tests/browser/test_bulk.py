"""Many records of a list at once, with a real keyboard and on a phone."""

import pytest

from tests.browser.axe import sideways, violations
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import user_with
from tests.factories.proposals import SubmittedFactory
from yizheng.proposals.models import Proposal

pytestmark = pytest.mark.journey
LIST = "/proposals/proposals/"


@pytest.fixture
def waiting(city):
    session = SubmittedFactory().session
    return [SubmittedFactory(session=session) for _ in range(3)]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_ticked_by_key_previewed_and_filed(visit, waiting, size):
    page = visit(LIST, user=user_with("proposals"), size=size)
    assert not page.is_visible("text=不予立案")
    for row in waiting[:2]:
        page.focus(f"input[name=ids][value='{row.pk}']")
        page.keyboard.press("Space")
    assert page.inner_text("[data-ticked]") == "2"
    assert violations(page) == [] and sideways(page) == 0

    page.focus("button[value='proposals.file']")
    page.keyboard.press("Enter")
    page.select_option("select[name=category]", "society")
    page.click("button:text('预览')")
    page.wait_for_selector("text=将立案 2 条")
    assert violations(page) == [] and sideways(page) == 0
    assert Proposal.objects.filter(state="filed").count() == 0

    page.click("text=确认立案 2 条")
    page.wait_for_selector(".note-good:has-text('已立案 2 条')")
    assert violations(page) == [] and sideways(page) == 0
    assert sorted(Proposal.objects.filter(state="filed").values_list("pk", flat=True)) == [
        row.pk for row in waiting[:2]
    ]


def test_a_filtered_list_is_kept_under_a_name(visit, waiting):
    page = visit(LIST, user=user_with("proposals"))
    page.select_option("select[name=state]", "submitted")
    page.click("text=保存为视图")
    page.fill("#side input[name=name]", "待审查的")
    page.click("#side button:text('保存')")

    page.wait_for_selector("a[aria-current=true]:text('待审查的')")
    assert page.url.endswith("?state=submitted")
    assert violations(page) == []
