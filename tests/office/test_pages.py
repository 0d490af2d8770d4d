"""The wiring of the pages: one success, one refusal, and what a list costs."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
from tests.factories.members import OrganFactory, PersonFactory, committee, two_sessions
from tests.factories.office import AreaFactory, HonourFactory, RuleFactory, UpwardReportFactory
from yizheng.core.access import can, restrict
from yizheng.core.tenancy import within
from yizheng.office import permissions
from yizheng.office.models import UpwardReport


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
    ],
)
def test_a_list_of_three_costs_what_a_list_of_one_does(client, office, address, make):
    make()
    one = queries(client, f"/office/{address}/")
    make(), make()

    assert queries(client, f"/office/{address}/") == one


def test_a_report_is_entered_and_its_reply_later(client, office):
    form = {
        "kind": "request",
        "number": "安政协党组发第8号",
        "matter": "关于年度协商计划的请示",
        "sent_on": "2025-01-16",
        "addressee": "中共安澜市委",
    }
    assert client.post("/office/reports/new/", posted(**form)).status_code == 303
    report = UpwardReport.objects.get()

    answer = {"reply": "同意", "replied_on": "2025-01-20", "version": 1}
    address = f"/office/reports/{report.pk}/edit/"
    assert client.post(address, posted(**form, **answer)).status_code == 303

    report.refresh_from_db()
    assert (report.reply, report.version) == ("同意", 2)


def test_a_reply_without_a_day_is_refused(client, office):
    report = UpwardReportFactory()
    form = posted(
        kind="request",
        number=report.number,
        matter=report.matter,
        sent_on="2025-01-16",
        addressee=report.addressee,
        reply="同意",
        version=1,
    )

    response = client.post(f"/office/reports/{report.pk}/edit/", form)

    assert response.status_code == 422
    assert "批复和批复日期须同时填写" in response.content.decode()


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
