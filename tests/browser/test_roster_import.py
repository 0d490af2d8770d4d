"""The roster from an Excel file with ten planted errors: named, corrected, stored, taken back."""

import pytest

from tests.browser.axe import sideways, violations
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import user_with
from tests.factories.members import PartyFactory, SectorFactory, TermFactory
from tests.factories.tables import xlsx
from tests.importing.test_roster import GOOD, HEADS, PLANTED, but
from yizheng.accounts.roles import Role
from yizheng.members.models import Mandate

pytestmark = pytest.mark.journey


def send(page, *rows):
    content = xlsx([HEADS, *rows])
    page.set_input_files("#id_file", {"name": "名册.xlsx", "mimeType": "", "buffer": content})
    page.click("button:has-text('核对')")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_ten_errors_are_named_and_what_is_right_is_stored_and_taken_back(city, visit, size):
    TermFactory(ordinal=4)
    SectorFactory(name="医药卫生界")
    PartyFactory(name="中国民主同盟", short_name="民盟")
    wrong = [
        but(**{"姓名": f"人员{place}", "委员证号": f"{place:04d}"} | changes)
        for place, (changes, _, _) in enumerate(PLANTED, 2)
    ]
    page = visit("/importing/tables/members.mandate/", user=user_with(Role.OFFICE), size=size)

    send(page, GOOD, *wrong)
    page.wait_for_selector(".tile:has-text('有错误'):has-text('10')")
    said = page.inner_text("#list")
    for _, column, sentence in PLANTED:
        assert column in said and sentence in said
    assert (violations(page), sideways(page), Mandate.objects.count()) == ([], 0, 0)

    page.click("button:has-text('导入：新增 1 条')")
    page.wait_for_selector(".tile:has-text('已新增'):has-text('1')")
    assert Mandate.objects.get().person.name == "甘霖"
    page.click("main >> text=导入记录")
    page.click("main >> text=撤销导入")
    page.fill("#id_undone_reason", "表用错了")
    page.click(".form-actions .btn-primary, .form-actions .btn-danger")
    page.wait_for_selector("text=已撤销")
    assert Mandate.objects.count() == 0
    assert (violations(page), sideways(page)) == ([], 0)
