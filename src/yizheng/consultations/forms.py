"""The form by which the recommendations of a product are entered at once."""

from typing import Any

from django import forms
from django.utils import timezone

from yizheng.core.forms import RefusableForm


class RecommendationsForm(RefusableForm, forms.Form):
    """One recommendation a line."""

    lines = forms.CharField(
        label="建议内容",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="一行一条，可从成果文稿中粘贴；行首的“1.”“（一）”等序号会自动去掉",
    )
    made_on = forms.DateField(
        label="提出日期",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="会议或报送的日期，决定计入哪一年",
    )

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "lines": self.cleaned_data["lines"].splitlines(),
            "made_on": self.cleaned_data["made_on"],
        }
