"""The kinds of record on which leaders may write; each app names its own."""

from datetime import date
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=type[Model])

INSTRUCTABLE: dict[str, type[Model]] = {}
_days: dict[str, str] = {}


def instructable(model: M, *, since: str = "") -> M:
    """Say that leaders write on records of `model`.

    Args:
        since: the field with the day from which it can be written on, such as that of sending.
    """
    INSTRUCTABLE[model._meta.label_lower] = model
    if since:
        _days[model._meta.label_lower] = since
    return model


def missing_day(product: Model) -> bool:
    """Whether leaders cannot have seen it yet: it was not sent."""
    field = _days.get(product._meta.label_lower)
    return field is not None and getattr(product, field) is None


def since(product: Model) -> date | None:
    """The day from which it can be written on; None where its kind says none."""
    field = _days.get(product._meta.label_lower)
    found: date | None = getattr(product, field) if field else None
    return found


def product_types() -> QuerySet[ContentType]:
    """The content types of the instructable kinds. 1 query."""
    names = [label.partition(".") for label in INSTRUCTABLE]
    known = ContentType.objects.none()
    for app, _, model in names:
        known = known | ContentType.objects.filter(app_label=app, model=model)
    return known
