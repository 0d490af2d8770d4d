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
        if draft.key is None and draft.reason is None:
            draft.reason = "no_key"


def _choose(text: str, drafts: list[Draft], number: int, linker: Linker) -> None:
    draft = drafts[number]
    draft.reason = _excluded(text, draft)
    if draft.reason:
        return
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
    previous_key = drafts[number - 1].key if number else None
    if previous_key and text[drafts[number - 1].span.end] == "、":
        units = linker.vocabulary.by_key[previous_key].units
        if len(units) > _MANY_UNITS and draft.unit in units:
            _inherit(draft, drafts[number - 1])
    elif number and drafts[number - 1].unit == draft.unit:
        previous = drafts[number - 1]
        if draft.period == "previous_year" and _bare_change(text, draft):
            _inherit(draft, previous)
        between = text[previous.span.end : draft.span.start]
        if previous.period == "previous_year" and _RISES_TO.fullmatch(between):
            _inherit(draft, previous)


def _inherit(draft: Draft, source: Draft) -> None:
    draft.key, draft.alternatives, draft.reason = source.key, source.alternatives, None


_RISES_TO = re.compile(r"[^，,。；\d]{0,8}(?:到|为|至|成)了?")
_ONLY_CHANGE = re.compile(
    r"[同环]?比|较|与|头一年|年初|新增|上年|上一?届|去年|前一?年|同期|往年|相比|增长|增加|提高|提升|上升|下降|减少|降低|增幅|多|少|分别|了|约|近|达|为|是|的|，|,|同样|[和与及、]"
)
_EACH = re.compile(
    r"(?:每[^，。、；\d]{1,3}|人均|户均|亩均|平均|均价|每)(?:资助|补助|发放|奖励|捐|约|为|达)?$"
)


def _excluded(text: str, draft: Draft) -> str | None:
    """Why no figure can be meant: 每人3000元, 五千元以上的, 38天."""
    if draft.claim_type == "duration":
        return "duration"
    begin, end = draft.span.start, draft.span.end
    if _EACH.search(text, max(0, begin - 8), begin):
        return "rate_card" if draft.claim_type == "money" else "frequency"
    if text.startswith("的标准", end):
        return "rate_card"
    if _AVERAGE.search(text, draft.phrase.verb, begin):
        return "derived"
    if _NOT_DONE.search(text, draft.phrase.left, begin):
        return "no_key"
    if _individual(text, draft):
        return "individual"
    if _of_others(text, draft):
        return "other_body"
    if (
        text.startswith("的", end)
        and text[begin:end].endswith(("以上", "以下"))
        and not draft.percent
    ):
        return "threshold"
    return None


_PERSON = re.compile(
    r"(?<![其吉])[她他](?![们人乡日国山])|(?:董事长|总经理|创始人)[\u4e00-\u9fff]{2,4}[拿捐出先投带]|委员(?:掰着|回忆|坦言|告诉记者|笑着说)"
)


_AVERAGE = re.compile(r"(?:人均|户均|亩均|平均每|平均)")
# 未提交提案的委员37人: those who did not are no part of what was done.
_NOT_DONE = re.compile(r"(?<!尚)未(?!立案|予立案|来|成年)[^，。；、]{1,12}$")
_OTHERS = re.compile(
    r"人大代表|人大常委会|人民代表大会|人民?法院|检察院|公安局|地区生产总值|GDP|固定资产投资|财政收入|可支配收入|新增就业"
    r"|粮食总?产|规上工业|公司(?=现有|实现|年产|累计|先后|员工)|政府工作报告|常住人口|城镇化率"
)
_OURS = re.compile(r"政协|委员(?!会)|提案|界别|社情民意|协商|视察")


def _of_others(text: str, draft: Draft) -> bool:
    """Whether the nearest subject of the sentence is another body or the economy."""
    begin, end = draft.phrase.sentence, draft.span.start
    others = [m.end() for m in _OTHERS.finditer(text, begin, end)]
    if not others:
        return False
    return not _OURS.search(text, others[-1], end)


def _individual(text: str, draft: Draft) -> bool:
    """One person's story, not the committee's year: 她 or 他 in the sentence, or all over it."""
    phrase, begin = draft.phrase, draft.span.start
    if _PERSON.search(text, phrase.sentence, begin):
        return True
    return len(_PERSON.findall(text, phrase.paragraph, begin)) > 1


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
