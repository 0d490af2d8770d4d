"""Verdicts: what each approximator allows, what cannot be compared, and one wrong number found."""

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.claims.marked import passage
from yizheng.claims import Recorded, Verdict, judge, read, shipped

TERMS = shipped()
# Where the long passage prints a bound, the records hold an exact value.
EXACT = {
    "service.aid_funds": Decimal(4_536_000),
    "service.activities": Decimal(124),
    "publicity.book_words": Decimal(523_000),
}


def verdict(text, key, value, unit="件"):
    found = judge(read(text, TERMS), {key: Recorded(Decimal(value), unit)})
    (one,) = [j for j in found if j.claim.indicator == key]
    return one


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("120件", "120", "confirmed"),
        ("120件", "121", "contradicted"),
        ("120余件", "120", "confirmed"),
        ("120余件", "129", "confirmed"),
        ("120余件", "130", "contradicted"),
        ("120多件", "119", "contradicted"),
        ("近200件", "180", "confirmed"),
        ("近200件", "179", "contradicted"),
        ("近200件", "201", "contradicted"),
        ("约200件", "220", "confirmed"),
        ("约200件", "221", "contradicted"),
        ("200件以上", "200", "confirmed"),
        ("超过200件", "200", "contradicted"),
        ("不足200件", "150", "confirmed"),
        ("1.2万件", "12034", "within_rounding"),
        ("1.2万件", "12600", "contradicted"),
    ],
)
def test_bounds(printed, value, expected):
    assert verdict(f"全年收到提案{printed}。", "proposals.received", value).verdict == expected


@pytest.mark.parametrize(
    ("text", "value", "unit", "expected"),
    [
        ("立案率87.2%。", "87.23", "%", "within_rounding"),
        ("立案率87.2%。", "0.872", "", "confirmed"),
        ("立案率87.2%。", "86.1", "%", "contradicted"),
    ],
)
def test_rates(text, value, unit, expected):
    assert verdict(text, "proposals.filed_rate", value, unit).verdict == expected


def test_money_in_cents():
    one = verdict("委员捐款31.5万元。", "service.aid_funds", "31500000", "分")
    assert one.verdict == Verdict.CONFIRMED


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("明年计划召开党组会议22次。", "计划"),
        ("五年来，召开党组会议22次。", "本届"),
        ("党组会议由上届的22次增加到30次。", "上一年度或上一届"),
    ],
)
def test_what_the_records_of_the_year_cannot_answer(text, rule):
    records = {
        "meetings.party_group": Recorded(Decimal(9), "次", date(2025, 1, 1), date(2025, 12, 31))
    }
    first = judge(read(text, TERMS), records)[0]
    assert first.verdict == Verdict.NOT_CHECKABLE
    assert rule in first.rule


def test_a_total_over_years_is_compared_with_a_record_over_years():
    text = "节目自开播以来累计播出170期。"
    record = Recorded(Decimal(170), "期", date(2021, 1, 1), date(2025, 12, 31))
    assert judge(read(text, TERMS), {"publicity.episodes": record})[0].verdict == "confirmed"


def test_a_figure_without_records_is_calmly_not_covered():
    (one,) = judge(read("全年接待来访团组18批次。", TERMS), {})
    assert (one.verdict, one.recorded, one.rule) == ("not_covered", None, "系统没有这一项的记录")


def test_arithmetic_speaks_where_no_record_does():
    found = judge(read("收到提案200件，立案180件，立案率92%。", TERMS), {})
    assert {j.verdict for j in found} == {Verdict.ARITHMETIC}
    assert "180÷200=90.00%" in found[0].rule


@pytest.fixture(scope="module")
def records():
    _, marks = passage("anlan_summary")
    values = {m["indicator"]: (Decimal(str(m["value"])), m["unit"]) for m in marks}
    values["proposals.replied_rate"] = (Decimal(100), "%")
    return {key: Recorded(EXACT.get(key, value), unit) for key, (value, unit) in values.items()}


def test_the_long_passage_is_confirmed_figure_by_figure(records):
    text, marks = passage("anlan_summary")
    found = judge(read(text, TERMS), records)
    assert len(found) == len(marks) == 56
    assert [j.claim.text for j in found if j.verdict != Verdict.CONFIRMED] == []


@pytest.mark.parametrize("number", range(56))
def test_a_changed_number_alone_is_contradicted(records, number):
    text, marks = passage("anlan_summary")
    mark = marks[number]
    if mark["unit"] == "全部":
        pytest.skip("a whole said without a numeral has no number to change")
    changed = text[: mark["start"]] + misprint(mark["text"]) + text[mark["end"] :]
    reading = read(changed, TERMS)
    found = [j for j in judge(reading, records) if j.verdict != Verdict.CONFIRMED]
    tied = {c.start for r in reading.relations if not r.holds for c in r.claims}
    assert [j.claim.start for j in found if j.verdict == "contradicted"] == [mark["start"]]
    assert {j.claim.start for j in found} <= {mark["start"]} | tied


def misprint(printed):
    """The quantity with its last digit changed; enough to leave the range of 余 and 多."""
    digits = re.search(r"\d[\d.]*|三", printed).group()
    if digits == "三":
        return printed.replace("三", "七")
    if "余" in printed or "多" in printed:
        return printed.replace(digits, str(int(digits) + 130))
    last = digits.rstrip("0") or digits
    wrong = last[:-1] + str(int(last[-1]) % 9 + 1) + digits[len(last) :]
    return printed.replace(digits, wrong)
