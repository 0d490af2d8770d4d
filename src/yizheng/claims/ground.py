"""The claims of one text and how to find one from another: what relations are made of."""

from dataclasses import dataclass

from yizheng.claims.drafts import Draft
from yizheng.claims.types import Claim, Term


@dataclass(frozen=True, slots=True)
class Ground:
    """A text with its drafts and their claims, which run in parallel."""

    text: str
    drafts: list[Draft]
    claims: list[Claim]
    terms: dict[str, Term]

    def same_kind(self, key: str | None, whole: str) -> bool:
        """Whether a figure is `whole` or a declared part of it."""
        if key is None:
            return False
        return key == whole or (key in self.terms and whole in self.terms[key].whole)

    def count_before(self, number: int, unit: str | None = None) -> int | None:
        """The nearest count before, in the same sentence; of this unit, if one is given."""
        begin = self.drafts[number].phrase.sentence
        for at in range(number - 1, -1, -1):
            draft = self.drafts[at]
            if draft.span.start < begin:
                return None
            if draft.percent or draft.claim_type in ("duration", "universal"):
                continue
            if unit is None or draft.unit == unit:
                return at
        return None

    def back(self, number: int, key: str, *, reach: int = 40) -> int | None:
        """The nearest earlier level with this key; not a part of it, not a change."""
        period = self.drafts[number].period
        for at in range(number - 1, max(-1, number - 1 - reach), -1):
            draft = self.drafts[at]
            if draft.key == key and not draft.percent and not draft.compare:
                if draft.period == "previous_year" != period:
                    continue
                if draft.whole is None or self.drafts[draft.whole].key != key:
                    return (
                        at
                        if draft.period == period or "event" not in (draft.period, period)
                        else None
                    )
        return None
