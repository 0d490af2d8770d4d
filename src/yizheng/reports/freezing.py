"""Freezing figures with an edition, and telling later what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.indicators import FIGURES, Figure, Indicator, Ratio, values
from yizheng.core.periods import Year
from yizheng.core.registers import REGISTERS

from .models import Edition, FrozenFigure
from .printing import plainly

PLACES = Decimal(1).scaleb(-12)


def exact(value: Decimal | None) -> str:
    """A value as it is frozen: all its digits, a ratio cut to 12 places, empty when undefined."""
    if value is None:
        return ""
    return plainly(value.quantize(PLACES)) if value.as_tuple().exponent < -12 else plainly(value)  # type: ignore[operator]


def with_parts(keys: Sequence[str]) -> list[Figure]:
    """The figures of `keys` with the parts and wholes of the ratios among them, each once."""
    found: dict[str, Figure] = {}
    for key in keys:
        figure = FIGURES[key]
        parts = (figure, figure.part, figure.whole) if isinstance(figure, Ratio) else (figure,)
        found |= {part.key: part for part in parts}
    return list(found.values())


def figures_now(keys: Sequence[str], year: Year) -> list[FrozenFigure]:
    """Figures as they are now, not stored. One query a figure, and one a table."""
    figures = with_parts(keys)
    found = values(figures, year)
    return [_frozen(figure, found[figure.key], year) for figure in figures]


def freeze(edition: Edition, keys: Sequence[str], year: Year) -> list[FrozenFigure]:
    """Store the figures of an edition as they are now. One query a figure, and one a table."""
    frozen = figures_now(keys, year)
    for row in frozen:
        row.edition = edition
    return FrozenFigure.objects.bulk_create(frozen)


def _frozen(figure: Figure, value: Decimal | None, year: Year) -> FrozenFigure:
    period = figure.period(year)
    row = FrozenFigure(
        committee_id=year.committee_id,
        key=figure.key,
        label=figure.label,
        unit=figure.unit,
        value=exact(value),
        clock=str(figure.clock),
        basis=str(figure.basis),
        first=period.first,
        last=period.last,
        definition_version=figure.version,
        counts=figure.counts,
        leaves_out=figure.leaves_out,
    )
    if isinstance(figure, Ratio):
        row.part, row.whole = figure.part.key, figure.whole.key
    else:
        rows = figure.rows(year)
        row.model = rows.model._meta.label_lower
        row.record_ids = list(rows.order_by("pk").values_list("pk", flat=True))
    row.digest = row.compute_digest()
    return row


@dataclass(frozen=True, slots=True)
class Change:
    """A frozen figure whose value is another one now; `now` is None when undefined or gone."""

    frozen: FrozenFigure
    now: Decimal | None


def changes(edition: Edition, year: Year) -> list[Change]:
    """The figures of an edition whose values have changed since. One statement a record table."""
    frozen = list(FrozenFigure.objects.filter(edition=edition).order_by("key"))
    now = values([FIGURES[row.key] for row in frozen if row.key in FIGURES], year)
    return [Change(row, now.get(row.key)) for row in frozen if exact(now.get(row.key)) != row.value]


@dataclass(frozen=True, slots=True)
class Moved:
    """Records that came into a figure since it was frozen, or went out of it.

    `came` and `went` are those the reader may see; `hidden` counts the others, `removed` those that
    are no longer on record at all.
    """

    came: list[Any]
    went: list[Any]
    hidden: int
    removed: int


def moved(frozen: FrozenFigure, year: Year, actor: Actor) -> Moved:
    """What came and went behind a frozen figure. At most 4 queries."""
    figure = FIGURES.get(frozen.key)
    if not isinstance(figure, Indicator) or not frozen.model:
        return Moved([], [], 0, 0)
    model = apps.get_model(frozen.model)
    now = set(figure.rows(year).values_list("pk", flat=True))
    then = set(frozen.record_ids)
    ids = (now - then) | (then - now)
    kept = (
        set(model._base_manager.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    )
    register = REGISTERS.get(frozen.model)
    rows = model._base_manager.filter(pk__in=kept)
    seen = list(restrict(rows, register.view, actor).order_by("pk")) if register and kept else []
    return Moved(
        came=[row for row in seen if row.pk in now],
        went=[row for row in seen if row.pk not in now],
        hidden=len(kept) - len(seen),
        removed=len(ids) - len(kept),
    )


def faults(edition: Edition) -> list[str]:
    """Where a frozen edition no longer agrees with its digests; empty when all is as published."""
    found = [
        f"“{row.label}”的内容与校验值不符"
        for row in FrozenFigure.objects.filter(edition=edition).order_by("key")
        if row.compute_digest() != row.digest
    ]
    if edition.compute_digest() != edition.digest:
        found.append("正文或数字与总校验值不符")
    return found
