"""Reading a numeral: Arabic, Chinese or mixed, whole, decimal, fraction or 成.

`cn2an` was tried and left out: it refuses 五点七亿, 百分之九十七点三 and 三成半, so that a second
reader would be needed beside it for the very forms such reports like.
"""

import re
from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,  # noqa: RUF001
    "八": 8, "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8,
    "玖": 9,
}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
SCALES = {**TENS, **MYRIADS}
_ARABIC = re.compile(r"[\d,]+(?:\.\d+)?")


def read(numeral: str) -> Decimal:
    """The value of a numeral without approximators: `2,480`, `1.5万`, `三百一十二`, `五点七亿`.

    Raises:
        ValueError: there is no numeral in it.
    """
    total, last = Decimal(0), Decimal(0)
    rest = numeral
    while rest:
        part, scale, rest = _group(rest)
        if total and not part and scale > 1:
            total = (total + last) * scale  # 十万, 三百万: the scale closes what was read
            last = Decimal(0)
            continue
        last = part * scale if part or scale == 1 else Decimal(scale)
        total += last
        last = Decimal(0)
    return total


def _group(text: str) -> tuple[Decimal, int, str]:
    """One coefficient below 万, its scale of 万 or 亿, and what is left."""
    found = _ARABIC.match(text)
    if found:
        coefficient = Decimal(found.group().replace(",", ""))
        at = found.end()
        while at < len(text) and text[at] in TENS:
            coefficient *= TENS[text[at]]
            at += 1
    else:
        coefficient, at = _chinese(text)
    scale = 1
    while at < len(text) and text[at] in MYRIADS:
        scale *= MYRIADS[text[at]]
        at += 1
    if at == 0:
        raise ValueError(f"not a numeral: {text!r}")
    return coefficient, scale, text[at:]


def _chinese(text: str) -> tuple[Decimal, int]:
    """A Chinese numeral below 万 at the head of `text`, and where it ends."""
    total, digit, run, at = 0, None, "", 0
    unit = 1
    while at < len(text):
        char = text[at]
        if char in DIGITS:
            run += str(DIGITS[char])
            digit = int(run)
        elif char in TENS:
            total += (1 if digit is None else digit) * TENS[char]
            unit, digit, run = TENS[char], None, ""
        else:
            break
        at += 1
    if digit is not None:
        # 两千三 is 2300: a bare digit right after 百 or 千 counts the next lower unit.
        short = unit >= 100 and "零" not in text[:at] and "〇" not in text[:at] and len(run) == 1  # noqa: RUF001
        total += digit * (unit // 10 if short else 1)
    value = Decimal(total)
    if at < len(text) and text[at] == "点":
        value, at = _decimal(text, at, value)
    return value, at


def _decimal(text: str, at: int, whole: Decimal) -> tuple[Decimal, int]:
    digits = ""
    at += 1
    while at < len(text) and text[at] in DIGITS:
        digits += str(DIGITS[text[at]])
        at += 1
    return whole + Decimal(f"0.{digits or 0}"), at


def step(value: Decimal) -> Decimal:
    """One unit of the last significant printed digit, which 余 and 多 leave open.

    120 gives 10, 28300 (2.83万) gives 100, 3.3 gives 0.1, 百 gives 100. Zeros at the end count as
    not significant: 450余 is below 460, 500余 below 600.
    """
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def precision(numeral: str, scale: Decimal = Decimal(1)) -> Decimal:
    """One unit of the last printed digit, zeros included: `85.0` gives 0.1, `95` gives 1."""
    decimals = numeral.partition(".")[2] or numeral.partition("点")[2]
    return Decimal(1).scaleb(-len(re.sub(r"[^\d零〇一二三四五六七八九]", "", decimals))) * scale  # noqa: RUF001
