"""Sums, rates, parts, changes and repetitions that a text asserts about its own figures."""

from yizheng.claims.drafts import Draft
from yizheng.claims.patterns import Vocabulary
from yizheng.claims.types import Claim, Relation


def relate(
    text: str, drafts: list[Draft], claims: list[Claim], vocabulary: Vocabulary
) -> list[Relation]:
    """All relations of a text, in the order of their subjects."""
    return []
