"""How a figure is printed: exactly, by a bound that holds it, in Chinese numerals, or as a share.

Every printed form is made from the exact value, so that what a reader may infer from it is true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from yizheng.core.wording import chinese

SCALES = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
UNDEFINED = "—"
MOST_DECIMALS = 6


class Style(StrEnum):
    """The word in a mark that says how to print."""

    EXACT = ""
    MORE = "多"
    ODD = "余"
    CHINESE = "汉字"
    UNIVERSAL = "全部"
    ORDINALS = "届次"
    PARTS = "分列"


BOUNDS = (Style.MORE, Style.ODD)


class Unprintable(ValueError):
    """A figure cannot be printed in the form asked for; the message says what can be written."""


@dataclass(frozen=True, slots=True)
class Printable:
    """What must be known of a figure to print it.

    Attributes:
        unit: the measure word it is counted in; `%` for a share.
        has_ordinals: its records carry numbers that run on, as those of meetings do.
        splits: by what it can be printed part by part.
    """

    key: str
    label: str
    unit: str
    is_ratio: bool = False
    has_ordinals: bool = False
    splits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How one mark is to be printed.

    Attributes:
        unit: the measure word without 万 or 亿.
        scale: empty, 万 or 亿.
        digits: significant digits of a bound, decimals of a share; None where neither is given.
        split: by what it is printed part by part; empty when it is printed whole.
    """

    unit: str
    scale: str = ""
    style: Style = Style.EXACT
    digits: int | None = None
    split: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """The words, and the least and the greatest value they may mean. None: undefined."""

    text: str
    low: Decimal | None
    high: Decimal | None


def form_of(figure: Printable, words: Sequence[str]) -> Form:
    """The form that the words of a mark ask for: a unit, a style, a number of digits.

    Raises:
        Unprintable: a word is not known, the unit is another figure's, or they do not go together.
    """
    if Style.PARTS in words:
        return _parts(figure, list(words))
    digits = [word for word in words if word.isdecimal()]
    styles = [word for word in words if word in set(Style) - {""}]
    units = [word for word in words if word not in digits and word not in styles]
    if len(digits) > 1 or len(styles) > 1 or len(units) > 1:
        raise Unprintable(
            f"“{' '.join(words)}”读不懂；写法是：单位、印法（多、余、汉字、全部、届次、分列）、位数"
        )
    style = Style(styles[0]) if styles else Style.EXACT
    count = int(digits[0]) if digits else None
    if style in (Style.UNIVERSAL, Style.ORDINALS):
        return _without_number(figure, style, units, count)
    if not units:
        raise Unprintable(f"请写明单位，例如 [[{figure.key} {figure.unit}]]")
    if figure.is_ratio:
        return _share(figure, style, units[0], count)
    return _number(figure, style, units[0], count)


def _parts(figure: Printable, words: list[str]) -> Form:
    if figure.is_ratio or not figure.splits:
        raise Unprintable(f"“{figure.label}”不能分列")
    example = f"[[{figure.key} {figure.unit} {Style.PARTS} {figure.splits[0]}]]"
    unit, after = words[:-2], words[-2:]
    if unit != [figure.unit] or after[:1] != [Style.PARTS]:
        raise Unprintable(f"分列的写法是：{example}")
    if after[1] not in figure.splits:
        known = "、".join(figure.splits)
        raise Unprintable(f"“{figure.label}”不能按“{after[1]}”分列；可用的有：{known}")
    return Form(figure.unit, style=Style.PARTS, split=after[1])


def _without_number(
    figure: Printable, style: Style, units: Sequence[str], count: int | None
) -> Form:
    if count is not None or (units and units[0] != figure.unit):
        raise Unprintable(f"“{style}”前后不写单位和位数：[[{figure.key} {style}]]")
    if style is Style.UNIVERSAL and not (figure.is_ratio and figure.unit == "%"):
        raise Unprintable(f"“{figure.label}”不是比率，不能印成“全部”；它的单位是“{figure.unit}”")
    if style is Style.ORDINALS and not figure.has_ordinals:
        raise Unprintable(f"“{figure.label}”的记录没有连续的届次编号，不能印成“届次”")
    return Form(figure.unit, style=style)


def _share(figure: Printable, style: Style, unit: str, count: int | None) -> Form:
    if unit != figure.unit:
        raise Unprintable(f"“{figure.label}”的单位是“{figure.unit}”，不能印成“{unit}”")
    if style is not Style.EXACT:
        raise Unprintable(f"“{figure.label}”是比率，不能用“{style}”；可写小数位数，或“全部”")
    if count is not None and count > MOST_DECIMALS:
        raise Unprintable(f"比率最多印{chinese(MOST_DECIMALS)}位小数")
    return Form(unit, digits=1 if count is None else count)


def _number(figure: Printable, style: Style, unit: str, count: int | None) -> Form:
    scale = next((mark for mark in ("万", "亿") if unit == f"{mark}{figure.unit}"), "")
    if not scale and unit != figure.unit:
        raise Unprintable(
            f"“{figure.label}”的单位是“{figure.unit}”，不能印成“{unit}”；"
            f"可写“{figure.unit}”“万{figure.unit}”或“亿{figure.unit}”"
        )
    if style in BOUNDS and not count:
        raise Unprintable(
            f"用“{style}”要写明保留几位有效数字，例如 [[{figure.key} {unit} {style} 2]]"
        )
    if style not in BOUNDS and count is not None:
        raise Unprintable(f"只有用“多”“余”时才写有效数字的位数；精确的数写 [[{figure.key} {unit}]]")
    if style is Style.CHINESE and scale:
        raise Unprintable("汉字数字不与“万”“亿”同用")
    return Form(figure.unit, scale, style, count)


def printed(value: Decimal | None, form: Form) -> Printed:
    """The exact `value` in words. Shares are fractions. An undefined value is a dash."""
    if value is None:
        return Printed(UNDEFINED, None, None)
    if form.style is Style.UNIVERSAL and value == 1:
        return Printed("全部", value, value)
    if form.digits is not None and form.style not in BOUNDS:
        return _printed_share(value, form.digits, form.unit)
    if form.style is Style.UNIVERSAL:
        return _printed_share(value, 1, form.unit)
    if form.style in BOUNDS:
        return _printed_bound(value, form)
    if form.style is Style.CHINESE and value == value.to_integral_value():
        return Printed(f"{counted(int(value))}{form.unit}", value, value)
    return Printed(f"{plainly(value / SCALES[form.scale])}{form.scale}{form.unit}", value, value)


def _printed_share(value: Decimal, decimals: int, unit: str) -> Printed:
    """A rounded share; digits are added rather than let 99.97 % pass for all, or 0 for none."""
    factor = 100 if unit == "%" else 1
    exact = value * factor
    if exact == exact.to_integral_value():
        return Printed(f"{plainly(exact)}{unit}", value, value)
    while True:
        step = Decimal(1).scaleb(-decimals)
        shown = exact.quantize(step, ROUND_HALF_UP)
        if decimals >= MOST_DECIMALS or (shown > 0 and (shown != factor or unit != "%")):
            break
        decimals += 1
    half = step / 2
    return Printed(f"{shown:f}{unit}", (shown - half) / factor, (shown + half) / factor)


def _printed_bound(value: Decimal, form: Form) -> Printed:
    """The value cut to its first digits, with 多 or 余; without the word when nothing was cut."""
    least, step = cut(value, form.digits or 1)
    number = least / SCALES[form.scale]
    if least == value:
        return Printed(f"{plainly(number)}{form.scale}{form.unit}", value, value)
    # 450多万元, but 453万多元: the word follows a round number, otherwise the 万.
    inside = f"{form.style}{form.scale}" if number % 10 == 0 else f"{form.scale}{form.style}"
    return Printed(f"{plainly(number)}{inside}{form.unit}", least, least + step)


def cut(value: Decimal, digits: int) -> tuple[Decimal, Decimal]:
    """The value cut down to its first `digits` digits, and one unit of the last of them."""
    if value <= 0:
        return value, Decimal(1)
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return value // step * step, step


def counted(number: int) -> str:
    """An integer before a measure word: 三, 两, 二十二, 四百五十一."""
    return "两" if number == 2 else chinese(number)


def plainly(number: Decimal) -> str:
    """All its digits, no exponent, no zeros at the end of the fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
