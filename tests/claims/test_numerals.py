"""Numerals, and what half a unit or an approximator leaves open."""

from decimal import Decimal

import pytest

from yizheng.claims.numerals import read, step


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2,480", "2480"),
        ("1.5万", "15000"),
        ("三百一十二", "312"),
        ("五点七亿", "570000000"),
        ("两千三", "2300"),
        ("两千零三", "2003"),
        ("12万5千", "125000"),
        ("十", "10"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("三百万", "3000000"),
        ("一亿二千万", "120000000"),
        ("九十七点三", "97.3"),
        ("二〇二五", "2025"),
        ("百", "100"),
    ],
)
def test_numerals(printed, value):
    assert read(printed) == Decimal(value)


@pytest.mark.parametrize(
    ("value", "unit"), [("120", "10"), ("28300", "100"), ("500", "100"), ("3.3", "0.1"), ("7", "1")]
)
def test_the_last_significant_digit_decides_what_a_surplus_leaves_open(value, unit):
    assert step(Decimal(value)) == Decimal(unit)


def test_what_is_no_numeral_is_refused():
    with pytest.raises(ValueError, match="not a numeral"):
        read("件")
