"""Whether the declared relations between figures hold: parts, bounds, products, gapless numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from yizheng.core.indicators import FIGURES, Figure, Indicator, Relation, values
from yizheng.core.periods import Year

from .printing import plainly

NAMED = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation of one figure, whether it holds, and the sentence that says so."""

    key: str
    kind: str
    other: str
    holds: bool
    sentence: str


Values = Mapping[str, Decimal | None]
# The records that break a relation, by `(figure, kind, other)`; None when the two figures do not
# count the same kind of record.
OddOnes = dict[tuple[str, str, str], QuerySet[Any] | None]


def findings(
    year: Year, figures: Iterable[Figure] | None = None, *, known: Values | None = None
) -> list[Finding]:
    """Every declared relation of the figures, held or broken.

    One statement for each record table, one for each figure whose numbers should run on, and one
    for each relation that is broken. `known` are values measured already.
    """
    chosen = list(FIGURES.values() if figures is None else figures)
    pairs = [
        (figure, relation)
        for figure in chosen
        for relation in figure.relations
        if not relation.other or relation.other in FIGURES
    ]
    found = dict(known or {})
    keys = {key for figure, relation in pairs for key in (figure.key, relation.other) if key}
    found |= values([FIGURES[key] for key in sorted(keys - set(found))], year)
    odd = _odd_ones(pairs, year)
    return [_finding(figure, relation, found, odd, year) for figure, relation in pairs]


def problems(year: Year, *, known: Values | None = None) -> list[Finding]:
    """The relations that do not hold."""
    return [finding for finding in findings(year, known=known) if not finding.holds]


def _finding(
    figure: Figure, relation: Relation, found: Values, odd: OddOnes, year: Year
) -> Finding:
    if relation.kind in ("part_of", "disjoint"):
        holds, sentence = _compared(figure, relation, found, odd)
    else:
        check = {"at_most": _at_most, "equals": _equals, "contiguous": _contiguous}[relation.kind]
        holds, sentence = check(figure, relation, found, year)
    return Finding(figure.key, relation.kind, relation.other, holds, sentence)


def _odd_ones(pairs: Sequence[tuple[Figure, Relation]], year: Year) -> OddOnes:
    """What breaks the relations between lists of records; nothing is kept where nothing does."""
    asked: dict[tuple[str, str, str], QuerySet[Any] | None] = {}
    for figure, relation in pairs:
        if relation.kind in ("part_of", "disjoint"):
            key = (figure.key, relation.kind, relation.other)
            asked[key] = _breaking(figure, relation, year)
    counted = _counted({key: rows for key, rows in asked.items() if rows is not None})
    return {key: rows for key, rows in asked.items() if rows is None or counted.get(key)}


def _breaking(figure: Figure, relation: Relation, year: Year) -> QuerySet[Any] | None:
    pair = _rows(figure, FIGURES[relation.other], year)
    if pair is None:
        return None
    ours, theirs = pair[0], pair[1].order_by().values("pk")
    among = Q(pk__in=theirs)
    return ours.filter(~among if relation.kind == "part_of" else among)


def _counted(lists: dict[tuple[str, str, str], QuerySet[Any]]) -> dict[tuple[str, str, str], int]:
    """How many records are in each list: one statement for each record table."""
    tables: dict[Any, list[QuerySet[Any]]] = defaultdict(list)
    names = {str(place): key for place, key in enumerate(lists)}
    for name, key in names.items():
        rows = lists[key].order_by()
        counts = rows.values(_asked=Value(name)).annotate(_count=Count("pk", distinct=True))
        tables[rows.model].append(counts.values_list("_asked", "_count"))
    return {
        names[name]: count
        for first, *others in tables.values()
        for name, count in (first.union(*others, all=True) if others else first)
    }


def _compared(figure: Figure, relation: Relation, found: Values, odd: OddOnes) -> tuple[bool, str]:
    other, key = FIGURES[relation.other], (figure.key, relation.kind, relation.other)
    both = f"“{figure.label}”与“{other.label}”"
    if relation.kind == "part_of":
        if key not in odd:
            return True, f"“{figure.label}”都在“{other.label}”之内（{_both(figure, other, found)}）"
        rows = odd[key]
        if rows is None:
            return _at_most(figure, relation, found)
        return False, f"“{figure.label}”有{_listed(_ids(rows))}不在“{other.label}”之内"
    rows = odd.get(key)
    if rows is None:
        return True, f"{both}没有重复的记录"
    return False, f"“{figure.label}”有{_listed(_ids(rows))}同时计入“{other.label}”"


def _at_most(
    figure: Figure, relation: Relation, found: Values, _year: Year | None = None
) -> tuple[bool, str]:
    other = FIGURES[relation.other]
    here, there = found[figure.key], found[other.key]
    holds = here is None or there is None or here <= there
    verb = "不多于" if holds else "多于"
    return holds, f"“{figure.label}”{verb}“{other.label}”（{_both(figure, other, found)}）"


def _equals(figure: Figure, relation: Relation, found: Values, _year: Year) -> tuple[bool, str]:
    other = FIGURES[relation.other]
    here, there = found[figure.key], found[other.key]
    holds = here is None or there is None or here == there * relation.factor
    times = f"的{relation.factor}倍" if relation.factor != 1 else ""
    verb = "等于" if holds else "不等于"
    return holds, f"“{figure.label}”{verb}“{other.label}”{times}（{_both(figure, other, found)}）"


def _contiguous(figure: Figure, relation: Relation, _found: Values, year: Year) -> tuple[bool, str]:
    if not isinstance(figure, Indicator):
        return True, ""
    groups: dict[Any, list[int | None]] = defaultdict(list)
    for *group, number in (
        figure.rows(year).order_by().values_list(*relation.within, relation.field)
    ):
        groups[tuple(group)].append(number)
    faults = [fault for numbers in groups.values() for fault in _gaps(numbers)]
    if not faults:
        return True, f"“{figure.label}”的编号连续"
    return False, f"“{figure.label}”的编号不连续：{'；'.join(faults)}"


def _gaps(numbers: list[int | None]) -> list[str]:
    """What is wrong with a run of numbers, in words."""
    given = sorted(number for number in numbers if number is not None)
    faults = []
    if without := len(numbers) - len(given):
        faults.append(f"{without}条没有编号")
    if given and (missing := sorted(set(range(given[0], given[-1] + 1)) - set(given))):
        faults.append(f"缺第{_some(missing)}号")
    if twice := sorted({number for number in given if given.count(number) > 1}):
        faults.append(f"第{_some(twice)}号重复")
    return faults


def _rows(figure: Figure, other: Figure, year: Year) -> tuple[QuerySet[Any], QuerySet[Any]] | None:
    """The records of two figures when they are of one kind."""
    if not isinstance(figure, Indicator) or not isinstance(other, Indicator):
        return None
    here, there = figure.rows(year), other.rows(year)
    return (here, there) if here.model is there.model else None


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _listed(ids: list[int]) -> str:
    return f"{len(ids)}条记录（编号{_some(ids)}）"


def _some(numbers: list[int]) -> str:
    words = "、".join(str(number) for number in numbers[:NAMED])
    return f"{words}等" if len(numbers) > NAMED else words


def _both(figure: Figure, other: Figure, found: Values) -> str:
    return f"{_said(figure, found)}，{_said(other, found)}"


def _said(figure: Figure, found: Values) -> str:
    value = found[figure.key]
    return "—" if value is None else f"{plainly(value)}{figure.unit}"
