"""Rules as they are typed: TOML to `Rules`, and what is wrong in Chinese at its place."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from .rules import Rules

# Longer than any rules that were ever decided.
LONGEST = 60_000
SECTIONS = {
    "item": "计分项",
    "group": "分组",
    "grade": "等级",
    "minimum": "最低要求",
    "veto": "否决项",
    "rung": "级",
    "any_of": "条件",
}
SAID = {
    "missing": "没有写",
    "extra_forbidden": "不认识，请核对拼写",
    "string_type": "应是带引号的文字",
    "string_too_short": "不能空着",
    "tuple_type": "应是方括号里的几项",
    "bool_type": "应是 true 或 false",
    "model_type": "应是一节",
    "model_attributes_type": "应是一节",
}


class Unreadable(ValueError):
    """The text is no set of rules; `sentences` say where and why."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("；".join(sentences))
        self.sentences = sentences


def read(text: str, vocabulary: Mapping[str, Mapping[str, str]] | None = None) -> Rules:
    """The rules of a text.

    Args:
        vocabulary: the marks of each known source; None takes them as they are, for what was
            checked when it was decided.

    Raises:
        Unreadable: with a sentence for each thing that is wrong.
    """
    if len(text) > LONGEST:
        raise Unreadable([f"太长，最多{LONGEST}字"])
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable([f"不是规范的 TOML：{_where(str(error))}"]) from error
    except (RecursionError, ArithmeticError, ValueError) as error:
        raise Unreadable(["不是规范的 TOML：嵌套太深或数字太大"]) from error
    try:
        rules = Rules.model_validate(data)
    except ValidationError as error:
        raise Unreadable([_sentence(one, data) for one in error.errors()]) from error
    if vocabulary is not None and (faults := list(dict.fromkeys(rules.faults(vocabulary)))):
        raise Unreadable(faults)
    return rules


def _where(said: str) -> str:
    """The line and column, which is what helps; the reason stands in English after them."""
    reason, found, place = said.rpartition(" (at line ")
    if not found:
        return said
    line, _, column = place.rstrip(")").partition(", column ")
    return f"第{line}行第{column or '1'}个字附近（{reason}）"


def _sentence(error: Any, data: Any) -> str:
    place, name = _place(error["loc"], data)
    if error["type"] == "value_error":
        said = str(error["ctx"]["error"])
    elif error["type"] == "literal_error":
        said = f"只能是 {error['ctx']['expected'].replace(' or ', '、')}"
    else:
        said = SAID.get(error["type"], "写得不对")
    where = "".join(place) or "开头"
    return f"{where}：{f'“{name}”' if name else ''}{said}"


def _place(loc: tuple[Any, ...], data: Any) -> tuple[list[str], str]:
    """The sections down to where it is wrong, with their names, and the word that is wrong."""
    place: list[str] = []
    word = ""
    for step in loc:
        if isinstance(step, int) and word in SECTIONS:
            data = data[step] if isinstance(data, list) and step < len(data) else None
            called = data.get("name", "") if isinstance(data, dict) else ""
            place.append(f"第{step + 1}个{SECTIONS[word]}{f'“{called}”' if called else ''}")
            word = ""
        elif isinstance(step, str):
            word = step
            data = data.get(step) if isinstance(data, dict) else None
    return place, word


def sample() -> str:
    """A set of rules to begin with, with an explanation beside each word."""
    return (files(__package__) / "sample.toml").read_text(encoding="utf-8")
