"""A committee's own code lists: decided from a day on, and never rewriting the past."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting
from yizheng.core import codes, rules
from yizheng.core.access import EVERYTHING, Action
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.codes import CodeChoice, Entry
from yizheng.core.errors import Invalid

RIGHT = Action("tests.set_rule", "定规则", lambda _: EVERYTHING)
SPRING, SUMMER = date(2025, 3, 1), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def classes(monkeypatch):
    monkeypatch.setattr(rules, "RULES", {})
    monkeypatch.setattr(codes, "CODE_LISTS", {})
    return codes.code_list(
        "tests.classes",
        "办理结果",
        default=[Entry("A", "A类", "已经解决", "solved"), Entry("B", "B类", "正在解决")],
        senses={"solved": "已解决"},
        help="",
        citation=PROPOSAL_RULES("答复"),
    )


def decide(value, *, valid_from=SUMMER):
    rules.set_rule(
        "tests.classes", by=acting("office"), right=RIGHT, value=value, valid_from=valid_from
    )


def row(code, label, meaning="", sense=""):
    return {"code": code, "label": label, "meaning": meaning, "sense": sense}


def test_a_new_list_holds_from_its_day_and_former_codes_keep_their_names(city, classes):
    decide([row("A", "甲类", "", "solved"), row("D", "丁类")])

    assert [entry.code for entry in classes.entries(on=SPRING)] == ["A", "B"]
    assert [entry.code for entry in classes.entries(on=SUMMER)] == ["A", "D"]
    assert [classes.label(code) for code in ("A", "B", "D", "Z")] == ["甲类", "B类", "丁类", "Z"]


def test_a_code_is_refused_on_a_day_it_was_not_offered(city, classes):
    decide([row("A", "A类")])

    assert classes.require("B", on=SPRING, field="result_class").label == "B类"
    with pytest.raises(Invalid) as refusal:
        classes.require("B", on=SUMMER, field="result_class")
    assert (refusal.value.field, "A类" in refusal.value.message) == ("result_class", True)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "至少要有一项"),
        ([row("A", "A类"), row("A", "又一个")], "出现了两次"),
        ([row("甲", "甲类")], "只能用英文字母"),
        ([row("A", " ")], "没有写名称"),
        ([row("A", "A类", "", "gone")], "归类不对"),
        ([{"code": "A", "colour": "red"}], "代码和名称"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(city, classes, value, words):
    with pytest.raises(Invalid) as refusal:
        decide(value)

    assert words in str(refusal.value.fields)
    assert [entry.code for entry in classes.entries(on=SUMMER)] == ["A", "B"]


def test_all_lists_of_a_request_cost_one_query(city, classes):
    with CaptureQueriesContext(connection) as seen:
        for _ in range(3):
            classes.entries(on=SPRING)
            classes.label("A")

    assert len(seen) == 1


def test_a_form_offers_what_holds_today_and_a_filter_the_former_ones_too(city, classes):
    decide([row("A", "A类", "已经解决", "solved")], valid_from=date(2025, 1, 1))

    assert [value for value, _ in CodeChoice(codes=classes).choices] == ["", "A"]
    assert [value for value, _ in CodeChoice(codes=classes, former=True).choices] == ["", "A", "B"]
