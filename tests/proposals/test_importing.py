"""Proposals of past years from a table: checked first, nothing guessed, nothing overwritten."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
from tests.factories.members import (
    MandateFactory,
    PartyFactory,
    PersonFactory,
    SectorFactory,
    SessionFactory,
    TermFactory,
    UnitFactory,
    committee,
)
from tests.factories.proposals import FiledFactory
from tests.factories.tables import csv_file, xlsx
from yizheng.accounts.roles import Role
from yizheng.core import exports
from yizheng.core.errors import NotAllowed, Stale
from yizheng.core.history import Event, events_of
from yizheng.core.numbering import next_number
from yizheng.core.tenancy import within
from yizheng.members.models import Session
from yizheng.proposals import life
from yizheng.proposals.imports import columns
from yizheng.proposals.imports.cases import Fate
from yizheng.proposals.imports.checking import check
from yizheng.proposals.imports.storing import prepare, store
from yizheng.proposals.imports.work import table_of
from yizheng.proposals.models import (
    Commendation,
    Evaluation,
    Handling,
    KeyProposal,
    Proposal,
    Reply,
)
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.services.headline import expected
from yizheng.proposals.states import HANDED, HandlingState, State

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
# A submitted proposal, and what each further state adds.
SUBMITTED = {
    "届次": "四届三次会议",
    "流水号": 101,
    "案由": "关于停车的提案",
    "提案者": "甲某",
    "提交日期": "2024-3-5",
    "情况": "车位不足。",
    "分析": "历史欠账。",
    "建议": "一、利用边角地。\n二、错时停车。",
}
FILED = SUBMITTED | {"提案号": "第0012号", "立案日期": "2024年3月10日", "类别": "经济建设"}
ASSIGNED = FILED | {
    "主办单位": "市直一局",
    "会办单位": "二局、三局",
    "交办日期": "2024/4/1",
    "答复期限": "2024-7-1",
}
REPLIED = ASSIGNED | {"答复日期": "2024-6-20", "办理结果": "B类"}
JUDGED = REPLIED | {"评价日期": "2024-7-2", "满意程度": "基本满意"}
CLOSED = JUDGED | {
    "办结日期": "2024-7-3",
    "重点提案": "是",
    "确定为重点的日期": "2024-5-6",
    "领衔督办的领导": "副主席甲",
    "优秀提案": "是",
    "评为优秀的日期": "2024-12-20",
}
AGAIN = JUDGED | {"满意程度": "不满意", "状态": "再次办理", "答复期限": "2024-8-2"}
DECLINED = SUBMITTED | {
    "不予立案日期": "2024-3-11",
    "不予立案的理由": "内容空泛，没有具体建议",
    "另行处理": "转作来信",
    "给提案者的说明": "请补充。",
}
MERGED = SUBMITTED | {"并入的提案": "第0012号 关于停车的提案", "并案日期": "2024-3-12"}
WITHDRAWN = SUBMITTED | {"撤案日期": "2024-3-9", "撤案的理由": "情况有变。"}
JOINT = SUBMITTED | {"提案者类型": "委员联名", "联名委员": "乙某、丙某"}
BY_PARTY = SUBMITTED | {"提案者类型": "党派", "提案者": "民盟市委会"}


@pytest.fixture
def roster(city):
    """The fourth term with its sessions of 2024 and 2025, three members, units, bodies."""
    return furnish()


def furnish():
    term = TermFactory(ordinal=4)
    found = SessionFactory(term=term, ordinal=3, opened_on=date(2024, 3, 1))
    SessionFactory(term=term, ordinal=4, opened_on=date(2025, 3, 25))
    for number, name in enumerate(("甲某", "乙某", "丙某"), 1):
        MandateFactory(term=term, number=f"{number:04d}", person=PersonFactory(name=name))
    for number in "一二三":
        UnitFactory(name=f"市直{number}局", short_name=f"{number}局")
    PartyFactory(name="民盟市委会", short_name="民盟")
    SectorFactory(name="教育")
    return found


def with_another(row, **changes):
    """A row of a second proposal of its own."""
    more = {"流水号": 102, "案由": "关于绿化的提案"}
    if "提案号" in row:
        more["提案号"] = 13
    return row | more | changes


def table(*rows, heads=()):
    """The lines of a workbook whose columns are those that the rows fill."""
    names = [*heads, *dict.fromkeys(name for row in rows for name in row if name not in heads)]
    content = xlsx([names, *[[row.get(name, "") for name in names] for row in rows]])
    return table_of("往年.xlsx", content)


def checked(*rows):
    return check(table(*rows), today=TODAY)


def fates(*rows):
    return [str(case.fate) for case in checked(*rows).cases]


def faults(*rows, line=-1):
    """`(column, sentence)` of what is wrong with the last line."""
    found = checked(*rows)
    assert Proposal.objects.filter(number=12).count() <= 1
    return [(fault.column, fault.sentence) for fault in found.cases[line].faults]


def imported(*rows, by=None):
    found = checked(*rows)
    by = by or acting(Role.PROPOSALS)
    assert found.counts[Fate.FAULTY] == 0, found.told()
    return store(found, prepare(found, by=by), by=by, name="往年.xlsx", digest="d" * 64)


def exported():
    """The table that the register exports, in the order of serials."""
    rows = PROPOSALS.whole(Proposal.objects.order_by("session__opened_on", "serial"))
    heads, lines = exports.table_of(PROPOSALS, rows)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def told_of(proposal):
    """What the page of a proposal says that happened, without the days."""
    return [(step.title, step.text) for step in life.steps(proposal, acting(Role.PROPOSALS))]


# --- What is taken over --------------------------------------------------------------------------


def test_a_whole_life_is_taken_over_with_all_that_hangs_on_it(roster):
    imported(CLOSED | {"答复内容": "已新增车位200个。"})

    row = Proposal.objects.get()
    lead, second, third = Handling.objects.order_by("pk")
    reply, judgement = Reply.objects.get(), Evaluation.objects.get()
    assert (row.state, row.number, row.serial) == (State.CLOSED, 12, 101)
    assert (row.submitted_on, row.closed_on) == (date(2024, 3, 5), date(2024, 7, 3))
    assert (str(lead.unit), lead.role, lead.state) == ("一局", "lead", HandlingState.SETTLED)
    assert (lead.due_on, lead.replied_on) == (date(2024, 7, 1), date(2024, 6, 20))
    assert [(str(unit.unit), unit.role) for unit in (second, third)] == [
        ("二局", "helper"),
        ("三局", "helper"),
    ]
    assert (reply.body, reply.sent_on, reply.is_paper) == (
        "已新增车位200个。",
        date(2024, 6, 20),
        True,
    )
    assert (reply.result_class, reply.result_sense, reply.is_open) == ("B", "planned", False)
    assert (judgement.person, judgement.result, judgement.is_content) == (None, "basic", True)
    assert str(judgement) == "未署名的评价"
    assert ("提案者评价", "结果基本满意。") in told_of(row)
    assert KeyProposal.objects.get().decided_on == date(2024, 5, 6)
    assert Commendation.objects.get().decided_on == date(2024, 12, 20)


def test_history_keeps_the_days_and_says_that_it_was_imported(roster):
    by = acting(Role.PROPOSALS)
    imported(CLOSED, by=by)

    told = [
        (event.at.date().isoformat(), event.action, event.after["state"])
        for event in events_of(Proposal.objects.get())
    ]
    assert told == [
        ("2024-03-05", "proposals.submit", "submitted"),
        ("2024-03-10", "proposals.file", "filed"),
        ("2024-04-01", "proposals.assign", "assigned"),
        ("2024-05-06", "proposals.mark_key", "assigned"),
        ("2024-06-20", "proposals.mark_replied", "replied"),
        ("2024-07-02", "proposals.mark_judged", "replied"),
        ("2024-07-03", "proposals.close", "closed"),
        ("2024-12-20", "proposals.mark_excellent", "closed"),
    ]
    events = Event.objects.filter(action__startswith="proposals.")
    assert {(event.via, event.by_id) for event in events} == {("import", by.user_id)}
    assert all(event.recorded_at.date() > date(2026, 1, 1) for event in events)


def test_the_import_itself_is_told_in_the_trail(roster):
    imported(FILED)

    told = Event.objects.get(action="proposals.import")
    assert told.after == {
        "file": "往年.xlsx",
        "sha256": "d" * 64,
        "new": 1,
        "same": 0,
        "different": 0,
        "faulty": 0,
    }


EVERY_STATE = [
    CLOSED,
    with_another(MERGED),
    with_another(DECLINED, 流水号=103, 案由="关于绿道的提案"),
    with_another(WITHDRAWN, 流水号=104, 案由="关于路灯的提案"),
    with_another(AGAIN, 流水号=105, 案由="关于桥梁的提案", 提案号=14),
    with_another(REPLIED, 流水号=106, 案由="关于公交的提案", 提案号=15, 办理方式="分办"),
    with_another(ASSIGNED, 流水号=107, 案由="关于供水的提案", 提案号=16),
    with_another(FILED, 流水号=108, 案由="关于供热的提案", 提案号=17),
    with_another(JOINT, 流水号=109, 案由="关于养老的提案"),
    with_another(BY_PARTY, 流水号=110, 案由="关于托育的提案", 同意公开提案内容="是"),
    with_another(MERGED, 流水号=111, 案由="关于停车费的提案", 提案号=18)
    | {"立案日期": "2024-3-10", "类别": "社会建设"},
]


@pytest.mark.parametrize("row", EVERY_STATE, ids=lambda row: row["案由"])
def test_the_head_line_agrees_with_the_records(roster, row):
    imported(*([row] if row["案由"] == CLOSED["案由"] else [CLOSED, row]))

    proposal = Proposal.objects.get(title=row["案由"])
    told = expected(proposal)
    if proposal.state not in HANDED:
        assert told.units == ()
        return
    units = (proposal.lead_unit_id, *proposal.helpers.values_list("pk", flat=True))
    assert told.units[0] == units[0]
    assert set(told.units) == set(units)
    assert (told.result_class, told.satisfaction, told.due_on) == (
        proposal.result_class,
        proposal.satisfaction,
        proposal.due_on,
    )


def test_an_export_imported_elsewhere_gives_the_same_export(roster):
    imported(*EVERY_STATE)
    before = exported()
    rows = PROPOSALS.whole(Proposal.objects.order_by("serial"))
    content = exports.as_xlsx(PROPOSALS, rows)

    with within(committee("beitai", "北台市").pk):
        furnish()
        found = check(table_of("提案.xlsx", content), today=TODAY)
        by = acting(Role.PROPOSALS)
        store(found, prepare(found, by=by), by=by, name="提案.xlsx", digest="")
        after = exported()

    assert found.counts == {"new": len(EVERY_STATE), "same": 0, "different": 0, "faulty": 0}
    assert after == before


def test_an_export_as_csv_is_taken_as_well(roster):
    imported(*EVERY_STATE)
    rows = PROPOSALS.whole(Proposal.objects.order_by("serial"))

    found = check(table_of("提案.csv", exports.as_csv(PROPOSALS, rows)), today=TODAY)

    assert found.counts == {"new": 0, "same": len(EVERY_STATE), "different": 0, "faulty": 0}


def test_the_same_table_again_changes_nothing(roster):
    imported(*EVERY_STATE)
    events = Event.objects.count()

    assert imported(*EVERY_STATE) == {
        "new": 0,
        "same": len(EVERY_STATE),
        "different": 0,
        "faulty": 0,
    }
    # Only that somebody imported.
    assert Event.objects.count() == events + 1


def test_what_differs_is_told_and_never_overwritten(roster):
    imported(REPLIED)

    found = checked(REPLIED | {"办理结果": "A类", "会办单位": "三局、二局", "情况": "车位充足。"})

    (case,) = found.cases
    assert case.differences == [
        ("情况", "车位充足。", "车位不足。"),
        ("办理结果", "A类", "B类"),
    ]
    assert (found.new, Proposal.objects.get().result_class) == ([], "B")


def test_blank_cells_say_nothing_about_what_is_there(roster):
    imported(CLOSED)

    assert fates({name: CLOSED[name] for name in ("届次", "提案号", "案由", "提案者")}
                 | {"提交日期": "", "流水号": ""}) == ["same"]  # fmt: skip


def test_without_numbers_the_title_tells_which_it_is(roster):
    bare = {name: text for name, text in DECLINED.items() if name != "流水号"}
    imported(bare)

    assert fates(bare) == ["same"]
    assert fates(bare | {"案由": "关于别的提案"}) == ["new"]


# --- Numbers -------------------------------------------------------------------------------------


def test_numbers_go_on_after_those_of_the_table(roster):
    imported(FILED, with_another(FILED, 流水号="", 提案号=40))

    assert sorted(Proposal.objects.values_list("serial", "number")) == [(101, 12), (102, 40)]
    assert next_number(f"proposals/number/{roster.pk}") == 41
    assert next_number(f"proposals/serial/{roster.pk}") == 103


def test_a_series_that_is_further_on_stays(roster):
    next_number(f"proposals/number/{roster.pk}", count=50)

    imported(FILED)

    assert next_number(f"proposals/number/{roster.pk}") == 51


def test_a_number_that_another_proposal_has_is_refused(roster):
    FiledFactory(session=roster, number=12, serial=7, title="关于校车的提案")

    assert faults(FILED) == [("提案号", "系统里 第0012号 是另一件提案：关于校车的提案")]
    assert faults(FILED | {"提案号": 13, "流水号": 7}) == [
        ("流水号", "系统里 7 是另一件提案：关于校车的提案")
    ]


def test_one_number_twice_in_the_table_is_refused_at_the_second(roster):
    found = checked(FILED, with_another(FILED, 提案号=12))

    assert [case.fate for case in found.cases] == [Fate.NEW, Fate.FAULTY]
    assert found.told()[1]["faults"] == [["提案号", "与第 2 行的提案号相同"]]


# --- Days, states and what belongs to them -------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (SUBMITTED, State.SUBMITTED),
        (FILED, State.FILED),
        (ASSIGNED, State.ASSIGNED),
        (JUDGED, State.REPLIED),
        (CLOSED, State.CLOSED),
        (DECLINED, State.DECLINED),
        (WITHDRAWN, State.WITHDRAWN),
    ],
)
def test_the_state_follows_from_the_days(roster, row, state):
    imported(row)

    assert Proposal.objects.get().state == state


def test_due_days_follow_from_the_rules_when_the_table_has_none(roster):
    imported({name: text for name, text in ASSIGNED.items() if name != "答复期限"})

    row = Proposal.objects.get()
    assert (row.due_on, row.due_note) == (date(2024, 7, 1), "自 2024-04-01 起 3 个月为 2024-07-01")
    assert [handling.due_on for handling in Handling.objects.order_by("pk")] == [
        date(2024, 7, 1),
        date(2024, 5, 6),
        date(2024, 5, 6),
    ]


STATES = "待审查、已立案、办理中、已答复、再次办理、已办结、已并案、不予立案、已撤案"
BODIES = "这个党派团体、界别或者专门委员会"
FAULTS = {
    "no such day": (FILED | {"立案日期": "2024-2-30"}, "立案日期", "没有“2024-2-30”这一天"),
    "no day at all": (
        SUBMITTED | {"提交日期": "去年春天"},
        "提交日期",
        "“去年春天”不是日期，请写成 2024-3-5 的样子",
    ),
    "a day that has not come": (
        SUBMITTED | {"届次": "四届四次会议", "提交日期": "2026-12-1"},
        "提交日期",
        "2026-12-01 还没有到",
    ),
    "filed before submitted": (
        FILED | {"立案日期": "2024-3-1"},
        "立案日期",
        "2024-03-01 早于提交日期 2024-03-05",
    ),
    "answered before given": (
        REPLIED | {"答复日期": "2024-3-20"},
        "答复日期",
        "2024-03-20 早于交办日期 2024-04-01",
    ),
    "of another session": (
        SUBMITTED | {"提交日期": "2025-3-26"},
        "提交日期",
        "2025-03-26 与届次不符：四届三次会议 2024-03-01 开幕，下次会议 2025-03-25 开幕",
    ),
    "filed without a class": (
        {name: text for name, text in FILED.items() if name != "类别"},
        "类别",
        "没有填写；已立案的提案须有类别",
    ),
    "judged without a day": (
        REPLIED | {"满意程度": "满意"},
        "评价日期",
        "没有填写；填了满意程度的，须填评价日期",
    ),
    "key without a day": (
        FILED | {"重点提案": "是"},
        "确定为重点的日期",
        "没有填写；填了重点提案的，须填确定为重点的日期",
    ),
    "more than its state has": (
        REPLIED | {"状态": "已立案"},
        "状态",
        "已立案的提案不应填写交办日期、主办单位、会办单位、答复期限、答复日期、办理结果",
    ),
    "a draft": (SUBMITTED | {"状态": "草稿"}, "状态", "草稿不能导入"),
    "no such state": (
        SUBMITTED | {"状态": "办妥了"},
        "状态",
        f"没有“办妥了”这种状态；可选：{STATES}。不填的按各个日期判断",
    ),
    "no such session": (
        SUBMITTED | {"届次": "三届一次会议"},
        "届次",
        "没有“三届一次会议”这次会议，请先登记；现有：四届三次会议、四届四次会议",
    ),
    "no such member": (
        SUBMITTED | {"提案者": "丁某", "提案者类型": "委员个人"},
        "提案者",
        "第四届没有叫“丁某”的委员，请核对姓名，或者先登记委员",
    ),
    "nobody and nothing": (
        SUBMITTED | {"提案者": "丁某"},
        "提案者",
        f"第四届没有叫“丁某”的委员，也没有登记{BODIES}；集体提案请填写提案者类型",
    ),
    "a party or an organisation": (
        SUBMITTED | {"提案者": "民盟"},
        "提案者类型",
        "没有填写，请写明是党派还是人民团体",
    ),
    "no such co-signer": (
        SUBMITTED | {"联名委员": "乙某、丁某"},
        "联名委员",
        "第四届没有叫“丁某”的委员，请核对姓名，或者先登记委员",
    ),
    "joint but alone": (
        SUBMITTED | {"提案者类型": "委员联名"},
        "联名委员",
        "没有填写；联名提案须有联名委员",
    ),
    "his own co-signer": (
        SUBMITTED | {"联名委员": "甲某"},
        "联名委员",
        "第一提案人不必再列为联名委员",
    ),
    "no such unit": (
        ASSIGNED | {"主办单位": "四局"},
        "主办单位",
        "没有叫“四局”的承办单位，请核对名称，或者先登记单位",
    ),
    "a unit twice": (
        ASSIGNED | {"会办单位": "二局、一局"},
        "会办单位",
        "同一个单位写了两次；主办单位不必再列为会办单位",
    ),
    "alone with helpers": (
        ASSIGNED | {"办理方式": "独办"},
        "办理方式",
        "独办的只有一个单位，其他的须有会办单位；请核对会办单位",
    ),
    "no such category": (
        FILED | {"类别": "体育"},
        "类别",
        "本会没有“体育”这一项；可选：经济建设、政治建设、文化建设、社会建设、生态文明建设",
    ),
    "no such destination": (
        DECLINED | {"另行处理": "扔掉"},
        "另行处理",
        "没有“扔掉”这一项；可选：转为意见建议、转作来信、转社情民意信息、退还提案者，不作其他处理",
    ),
    "no number": (
        FILED | {"提案号": "十二"},
        "提案号",
        "“十二”不是编号，请写成 12 或 第0012号",
    ),
    "neither yes nor no": (FILED | {"重点提案": "也许"}, "重点提案", "“也许”请改写成 是 或 否"),
    "too long a title": (SUBMITTED | {"案由": "长" * 81}, "案由", "有 81 字，最多 80 字"),
    "far too long a text": (
        SUBMITTED | {"情况": "长" * 10_000},
        "情况",
        "有 10000 字，最多 5000 字",
    ),
    "no title": (SUBMITTED | {"案由": ""}, "案由", "没有填写"),
    "no proposer": (SUBMITTED | {"提案者": ""}, "提案者", "没有填写"),
    "handled again though content": (
        AGAIN | {"满意程度": "满意"},
        "满意程度",
        "再次办理的提案，评价应是不满意",
    ),
    "merged into nothing": (
        MERGED,
        "并入的提案",
        "四届三次会议没有“第0012号 关于停车的提案”这件提案，表里也没有",
    ),
}


@pytest.mark.parametrize(("row", "column", "sentence"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_said_at_its_column(roster, row, column, sentence):
    assert (column, sentence) in faults(row)


def test_two_members_of_one_name_are_not_guessed(roster):
    MandateFactory(term=roster.term, number="0077", person=PersonFactory(name="甲某"))
    ways = "甲某(0001) 或 甲某(0077)"

    assert faults(SUBMITTED | {"提案者类型": "委员个人"}) == [
        ("提案者", f"第四届有 2 位委员叫“甲某”，请写成 {ways}")
    ]
    imported(SUBMITTED | {"提案者": "甲 某（0077）"})
    assert Proposal.objects.get().proposer.mandates.get().number == "0077"


def test_a_short_name_of_two_units_is_not_guessed(roster):
    UnitFactory(name="县直一局", short_name="一局")

    assert faults(ASSIGNED | {"主办单位": "一局"}) == [
        ("主办单位", "有 2 个单位叫“一局”，请写全称：市直一局 或 县直一局")
    ]


def test_a_body_that_is_not_registered_is_kept_by_name_and_said(roster):
    row = SUBMITTED | {"提案者": "第三委员小组", "提案者类型": "委员小组"}

    assert checked(row).notices == ["第三委员小组没有登记为党派团体、界别或者专门委员会，只记名称"]


def test_unknown_columns_are_named_and_left_out(roster):
    assert checked(SUBMITTED | {"备注": "甲", "页码": 3}).notices == ["没有读取这些列：备注、页码"]


# --- Merging -------------------------------------------------------------------------------------


def test_a_main_proposal_may_stand_below_or_in_the_system(roster):
    second = with_another(MERGED)
    imported(second, FILED)
    third = with_another(MERGED, 流水号=103, 案由="关于路灯的提案", 并入的提案="12")
    imported(third)

    main = Proposal.objects.get(number=12)
    assert set(Proposal.objects.filter(merged_into=main).values_list("serial", flat=True)) == {
        102,
        103,
    }


def test_a_main_proposal_without_a_number_is_found_by_its_title(roster):
    imported(SUBMITTED, with_another(MERGED, 并入的提案=SUBMITTED["案由"]))

    assert Proposal.objects.get(serial=102).merged_into.serial == 101


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        (FILED | {"类别": "体育"}, "主案在第 2 行，那一行有错误"),
        (DECLINED, "那件提案不予立案，不能并入"),
        (WITHDRAWN, "那件提案已撤案，不能并入"),
    ],
)
def test_what_cannot_be_merged_into_is_refused(roster, main, sentence):
    second = with_another(MERGED, 并入的提案=main["案由"])

    assert ("并入的提案", sentence) in faults(main, second)


def test_chains_and_circles_are_refused(roster):
    middle = with_another(MERGED)
    last = with_another(MERGED, 流水号=103, 案由="关于路灯的提案", 并入的提案=middle["案由"])
    back = middle | {"并入的提案": last["案由"]}
    sentence = ("并入的提案", "那件提案已并案，不能并入")

    assert faults(FILED, middle, last) == [sentence]
    assert faults(back, last, line=0) == [sentence]


def test_nothing_is_merged_into_itself(roster):
    assert faults(MERGED | {"并入的提案": MERGED["案由"]}) == [("并入的提案", "不能并入自己")]


# --- Storing what was seen -----------------------------------------------------------------------


def test_checking_stores_nothing(roster):
    checked(*EVERY_STATE)

    assert (Proposal.objects.count(), Event.objects.count()) == (0, 0)


def test_what_changed_since_it_was_checked_is_not_imported(roster):
    found, by = checked(FILED), acting(Role.PROPOSALS)
    FiledFactory(session=roster, number=99, serial=99)

    with pytest.raises(Stale, match="又有变化"):
        store(found, prepare(found, by=by), by=by, name="", digest="")

    assert Proposal.objects.count() == 1


def test_only_the_proposal_committee_imports(roster):
    found = checked(FILED)
    for role in set(Role) - {Role.PROPOSALS}:
        by = acting(role)
        with pytest.raises(NotAllowed):
            store(found, prepare(found, by=by), by=by, name="", digest="")
    assert Proposal.objects.count() == 0


def test_lines_with_faults_are_left_out_and_the_others_stored(roster):
    found, by = checked(FILED, with_another(FILED, 类别="体育")), acting(Role.PROPOSALS)

    assert store(found, prepare(found, by=by), by=by, name="", digest="") == {
        "new": 1,
        "same": 0,
        "different": 0,
        "faulty": 1,
    }
    assert Proposal.objects.get().title == FILED["案由"]


def test_sessions_of_another_committee_are_unknown_here(roster):
    with within(committee("beitai", "北台市").pk):
        assert faults(SUBMITTED)[0][1].startswith("没有“四届三次会议”这次会议")


@pytest.mark.parametrize("are_stored", [False, True])
def test_checking_costs_the_same_for_one_line_and_for_many(roster, are_stored):
    if are_stored:
        imported(*EVERY_STATE)

    def cost(*rows):
        lines = table(*rows)
        with within(roster.committee_id), CaptureQueriesContext(connection) as seen:
            check(lines, today=TODAY)
        return len(seen)

    assert cost(*EVERY_STATE) == cost(EVERY_STATE[0]) <= 16


def test_an_export_costs_the_same_for_one_proposal_and_for_many(client, roster):
    imported(*EVERY_STATE)
    signed_in(client, Role.PROPOSALS)

    def cost(query):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/proposals/proposals/export.xlsx?{query}").status_code == 200
        return len(seen)

    assert cost("state=closed") == cost("session=") > 4


def test_the_template_is_read_and_its_explanations_are_no_proposal(roster):
    found = table_of("模板.xlsx", columns.template())

    assert found.headings == tuple(field.label for field in columns.FIELDS)
    assert check(found, today=TODAY).cases == []


def test_every_column_of_the_import_is_in_the_export(roster):
    heads, _ = exports.table_of(PROPOSALS, [])

    assert {field.label for field in columns.FIELDS} - set(heads) == {"答复内容"}
    assert len(heads) == len(set(heads))


def test_csv_of_another_system_in_gb18030_is_read(roster):
    names = list(SUBMITTED)
    content = csv_file([names, [SUBMITTED[name] for name in names]], encoding="gb18030")

    assert check(table_of("往年.csv", content), today=TODAY).counts["new"] == 1


def test_sessions_may_be_spelled_in_several_ways(roster):
    spelled = ["四届三次", "4届3次会议", "第四届三次会议", "政协第四届委员会第三次全体会议"]

    for text in spelled:
        assert fates(SUBMITTED | {"届次": text}) == ["new"], text
    assert Session.objects.count() == 2
