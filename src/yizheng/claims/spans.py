"""Finding the quantities of a text: where each begins and ends, and what is printed there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from yizheng.claims import negatives
from yizheng.claims.bounds import Amount, amount
from yizheng.claims.grammar import (
    BEFORE,
    BEGIN,
    QUANTITY_CHINESE,
    QUANTITY_DIGITS,
    QUOTED,
    SKIP_CHINESE,
    SKIP_DIGITS,
)
from yizheng.claims.numerals import DIGITS


@dataclass(frozen=True, slots=True)
class Span:
    """One quantity in the flow; offsets are of the flow, not of the source.

    Attributes:
        digits: where the numeral begins, after an approximator.
        amount: value and bounds.
        unit: as printed; empty for a bare number.
    """

    start: int
    end: int
    digits: int
    amount: Amount
    unit: str

    @property
    def value(self) -> Decimal:
        """The printed number."""
        return self.amount.value


def find(text: str) -> Iterator[Span]:
    """Quantities of a flow, in order, without overlaps; names, dates, ordinals left out."""
    quoted = QUOTED.finditer(text)
    quote = next(quoted, None)
    at = 0
    while hit := BEGIN.search(text, at):
        begin = hit.start()
        while quote is not None and quote.end() <= begin:
            quote = next(quoted, None)
        if quote is not None and quote.start() < begin:
            at = quote.end()
            continue
        span, at = _read(text, begin)
        if span is not None:
            yield span


def _read(text: str, begin: int) -> tuple[Span | None, int]:
    """The quantity at `begin`, or None, and where to go on."""
    arabic = text[begin].isdigit() and text[begin].isascii()
    skipped = negatives.prefixed(text, begin)
    if skipped:
        return None, skipped
    found = (SKIP_DIGITS if arabic else SKIP_CHINESE).match(text, begin)
    if found:
        return None, found.end()
    doubled = _DOUBLED.match(text, begin)
    if doubled:
        return _times(doubled), doubled.end()
    match = (QUANTITY_DIGITS if arabic else QUANTITY_CHINESE).match(text, begin)
    if match is None:
        return None, begin + 1
    before = _before(text, begin, match.group())
    if negatives.refused(text, match, before, arabic=arabic):
        return None, negatives.resume(match, arabic=arabic)
    quantity = amount(match, before)
    return Span(begin - len(before), match.end(), begin, quantity, _unit(match)), match.end()


# 翻了一番 is twice as much, 翻两番 four times.
_DOUBLED = re.compile(r"(?<=[翻了])([一两二三四])番")


def _times(match: re.Match[str]) -> Span:
    value = Decimal(2) ** DIGITS[match.group(1)]
    quantity = Amount(value, value, value, "eq", Decimal("0.2"))
    return Span(match.start(), match.end(), match.start(), quantity, "倍")


def _unit(match: "negatives.Match") -> str:
    group = match.group
    if group("of") or group("half") or group("cheng"):
        return "%"
    unit = group("unit2") or group("unit") or ""
    if unit == "百分点":
        return "个百分点"
    return unit + (group("unit3") or "")


# 节约, 签约, 附近, 走过, 报送过1篇: the last character of another word, not an approximator.
_JOINED = {
    "约": frozenset("节签合条履预契邀特公制大违集爽失简续隐婉俭"),
    "近": frozenset("附邻靠临走贴亲就最新远拉"),
    "超": frozenset("赶反高"),
    "数": frozenset("总件人次多少户字个倍指半席票届度参双岁分无例额天期篇条项场份家亩约实"),
    "几": frozenset("十百千万好茶"),
    "上": frozenset("以会线网桌台车身路晚早马赶加迎考交报递用安装登墙村县年届月半周"),
}


def _before(text: str, begin: int, printed: str) -> str:
    """The approximator that adjoins the numeral at `begin`; empty when there is none."""
    head = text[max(0, begin - 3) : begin]
    for size in (3, 2, 1):
        word = head[-size:]
        if len(word) == size and word in BEFORE:
            return word if _approximates(word, head[:-size][-1:], printed) else ""
    return ""


def _approximates(word: str, previous: str, printed: str) -> bool:
    if word in ("上", "数", "几", "好几"):
        # 上百, 数十, 几千 only; 会上3人 and 委员数12名 are words.
        return printed[0] in "十百千万亿" and previous not in _JOINED.get(word, ())
    if word == "过":
        # 报送过1篇 is the aspect of the verb; 过亿元 and 率过九成 are bounds.
        return printed[0] in "百千万亿半" or previous in ("率", "量", "已", "均", "总", "额", "值")
    return previous not in _JOINED.get(word, ())
