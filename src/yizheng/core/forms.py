"""Forms from a register's declaration and from a transition's inputs: shape only."""

from datetime import UTC, date, datetime
from enum import EnumMeta
from inspect import Parameter
from typing import Any, get_origin, get_type_hints

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.forms import modelform_factory

from .codes import UNCHOSEN, CodeChoice, CodeField, CodeList
from .errors import Invalid, Refused
from .filters import choices_of
from .registers import Group, Register
from .sheets import ROWS
from .workflow import Transition


class RefusableForm(forms.BaseForm):
    """A form that can show a refusal at the field it belongs to."""

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal's sentences at their fields; what has no field stands above the form."""
        if isinstance(refusal, Invalid) and refusal.fields:
            for name, sentences in refusal.fields.items():
                self.add_error(name if name in self.fields else None, sentences)
        else:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, refusal.message)


class TableForm(RefusableForm, forms.Form):
    """One table to be taken over."""

    file = forms.FileField(
        allow_empty_file=True,
        help_text=f".xlsx、.xls 或 .csv，不超过 20 MB、{ROWS} 行。先核对，核对时什么也不保存。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, label: str, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].label = label


class RecordForm(RefusableForm, forms.ModelForm[Any]):
    """The form of a record: checks the shape of its fields; constraints are the service's.

    A record that masks its personal fields (`masked`) shows them masked here too: what is sent back
    as it was shown is left as it is stored.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._masked():
            self.initial[name] = self.instance.masked(name)

    def clean(self) -> dict[str, Any] | None:
        """Put back what was not typed anew."""
        cleaned = super().clean() or self.cleaned_data
        for name in self._masked():
            shown = self.instance.masked(name)
            if shown and cleaned.get(name) == shown:
                cleaned[name] = getattr(self.instance, name)
        return cleaned

    def _masked(self) -> list[str]:
        """The fields that are shown masked: of a record that is stored and can mask them."""
        if self.instance.pk is None or not hasattr(self.instance, "masked"):
            return []
        return [name for name in self.fields if name in self.instance.PERSONAL]

    def _post_clean(self) -> None:
        """Leave the instance alone: the service writes, and says what the model refuses."""


class MoveForm(RefusableForm, forms.Form):
    """The inputs of one transition."""


def form_of(
    register: Register,
    *,
    data: Any = None,
    record: models.Model | None = None,
    initial: dict[str, Any] | None = None,
    parents: QuerySet[Any] | None = None,
) -> Any:
    """The form for a new record, or for `record`; its choices are the active committee's.

    Given `parents`, it also asks which of them a new record hangs on (`Register.parent`).
    """
    fields = [name for group in register.groups for name in group.fields]
    form_class = modelform_factory(
        register.model, form=RecordForm, fields=fields, formfield_callback=form_field
    )
    form = form_class(data, instance=record, initial=initial)
    if parents is not None and register.parent:
        form.fields[register.parent] = _parent_field(register, parents)
    return form


def _parent_field(register: Register, parents: QuerySet[Any]) -> forms.ModelChoiceField[Any]:
    label = str(register.model._meta.get_field(register.parent).verbose_name)  # type: ignore[union-attr]
    sentence = f"没有这条{label}，或者不在您可以查看的范围之内"
    return forms.ModelChoiceField(parents, label=label, error_messages={"invalid_choice": sentence})


def groups_of(register: Register, form: Any) -> list[tuple[Group, list[Any]]]:
    """The fields that are typed in, under their headings."""
    return [(group, [form[name] for name in group.fields]) for group in register.groups]


def as_radios(form: Any, name: str) -> None:
    """Show a choice as one line for each of its meanings, none of them chosen."""
    field = form.fields[name]
    field.choices = [pair for pair in field.choices if pair[0]]
    field.widget = forms.RadioSelect(choices=field.choices)


def form_field(field: Any, **options: Any) -> Any:
    """A model field as a form field: native date pickers, searchable choices, yuan for fen."""
    if isinstance(field, models.DateTimeField):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return field.formfield(**{**options, "form_class": MomentField, "widget": widget})
    if isinstance(field, models.DateField):
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return field.formfield(**{**options, "widget": day})
    if field.is_relation:
        choices = choices_of(field.related_model)
        made = field.formfield(**{**options, "queryset": choices, **_unchosen(field)})
        made.widget.attrs["data-search"] = "true"
        return made
    if field.name.endswith("_fen"):
        return YuanField(
            label=f"{field.verbose_name}（元）", required=not field.blank, help_text=field.help_text
        )
    if isinstance(field, CodeField):
        return field.formfield(**options)
    if field.choices:
        made = field.formfield(**options)
        blank = field.blank or not field.has_default()
        made.choices = field.get_choices(include_blank=blank, blank_choice=[("", UNCHOSEN)])
        return made
    if isinstance(field, models.TextField) and field.has_default():
        # What begins with a sample is read before it is written: the box is tall, its letters even.
        sample = forms.Textarea(
            attrs={"rows": 28, "class": "font-monospace", "spellcheck": "false"}
        )
        return field.formfield(**{**options, "widget": sample})
    return field.formfield(**options)


def _unchosen(field: Any) -> dict[str, str]:
    return {} if field.many_to_many else {"empty_label": UNCHOSEN}


class MomentField(forms.DateTimeField):
    """A moment, in UTC: a program may send a distance from it that a database does not know."""

    def clean(self, value: Any) -> Any:
        """The moment that was typed here, or sent from anywhere."""
        moment = super().clean(value)
        try:
            return None if moment is None else moment.astimezone(UTC)
        except (OverflowError, ValueError) as error:
            raise forms.ValidationError("没有这个时间") from error


class YuanField(forms.DecimalField):
    """An amount typed in yuan, stored in fen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, min_value=0, **options)

    def prepare_value(self, value: Any) -> Any:
        """Fen from the record become yuan; what was typed stays as typed."""
        return f"{value / 100:.2f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Yuan to fen."""
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * 100)


def _text(**options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **options)


def _yes_or_no(**options: Any) -> forms.BooleanField:
    return forms.BooleanField(**{**options, "required": False})


def _day(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


def _moment(**options: Any) -> MomentField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    return MomentField(widget=widget, **options)


SIMPLE: dict[Any, Any] = {
    str: _text,
    int: forms.IntegerField,
    bool: _yes_or_no,
    date: _day,
    datetime: _moment,
}


def move_form(move: Transition) -> type[MoveForm]:
    """The form of a transition, from the types of its inputs.

    Label and help come from the model field of the same name, or from the parameter's `Annotated`
    texts: the first is the label, a second one the help.
    """
    hints = get_type_hints(move.perform.__wrapped__, include_extras=True)  # type: ignore[attr-defined]
    fields = {
        name: _input(move.model, name, hints[name], parameter)
        for name, parameter in move.inputs.items()
    }
    return type("TransitionForm", (MoveForm,), fields)


def _input(model: type[models.Model], name: str, hint: Any, parameter: Parameter) -> Any:
    said = getattr(hint, "__metadata__", ())
    kind = _without_none(hint.__origin__ if said else hint)
    known = (*model._meta.concrete_fields, *model._meta.many_to_many)
    field: Any = next((item for item in known if item.name == name), None)
    required = parameter.default is Parameter.empty
    words = [item for item in said if isinstance(item, str)]
    label = words[0] if words else str(field.verbose_name) if field else name
    help_text = words[1] if len(words) > 1 else getattr(field, "help_text", "")
    options: dict[str, Any] = {"label": label, "required": required, "help_text": help_text}
    codes = next((item for item in said if isinstance(item, CodeList)), None)
    codes = codes or getattr(field, "codes", None)
    if kind is str and codes is not None:
        return CodeChoice(codes=codes, **options)
    if isinstance(kind, EnumMeta):
        return _choice(kind, parameter, options)
    if get_origin(kind) is list:
        many = forms.SelectMultiple(attrs={"data-search": "true"})
        rows = choices_of(kind.__args__[0])
        return forms.ModelMultipleChoiceField(queryset=rows, widget=many, **options)
    if issubclass(kind, models.Model):
        select = forms.Select(attrs={"data-search": "true"})
        return forms.ModelChoiceField(queryset=choices_of(kind), widget=select, **options)
    if kind is str and isinstance(field, models.CharField):
        return forms.CharField(max_length=field.max_length, **options)
    return SIMPLE[kind](**options)


def _choice(kind: Any, parameter: Parameter, options: dict[str, Any]) -> forms.TypedChoiceField:
    """A choice that starts unmade: a decision nobody took would look like one."""
    return forms.TypedChoiceField(
        choices=[("", UNCHOSEN), *kind.choices],
        coerce=kind,
        empty_value=None if options["required"] else parameter.default,
        **options,
    )


def _without_none(kind: Any) -> Any:
    rest = [arg for arg in getattr(kind, "__args__", ()) if arg is not type(None)]
    return rest[0] if rest and type(None) in kind.__args__ else kind
