"""Pages by key: the next starts after the last row seen, so page 1,000 costs what page 1 does."""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Model, Q, QuerySet, Value
from django.db.models import fields as kinds
from django.db.models.functions import Coalesce

from .history import plain

SIZE = 50
# Where an empty value stands in the order: before everything else.
EMPTY: tuple[tuple[type, Any], ...] = (
    (kinds.DateTimeField, None),
    (kinds.DateField, date(1, 1, 1)),
    (kinds.IntegerField, -1),
    (kinds.CharField, ""),
    (kinds.TextField, ""),
)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order; the cursors of the pages before and after, empty when there is none."""

    rows: list[Any]
    count: int
    previous: str
    next: str


def page_of(rows: QuerySet[Any], *, order: str, cursor: str = "", size: int = SIZE) -> Page:
    """A page of `rows` ordered by one field (`-` for descending) and then by id. 2 queries.

    A cursor that cannot be read gives the first page.
    """
    count = rows.count()
    descending, name = order.startswith("-"), order.lstrip("-")
    rows = rows.annotate(_place=_place(rows.model, name))
    backwards, after = _read(cursor)
    down = descending != backwards
    if after is not None:
        place, pk = after
        compare = "lt" if down else "gt"
        rows = rows.filter(
            Q(**{f"_place__{compare}": place}) | Q(_place=place, **{f"pk__{compare}": pk})
        )
    sign = "-" if down else ""
    found = list(rows.order_by(f"{sign}_place", f"{sign}pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_previous = more if backwards else after is not None
    has_next = after is not None if backwards else more
    return Page(
        found,
        count,
        _write(found[0], back=True) if found and has_previous else "",
        _write(found[-1], back=False) if found and has_next else "",
    )


def _place(model: type[Model], name: str) -> Any:
    field: Any = None
    for step in name.split("__"):
        field = (field.related_model if field else model)._meta.get_field(step)
    nullable = field.null or "__" in name
    empty = next((value for kind, value in EMPTY if isinstance(field, kind)), None)
    return Coalesce(F(name), Value(empty)) if nullable and empty is not None else F(name)


def _write(row: Any, *, back: bool) -> str:
    text = json.dumps([back, plain(row._place), row.pk], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[bool, tuple[Any, int] | None]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        back, place, pk = json.loads(base64.urlsafe_b64decode(padded))
        if isinstance(place, str | int) and isinstance(pk, int) and abs(pk) < 2**63:
            return bool(back), (_moment(place), pk)
    except (ValueError, TypeError):
        pass
    return False, None


def _moment(place: str | int) -> Any:
    """Days and moments come back as such, so that every database compares them alike."""
    if isinstance(place, str):
        for kind in (date, datetime):
            try:
                return kind.fromisoformat(place)
            except ValueError:
                continue
    return place
