"""Last year's proposals from an Excel file: looked at first, then imported; by two screens."""

import pytest

from tests.browser.axe import sideways, violations
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import user_with
from tests.factories.tables import xlsx
from tests.proposals.test_importing import CLOSED, furnish, with_another
from yizheng.accounts.roles import Role
from yizheng.proposals.models import Proposal

pytestmark = pytest.mark.journey
IMPORT = "/proposals/import/"


def workbook(*rows):
    names = list(dict.fromkeys(name for row in rows for name in row))
    return xlsx([names, *[[row.get(name, "") for name in names] for row in rows]])


def send(page, content, name="往年提案.xlsx"):
    page.set_input_files("#id_file", {"name": name, "mimeType": "", "buffer": content})
    page.click("button:has-text('核对')")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_table_is_looked_at_corrected_and_imported(visit, city, size):
    furnish()
    wrong = with_another(CLOSED, 提交日期="2024-02-30")
    page = visit(IMPORT, user=user_with(Role.PROPOSALS), size=size)
    assert (violations(page), sideways(page)) == ([], 0)

    send(page, workbook(CLOSED, wrong))
    page.wait_for_selector("text=没有“2024-02-30”这一天")
    assert (violations(page), sideways(page)) == ([], 0)
    assert Proposal.objects.count() == 0

    page.click("text=换一个表格")
    send(page, workbook(CLOSED, with_another(CLOSED)))
    page.wait_for_selector("text=每一行都能导入")
    page.click("button:has-text('导入 2 件')")
    page.wait_for_selector(".tile:has-text('已导入'):has-text('2')")
    assert (violations(page), sideways(page)) == ([], 0)
    assert sorted(Proposal.objects.values_list("number", flat=True)) == [12, 13]

    page.click("text=查看提案")
    page.click("td.lead a >> text=关于停车的提案")
    page.wait_for_selector("text=未署名")
    assert (violations(page), sideways(page)) == ([], 0)


def test_what_is_no_table_is_refused_at_the_field_and_another_can_be_sent(visit, city):
    furnish()
    page = visit(IMPORT, user=user_with(Role.PROPOSALS), size=PHONE)

    send(page, b"\x89PNG\r\n\x1a\n")
    page.wait_for_selector("#id_file_error:has-text('文件已损坏')")
    assert (violations(page), sideways(page)) == ([], 0)
    send(page, workbook(CLOSED))
    page.wait_for_selector("text=导入 1 件")
    page.complaints.clear()
