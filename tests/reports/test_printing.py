from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yizheng.reports.printing import Form, Printable, Style, Unprintable, form_of, printed

FUNDS = Printable("service.aid_funds", "帮扶资金", "元")
ACTIVITIES = Printable("service.activities", "服务活动", "次")
FILED_RATE = Printable("proposals.filed_rate", "立案率", "%", is_ratio=True)
STANDING = Printable("meetings.standing", "常委会议", "次", has_ordinals=True)


def shown(figure, words, value):
    return printed(Decimal(value), form_of(figure, words.split())).text


@pytest.mark.parametrize(
    ("figure", "words", "value", "text"),
    [
        (ACTIVITIES, "次", "451", "451次"),
        (ACTIVITIES, "次", "0", "0次"),
        (ACTIVITIES, "万次", "31500", "3.15万次"),
        (ACTIVITIES, "次 余 2", "124", "120余次"),
        (ACTIVITIES, "次 余 2", "120", "120次"),
        (ACTIVITIES, "次 余 2", "87", "87次"),
        (ACTIVITIES, "次 多 1", "1999", "1000多次"),
        (FUNDS, "万元 多 2", "4536000", "450多万元"),
        (FUNDS, "万元 多 3", "4536000", "453万多元"),
        (FUNDS, "万元 余 2", "523000", "52万余元"),
        (FUNDS, "万元 余 1", "523000", "50余万元"),
        (FUNDS, "万元 多 2", "4500000", "450万元"),
        (FUNDS, "亿元 多 2", "4536000000", "45亿多元"),
        (FUNDS, "万元", "315000", "31.5万元"),
        (FUNDS, "元", "315000.50", "315000.5元"),
        (ACTIVITIES, "次 汉字", "3", "三次"),
        (ACTIVITIES, "次 汉字", "2", "两次"),
        (ACTIVITIES, "次 汉字", "12", "十二次"),
        (ACTIVITIES, "次 汉字", "451", "四百五十一次"),
        (FILED_RATE, "% 1", "0.872340425", "87.2%"),
        (FILED_RATE, "%", "0.872340425", "87.2%"),
        (FILED_RATE, "% 0", "0.872340425", "87%"),
        (FILED_RATE, "% 1", "1", "100%"),
        (FILED_RATE, "% 1", "0.99973", "99.97%"),
        (FILED_RATE, "% 1", "0.0002", "0.02%"),
        (FILED_RATE, "全部", "1", "全部"),
        (FILED_RATE, "全部", "0.9787", "97.9%"),
    ],
)
def test_a_figure_is_printed_in_the_form_asked_for(figure, words, value, text):
    assert shown(figure, words, value) == text


def test_an_undefined_value_is_a_dash():
    assert printed(None, form_of(FILED_RATE, ["%"])).text == "—"


@pytest.mark.parametrize(
    ("figure", "words", "says"),
    [
        (ACTIVITIES, "", "请写明单位，例如 [[service.activities 次]]"),
        (ACTIVITIES, "件", "单位是“次”，不能印成“件”"),
        (ACTIVITIES, "次 余", "要写明保留几位有效数字"),
        (ACTIVITIES, "次 2", "只有用“多”“余”时才写有效数字的位数"),
        (ACTIVITIES, "全部", "不是比率，不能印成“全部”"),
        (ACTIVITIES, "万次 汉字", "汉字数字不与“万”“亿”同用"),
        (ACTIVITIES, "届次", "没有连续的届次编号"),
        (ACTIVITIES, "次 余 多 2", "读不懂"),
        (FILED_RATE, "件", "单位是“%”，不能印成“件”"),
        (FILED_RATE, "% 余 2", "是比率，不能用“余”"),
        (FILED_RATE, "全部 1", "前后不写单位和位数"),
    ],
)
def test_an_impossible_form_is_refused_in_words(figure, words, says):
    with pytest.raises(Unprintable) as refused:
        form_of(figure, words.split())
    assert says in str(refused.value)


def test_ordinals_are_a_form_of_numbered_records():
    assert form_of(STANDING, ["届次"]) == Form("次", style=Style.ORDINALS)


COUNTS = st.integers(0, 10**10).map(Decimal)
AMOUNTS = st.integers(0, 10**13).map(lambda fen: Decimal(fen) / 100)


@given(
    value=COUNTS | AMOUNTS,
    scale=st.sampled_from(["", "万", "亿"]),
    style=st.sampled_from([Style.MORE, Style.ODD]),
    digits=st.integers(1, 6),
)
def test_a_printed_bound_holds_the_exact_value(value, scale, style, digits):
    result = printed(value, Form("元", scale, style, digits))

    assert result.low <= value <= result.high
    assert (style in result.text) == (result.low != result.high)


@given(part=st.integers(0, 2000), whole=st.integers(1, 2000), decimals=st.integers(0, 3))
def test_a_printed_share_is_within_half_a_unit_and_never_lies_about_all_or_none(
    part, whole, decimals
):
    value = Decimal(min(part, whole)) / Decimal(whole)

    result = printed(value, Form("%", digits=decimals))

    assert result.low <= value <= result.high
    assert (result.text == "100%") == (value == 1)
    assert (result.text == "0%") == (value == 0)


@given(value=st.integers(1, 10**9), digits=st.integers(1, 3), style=st.sampled_from(["多", "余"]))
def test_a_reader_of_the_printed_bound_finds_the_exact_value_in_it(value, digits, style):
    claims = pytest.importorskip("yizheng.claims")
    for scale in ("", "万"):
        words = printed(Decimal(value), Form("元", scale, Style(style), digits)).text

        (claim,) = claims.read(f"全年落实资金{words}。", ()).claims

        assert claim.low <= value <= claim.high
