"""Forms of leave and of signing in from a list. Shape only; services decide."""

from typing import Any

from django import forms

from yizheng.activities.models import Participation
from yizheng.core.forms import RefusableForm

from .models import Sitting
from .selectors.turnout import not_signed_in, sittings_of
from .states import LeaveReason

WHOLE = "整个会议"


class LeaveForm(RefusableForm, forms.Form):
    """From what, why."""

    sitting = forms.ModelChoiceField(
        label="不参加的",
        queryset=Sitting._base_manager.none(),
        required=False,
        empty_label=WHOLE,
        widget=forms.RadioSelect,
    )
    kind = forms.TypedChoiceField(
        label="事由", choices=LeaveReason.choices, coerce=LeaveReason, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写清楚什么事；请不要写病情等个人隐私",
    )

    def __init__(self, row: Participation, data: Any = None) -> None:
        super().__init__(data)
        sittings = sittings_of(row.activity)
        self.fields["sitting"].queryset = sittings  # type: ignore[attr-defined]
        if sittings.count() < 2:
            del self.fields["sitting"]


class ByListForm(RefusableForm, forms.Form):
    """Who is ticked on the list on paper."""

    rows = forms.ModelMultipleChoiceField(
        label="到会的人",
        queryset=Participation._base_manager.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请勾选到会的人"},
    )

    def __init__(self, sitting: Sitting, data: Any = None) -> None:
        super().__init__(data)
        self.fields["rows"].queryset = not_signed_in(sitting)  # type: ignore[attr-defined]
        self.fields["rows"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(row: Participation) -> str:
    return f"{row.person.name}　{row.person.post}".strip()
