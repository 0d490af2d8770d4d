"""The figures of a year: their values in a table, one figure in depth, the records behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, CharField, IntegerField, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from yizheng.core.access import EVERYTHING
from yizheng.core.actors import Actor
from yizheng.core.codes import CodeField
from yizheng.core.errors import Unknown
from yizheng.core.indicators import FIGURES, Figure, Indicator, Ratio, values
from yizheng.core.navigation import SECTIONS
from yizheng.core.periods import Year, calendar_year
from yizheng.core.registers import REGISTERS, Register
from yizheng.members.selectors import known_years, year_of

from .printing import UNDEFINED, Form, plainly, printed

TREND_YEARS = 5
UNFILLED = "未填"
EMPTY = ("", None)
Number = int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with its value in a year and in the year before; None when there is none."""

    figure: Figure
    value: Decimal | None
    before: Decimal | None

    @property
    def text(self) -> str:
        """The value as a table prints it."""
        return value_text(self.figure, self.value)

    @property
    def before_text(self) -> str:
        """Last year's value as a table prints it."""
        return value_text(self.figure, self.before)

    @property
    def change_text(self) -> str:
        """The difference to the year before, with its sign; percentage points for shares."""
        if self.value is None or self.before is None:
            return UNDEFINED
        return change_text(self.figure, self.value - self.before)


def value_text(figure: Figure, value: Decimal | None) -> str:
    """A value in full, with its unit: `4,536,000元`, `87.2%`."""
    if value is None:
        return UNDEFINED
    if figure.is_ratio:
        return printed(value, Form(figure.unit, digits=1)).text
    return f"{_grouped(value)}{figure.unit}"


def change_text(figure: Figure, change: Decimal) -> str:
    """A difference with its sign."""
    if change == 0:
        return "持平"
    sign = "＋" if change > 0 else "－"
    if figure.is_ratio and figure.unit == "%":
        return f"{sign}{abs(change) * 100:.1f}个百分点"
    return f"{sign}{_grouped(abs(change))}{figure.unit}"


def _grouped(value: Decimal) -> str:
    text = f"{value:,.4f}"
    return text.rstrip("0").rstrip(".")


def as_number(value: Decimal | None) -> Number:
    """A value as JSON has it: whole numbers whole, shares as fractions, None when undefined."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def ordered() -> list[Figure]:
    """All figures by row of work, then by key: the same order everywhere."""
    places = {section.key: place for place, section in enumerate(SECTIONS)}
    return sorted(FIGURES.values(), key=lambda f: (places.get(section_of(f), 99), f.key))


# People and participations stand behind figures of many rows of work; the key tells which.
ROWS_OF_WORK = (
    ("study.conduct_rules", "party"),
    ("study.office_reading", "party"),
    ("study.", "study"),
    ("meetings.party_group_aid", "aid"),
    ("meetings.", "leadership"),
    ("consultations.plan", "planning"),
    ("consultations.", "consultation"),
    ("honours.", "service"),
    ("service.aid", "aid"),
    ("service.livelihood", "aid"),
    ("service.", "service"),
    ("liaison.county", "counties"),
    ("liaison.upper", "counties"),
    ("liaison.", "liaison"),
    ("proposals.", "proposals"),
    ("opinions.", "opinions"),
    ("publicity.", "publicity"),
    ("members.", "members"),
)


def section_of(figure: Figure) -> str:
    """The row of work a figure belongs to, by its key or else by its records; empty for none."""
    for head, section in ROWS_OF_WORK:
        if figure.key.startswith(head):
            return section
    counted = figure.whole if isinstance(figure, Ratio) else figure
    # Only built, never run: any committee and any year will do.
    model = counted.rows(Year(0, 2000, calendar_year(2000))).model
    register = REGISTERS.get(model._meta.label_lower)
    return register.section if register else ""


def year_before(year: Year) -> Year | None:
    """The year before, when it is on record. 2 queries."""
    try:
        return year_of(year.committee_id, year.number - 1)
    except Unknown:
        return None


def lines(year: Year, before: Year | None) -> list[Line]:
    """Every figure of a year. One statement a record table, two when there is a `before`."""
    figures = ordered()
    now = values(figures, year)
    then = values(figures, before) if before else {}
    return [Line(figure, now[figure.key], then.get(figure.key)) for figure in figures]


def trend(figure: Figure, year: Year) -> list[tuple[int, Decimal | None]]:
    """The figure over the years up to this one, five at most, oldest first. 3 queries each."""
    known = [number for number in known_years(year.committee_id) if number <= year.number]
    years = [
        year if number == year.number else year_of(year.committee_id, number)
        for number in sorted(known[:TREND_YEARS])
    ]
    return [(one.number, values([figure], one)[figure.key]) for one in years]


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind a figure: those a reader may see, and how many are withheld from him.

    `register` is None when records of that kind have no list; then none are shown.
    """

    rows: QuerySet[Any]
    withheld: int
    register: Register | None


def behind(figure: Indicator, year: Year, actor: Actor, *, part: Q = EVERYTHING) -> Behind:
    """The records that are the figure, or a part of it. 2 queries."""
    register = REGISTERS.get(figure.rows(year).model._meta.label_lower)
    if register is None:
        every = figure.rows(year).filter(part)
        return Behind(every.none(), every.count(), None)
    seen, withheld = figure.drill(year, actor, register.view, part=part)
    return Behind(seen, withheld, register)


@dataclass(frozen=True, slots=True)
class Split:
    """A figure by one of its splits: `(what the part is, its name, its value)`, greatest first."""

    by: str
    label: str
    parts: list[tuple[Any, str, Decimal]]


def splits(figure: Figure, year: Year) -> list[Split]:
    """The figure by each of its splits. 2 queries a split."""
    if not isinstance(figure, Indicator):
        return []
    return [_split(figure, year, by) for by in figure.splits]


def _split(figure: Indicator, year: Year, by: str) -> Split:
    found = figure.split(year, by)
    names = part_names(figure, year, by, found)
    parts = [(key, names[key], value) for key, value in found.items()]
    return Split(by, split_label(figure, year, by), sorted(parts, key=lambda part: -part[2]))


def field_of(figure: Indicator, year: Year, by: str) -> Any:
    """The field by which a figure is split, through relations; None when it is none. No query."""
    return _field(figure.rows(year).model, by)


def split_label(figure: Indicator, year: Year, by: str) -> str:
    """What a split is called. No query."""
    field = field_of(figure, year, by)
    if field is not None and is_by_month(by):
        return f"{field.verbose_name}的月份"
    return str(field.verbose_name) if field is not None else by


def part_names(figure: Indicator, year: Year, by: str, keys: Iterable[Any]) -> dict[Any, str]:
    """What the parts of a split are called. At most 1 query."""
    keys = list(keys)
    if is_by_month(by):
        return {key: f"{key}月" if key else UNFILLED for key in keys}
    names = _names(field_of(figure, year, by), keys)
    return {key: names.get(key, UNFILLED) for key in keys}


def in_order(
    figure: Indicator, year: Year, by: str, columns: Sequence[Mapping[Any, Decimal]]
) -> list[Any]:
    """The parts of a split in the committee's own order, or by how much they have; unfilled last.

    Args:
        columns: the values of one or more figures by part.
    """
    field = field_of(figure, year, by)
    known: Sequence[Any] = ()
    if isinstance(field, CodeField) and field.codes:
        known = [entry.code for entry in field.codes.known()]
    elif is_by_month(by):
        known = range(1, 13)
    elif field is not None and field.choices:
        known = [value for value, _ in field.flatchoices]

    def place(key: Any) -> Any:
        if known:
            return known.index(key) if key in known else len(known)
        return [-column.get(key, Decimal(0)) for column in columns]

    keys = {key for column in columns for key in column}
    return sorted(keys, key=lambda key: (key in EMPTY, place(key), str(key)))


def parts_of(figure: Indicator, year: Year, by: str) -> list[tuple[str, str, str]]:
    """The parts of a split that are not zero, in order: `(name, value with unit, part)`.

    2-3 queries.
    """
    found = figure.split(year, by)
    names = part_names(figure, year, by, found)
    return [
        (names[key], f"{plainly(found[key])}{figure.unit}", part_text(key))
        for key in in_order(figure, year, by, [found])
        if found[key]
    ]


def part_text(key: Any) -> str:
    """A part as addresses name it."""
    if isinstance(key, bool):
        return str(key).lower()
    return "" if key is None else str(key)


def part_url(figure: Indicator, year: Year, by: str, key: Any) -> str:
    """Where the records of one part of a figure are listed."""
    address = reverse("reports:figure", args=[figure.key, year.number])
    return f"{address}?{urlencode({'by': by, 'part': part_text(key)})}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a figure: the rule by which its records are chosen, and its name."""

    rule: Q
    name: str


def part_of(figure: Indicator, year: Year, by: str, text: str) -> Part:
    """The part of a figure that an address asks for. At most 1 query.

    Raises:
        Unknown: the figure is not split so, or no part can be called so.
    """
    if by not in figure.splits:
        raise Unknown(f"“{figure.label}”不能按“{by}”分列")
    field = field_of(figure, year, by)
    rule, key = _chosen(field, by, text)
    return Part(
        rule, f"{split_label(figure, year, by)}：{part_names(figure, year, by, [key])[key]}"
    )


def _chosen(field: Any, by: str, text: str) -> tuple[Q, Any]:
    """The rule and the value of a part; an empty text is the part without a value."""
    if not text:
        empty = Q(**{f"{by}__isnull": True})
        return (empty | Q(**{by: ""}) if isinstance(field, CharField) else empty), None
    if field.is_relation or isinstance(field, IntegerField) or is_by_month(by):
        if not (text.isdecimal() and len(text) < 10):
            raise Unknown(f"没有“{text}”这一部分")
        return Q(**{by: int(text)}), int(text)
    key = text == "true" if isinstance(field, BooleanField) else text
    return Q(**{by: key}), key


def _names(field: Any, keys: Iterable[Any]) -> dict[Any, str]:
    given = [key for key in keys if key not in (None, "")]
    if field is not None and field.is_relation:
        return {row.pk: str(row) for row in field.related_model._base_manager.filter(pk__in=given)}
    if isinstance(field, BooleanField):
        return {True: "是", False: "否"}
    if isinstance(field, CodeField):
        return {key: field.label(key) for key in given}
    chosen = dict(field.flatchoices) if field is not None and field.choices else {}
    return {key: str(chosen.get(key, key)) for key in given}


MONTH = "__month"


def is_by_month(by: str) -> bool:
    """Whether a split is by the month of a day."""
    return by.endswith(MONTH)


def _field(model: Any, path: str) -> Any:
    field: Any = None
    for step in path.removesuffix(MONTH).split("__"):
        try:
            field = (field.related_model if field else model)._meta.get_field(step)
        except FieldDoesNotExist:
            return None
    return field


def chart_of(
    head: Sequence[str],
    rows: Iterable[tuple[str, Decimal | None]],
    figure: Figure,
    *,
    links: Sequence[str] = (),
) -> dict[str, Any]:
    """Data for the chart component; shares in hundredths."""
    factor = 100 if figure.is_ratio and figure.unit == "%" else 1
    return {
        "head": list(head),
        "rows": [
            [name, None if value is None else as_number(round(value * factor, 2))]
            for name, value in rows
        ],
        "links": list(links),
    }
