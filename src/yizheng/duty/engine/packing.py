"""What is stored of an assessment: facts and result as plain JSON, and a digest of what went in."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from .facts import Adjustment, Fact, Member, Part, in_order

# Raised when the same rules and facts come to another result: old results say which made them.
ENGINE = 1


def to_json(thing: Any) -> Any:
    """Facts, adjustments and results as plain JSON values: the same thing gives the same text."""
    if is_dataclass(thing):
        return {one.name: to_json(getattr(thing, one.name)) for one in fields(thing)}
    if isinstance(thing, dict):
        return {name: to_json(value) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [to_json(value) for value in thing]
    if isinstance(thing, frozenset):
        return sorted(thing)
    if isinstance(thing, Decimal):
        return _plain(thing)
    return thing.isoformat() if isinstance(thing, date) else thing


def _plain(number: Decimal) -> str:
    """A number as people write it: 7.5, 30, -10."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def inputs(
    member: Member, facts: Iterable[Fact], adjustments: Iterable[Adjustment]
) -> dict[str, Any]:
    """All that goes in beside the rules, in one order."""
    return {
        "member": to_json(member),
        "facts": [to_json(fact) for fact in in_order(facts)],
        "adjustments": [to_json(one) for one in sorted(adjustments, key=lambda one: one.record)],
    }


def from_json(stored: dict[str, Any]) -> tuple[Member, list[Fact], list[Adjustment]]:
    """What was stored by `inputs`, to be computed again."""
    facts = [
        Fact(
            **one
            | {
                "on": date.fromisoformat(one["on"]),
                "marks": frozenset(one["marks"]),
                "part": Part(one["part"]),
            }
        )
        for one in stored["facts"]
    ]
    given = [
        Adjustment(**one | {"points": Decimal(one["points"])}) for one in stored["adjustments"]
    ]
    return Member(**stored["member"]), facts, given


def digest_of(rules_text: str, stored: dict[str, Any]) -> str:
    """SHA-256 over the text of the rules and all that was stored by `inputs`."""
    whole = {"engine": ENGINE, "rules": rules_text, "inputs": stored}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
