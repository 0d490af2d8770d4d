"""The kinds of record on which leaders may write; each app names its own."""

from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=type[Model])

INSTRUCTABLE: dict[str, type[Model]] = {}


def instructable(model: M) -> M:
    """Say that leaders write on records of `model`; can stand above the class as a decorator."""
    INSTRUCTABLE[model._meta.label_lower] = model
    return model


def product_types() -> QuerySet[ContentType]:
    """The content types of the instructable kinds. 1 query."""
    names = [label.partition(".") for label in INSTRUCTABLE]
    known = ContentType.objects.none()
    for app, _, model in names:
        known = known | ContentType.objects.filter(app_label=app, model=model)
    return known
