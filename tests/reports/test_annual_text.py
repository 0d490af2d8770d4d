"""The text that is shipped: it can be printed, says every figure of the design, and is our own."""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from yizheng import claims
from yizheng.core.indicators import FIGURES
from yizheng.reports import checking, selectors
from yizheng.reports.content import compose
from yizheng.reports.text import numerals_in_prose, parse

SHARED = Path(__file__).parents[3] / "shared"
FACTS = {
    "year": "2025",
    "next_year": "2026",
    "term": "四届",
    "session": "四届四次会议",
    "committee": "安澜市政协",
    "place": "安澜市",
}
# What the demo year holds exactly, where the design prints a rounded figure.
EXACT = {
    "service.aid_funds": Decimal(4_536_000),
    "service.activities": Decimal(124),
    "publicity.book_words": Decimal(523_000),
    "proposals.replied_rate": Decimal(1),
}
RUN = 12


@pytest.fixture(scope="module")
def text():
    return parse(selectors.shipped_text(), selectors.printables())


@pytest.fixture(scope="module")
def designed():
    path = SHARED / "design" / "figures.csv"
    if not path.exists():
        pytest.skip("the design folder is not beside the project")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["key"]: EXACT.get(row["key"], Decimal(row["value"])) for row in rows if row["key"]}


@pytest.fixture(scope="module")
def printed(text, designed):
    return compose(text, values=designed, facts=FACTS, ordinals={}).plain


def test_it_has_four_chapters_and_twelve_headed_paragraphs(text):
    kinds = [block.kind for block in text.blocks]
    assert (kinds.count("chapter"), kinds.count("head")) == (4, 12)


def test_every_figure_in_it_is_declared_and_none_is_typed(text):
    assert {mark.key for mark in text.figures()} <= set(FIGURES)
    assert numerals_in_prose(selectors.shipped_text()) == []


def test_it_says_every_figure_of_the_design_once(text, designed):
    said = [mark.key for mark in text.figures()]
    assert sorted(said) == sorted(designed)


def test_it_prints_as_the_design_prints(printed):
    for words in (
        "三个重点帮扶县",
        "帮扶资金450多万元",
        "活动120余次",
        "文史资料50余万字",
        "资助学费31.5万元",
        "立案提案全部办理答复",
        "审查立案451件",
    ):
        assert words in printed


def test_the_checker_reads_every_figure_as_what_it_is(text, printed, designed):
    terms = claims.shipped(kept=FIGURES)
    read = claims.read(printed, terms).claims

    assert [claim.indicator for claim in read] == [mark.key for mark in text.figures()]
    assert {claim.indicator for claim in read if not holds(claim, designed)} == set()


def holds(claim, designed):
    value = designed[claim.indicator]
    return claim.low <= value <= claim.high


def test_the_terms_of_the_figures_do_not_mislead_the_checker(text, printed):
    read = claims.read(printed, checking.terms()).claims
    assert [claim.indicator for claim in read] == [mark.key for mark in text.figures()]


def test_no_run_of_characters_is_shared_with_the_seed(printed):
    path = SHARED / "seed" / "summary-2025.txt"
    if not path.exists():
        pytest.skip("the seed is not beside the project")
    ours, theirs = bare(printed), bare(path.read_text(encoding="utf-8"))
    shared = {ours[at : at + RUN] for at in range(len(ours) - RUN + 1)}
    assert [run for run in shared if run in theirs] == []


def bare(text):
    """Without spaces, in one kind of comma."""
    return re.sub(r"\s", "", text).replace(",", "，")
