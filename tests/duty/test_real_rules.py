"""Members worked out by hand under the real rules of six committees."""

from datetime import date
from decimal import Decimal

import pytest

from tests.duty.rule_sets import AA_CITY, ALL, GUANGSHUI, JINAN, MINHANG, TONGCHENG, YANBIAN
from yizheng.duty.engine import Fact, Member, read, sample, score
from yizheng.duty.engine.facts import Part
from yizheng.duty.sources import vocabulary

PRESENT = ("present", "full")


def facts(*lines):
    """`(source, marks…)`, or with a dictionary of further facts at the end, a day apart."""
    made = []
    for number, (source, *marks) in enumerate(lines):
        more = marks.pop() if marks and isinstance(marks[-1], dict) else {}
        about = more.pop("about", "")
        made.append(
            Fact(
                source=source,
                record=more.pop("record", f"a.b:{number}"),
                on=date(2025, 1 + number // 28, 1 + number % 28),
                title=f"第{number}条",
                about=about,
                marks=frozenset(marks),
                **more,
            )
        )
    return made


def first(among):
    return {"part": Part.FIRST, "among": among}


def joint(among):
    return {"part": Part.JOINT, "among": among}


SOLE = {"part": Part.SOLE}


def scored(text, lines, *, standing=False):
    return score(read(text, vocabulary()), Member(is_standing=standing), facts(*lines))


def by_name(result):
    return {line.name: line.points for block in result.blocks for line in block.lines}


def groups(result):
    return {block.name: block.points for block in result.blocks if block.name}


@pytest.mark.parametrize("name", ALL)
def test_each_speaks_only_of_sources_and_marks_there_are(name):
    assert read(ALL[name], vocabulary()).items


def test_the_sample_is_a_good_set_of_rules():
    rules = read(sample(), vocabulary())
    assert [group.name for group in rules.groups] == ["参加会议", "建言", "活动和服务"]


def test_tongcheng_shares_a_joint_proposal_and_caps_each_group():
    result = scored(
        TONGCHENG,
        [
            ("meetings.plenary", *PRESENT),
            ("meetings.standing", "on_leave"),
            ("meetings.standing", "absent"),
            ("proposals.submitted", "filed", first(3)),
            ("proposals.submitted", "filed", joint(3)),
            ("proposals.submitted", SOLE),
            ("activities.consultation", *PRESENT),
            ("activities.supervision", *PRESENT),
            ("activities.service", "present", "late"),
            ("activities.service", "absent"),
            ("speaking.speeches", "written", "handed_in"),
            ("opinions.reports", "used"),
            ("opinions.used",),
        ],
        standing=True,
    )

    # Meetings 50 - 2 - 5 = 43.
    # Submitted: first of three 10/2 = 5; third of three (10-5)/2 = 2.5; alone 10: 17.5.
    # Filed: 15/2 = 7.5; (15-7.5)/2 = 3.75: 11.25. Together 28.75, cap 25.
    # Three activities 6, one written speech 5: 11, cap 10. One report 10, used 5: 15.
    assert by_name(result) == {
        "全体会议": 50, "常委会会议": -7, "提交": Decimal("17.5"), "立案": Decimal("11.25"),
        "活动": 6, "书面发言": 5, "反映": 10, "采用": 5,
    }  # fmt: skip
    assert groups(result) == {"会议": 43, "提案": 25, "活动": 10, "社情民意": 15}
    assert (result.total, result.grade) == (93, "合格")


def test_tongcheng_on_leave_from_the_plenary_session_and_nothing_else_does_not_pass():
    result = scored(TONGCHENG, [("meetings.plenary", "on_leave")])
    assert (result.total, result.grade) == (30, "不合格")


JINAN_FACTS = [
    ("activities.supervision", *PRESENT),
    ("proposals.submitted", "filed", SOLE),
    ("proposals.submitted", "filed", joint(4)),
    ("proposals.submitted", "filed", first(2)),
    ("proposals.key", SOLE),
    ("proposals.excellent", joint(2)),
    *[("activities.service", *PRESENT)] * 4,
    ("activities.service", "on_leave"),
    *[("duty.outside", "welfare")] * 2,
]


def test_jinan_counts_further_proposals_of_the_first_author_and_caps_welfare():
    result = scored(JINAN, [("meetings.plenary", *PRESENT), *JINAN_FACTS])

    # 70; of two filed as (first) author the second +5, the signed one is neither; key +5;
    # excellent only signed: 0; six times welfare 12, cap 10. 70 + 20 = 90.
    assert by_name(result) == {
        "全会缺席": 0, "第二件起的立案提案": 5, "重点提案": 5, "优秀提案": 0, "公益活动": 10,
    }  # fmt: skip
    assert (result.total, result.grade) == (90, "优秀")


def test_jinan_without_the_plenary_session_is_not_competent_whatever_the_points():
    result = scored(JINAN, [("meetings.plenary", "on_leave"), *JINAN_FACTS])

    # 90 - 10 for leave = 80 would do; "one plenary session" is not met.
    assert (result.total, result.grade) == (80, "不合格")
    assert [one.name for one in result.minimums if not one.is_met] == ["一次全会"]


def test_jinan_does_not_ask_the_plenary_session_of_who_was_seated_after_it():
    result = scored(JINAN, JINAN_FACTS)
    assert (result.total, result.grade) == (90, "优秀")


def test_jinan_asks_three_meetings_of_standing_members_only():
    lines = [
        ("meetings.plenary", *PRESENT),
        *[("meetings.standing", *PRESENT)] * 2,
        *JINAN_FACTS,
    ]
    assert scored(JINAN, lines, standing=True).grade == "不合格"
    assert scored(JINAN, lines).grade == "优秀"


def test_jinan_absent_without_leave_loses_thirty():
    result = scored(JINAN, [("meetings.plenary", "absent")])
    # 70 - 30 = 40.
    assert (result.total, result.grade) == (40, "不合格")


AA_FACTS = [
    ("meetings.plenary", *PRESENT),
    ("meetings.standing", *PRESENT),
    *[("activities.consultation", *PRESENT)] * 3,
    ("proposals.submitted", "filed", joint(3)),
    ("proposals.submitted", "filed", SOLE),
    ("proposals.submitted", "filed", first(2)),
    ("proposals.submitted", SOLE),
    ("opinions.used", {"record": "r:1"}),
    ("opinions.used", {"record": "r:2"}),
    ("opinions.reports", "used", {"record": "r:1"}),
    ("opinions.reports", "used", {"record": "r:2"}),
    ("opinions.reports", {"record": "r:3"}),
    ("opinions.adopted", "city", "single", {"record": "a:1", "about": "r:1"}),
]


def test_aa_city_takes_the_best_proposal_once_and_counts_the_others_as_further_ones():
    result = scored(AA_CITY, AA_FACTS)

    # 35 + 3 x 7.5 + the one made alone 15 + one used item 10 = 82.5.
    # Further: two filed 10, adopted above 6 = 16. Items: second used 3, unused 1 = 4.
    assert groups(result) == {"基本分": Decimal("82.5"), "加分": 16, "信息加分": 4}
    assert result.total == Decimal("102.5")


def test_aa_city_has_another_base_for_standing_members():
    everything = [*AA_FACTS, *[("activities.service", *PRESENT)] * 5]

    # Activities at most 4 x 7.5 = 30: 35 + 30 + 15 + 10 = 90; with standing meetings 120.
    assert groups(scored(AA_CITY, everything))["基本分"] == 90
    assert groups(scored(AA_CITY, everything, standing=True))["基本分"] == 120


def test_aa_city_caps_further_proposals_at_twenty():
    result = scored(AA_CITY, [("proposals.submitted", "filed", SOLE)] * 7)
    # One is 15; six more would be 30.
    assert by_name(result)["其余立案提案"] == 20


def test_yanbian_counts_the_first_author_only_and_a_converted_proposal_once():
    result = scored(
        YANBIAN,
        [
            ("proposals.submitted", "filed", SOLE),
            ("proposals.key", SOLE),
            ("proposals.submitted", "filed", joint(5)),
            ("proposals.submitted", "declined", "to_opinion", first(3)),
            ("opinions.reports", "from_proposal", {"record": "r:1"}),
            ("opinions.reports", "adopted", {"record": "r:2"}),
            ("opinions.adopted", "province", {"about": "r:2"}),
            ("opinions.adopted", "city", {"about": "r:2"}),
        ],
    )

    # Two submitted 20, one filed 10, key 10; one report 5; adopted twice 10 + 10, by the
    # province 10 more. The report that came from the proposal is not counted again.
    assert by_name(result) == {
        "提交提案": 20, "立案": 10, "重点提案": 10, "社情民意": 5, "采用和省级采用": 30,
    }  # fmt: skip
    assert result.total == 75


def test_minhang_counts_half_days_and_says_what_of_the_minimum_is_missing():
    sittings = [("meetings.sittings", "plenary", "present")] * 5
    result = scored(
        MINHANG,
        [
            *sittings,
            ("meetings.sittings", "plenary", "absent"),
            *[("activities.consultation", *PRESENT)] * 4,
            ("activities.study", *PRESENT),
            ("activities.study", "present", "late"),
            ("proposals.submitted", joint(3)),
            ("proposals.submitted", first(3)),
            ("proposals.key", joint(3)),
            ("proposals.excellent", first(3)),
        ],
    )

    # Five half days 25, four activities 20, training 10 + 5, the proposal led 15 (once),
    # key as participant 3, excellent as author 10.
    assert result.total == 25 + 20 + 15 + 15 + 3 + 10
    assert [one.name for one in result.minimums if not one.is_met] == ["一篇信息"]


def test_guangshui_deducts_from_ten_and_takes_the_highest_honour():
    result = scored(
        GUANGSHUI,
        [
            ("proposals.submitted", "filed", first(2)),
            ("proposals.submitted", "declined", "to_opinion", joint(2)),
            ("opinions.reports",),
            ("publicity.papers",),
            ("duty.outside", "help"),
            ("duty.outside", "welfare"),
            ("meetings.plenary", "present", "late"),
            ("meetings.sittings", "discussion", "plenary", "absent"),
            ("activities.consultation", "absent"),
            ("meetings.standing", "absent"),
            ("activities.study", *PRESENT),
            ("office.honours", "city"),
            ("office.honours", "province"),
            ("office.honours", "city"),
        ],
    )

    # 20 + converted joint 10 + one text 20 + one family 20 = 70.
    # 10 - 1 - 1.5 - 1.5 - 3 = 3. Study 5. The provincial honour alone 8.
    assert groups(result) == {"履职": 70, "出勤": 3, "学习": 5}
    assert result.total == 86


def test_guangshui_never_takes_more_than_the_ten_there_are():
    result = scored(GUANGSHUI, [("meetings.standing", "absent")] * 5)
    assert groups(result)["出勤"] == 0
