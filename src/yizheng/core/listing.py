"""What a reader asked of a register's list: its filters, its order, the address that says so."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from .actors import Actor
from .filters import filters_for
from .registers import Register


def chosen(register: Register, query: QueryDict, actor: Actor) -> tuple[Any, QuerySet[Any]]:
    """The list's filters as filled in, and the rows they leave. No row when one is wrong."""
    rows = register.rows(actor)
    filters = filters_for(register)(query, queryset=rows)
    return filters, filters.qs if filters.is_valid() else rows.none()


def order_of(register: Register, query: QueryDict) -> str:
    """The field a list is ordered by, `-` for descending: the one asked for, if it is known."""
    asked = query.get("sort", "")
    known = {column.sort for column in register.columns if column.sort}
    return asked if asked.lstrip("-") in known else register.order


def known_part(register: Register, query: QueryDict) -> str:
    """The filters and the order in `query` that the list knows, in one fixed writing.

    Two addresses that show the same list give the same text; empty for the list as it opens.
    """
    kept = QueryDict(mutable=True)
    for name in sorted(filters_for(register).base_filters):
        kept.setlist(name, [text for text in query.getlist(name) if text])
    if order_of(register, query) != register.order:
        kept["sort"] = query.get("sort", "")
    return kept.urlencode()


def cleaned(register: Register, address: str) -> str:
    """`known_part` of the last part of an address."""
    return known_part(register, QueryDict(address))


def with_changes(query: QueryDict, **changes: str) -> str:
    """`query` with some parts changed, or taken out when the new text is empty, after a `?`."""
    kept = query.copy()
    for name, value in changes.items():
        kept[name] = value
        if not value:
            del kept[name]
    return f"?{kept.urlencode()}"


def in_words(register: Register, filters: Any, query: QueryDict) -> list[tuple[str, str]]:
    """What is chosen, as `(label, text)`, the order last. At most 1 query a filter by records."""
    filters.form.is_valid()
    told = []
    for name, value in filters.form.cleaned_data.items():
        field = filters.form.fields[name]
        if value not in (None, ""):
            told.append((str(field.label), _said(field, value)))
    order = order_of(register, query)
    heads = {column.sort: column.label for column in register.columns if column.sort}
    if order != register.order:
        way = "降序" if order.startswith("-") else "升序"
        told.append(("排序", f"{heads[order.lstrip('-')]}，{way}"))
    return told


def _said(field: Any, value: Any) -> str:
    """A filter's value as its control shows it."""
    if isinstance(field, forms.ModelChoiceField) or not hasattr(field, "choices"):
        return str(value)
    labels = {str(key): str(label) for key, label in field.choices}
    said = str(field.prepare_value(value)) if not isinstance(value, bool) else str(value).lower()
    return labels.get(said, said)
