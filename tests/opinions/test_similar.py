"""Reports on the same matter are found before one is edited, and joined with one click."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in
from tests.factories.members import committee
from tests.factories.opinions import CompiledFactory, ReportFactory
from yizheng.accounts.roles import Role
from yizheng.core import similar
from yizheng.core.tenancy import within
from yizheng.opinions.similar import REPORTS

NOW = localdate()
LONG_AGO = NOW - timedelta(days=900)

pytestmark = pytest.mark.django_db

LIFT = "城北小区电梯超过十五年，维修资金余额不足，物业无力更换，居民上下楼困难。建议设立更新资金。"
LIFT_TOO = "城北小区的电梯用了十五年多，维修资金不足，物业换不起。建议由财政补助一部分。"
SCHOOL = "学校门口上学放学时车多路窄，接送车辆随意停放。建议设置临时停车带。"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SIMILAR_ROOT = tmp_path / "similar"


def clerk():
    return acting(Role.RESEARCH)


def found(text, *, actor=None, **options):
    return [one.record for one in similar.find(REPORTS, text, actor or clerk(), **options).similar]


def test_a_report_on_the_same_matter_is_found_and_another_is_not(city):
    lift = ReportFactory(title="电梯更换难", original=LIFT)
    ReportFactory(title="校门口拥堵", original=SCHOOL, received_on=NOW)

    assert found(LIFT_TOO, title="老旧电梯更换") == [lift]


def test_what_another_committee_received_is_not_found(city):
    with within(committee("elsewhere").pk):
        ReportFactory(title="电梯更换难", original=LIFT)

    assert found(LIFT) == []


def test_the_research_office_joins_it_from_the_page_of_similar_ones(city, client):
    earlier = ReportFactory(title="电梯更换难", original=LIFT, received_on=NOW)
    settled = CompiledFactory(title="电梯难换", original=LIFT, received_on=NOW, compiled_on=NOW)
    old = ReportFactory(title="换电梯难", original=LIFT, received_on=LONG_AGO)
    for place in range(20):
        ReportFactory(title=f"第{place}小学门口拥堵", original=SCHOOL)
    report = ReportFactory(title="老旧电梯更换", original=LIFT_TOO, received_on=NOW)
    signed_in(client, Role.RESEARCH)

    page = client.get(reverse("opinions:similar", args=[report.pk]))

    join = reverse("opinions:reports-move", args=[report.pk, "opinions.join"])
    offered = {row.record.pk: can_join for row, can_join in page.context["rows"]}
    assert offered == {earlier.pk: True, settled.pk: True, old.pk: False}
    assert f"{join}?joined_to={earlier.pk}" in page.content.decode()
    form = client.get(join, {"joined_to": earlier.pk}).context["form"]
    assert form["joined_to"].value() == str(earlier.pk)


def test_nobody_else_is_told_what_is_similar(city, client):
    report = CompiledFactory(original=LIFT)
    signed_in(client, Role.LEADER)

    assert client.get(reverse("opinions:similar", args=[report.pk])).status_code == 404
