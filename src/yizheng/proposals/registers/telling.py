"""Columns of what a panel of the page tells at its place; lists, exports and the API have them."""

from typing import Any

from django.db.models import DateField, Model

from yizheng.core.registers import Column


def told(model: type[Model], name: str) -> Column:
    """A day or a text of a record, left out of the facts on its page."""
    field: Any = model._meta.get_field(name)
    kind = "day" if isinstance(field, DateField) else "text"
    sort = name if kind == "day" else ""
    return Column(name, str(field.verbose_name), name, kind, sort, in_list=False, on_page=False)
