"""Forms of the calendar and of the committee's rules. Shape only; services decide."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from yizheng.core.codes import CODE_LISTS, CodeList
from yizheng.core.forms import RefusableForm
from yizheng.core.rules import Rule
from yizheng.core.wording import lines_of


class CalendarForm(RefusableForm, forms.Form):
    """A year's published list as pasted lines."""

    source = forms.CharField(
        label="依据", max_length=120, help_text="例如：国务院办公厅关于某年部分节假日安排的通知"
    )
    lines = forms.CharField(
        label="放假和调休上班的日子",
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=10_000,
        help_text="一行一项，例如：2027-01-01至2027-01-03 放假 元旦；2027-02-07 上班。"
        "本来就休息的周末会自动略去。",
    )


class RuleForm(RefusableForm, forms.Form):
    """A value of one rule from a day on; the field fits the kind of the rule's value."""

    valid_from = forms.DateField(
        label="自何日起",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="此前的事项仍按原来的规则",
    )
    decided_by = forms.CharField(
        label="依据的决定", max_length=120, required=False, help_text="例如：某次主席会议"
    )

    def __init__(self, rule: Rule, value: Any, data: Any = None) -> None:
        super().__init__(data, initial={"valid_from": timezone.localdate()})
        self.entries = (
            _entries(CODE_LISTS[rule.key], value, data) if rule.key in CODE_LISTS else None
        )
        if self.entries is None:
            self.fields = {"value": _value_field(rule, value), **self.fields}

    def clean(self) -> dict[str, Any]:
        """The rows of a code list, in the order of their places, are the rule's value."""
        said = super().clean() or {}
        if self.entries is not None:
            if self.entries.is_valid():
                said["value"] = self.entries.value
            else:
                self.add_error(None, "请改正下面标出的各行")
        return said


class EntryForm(forms.Form):
    """One entry of a code list."""

    code = forms.CharField(label="代码", max_length=30)
    label = forms.CharField(label="名称", max_length=40)
    meaning = forms.CharField(label="含义", max_length=120, required=False)
    sense = forms.ChoiceField(label="统计时归入", required=False)

    def __init__(self, *args: Any, senses: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sense"].choices = [("", "（不归类）"), *senses.items()]  # type: ignore[attr-defined]
        if not senses:
            del self.fields["sense"]


class Entries(forms.BaseFormSet[EntryForm]):
    """The entries of a code list as rows that can be moved, removed and added."""

    @property
    def value(self) -> list[dict[str, str]]:
        """The rows that are left, in order, as the rule stores them."""
        rows = [form.cleaned_data for form in self.ordered_forms if form.cleaned_data.get("code")]
        return [
            {name: row.get(name, "").strip() for name in ("code", "label", "meaning", "sense")}
            for row in rows
        ]


def _entries(codes: CodeList, value: Any, data: Any) -> Entries:
    made: Any = forms.formset_factory(
        EntryForm, formset=Entries, extra=0, can_order=True, can_delete=True, max_num=60
    )
    entries: Entries = made(
        data, initial=value, prefix="entry", form_kwargs={"senses": codes.senses}
    )
    return entries


def _value_field(rule: Rule, value: Any) -> forms.Field:
    if rule.kind is bool:
        return forms.TypedChoiceField(
            label="值",
            choices=[("true", "是"), ("false", "否")],
            coerce=lambda text: text == "true",
            initial="true" if value else "false",
        )
    if rule.kind is int:
        return forms.IntegerField(label="值", initial=value, min_value=0, max_value=1_000_000)
    if rule.kind is list:
        return LinesField(label="值", initial=value, help_text="一行一项")
    return forms.CharField(label="值", initial=value, max_length=400)


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 8})

    def prepare_value(self, value: Any) -> Any:
        """A stored list becomes lines; what was typed stays."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Lines become a list; empty ones are left out."""
        text = super().clean(value)
        return lines_of(text)
