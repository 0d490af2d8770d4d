"""Choosing a key for every number: its own words, or what it inherits from the one before."""

import re

from yizheng.claims.drafts import Draft
from yizheng.claims.exclusions import Exclusions
from yizheng.claims.linking import Linker

# A score below this is a word from far away, alone.
_LEAST = 0.8
_NEAR_SCORE = 0.6
_SENTENCE_END = re.compile(r"[。！？\n]")


def choose(text: str, drafts: list[Draft], linker: Linker) -> None:
    """Set key, alternatives and reason of every draft, in order."""
    exclusions = Exclusions(text)
    for number, draft in enumerate(drafts):
        draft.reason = exclusions.reason(draft)
        if draft.reason is None:
            _choose(text, drafts, number, linker)
        if draft.key is None and draft.reason is None:
            draft.reason = "no_key"


def _choose(text: str, drafts: list[Draft], number: int, linker: Linker) -> None:
    draft = drafts[number]
    previous = _previous(text, drafts, number) if draft.part is None else drafts[draft.part]
    if draft.unit == "个百分点" and number and drafts[number - 1].unit == "%":
        previous = drafts[number - 1]
    if draft.compare:
        _take(draft, linker.rank(draft.span, draft.phrase, None))
        if draft.key is None and previous is not None and _bare_change(text, draft):
            _inherit(draft, previous)
        return
    if draft.share and previous is not None and previous.key:
        share = _share_of(linker, previous.key)
        if share:
            draft.key = share
            return
    _take(draft, linker.rank(draft.span, draft.phrase, draft.unit or None))
    if draft.key is None:
        _without_words(text, drafts, number, linker)
    elif not draft.unit:
        draft.unit = linker.vocabulary.by_key[draft.key].units[0]


# A figure of things given counts in whatever they are counted in: 矿泉水5000箱、发电机12台.
_MANY_UNITS = 15


def _without_words(text: str, drafts: list[Draft], number: int, linker: Linker) -> None:
    """A part takes the key of its whole; the end of 从39家到31家 that of its begin."""
    draft = drafts[number]
    if draft.whole is not None:
        _inherit(draft, drafts[draft.whole])
        return
    if _REST.fullmatch(text, draft.phrase.left, draft.span.start):
        listed = [d for d in drafts[max(0, number - 4) : number] if d.unit == draft.unit]
        if listed:
            _inherit(draft, listed[-1])
    elif number:
        _from_previous(text, drafts, number, linker)


def _from_previous(text: str, drafts: list[Draft], number: int, linker: Linker) -> None:
    """A total, the next item of a list, or the other end of a change."""
    draft, previous = drafts[number], drafts[number - 1]
    if previous.key and _total_of(text, drafts, number, linker):
        return
    if previous.key and _next_item(text, drafts, number):
        _inherit(draft, previous)
    elif previous.key and text[previous.span.end] == "、":
        units = linker.vocabulary.by_key[previous.key].units
        if len(units) > _MANY_UNITS and draft.unit in units:
            _inherit(draft, previous)
    elif previous.unit == draft.unit and _other_end(text, draft, previous):
        _inherit(draft, previous)


def _other_end(text: str, draft: Draft, previous: Draft) -> bool:
    """比上年的498件, or the 31家 of 从39家到31家."""
    if draft.period == "previous_year" and _bare_change(text, draft):
        return True
    between = text[previous.span.end : draft.span.start]
    return previous.period == "previous_year" and bool(_RISES_TO.fullmatch(between))


# 其他24件 at the end of a list is of the list's kind.
_REST = re.compile(r"(?:其他|其它|其余)(?:类|方面|提案|各类|的)*(?:有|为|共)?")
_NOUN = r"[^，,。；;：:、\n\d]"
_JUXTAPOSED = re.compile(rf"{_NOUN}{{0,3}}|{_NOUN}{{0,4}}[、和及]{_NOUN}{{0,3}}")
_ALL_IN_ALL = re.compile(r"(?:合计|共计|总计|累计|总共|一共|共)(?:为|有|达|收到)?")


def _next_item(text: str, drafts: list[Draft], number: int) -> bool:
    """走访9个苏木镇31个嘎查: the same measure word again, with a noun at most between."""
    before, draft = drafts[number - 1], drafts[number]
    between = text[before.span.end : draft.span.start]
    same = before.unit == draft.unit and not draft.percent
    return same and bool(_JUXTAPOSED.fullmatch(between))


def _total_of(text: str, drafts: list[Draft], number: int, linker: Linker) -> bool:
    """Give 合计532件 the key of what it sums: the common whole of the two numbers before."""
    draft, terms = drafts[number], linker.vocabulary.by_key
    if number < 2 or not _ALL_IN_ALL.fullmatch(text, draft.phrase.left, draft.span.start):
        return False
    one, other = drafts[number - 1], drafts[number - 2]
    if not (one.unit == other.unit == draft.unit and one.key and other.key):
        return False
    shared = [key for key in terms[one.key].whole if key in (other.key, *terms[other.key].whole)]
    if not shared and one.key != other.key:
        return False
    draft.key, draft.reason = (shared[0] if shared else one.key), None
    return True


def _inherit(draft: Draft, source: Draft) -> None:
    draft.key, draft.alternatives, draft.reason = source.key, source.alternatives, None


_RISES_TO = re.compile(r"[^，,。；\d]{0,8}(?:到|为|至|成)了?")
_ONLY_CHANGE = re.compile(
    r"[同环]?比|较|与|头一年|年初|新增|上年|上一?届|去年|前一?年|同期|往年|相比|增长|增加|提高|提升|上升"
    r"|下降|减少|降低|增幅|翻了?|多|少|分别|了|约|近|达|为|是|的|，|,|同样|[和与及、]"
)


def _bare_change(text: str, draft: Draft) -> bool:
    """Whether the clause of a change names nothing of its own: 比上届增长17.6%."""
    clause = text[draft.phrase.left : draft.span.start]
    return not _ONLY_CHANGE.sub("", clause)


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
