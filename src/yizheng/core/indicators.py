"""Figures that are defined by the records they count.

An indicator never returns a number: it returns records, and the engine counts them (or sums one of
their fields). The list behind a figure is therefore what was counted, by construction. Records are
chosen so that *one row is one unit*: distinct people are rows of people, person-times are rows of
participations. Only amounts are summed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Count, DecimalField, F, Model, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from .access import EVERYTHING, Action, restrict
from .actors import Actor
from .citations import Citation
from .errors import Unknown
from .periods import Basis, Clock, Period, Year
from .tenancy import within

Records = Callable[[Period], QuerySet[Any]]
AMOUNT = DecimalField(max_digits=20, decimal_places=4)


@dataclass(frozen=True, slots=True)
class Relation:
    """What must hold between a figure and another one, or inside the list of its records.

    `kind` is `part_of` (its records are records of `other`), `at_most`, `equals` (`factor` times
    the value of `other`), `disjoint` (no record in common) or `contiguous` (the numbers in `field`
    of its records run without gap).
    """

    kind: str
    other: str = ""
    factor: int = 1
    field: str = ""
    within: tuple[str, ...] = ()


def part_of(other: str) -> Relation:
    """Every record of this figure is a record of `other`."""
    return Relation("part_of", other)


def at_most(other: str) -> Relation:
    """The value is not above that of `other`."""
    return Relation("at_most", other)


def equals(other: str, *, times: int = 1) -> Relation:
    """The value is `times` that of `other`."""
    return Relation("equals", other, factor=times)


def disjoint(other: str) -> Relation:
    """No record is counted by both."""
    return Relation("disjoint", other)


def contiguous(field: str, *, within: Sequence[str] = ()) -> Relation:
    """The numbers in `field` run without gap, inside each group of equal `within` fields."""
    return Relation("contiguous", field=field, within=tuple(within))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: its definition in words, and the records that are it.

    `scale` turns the summed field into `unit` (fen into yuan: 0.01). `below` widens the figure to
    the committees under this one. `words` are the words by which a text refers to the figure, in
    the pattern language of `claims`.
    """

    key: str
    label: str
    unit: str
    counts: str
    leaves_out: str
    citation: Citation
    records: Records
    clock: Clock = Clock.YEAR
    basis: Basis = Basis.IN_YEAR
    total: str = ""
    scale: Decimal = Decimal(1)
    below: bool = False
    splits: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    words: tuple[str, ...] = ()
    version: int = 1

    is_ratio: ClassVar[bool] = False

    def period(self, year: Year) -> Period:
        """The days the figure speaks of in a committee's year."""
        return year.period(self.clock)

    def rows(self, year: Year) -> QuerySet[Any]:
        """The records of a committee's year, with those of the committees below it if declared."""
        with within(year.committee_id, and_below=year.below if self.below else ()):
            return self.records(self.period(year))

    def value(self, year: Year) -> Decimal:
        """The figure over all records, whoever reads it. 1 query."""
        return values([self], year)[self.key] or Decimal(0)

    def split(self, year: Year, by: str) -> dict[Any, Decimal]:
        """The figure by one of `splits`: the parts add up to `value`. 1 query.

        Raises:
            Unknown: the figure declares no such split.
        """
        return split_values([(self, by)], year)[self.key]

    def drill(
        self, year: Year, actor: Actor, right: Action, *, part: Q = EVERYTHING
    ) -> tuple[QuerySet[Any], int]:
        """The records behind the figure `actor` may see; how many are withheld. 2 queries.

        Args:
            part: narrows the figure to some of its records.
        """
        every = self.rows(year).filter(part)
        seen = restrict(every, right, actor)
        return seen, every.count() - seen.count()

    def measure(self) -> Any:
        """How its records become the value: their number, or the sum of one field."""
        return Sum(self.total) if self.total else Count("pk", distinct=True)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two indicators over the same year; undefined, not zero, when the whole is empty."""

    key: str
    label: str
    part: Indicator
    whole: Indicator
    unit: str = "%"
    words: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    version: int = 1

    is_ratio: ClassVar[bool] = True
    below: ClassVar[bool] = False

    @property
    def clock(self) -> Clock:
        """The clock of both parts."""
        return self.whole.clock

    @property
    def basis(self) -> Basis:
        """The basis of both parts."""
        return self.whole.basis

    @property
    def counts(self) -> str:
        """The definition in words."""
        return f"{self.part.label}÷{self.whole.label}"

    @property
    def leaves_out(self) -> str:
        """What is not in it."""
        return f"分母为零时不计算。{self.part.leaves_out}"

    @property
    def citation(self) -> Citation:
        """The provision of the whole."""
        return self.whole.citation

    def period(self, year: Year) -> Period:
        """The days both parts speak of."""
        return self.whole.period(year)

    def value(self, year: Year) -> Decimal | None:
        """Part over whole, as a fraction (or in `unit` when that is not `%`). 2 queries."""
        return self.of(self.part.value(year), self.whole.value(year))

    def of(self, part: Decimal, whole: Decimal) -> Decimal | None:
        """The ratio of two values."""
        return part / whole if whole else None


Figure = Indicator | Ratio
FIGURES: dict[str, Figure] = {}


def indicator(
    key: str,
    label: str,
    *,
    unit: str,
    counts: str,
    leaves_out: str,
    citation: Citation,
    clock: Clock = Clock.YEAR,
    basis: Basis = Basis.IN_YEAR,
    total: str = "",
    scale: Decimal = Decimal(1),
    below: bool = False,
    splits: Iterable[str] = (),
    relations: Iterable[Relation] = (),
    words: Iterable[str] = (),
    version: int = 1,
) -> Callable[[Records], Indicator]:
    """Declare a figure by the records it counts, or whose field `total` it sums.

    Args:
        counts: in Chinese, what one unit is and when it falls in the period.
        leaves_out: in Chinese, what a reader might expect in it and will not find.
        version: raised when the definition changes; frozen figures keep theirs.
    """

    def declare(records: Records) -> Indicator:
        figure = Indicator(
            key, label, unit, counts, leaves_out, citation, records, clock, basis, total, scale,
            below, tuple(splits), tuple(relations), tuple(words), version,
        )  # fmt: skip
        _register(figure)
        return figure

    return declare


def ratio(
    key: str,
    label: str,
    *,
    part: Indicator,
    whole: Indicator,
    unit: str = "%",
    words: Iterable[str] = (),
    relations: Iterable[Relation] = (),
) -> Ratio:
    """Declare a share of one indicator in another."""
    figure = Ratio(key, label, part, whole, unit, tuple(words), tuple(relations))
    _register(figure)
    return figure


def _register(figure: Figure) -> None:
    if figure.key in FIGURES:
        raise ValueError(f"figure declared twice: {figure.key}")
    FIGURES[figure.key] = figure


def find(key: str) -> Figure:
    """The figure of a key.

    Raises:
        Unknown: there is none; the message names the nearest groups.
    """
    if key in FIGURES:
        return FIGURES[key]
    group = key.partition(".")[0]
    near = [known for known in sorted(FIGURES) if known.startswith(f"{group}.")]
    known = near or sorted({known.partition(".")[0] + ".…" for known in FIGURES})
    raise Unknown(f"没有“{key}”这个指标；可用的有：{'、'.join(known)}")


def values(figures: Iterable[Figure], year: Year) -> dict[str, Decimal | None]:
    """The values of many figures: one statement per record table, whatever their number."""
    figures = list(figures)
    wanted: dict[str, Indicator] = {}
    for figure in figures:
        parts = (figure.part, figure.whole) if isinstance(figure, Ratio) else (figure,)
        wanted |= {part.key: part for part in parts}
    found = _measured(list(wanted.values()), year)
    return {
        figure.key: figure.of(found[figure.part.key], found[figure.whole.key])
        if isinstance(figure, Ratio)
        else found[figure.key]
        for figure in figures
    }


def split_values(
    asked: Iterable[tuple[Indicator, str]], year: Year
) -> dict[str, dict[Any, Decimal]]:
    """Figures by one of their splits each, by key: the parts add up to the value.

    One statement for each record table and split, whatever the number of figures.

    Raises:
        Unknown: a figure declares no such split.
    """
    tables: dict[tuple[type[Model], str], list[QuerySet[Any]]] = defaultdict(list)
    found: dict[str, dict[Any, Decimal]] = {}
    scales: dict[str, Decimal] = {}
    for figure, by in asked:
        if by not in figure.splits:
            known = "、".join(figure.splits)
            raise Unknown(f"“{figure.label}”不能按“{by}”分列；可用的有：{known}")
        found[figure.key], scales[figure.key] = {}, figure.scale
        rows = figure.rows(year).order_by()
        measured = rows.values(figure=Value(figure.key), part=F(by)).annotate(
            value=Cast(figure.measure(), AMOUNT)
        )
        tables[rows.model, by].append(measured.values_list("figure", "part", "value"))
    for first, *others in tables.values():
        for key, part, value in first.union(*others, all=True) if others else first:
            found[key][part] = (value or Decimal(0)) * scales[key]
    return found


def _measured(indicators: Sequence[Indicator], year: Year) -> dict[str, Decimal]:
    tables: dict[type[Model], list[QuerySet[Any]]] = defaultdict(list)
    for indicator in indicators:
        rows = indicator.rows(year).order_by()
        measured = (
            rows.values(figure=Value(indicator.key))
            .annotate(value=Cast(indicator.measure(), AMOUNT))
            .values_list("figure", "value")
        )
        tables[rows.model].append(measured)
    scales = {indicator.key: indicator.scale for indicator in indicators}
    found = dict.fromkeys(scales, Decimal(0))
    for first, *others in tables.values():
        for key, value in first.union(*others, all=True) if others else first:
            found[key] = (value or Decimal(0)) * scales[key]
    return found
