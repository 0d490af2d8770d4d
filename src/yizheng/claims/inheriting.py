"""Choosing a key for every number: its own words, or what it inherits from the one before."""

import re

from yizheng.claims.drafts import Draft
from yizheng.claims.linking import Linker

# A score below this is a word from far away, alone.
_LEAST = 0.8
_NEAR_SCORE = 0.6
_SENTENCE_END = re.compile(r"[。！？\n]")


def choose(text: str, drafts: list[Draft], linker: Linker) -> None:
    """Set key, alternatives and reason of every draft, in order."""
    for number, draft in enumerate(drafts):
        _choose(text, drafts, number, linker)
        if draft.key is None:
            draft.reason = _reason(text, draft)


def _choose(text: str, drafts: list[Draft], number: int, linker: Linker) -> None:
    draft = drafts[number]
    if draft.claim_type == "duration":
        return
    previous = _previous(text, drafts, number)
    if draft.compare:
        _take(draft, linker.rank(draft.span, draft.phrase, any_unit=True))
        if draft.key is None and previous is not None:
            draft.key, draft.alternatives = previous.key, previous.alternatives
        return
    if draft.share and previous is not None and previous.key:
        share = _share_of(linker, previous.key)
        if share:
            draft.key = share
            return
    _take(draft, linker.rank(draft.span, draft.phrase))
    if draft.key is None and draft.whole is not None:
        whole = drafts[draft.whole]
        draft.key, draft.alternatives = whole.key, whole.alternatives


def _take(draft: Draft, ranked: list[tuple[float, str]]) -> None:
    ranked = [pair for pair in ranked if pair[0] >= _LEAST]
    if not ranked:
        return
    best = ranked[0][0]
    draft.ranked = ranked
    draft.words = best
    draft.key = ranked[0][1]
    draft.alternatives = tuple(key for score, key in ranked[1:4] if score >= _NEAR_SCORE * best)


def _previous(text: str, drafts: list[Draft], number: int) -> Draft | None:
    """The count before a share or a change, in the same sentence."""
    for earlier in range(number - 1, max(-1, number - 4), -1):
        found = drafts[earlier]
        if _SENTENCE_END.search(text, found.span.end, drafts[number].span.start):
            return None
        if not found.percent and found.claim_type not in ("duration", "universal"):
            return found
    return None


def _share_of(linker: Linker, key: str) -> str | None:
    """The key of the share whose part is `key`."""
    for term in linker.vocabulary.terms:
        if term.part == key and "%" in term.units:
            return term.key
    return None


def _reason(text: str, draft: Draft) -> str:
    if draft.claim_type == "duration":
        return "duration"
    return "no_key"
