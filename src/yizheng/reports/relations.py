"""Whether the declared relations between figures hold: parts, bounds, products, gapless numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

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


def findings(year: Year, figures: Iterable[Figure] | None = None) -> list[Finding]:
    """Every declared relation of the figures, held or broken. At most one query for each."""
    chosen = list(FIGURES.values() if figures is None else figures)
    keys = {figure.key for figure in chosen}
    keys |= {relation.other for figure in chosen for relation in figure.relations if relation.other}
    found = values([FIGURES[key] for key in sorted(keys) if key in FIGURES], year)
    return [
        _finding(figure, relation, found, year)
        for figure in chosen
        for relation in figure.relations
        if not relation.other or relation.other in FIGURES
    ]


def problems(year: Year) -> list[Finding]:
    """The relations that do not hold."""
    return [finding for finding in findings(year) if not finding.holds]


def _finding(figure: Figure, relation: Relation, found: Values, year: Year) -> Finding:
    check = {
        "part_of": _part_of,
        "at_most": _at_most,
        "equals": _equals,
        "disjoint": _disjoint,
        "contiguous": _contiguous,
    }[relation.kind]
    holds, sentence = check(figure, relation, found, year)
    return Finding(figure.key, relation.kind, relation.other, holds, sentence)


def _part_of(figure: Figure, relation: Relation, found: Values, year: Year) -> tuple[bool, str]:
    other = FIGURES[relation.other]
    pair = _rows(figure, other, year)
    if pair is None:
        return _at_most(figure, relation, found, year)
    strangers = _ids(pair[0].exclude(pk__in=pair[1].order_by().values("pk")))
    if not strangers:
        return True, f"“{figure.label}”都在“{other.label}”之内（{_both(figure, other, found)}）"
    return False, f"“{figure.label}”有{_listed(strangers)}不在“{other.label}”之内"


def _at_most(figure: Figure, relation: Relation, found: Values, year: Year) -> tuple[bool, str]:
    other = FIGURES[relation.other]
    here, there = found[figure.key], found[other.key]
    holds = here is None or there is None or here <= there
    verb = "不多于" if holds else "多于"
    return holds, f"“{figure.label}”{verb}“{other.label}”（{_both(figure, other, found)}）"


def _equals(figure: Figure, relation: Relation, found: Values, year: Year) -> tuple[bool, str]:
    other = FIGURES[relation.other]
    here, there = found[figure.key], found[other.key]
    holds = here is None or there is None or here == there * relation.factor
    times = f"的{relation.factor}倍" if relation.factor != 1 else ""
    verb = "等于" if holds else "不等于"
    return holds, f"“{figure.label}”{verb}“{other.label}”{times}（{_both(figure, other, found)}）"


def _disjoint(figure: Figure, relation: Relation, found: Values, year: Year) -> tuple[bool, str]:
    other = FIGURES[relation.other]
    pair = _rows(figure, other, year)
    if pair is None:
        return True, f"“{figure.label}”与“{other.label}”不是同一种记录，不会重复"
    twice = _ids(pair[0].filter(pk__in=pair[1].order_by().values("pk")))
    if not twice:
        return True, f"“{figure.label}”与“{other.label}”没有重复的记录"
    return False, f"“{figure.label}”有{_listed(twice)}同时计入“{other.label}”"


def _contiguous(figure: Figure, relation: Relation, found: Values, year: Year) -> tuple[bool, str]:
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


def _rows(figure: Figure, other: Figure, year: Year) -> tuple[Any, Any] | None:
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
