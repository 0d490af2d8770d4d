"""Reports of past years from a table: as they ended, with their days, once."""

from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.members import PersonFactory
from tests.factories.opinions import ReportFactory
from tests.factories.tables import xlsx
from yizheng.accounts.roles import Role
from yizheng.core.errors import NotAllowed
from yizheng.core.history import Event, label_of
from yizheng.core.tables import read
from yizheng.importing.imports.columns import cells_of, needed_headings
from yizheng.importing.imports.deciding import Fate, decide
from yizheng.importing.imports.storing import store
from yizheng.importing.services import undo
from yizheng.opinions import services
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.registers import REPORTS

COMPILED = {
    "流水号": "31", "标题": "老旧电梯更新资金难落实", "来源": "委员", "状态": "已编报",
    "反映人（委员）": "甘霖", "收到日期": "2023-3-1", "编报日期": "2023-3-9",
    "签发人": "研究室主任", "原稿": "电梯更新缺资金，建议设专项。",
}  # fmt: skip
KEPT = {
    "流水号": "32", "标题": "公交站牌看不清", "来源": "委员", "状态": "留存",
    "反映人（其他）": "某居民", "收到日期": "2023-4-1", "留存日期": "2023-4-3",
    "留存的理由": "已经解决", "原稿": "站牌字太小。",
}  # fmt: skip


@pytest.fixture
def staff(city):
    PersonFactory(name="甘霖")
    return acting(Role.RESEARCH)


def decided(by, *lines):
    heads = list(dict.fromkeys(name for line in lines for name in line))
    content = xlsx([heads, *[[line.get(name, "") for name in heads] for line in lines]])
    known = [cell.heading for cell in cells_of(REPORTS.key)]
    table = read("xlsx", content, known=known, needed=needed_headings(REPORTS))
    return decide(REPORTS, table, by=by)


def taken(by, *lines):
    return store(decided(by, *lines), by=by, name="往年信息.xlsx", sha256="")


def test_they_are_taken_over_as_they_ended_with_their_history(staff):
    taken(staff, COMPILED, KEPT)

    first, second = OpinionReport.objects.order_by("serial")
    assert (first.state, first.compiled_on, first.signed_by) == (
        "compiled", date(2023, 3, 9), "研究室主任",
    )  # fmt: skip
    assert first.edited == first.original
    assert (second.state, second.kept_reason) == ("kept", "已经解决")
    steps = Event.objects.filter(record=label_of(first)).order_by("number")
    assert [step.at.date() for step in steps] == [date(2023, 3, 1), date(2023, 3, 9)]
    assert [step.via for step in steps] == ["import"] * 2


def test_serials_go_on_after_them_and_the_same_table_changes_nothing(staff):
    taken(staff, COMPILED, KEPT)
    facts = {"title": "新的", "original": "新的。", "reporter_name": "某人", "source": "member"}
    facts |= {"received_on": date(2024, 1, 5)}
    assert services.receive_report(by=staff, facts=facts).serial == 33
    assert decided(staff, COMPILED, KEPT).counts["same"] == 2


def test_without_a_serial_the_next_one_is_given(staff):
    taken(staff, {name: text for name, text in COMPILED.items() if name != "流水号"})
    assert OpinionReport.objects.get().serial == 1


@pytest.mark.parametrize(
    ("changes", "heading", "sentence"),
    [
        ({"状态": "待编报"}, "状态", "状态须是“已编报”或“留存”"),
        ({"状态": ""}, "状态", "状态须是“已编报”或“留存”"),
        ({"编报日期": ""}, "编报日期", "没有填写"),
        ({"签发人": ""}, "", "签发人"),
        ({"编报日期": "2023-2-1"}, "", "不能早于收到日期"),
        ({"反映人（委员）": ""}, "", "请填写反映人"),
        ({"反映人（委员）": "无此人"}, "反映人（委员）", "没有“无此人”"),
        ({"原稿": "机密★内容"}, "原稿", "密"),
        ({"流水号": "三十一"}, "流水号", "不是数字"),
    ],
)
def test_what_is_wrong_is_said_at_its_column(staff, changes, heading, sentence):
    (case,) = decided(staff, COMPILED | changes).of(Fate.FAULTY)
    assert [(head, sentence in said) for head, said in case.faults] == [(heading, True)]
    assert OpinionReport.objects.count() == 0


def test_a_report_that_is_here_is_not_changed_in_its_state_by_a_table(staff):
    ReportFactory(serial=31, title=COMPILED["标题"], reporter__name="汤和")
    (case,) = decided(staff, COMPILED).of(Fate.FAULTY)
    assert any("要在系统里办理" in said for _, said in case.faults)


def test_a_run_is_taken_back_whole(staff):
    run = taken(staff, COMPILED, KEPT)
    undo(run, by=staff, undone_reason="表用错了")
    assert OpinionReport.objects.count() == 0


def test_nobody_but_the_research_office_takes_them_over(staff):
    facts = {"title": "一", "original": "一", "state": "compiled", "compiled_on": date(2023, 1, 2)}
    for role in (Role.MEMBER, Role.PROPOSALS, Role.LEADER):
        with pytest.raises(NotAllowed):
            services.take_over_report(by=acting(role), facts=facts)
