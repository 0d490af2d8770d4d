"""Checks between figures that may be rounded or bounded: interval arithmetic on claims."""

from collections.abc import Sequence
from decimal import Decimal

from yizheng.claims.types import Claim, Relation

_INFINITE = Decimal("Infinity")
Interval = tuple[Decimal, Decimal]


def interval(claim: Claim) -> Interval:
    """What a claim leaves possible: its bounds, or half a unit of its last digit if rounded."""
    if claim.bound == "eq":
        half = claim.grain / 2 if claim.scaled else Decimal(0)
        return claim.value - half, claim.value + half
    low = Decimal(0) if claim.low is None else claim.low
    return low, _INFINITE if claim.high is None else claim.high


def check_sum(whole: Claim, parts: Sequence[Claim]) -> Relation:
    """Whether parts add up to the whole."""
    spans = [interval(part) for part in parts]
    low, high = sum((s[0] for s in spans), Decimal(0)), sum((s[1] for s in spans), Decimal(0))
    total = sum((part.value for part in parts), Decimal(0))
    wlow, whigh = interval(whole)
    holds = low <= whigh and wlow <= high
    sign = "=" if holds else "≠"
    shown = f"{'+'.join(show(part.value) for part in parts)}={show(total)}{sign}{show(whole.value)}"
    if holds:
        shown = f"{'+'.join(show(part.value) for part in parts)}={show(whole.value)}"
    return Relation("sum", holds, whole, tuple(parts), shown)


def check_rate(rate: Claim, part: Claim, whole: Claim) -> Relation:
    """Whether a printed rate or share is part over whole, within half a unit of its last digit."""
    (plow, phigh), (wlow, whigh) = interval(part), interval(whole)
    low = plow / whigh if whigh else Decimal(0)
    high = phigh / wlow if wlow else _INFINITE
    rlow, rhigh = interval(rate)
    holds = low <= rhigh and rlow <= high
    exact = part.value / whole.value if whole.value else Decimal(0)
    shown = f"{show(part.value)}÷{show(whole.value)}={exact * 100:.2f}%，文中为{rate.text}"
    return Relation("rate", holds, rate, (part, whole), shown)


def check_subset(part: Claim, whole: Claim) -> Relation:
    """Whether a part is no more than its whole."""
    holds = interval(part)[0] <= interval(whole)[1]
    sign = "≤" if holds else ">"
    return Relation("subset", holds, part, (whole,), f"{show(part.value)}{sign}{show(whole.value)}")


def check_growth(rate: Claim, now: Claim, before: Claim) -> Relation:
    """Whether a change is what the two levels give: now/before−1 for %, now/before for 倍."""  # noqa: RUF002
    (nlow, nhigh), (blow, bhigh) = interval(now), interval(before)
    down = rate.direction == "down"
    low, high = _change(rate, nlow, nhigh, blow, bhigh, down=down)
    rlow, rhigh = interval(rate)
    holds = low <= rhigh and rlow <= high
    shown = f"由{show(before.value)}到{show(now.value)}，文中为{rate.text}"
    return Relation("growth", holds, rate, (now, before), shown)


def _change(
    rate: Claim, nlow: Decimal, nhigh: Decimal, blow: Decimal, bhigh: Decimal, *, down: bool
) -> Interval:
    if rate.unit == "倍" or rate.unit == "%":
        low = nlow / bhigh if bhigh else Decimal(0)
        high = nhigh / blow if blow else _INFINITE
        if rate.unit == "倍":
            # 是上届的3倍 compares levels; 增长3倍 adds to the level. Either reading may be meant.
            return low - 1, high
        return (1 - high, 1 - low) if down else (low - 1, high - 1)
    return (blow - nhigh, bhigh - nlow) if down else (nlow - bhigh, nhigh - blow)


def check_repeat(later: Claim, first: Claim) -> Relation:
    """Whether two statements of one figure can both be true."""
    (alow, ahigh), (blow, bhigh) = interval(later), interval(first)
    holds = alow <= bhigh and blow <= ahigh
    sign = "与" if holds else "≠"
    return Relation("repeat", holds, later, (first,), f"{first.text}{sign}{later.text}")


def show(value: Decimal) -> str:
    """A value without exponent or trailing zeros."""
    return f"{value.normalize():f}"
