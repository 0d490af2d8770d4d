"""Filter bars from a register's declaration: words, days from and to, and its own fields."""

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet

from .codes import CodeChoice, CodeField
from .registers import Register


def filters_for(register: Register) -> type[django_filters.FilterSet]:
    """The filter set of a register. Built per request: its choices are the active committee's."""
    declared: dict[str, Any] = {}
    if register.search:
        declared["q"] = django_filters.CharFilter(
            label="查找",
            method=lambda rows, _name, words: register.matching(rows, words),
            widget=forms.TextInput(attrs={"type": "search", "placeholder": "词语，以空格分开"}),
        )
    for name in register.filters:
        declared[name] = _filter(register.model, name)
    if register.day:
        declared["from"] = _day(register.day, "gte", "自")
        declared["to"] = _day(register.day, "lte", "至")
    declared |= _links(register.model, set(declared))
    meta = type("Meta", (), {"model": register.model, "fields": []})
    return type("Filters", (django_filters.FilterSet,), {**declared, "Meta": meta})


def _links(model: type[models.Model], shown: set[str]) -> dict[str, Any]:
    """A filter by each other foreign key, without a control: pages link to lists through them."""
    return {
        field.name: WholeFilter(field_name=field.name, widget=forms.HiddenInput())
        for field in model._meta.concrete_fields
        if field.is_relation and field.editable and field.name not in shown
    }


def _filter(model: type[models.Model], path: str) -> Any:
    field: Any = None
    for step in path.split("__"):
        field = (field.related_model if field else model)._meta.get_field(step)
    label = str(field.verbose_name)
    if field.is_relation:
        return django_filters.ModelChoiceFilter(
            field_name=path,
            label=label,
            queryset=choices_of(field.related_model),
            empty_label="全部",
            widget=forms.Select(attrs={"data-search": "true"}),
        )
    if isinstance(field, CodeField) and field.codes:
        return CodeFilter(field_name=path, label=label, codes=field.codes, former=True)
    if field.choices:
        return django_filters.ChoiceFilter(
            field_name=path, label=label, choices=field.flatchoices, empty_label="全部"
        )
    if isinstance(field, models.BooleanField):
        choices = [("", "全部"), ("true", "是"), ("false", "否")]
        return django_filters.TypedChoiceFilter(
            field_name=path,
            label=label,
            choices=choices,
            coerce=lambda text: text == "true",
        )
    if isinstance(field, models.IntegerField):
        return WholeFilter(field_name=path, label=label)
    return django_filters.CharFilter(field_name=path, label=label)


class CodeFilter(django_filters.Filter):  # type: ignore[misc]
    """One code of a committee's list, those no longer offered too."""

    field_class = CodeChoice


class WholeFilter(django_filters.Filter):  # type: ignore[misc]
    """A whole number, such as a year: what no column can hold never reaches the database."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1, **options)


def choices_of(model: type[models.Model]) -> QuerySet[Any]:
    """The rows a filter or a form offers: the active committee's, in the model's own order."""
    offered = getattr(model, "offered", None)
    return offered() if offered else model._default_manager.all()


def _day(field: str, lookup: str, label: str) -> Any:
    return django_filters.DateFilter(
        field_name=field,
        lookup_expr=lookup,
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
