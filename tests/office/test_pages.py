"""The wiring of the pages: one success, one refusal, and what a list costs."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
from tests.factories.members import OrganFactory, PersonFactory, committee, two_sessions
from tests.factories.office import (
    AreaFactory,
    ChecklistFactory,
    HonourFactory,
    ResponsibilityFactory,
    RuleFactory,
    StepFactory,
    UpwardReportFactory,
)
from yizheng.core.access import can, restrict
from yizheng.core.tenancy import within
from yizheng.office import permissions
from yizheng.office.models import OfficeRule, UpwardReport


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


@pytest.fixture
def office(client, city):
    two_sessions()
    return signed_in(client, "office")


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("reports", UpwardReportFactory),
        ("rules", RuleFactory),
        ("areas", AreaFactory),
        ("honours", lambda: HonourFactory(person=PersonFactory())),
        ("honours", lambda: HonourFactory(organ=OrganFactory())),
        ("checklists", ChecklistFactory),
        ("responsibilities", lambda: ResponsibilityFactory(person=PersonFactory())),
        ("steps", StepFactory),
    ],
)
def test_a_list_of_three_costs_what_a_list_of_one_does(client, office, address, make):
    make()
    one = queries(client, f"/office/{address}/")
    make(), make()

    assert queries(client, f"/office/{address}/") == one


def test_a_report_is_entered_numbered_and_answered(client, office):
    form = {
        "kind": "request",
        "number": "安政协党组发第8号",
        "matter": "关于年度协商计划的请示",
        "sent_on": "2025-01-16",
        "addressee": "中共安澜市委",
    }
    assert client.post("/office/reports/new/", posted(**form)).status_code == 303
    report = UpwardReport.objects.get()
    page = client.get(f"/office/reports/{report.pk}/").content.decode()
    assert "2025年请示第1号" in page and "还没有批复" in page
    assert "登记批复" in client.get("/").content.decode()

    address = f"/office/reports/{report.pk}/moves/office.enter_reply/"
    empty = client.post(address, posted(reply="", version=report.version))
    assert empty.status_code == 422
    answer = posted(reply="同意", replied_on="2025-01-20", version=report.version)
    assert client.post(address, answer).status_code == 303

    report.refresh_from_db()
    assert (report.reply, report.state, report.waiting_days) == ("同意", "answered", None)


def test_a_rule_is_amended_and_repealed_from_its_page(client, office):
    rule = RuleFactory(title="调研办法", adopted_on="2024-03-01")
    page = client.get(f"/office/rules/{rule.pk}/").content.decode()
    given = f"/office/amendments/new/?replaces={rule.pk}"
    assert f"{given}&amp;title=" in page and f"/office/repeals/{rule.pk}/edit/" in page

    form = posted(title="调研工作办法", area=rule.area_id, amended_on="2025-04-01")
    assert client.post(given, form).status_code == 303
    newer = OfficeRule.objects.get(replaces=rule)
    old = client.get(f"/office/rules/{rule.pk}/").content.decode()
    assert "这一版已经修订" in old and "/office/amendments/new/" not in old

    address = f"/office/repeals/{newer.pk}/edit/"
    without = client.post(address, posted(repealed_on="2025-09-01", version=1))
    assert (without.status_code, "请写明废止的原因" in without.content.decode()) == (422, True)
    ended = posted(repealed_on="2025-09-01", repeal_reason="另有规定", version=1)
    assert client.post(address, ended).status_code == 303
    for day, title in (("2025-01-01", "调研办法<"), ("2025-05-01", "调研工作办法<")):
        assert title in client.get("/office/in-force/", {"on": day}).content.decode()
    assert (
        "有效的制度 0 项" in client.get("/office/in-force/", {"on": "2025-09-01"}).content.decode()
    )
    assert client.get("/office/in-force/", {"on": "x"}).status_code == 200


def test_an_item_is_done_step_by_step(client, office):
    item = ResponsibilityFactory(due_on="2099-12-31")
    here = f"/office/responsibilities/{item.pk}/"
    given = f"/office/steps/new/?responsibility={item.pk}"

    assert client.post(given, posted(taken_on="2025-05-06", what="开了动员会")).status_code == 303
    assert "开了动员会" in client.get(here).content.decode()
    done = posted(result="四次专题学习都开了", done_on="2025-06-01", version=1)
    assert client.post(f"{here}moves/office.finish/", done).status_code == 303
    page = client.get(f"/office/checklists/{item.checklist_id}/").content.decode()

    assert "1 项，已完成 1 项" in page
    assert client.post(given, posted(taken_on="2025-06-02", what="再做")).status_code == 422


@pytest.mark.parametrize(
    ("role", "report", "rule"),
    [
        ("party", True, True),
        ("research", True, True),
        ("leader", True, True),
        ("member", False, True),
        ("unit", False, False),
        ("security_officer", False, False),
    ],
)
def test_lists_and_single_records_answer_alike(city, role, report, rule):
    actor = acting(role)
    made = {permissions.view_report: (UpwardReportFactory(), report)}
    made[permissions.view] = (RuleFactory(), rule)
    with within(committee("beitai", "北台市").pk):
        UpwardReportFactory(), RuleFactory()

    for right, (record, seen) in made.items():
        listed = restrict(type(record).objects.all(), right, actor)
        assert list(listed) == ([record] if seen else [])
        assert can(actor, right, record) == seen


def test_the_ledger_does_not_exist_for_members(client, city):
    report = UpwardReportFactory()
    signed_in(client, "member")

    assert client.get("/office/reports/").status_code == 404
    assert client.get(f"/office/reports/{report.pk}/").status_code == 404
    assert client.get("/office/rules/").status_code == 200
