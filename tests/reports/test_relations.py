from dataclasses import replace

import pytest

pytest.importorskip("yizheng.proposals.indicators")

from tests.factories.proposals import FiledFactory, RepliedFactory
from yizheng.core.indicators import FIGURES, at_most, contiguous, disjoint, equals, part_of
from yizheng.reports import relations


def found(year, key, relation, monkeypatch):
    """The finding for one relation of one figure."""
    monkeypatch.setitem(FIGURES, key, replace(FIGURES[key], relations=(relation,)))
    (finding,) = relations.findings(year, [FIGURES[key]])
    return finding.holds, finding.sentence


@pytest.fixture
def proposals(year):
    """Numbers 3, 4 and 7; the last one replied to."""
    return [FiledFactory(number=3), FiledFactory(number=4), RepliedFactory(number=7)]


def test_a_part_lies_within_its_whole(year, proposals, monkeypatch):
    held = found(year, "proposals.replied", part_of("proposals.filed"), monkeypatch)
    broken = found(year, "proposals.filed", part_of("proposals.replied"), monkeypatch)

    assert held == (
        True,
        "“办复提案”都在“审查立案”之内（1件，3件）".replace("办复提案", label("replied")).replace(
            "审查立案", label("filed")
        ),
    )
    assert broken[0] is False
    first, second = (proposal.pk for proposal in proposals[:2])
    assert f"有2条记录（编号{first}、{second}）不在“{label('replied')}”之内" in broken[1]


def label(name):
    return FIGURES[f"proposals.{name}"].label


def test_at_most_and_equals_compare_values(year, proposals, monkeypatch):
    assert found(year, "proposals.filed", at_most("proposals.replied"), monkeypatch)[0] is False
    assert found(year, "proposals.filed", equals("proposals.replied", times=3), monkeypatch)[0]
    broken = found(year, "proposals.filed", equals("proposals.replied", times=2), monkeypatch)
    assert "的2倍（3件，1件）" in broken[1]


def test_disjoint_figures_share_no_record(year, proposals, monkeypatch):
    holds, sentence = found(year, "proposals.filed", disjoint("proposals.replied"), monkeypatch)
    assert holds is False
    assert f"有1条记录（编号{proposals[2].pk}）同时计入" in sentence


def test_missing_numbers_are_named(year, proposals, monkeypatch):
    holds, sentence = found(year, "proposals.filed", contiguous("number"), monkeypatch)

    assert holds is False
    assert sentence.endswith("的编号不连续：缺第5、6号")


def test_numbers_run_inside_their_group(year, proposals, monkeypatch):
    relation = contiguous("number", within=("category", "session"))
    assert found(year, "proposals.filed", relation, monkeypatch)[0]


def test_every_declared_relation_names_a_figure_there_is():
    missing = [
        (figure.key, relation.other)
        for figure in FIGURES.values()
        for relation in figure.relations
        if relation.other and relation.other not in FIGURES
    ]
    assert missing == []
