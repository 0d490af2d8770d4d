import pytest

from yizheng.reports.printing import Form, Printable, Style
from yizheng.reports.text import (
    Block,
    FactMark,
    FigureMark,
    Problem,
    TextRefused,
    numerals_in_prose,
    parse,
)

KNOWN = {
    item.key: item
    for item in (
        Printable("proposals.filed", "审查立案", "件"),
        Printable("proposals.received", "征集提案", "件"),
        Printable("proposals.replied_rate", "办复率", "%", is_ratio=True),
        Printable("service.aid_funds", "帮扶资金", "元"),
    )
}
HEAD = "# 总结\n\n## 提案\n\n### 办理\n\n"


def problems(body):
    with pytest.raises(TextRefused) as refused:
        parse(HEAD + body, KNOWN)
    return refused.value.problems


def test_a_text_is_read_into_blocks_of_prose_and_marks():
    text = parse(
        "# [[year]]年总结\n\n## 提案\n### 办理\n立案[[proposals.filed 件]]，\n落实资金"
        "[[service.aid_funds 万元 多 2]]。\n\n[[proposals.replied_rate 全部]]办复。\n",
        KNOWN,
    )

    assert text.blocks == (
        Block("title", (FactMark("year"), "年总结")),
        Block("chapter", ("提案",)),
        Block("head", ("办理",)),
        Block(
            "paragraph",
            (
                "立案",
                FigureMark("proposals.filed", Form("件")),
                "，落实资金",
                FigureMark("service.aid_funds", Form("元", "万", Style.MORE, 2)),
                "。",
            ),
        ),
        Block(
            "paragraph",
            (FigureMark("proposals.replied_rate", Form("%", style=Style.UNIVERSAL)), "办复。"),
        ),
    )


@pytest.mark.parametrize("digit", ["4", "４", "④", "²"])
def test_a_typed_digit_is_refused_with_its_place(digit):
    (problem,) = problems(f"立案\n和{digit}件")

    assert (problem.line, problem.column) == (8, 2)
    assert f"不能直接写数字“{digit}”" in problem.message


def test_an_unknown_key_names_those_of_its_group():
    (problem,) = problems("立案[[proposals.field 件]]")

    assert (problem.line, problem.column) == (7, 3)
    assert "没有“proposals.field”这个指标" in problem.message
    assert "proposals.filed、proposals.received、proposals.replied_rate" in problem.message


def test_an_unknown_group_names_the_groups_and_facts():
    (problem,) = problems("[[bananas]]")

    assert "year" in problem.message
    assert "proposals、service" in problem.message


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("立案[[proposals.filed 条]]", "单位是“件”，不能印成“条”"),
        ("立案[[proposals.filed 全部]]", "不是比率"),
        ("[[]]", "标记是空的"),
        ("[[year 年]]", "后面不写单位"),
        ("立案[[proposals.filed 件", "没有成对"),
        ("立案proposals.filed]]", "没有成对"),
    ],
)
def test_a_wrong_mark_is_refused_in_words(body, says):
    assert [says in problem.message for problem in problems(body)] == [True]


def test_every_problem_is_told_in_the_order_of_the_text():
    found = problems("一月9日\n[[x]]\n\n8件")

    assert [(problem.line, problem.column) for problem in found] == [(7, 3), (8, 1), (10, 1)]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("正文", (1, 1)),
        ("", (1, 1)),
        ("# 题\n### 段", (2, 5)),
        ("# 题\n# 又一题", (2, 3)),
        ("# 题\n## ", (2, 4)),
    ],
)
def test_the_structure_is_checked(source, place):
    with pytest.raises(TextRefused) as refused:
        parse(source, KNOWN)
    first = refused.value.problems[0]
    assert (first.line, first.column) == place


def test_chinese_numerals_that_read_like_figures_are_pointed_out():
    pytest.importorskip("yizheng.claims.reading", reason="the reader of claims is not there yet")

    found = numerals_in_prose("# 题\n\n谋划“十五五”，召开三次会议，立案[[proposals.filed 件]]。")

    assert found == [Problem(3, 11, "“三次”像是一个数字，宜写成标记")]
