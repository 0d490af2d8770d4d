"""What a member fills in to object."""

from typing import Any

from django import forms

from yizheng.core.forms import RefusableForm

from .engine import Fact
from .models import Objection
from .states import ObjectionKind


class ObjectionForm(RefusableForm, forms.Form):
    """What is wrong, and what it should be."""

    kind = forms.ChoiceField(label="哪种情况", widget=forms.RadioSelect)
    text = forms.CharField(
        label="请说明",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=str(Objection._meta.get_field("text").help_text),
    )

    def __init__(self, fact: Fact | None, data: Any = None, *, has_result: bool = False) -> None:
        super().__init__(data)
        kinds = [ObjectionKind.WRONG, ObjectionKind.NOT_MINE] if fact else [ObjectionKind.MISSING]
        if has_result and fact is None:
            kinds.append(ObjectionKind.RESULT)
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            field.initial = kinds[0].value
