"""The form in which a leader writes himself."""

from typing import Any

from django import forms

from yizheng.core.forms import RefusableForm

from .models import Instruction


class WriteForm(RefusableForm, forms.Form):
    """What he writes, and as whom."""

    text = forms.CharField(
        label="批示",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=str(Instruction._meta.get_field("text").help_text),
    )
    leader_post = forms.CharField(label="职务", max_length=80, help_text="以什么职务批示")
    is_main = forms.BooleanField(label="主要领导", required=False)

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return self.cleaned_data
