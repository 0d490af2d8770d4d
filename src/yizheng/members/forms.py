"""Forms of pages of their own: which two records, whose values hold."""

from typing import Any

from django import forms

from yizheng.core.forms import RefusableForm

from .models import Person
from .selectors import KEPT, OTHER, Compared


class OtherForm(RefusableForm, forms.Form):
    """Which other record is of the same person."""

    other: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        None,
        label="另一条记录",
        empty_label="（未选）",
        widget=forms.Select(attrs={"data-search": "true"}),
        help_text="并入本记录，合并以后只留本记录。",
    )

    def __init__(self, kept: Person, data: Any = None) -> None:
        super().__init__(data)
        self.fields["other"].queryset = Person.objects.exclude(pk=kept.pk)  # type: ignore[attr-defined]
        self.fields["other"].label_from_instance = _with_post  # type: ignore[attr-defined]


def _with_post(person: Person) -> str:
    return f"{person}（{person.post or '未填单位'}，编号 {person.pk}）"


class MergeForm(RefusableForm, forms.Form):
    """Whose value holds where two records differ, one by one; none chosen beforehand."""

    reason = forms.CharField(
        label="怎样知道是同一人",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：委员来电确认；两条的单位、电话相同。复核的人要看。",
    )

    def __init__(self, lines: list[Compared], data: Any = None) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            if line.differs:
                self.fields[line.name] = forms.ChoiceField(
                    label=line.label,
                    choices=[
                        (KEPT, _said(line.kept, line.kept_from)),
                        (OTHER, _said(line.other, line.other_from)),
                    ],
                    widget=forms.RadioSelect,
                    error_messages={"required": "请选以哪条为准"},
                )

    def chosen(self) -> dict[str, str]:
        """By field, whose value holds."""
        return {line.name: self.cleaned_data[line.name] for line in self.lines if line.differs}


def _said(text: str, source: str) -> str:
    return f"{text}（{source}）" if source else text
