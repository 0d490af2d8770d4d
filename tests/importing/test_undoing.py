"""An import is taken back as one, or not at all."""

from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.activities import held
from tests.factories.members import SectorFactory
from tests.factories.tables import xlsx
from yizheng.core import records
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.core.registers import REGISTERS
from yizheng.core.tables import read
from yizheng.importing import services
from yizheng.importing.imports.columns import cells_of, needed_headings
from yizheng.importing.imports.deciding import decide
from yizheng.importing.imports.storing import store
from yizheng.members import permissions
from yizheng.members.models import Sector
from yizheng.service.models import AidFund, Concern

pytestmark = pytest.mark.django_db


def found(key, heads, *rows, by):
    register = REGISTERS[key]
    known = [cell.heading for cell in cells_of(key)]
    table = read("xlsx", xlsx([heads, *rows]), known=known, needed=needed_headings(register))
    return decide(register, table, by=by)


def imported(key, heads, *rows, by):
    return store(found(key, heads, *rows, by=by), by=by, name="表.xlsx", sha256="0" * 64)


def test_what_it_made_goes_and_what_it_changed_comes_back(city):
    office = acting("office")
    kept = SectorFactory(name="教育界", order=5)
    run = imported("members.sector", ("名称", "排序"), ("教育界", 7), ("科技界", 8), by=office)
    assert (run.made, run.changed, Sector.objects.get(pk=kept.pk).order) == (1, 1, 7)

    services.undo(run, by=office, undone_reason="表格给错了")

    assert [(one.name, one.order) for one in Sector.objects.all()] == [("教育界", 5)]
    assert Event.objects.filter(message="撤销导入：表格给错了").count() == 2


def test_worked_on_since_it_stays_as_a_whole(city):
    office = acting("office")
    run = imported("members.sector", ("名称", "排序"), ("教育界", 7), ("科技界", 8), by=office)
    sector = Sector.objects.get(name="科技界")
    right = permissions.keep_organisation
    records.revise(sector, by=office, right=right, facts={"order": 9}, version=sector.version)

    with pytest.raises(Invalid, match="有 1 条已被修改或者撤销：科技界等"):
        services.undo(run, by=office, undone_reason="错了")
    assert Sector.objects.count() == 2


def test_a_reason_is_needed(city):
    office = acting("office")
    run = imported("members.sector", ("名称", "排序"), ("教育界", 7), by=office)

    with pytest.raises(Invalid, match="请写明撤销的原因"):
        services.undo(run, by=office, undone_reason=" ")
    assert Sector.objects.count() == 1


def test_another_clerk_does_not_take_it_back(city):
    run = imported("members.sector", ("名称", "排序"), ("教育界", 7), by=acting("office"))

    with pytest.raises(NotAllowed):
        services.undo(run, by=acting("special"), undone_reason="错了")


def test_two_equal_lines_are_two_records_and_stay_two(city):
    office = acting("office")
    register = REGISTERS["service.aidfund"]
    heads = needed_headings(register)

    def line(amount):
        days = {head: "2025-3-5" for head in heads if head.endswith("日期")}
        return [amount if head.endswith("（元）") else days.get(head, "甲") for head in heads]

    row = line("1200.50")

    imported(register.key, heads, row, row, by=office)

    assert AidFund.objects.count() == 2
    assert set(AidFund.objects.values_list("amount_fen", flat=True)) == {120050}
    assert found(register.key, heads, row, row, by=office).counts["same"] == 2
    assert found(register.key, heads, row, row, row, by=office).counts["new"] == 1
    [case] = found(register.key, heads, line("-5"), by=office).cases
    assert case.faults == [("金额（元）", "“-5”是负数，金额不能小于零")]
    [case] = found(register.key, heads, line("很多"), by=office).cases
    assert case.faults == [("金额（元）", "“很多”不是数字")]


def test_an_app_with_its_own_service_is_asked_line_by_line(city):
    office = acting("office")
    heads = ("名称", "日期", "种类", "地点")
    held("meeting.chair", date(2025, 1, 2))
    decided = found(
        "activities.activity", heads,
        ("走访企业", "2025-6-3", "服务为民活动", "高新区"),
        ("县里调研", "2025-6-4", "深入县市区指导调研", ""),
        by=office,
    )  # fmt: skip

    first, second = decided.cases
    assert first.faults == []
    assert [said for _, said in second.faults] == ["请选择所到的县（市、区）"]


def test_a_concern_resolved_before_it_was_raised_is_refused(city):
    office = acting("office")
    activity = held("service.activity", title="便民服务日")
    heads = ("问题", "渠道", "提出问题的活动", "提出日期", "状态", "解决日期", "办理结果")
    row = ("路灯不亮", "服务为民活动", activity.title, "2025-6-10", "已解决", "2025-6-1", "已修好")

    [case] = found("service.concern", heads, row, by=office).cases

    assert any("提出日期不能晚于这一天" in said for _, said in case.faults), case.faults
    assert Concern.objects.count() == 0
