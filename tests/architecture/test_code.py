"""What the linters cannot see: sizes, doors, the one place that assigns a state."""

import ast
import re
from pathlib import Path

import pytest

from yizheng.core.citations import REGULATIONS
from yizheng.core.indicators import FIGURES
from yizheng.core.workflow import TRANSITIONS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "yizheng"
PYTHON = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
MAY_LEAVE_THE_TENANT = {"core", "demo"}


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def places(pattern, paths):
    """`file:line` of every match."""
    found = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(lines(path), start=1)
        if found.search(line)
    ]


def test_no_file_is_too_long_to_read_in_one_sitting():
    texts = SOURCE / "demo" / "texts"
    long = {
        str(path.relative_to(ROOT)): len(lines(path))
        for path in PYTHON
        if len(lines(path)) > 400 and texts not in path.parents
    }
    assert long == {}


def test_no_template_is_too_long():
    long = {str(path): len(lines(path)) for path in TEMPLATES if len(lines(path)) > 250}
    assert long == {}


def test_states_change_in_one_place_only():
    assigned = places(r"\.state = ", PYTHON)
    assert {place.split(":")[0] for place in assigned} <= {"src/yizheng/core/workflow.py"}


def test_only_engines_and_the_demo_look_across_committees():
    outside = [
        path for path in PYTHON if path.relative_to(SOURCE).parts[0] not in MAY_LEAVE_THE_TENANT
    ]
    assert places(r"\.unscoped\b", outside) == []


def conditions(tree):
    """Whatever is asked as true or false."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node.test
        elif isinstance(node, ast.BoolOp):
            yield from node.values
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node.operand


def test_a_right_is_never_asked_as_a_truth():
    """The rule of a right is a query, true even when it lets nobody in; `may` and `can` ask it."""
    wrong = [
        f"{path.relative_to(ROOT)}:{asked.lineno}"
        for path in PYTHON
        for asked in conditions(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(asked, ast.Call)
        and isinstance(asked.func, ast.Attribute)
        and asked.func.attr == "rule"
    ]
    assert wrong == []


def test_templates_hold_no_inline_script_or_style():
    assert places(r"<script(?![^>]*(?:src=|application/json))|\sstyle=|\son\w+=", TEMPLATES) == []


def test_templates_name_no_outside_host():
    assert places(r"(?:src|href)=[\"'](?:https?:)?//", TEMPLATES) == []


def test_no_module_is_a_drawer_for_odds_and_ends():
    drawers = {"utils", "helpers", "common", "misc", "base", "manager"}
    assert [path for path in PYTHON if path.stem in drawers] == []


@pytest.mark.parametrize("key", sorted(REGULATIONS))
def test_every_regulation_has_its_page(key):
    page = ROOT / "docs" / "regulations" / f"{key}.md"
    assert REGULATIONS[key].title in page.read_text(encoding="utf-8")


def test_every_transition_and_figure_cites_a_known_regulation():
    citations = [move.citation for move in TRANSITIONS.values()]
    citations += [figure.citation for figure in FIGURES.values()]
    assert {citation.regulation.key for citation in citations} <= set(REGULATIONS)


def test_the_project_names_no_machine_path():
    own = [path for path in [*PYTHON, *TEMPLATES, *ROOT.glob("docs/**/*.md")] if path.is_file()]
    assert places(r"/(?:work|root|home)/", own) == []
