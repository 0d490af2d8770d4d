"""The page of transitions: a diagram and a table for each kind of record that has states."""

from collections.abc import Iterable
from typing import Any

from yizheng.core.workflow import TRANSITIONS, Transition

from .markdown import code, document, table


def page() -> str:
    """Every transition by kind of record."""
    models = sorted({move.model for move in TRANSITIONS.values()}, key=lambda m: m._meta.label)
    return document(
        "办理事项",
        "每一项办理只写一次，网页、接口、命令行和导入都用它。没有目标状态的不改变状态。",
        *[_section(model) for model in models],
    )


def _section(model: Any) -> str:
    moves = [move for move in TRANSITIONS.values() if move.model is model]
    moves.sort(key=lambda move: move.key)
    states = dict(model._meta.get_field("state").flatchoices)
    head = ("代号", "事项", "从", "到", "谁可以办理", "填写", "依据")
    rows = [_row(move, states) for move in moves]
    title = f"## {model._meta.verbose_name}（{model._meta.label_lower}）"
    return "\n\n".join([title, _diagram(moves, states), table(head, rows)])


def _row(move: Transition, states: dict[str, str]) -> tuple[object, ...]:
    return (
        code(move.key),
        move.label,
        "、".join(str(states[state]) for state in states if state in move.sources),
        _target(move, states),
        code(move.right.key) if move.right else "随其他办理自动发生",
        "、".join(code(name) for name in move.inputs),
        move.citation,
    )


def _target(move: Transition, states: dict[str, str]) -> str:
    if move.makes:
        return f"同{'、'.join(TRANSITIONS[key].label for key in move.makes)}之一"
    return states[move.target] if move.target else "不变"


def _diagram(moves: Iterable[Transition], states: dict[str, str]) -> str:
    arrows = [
        f"    {state} --> {move.target}: {move.label}"
        for move in moves
        for state in states
        if state in move.sources and move.target
    ]
    names = [f"    {state}: {label}" for state, label in states.items()]
    first = f"    [*] --> {next(iter(states))}"
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, first, *arrows, "```"])
