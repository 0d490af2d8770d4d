"""From the printed parts of a quantity to its value and the range it leaves open."""

import re
from dataclasses import dataclass
from decimal import Decimal

from yizheng.claims.grammar import AFTER, BEFORE
from yizheng.claims.numerals import DIGITS, SCALES, precision, read, step

_TENTH = Decimal("0.1")
_PAIR = re.compile(r"^([十百]?)([一二三四五六七八九两])([一二三四五六七八九两])([十百千万亿]*)$")
_PORTION = {"百分之": Decimal("0.01"), "千分之": Decimal("0.001"), "万分之": Decimal("0.0001")}


@dataclass(frozen=True, slots=True)
class Amount:
    """A value with its bounds.

    Attributes:
        grain: one unit of the last printed digit; comparisons allow half of it.
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    bound: str
    grain: Decimal

    def times(self, factor: int) -> "Amount":
        """The same amount in a smaller unit: 万元 of a header."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Amount(self.value * factor, low, high, self.bound, self.grain * factor)


def amount(match: re.Match[str], before: str) -> Amount:
    """The amount printed in a match of `grammar.QUANTITY_*` after the approximator `before`."""
    group = match.group
    if group("half"):
        return _bounded(
            Decimal("0.5"), Decimal("0.5"), _TENTH * _TENTH * 4, before, "", group("after")
        )
    if group("of"):
        return _fraction(match, before)
    if group("cheng"):
        return _tenths(match, before)
    if group("low"):
        return _range(match)
    return _plain(match, before)


def _plain(match: re.Match[str], before: str) -> Amount:
    group = match.group
    numeral, scale = group("number"), group("scale") or ""
    pair = _neighbours(numeral + scale)
    factor = _factor(group("unit") or "")
    if pair:
        low, high = pair
        return Amount(low * factor, low * factor, high * factor, "range", factor)
    if before in ("数", "几", "好几"):
        value = read(numeral + scale)
        return Amount(value, value, value * 10, "ge", value)
    value = read(numeral)
    grain = precision(numeral)
    multiplier = read(scale) if scale else Decimal(1)
    last = step(value) * multiplier
    value, grain = value * multiplier * factor, grain * multiplier * factor
    grain *= _own_scale(numeral)
    middle = group("mid") or group("mid2") or ""
    tail = group("tail") or ""
    if tail == "半":
        value, tail = value + factor / 2, ""
    return _bounded(value, last * factor, grain, before, middle or tail, group("after"))


def _own_scale(numeral: str) -> Decimal:
    """五点七亿 is precise to 千万; an integer numeral to 1, whatever its zeros."""
    return read(numeral[-1]) if "点" in numeral and numeral[-1] in SCALES else Decimal(1)


def _factor(unit: str) -> Decimal:
    if unit in ("%", "个百分点", "百分点"):
        return Decimal("0.01")
    return Decimal("0.001") if unit == "‰" else Decimal(1)


def _fraction(match: re.Match[str], before: str) -> Amount:
    of, numerator = match.group("of"), match.group("fraction")
    share = _PORTION.get(of)
    if share is None:
        value = read(numerator) / read(of.removesuffix("分之"))
        return _bounded(value, value, Decimal("0.04"), before, "", match.group("after"))
    top = read(numerator)
    middle = match.group("fmid") or ""
    grain = precision(numerator) * share
    return _bounded(top * share, step(top) * share, grain, before, middle, match.group("after"))


def _tenths(match: re.Match[str], before: str) -> Amount:
    numeral = match.group("cheng")
    pair = _neighbours(numeral)
    if pair:
        return Amount(pair[0] * _TENTH, pair[0] * _TENTH, pair[1] * _TENTH, "range", _TENTH)
    value = read(numeral) * _TENTH
    if match.group("chalf"):
        value += _TENTH / 2
    middle = match.group("cmid") or ""
    return _bounded(value, _TENTH, Decimal("0.04"), before, middle, match.group("after"))


def _range(match: re.Match[str]) -> Amount:
    group = match.group
    scale, unit = group("scale2") or "", group("unit2")
    factor = _factor(unit)
    high = read(group("high") + scale) * factor
    lowscale = (group("lowunit") or "").rstrip("%")
    low = read(group("low") + (lowscale or scale)) * factor
    if high < low:  # 8—5: no range of reports, but still two ends
        low, high = high, low
    return Amount(low, low, high, "range", precision(group("low")) * factor)


def _neighbours(numeral: str) -> tuple[Decimal, Decimal] | None:
    """Two adjoining digits name a range: 四五 is 4 to 5, 十七八 is 17 to 18, 二三十 is 20 to 30."""
    found = _PAIR.match(numeral)
    if not found:
        return None
    head, one, other, scale = found.groups()
    if DIGITS[other] - DIGITS[one] not in (1, 2) or (
        DIGITS[other] - DIGITS[one] == 2 and one != "三"
    ):
        return None
    base = Decimal(SCALES[head]) if head else Decimal(0)
    factor = read(scale) if scale else Decimal(1)
    return (base + DIGITS[one]) * factor, (base + DIGITS[other]) * factor


def _bounded(
    value: Decimal, last: Decimal, grain: Decimal, before: str, middle: str, after: str | None
) -> Amount:
    """Bounds of a value; `last` is the unit of its last significant digit."""
    if middle in ("余", "多", "几"):
        return Amount(value, value, value + last, "ge", grain)
    if middle == "来":
        return _about(value, grain)
    bound = AFTER.get(after or "") or BEFORE.get(before, "eq")
    if bound == "ge":
        return Amount(value, value, value + last, "ge", grain)
    if bound == "approx":
        return _about(value, grain)
    if bound == "near":
        return Amount(value, value * Decimal("0.9"), value, "near", grain)
    if bound in ("gt", "ge_open"):
        return Amount(value, value, None, bound, grain)
    if bound == "le":
        return Amount(value, None, value, bound, grain)
    return Amount(value, value, value, "eq", grain)


def _about(value: Decimal, grain: Decimal) -> Amount:
    return Amount(value, value * Decimal("0.9"), value * Decimal("1.1"), "approx", grain)
