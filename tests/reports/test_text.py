from decimal import Decimal

import pytest

from yizheng.reports.content import compose
from yizheng.reports.printing import Form, Printable, Style
from yizheng.reports.text import (
    Block,
    Choice,
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
        Printable("proposals.filed", "审查立案", "件", splits=("category",)),
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


def test_words_of_some_years_are_kept_with_what_is_asked():
    text = parse(
        HEAD + "立案[[有 proposals.filed]]，共[[proposals.filed 件]][[完]]。"
        "[[无 service.aid_funds]]没有资金。[[完]]",
        KNOWN,
    )

    assert text.blocks[-1].pieces == (
        "立案",
        Choice("proposals.filed", True, ("，共", FigureMark("proposals.filed", Form("件")))),
        "。",
        Choice("service.aid_funds", False, ("没有资金。",)),
    )
    assert text.needed() == ["proposals.filed", "service.aid_funds"]
    assert [mark.key for mark in text.figures()] == ["proposals.filed"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[[有 proposals.filed]]立案", "要在同一段里用[[完]]收尾"),
        ("立案[[完]]", "前面没有[[有…]]或[[无…]]"),
        ("[[有]]立案[[完]]", "后面写一个指标的代码"),
        ("[[有 proposals.gone]]立案[[完]]", "后面写一个指标的代码"),
        ("[[有 proposals.filed]][[无 proposals.received]]立案[[完]]", "不能再套一层"),
        ("[[proposals.filed 件 分列 title]]", "不能按“title”分列；可用的有：category"),
        ("[[proposals.filed 分列 category]]", "分列的写法是：[[proposals.filed 件 分列 category]]"),
        ("[[proposals.filed 件 分列]]", "分列的写法是"),
        ("[[proposals.replied_rate % 分列 category]]", "不能分列"),
    ],
)
def test_wrong_words_of_some_years_and_wrong_parts_are_refused(body, says):
    assert says in problems(body)[0].message


def test_a_figure_can_be_printed_part_by_part():
    text = parse(HEAD + "[[proposals.filed 件 分列 category]]", KNOWN)

    assert text.blocks[-1].pieces == (
        FigureMark("proposals.filed", Form("件", style=Style.PARTS, split="category")),
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [(Decimal(3), "立案3件。"), (Decimal(0), "没有立案。"), (None, "没有立案。")],
)
def test_only_the_words_of_the_year_are_printed(value, words):
    text = parse(
        "# 题\n\n[[有 proposals.filed]]立案[[proposals.filed 件]]。[[完]]"
        "[[无 proposals.filed]]没有立案。[[完]]\n\n[[有 proposals.received]]另有。[[完]]",
        KNOWN,
    )

    content = compose(
        text,
        values={"proposals.filed": value, "proposals.received": Decimal(0)},
        facts={},
        ordinals={},
    )

    assert content.plain == f"题\n{words}\n"
