"""A real annual summary: every figure found and linked, no title or ordinal taken for one."""

import csv
import re
from decimal import Decimal

import pytest

from tests.claims.marked import SHARED
from tests.claims.test_judging import EXACT, misprint
from yizheng.claims import Recorded, Verdict, judge, read, shipped

SUMMARY = SHARED / "seed" / "summary-2025.txt"
FIGURES = SHARED / "design" / "figures.csv"
pytestmark = pytest.mark.skipif(
    not (SUMMARY.exists() and FIGURES.exists()), reason="../shared is not beside this checkout"
)


@pytest.fixture(scope="module")
def text():
    return SUMMARY.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def figures():
    rows = csv.DictReader(FIGURES.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["key"]]


@pytest.fixture(scope="module")
def records(figures):
    return {
        row["key"]: Recorded(EXACT.get(row["key"], Decimal(row["value"])), row["unit"])
        for row in figures
    }


@pytest.mark.parametrize("kept", [False, True])
def test_each_figure_is_stated_once_with_its_value(text, figures, records, kept):
    claims = read(text, shipped(records) if kept else shipped()).claims
    stated = {c.indicator: c for c in claims}
    assert len(claims) == len(figures) == len(stated)
    for row in figures:
        claim = stated[row["key"]]
        value = claim.value * 100 if row["unit"] == "%" else claim.value
        assert value == Decimal(row["value"]), row["id"]


def test_traps_are_no_claims(text):
    printed = [c.text for c in read(text, shipped()).claims]
    for trap in ("四届", "十七次", "第五卷", "第34届", "100个", "5A", "十五五", "2025年"):
        assert not [p for p in printed if trap in p]


def test_the_summary_is_confirmed(text, records):
    found = judge(read(text, shipped()), records)
    assert {j.verdict for j in found} == {Verdict.CONFIRMED}


@pytest.mark.parametrize("number", range(56))
def test_one_changed_number_is_found_and_no_other_is_blamed(text, records, number):
    claim = read(text, shipped()).claims[number]
    if not re.search(r"\d|三", claim.text):
        pytest.skip("a whole said without a numeral has no number to change")
    changed = text[: claim.start] + misprint(claim.text) + text[claim.end :]
    found = [j for j in judge(read(changed, shipped()), records) if j.verdict != "confirmed"]
    assert [j.claim.start for j in found if j.verdict == "contradicted"] == [claim.start]
    assert all(j.relations for j in found if j.claim.start != claim.start)
