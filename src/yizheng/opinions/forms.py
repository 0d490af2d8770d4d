"""The form in which a report is compiled."""

from typing import Any

from django import forms

from yizheng.core.forms import move_form
from yizheng.core.workflow import Transition

from .models import OpinionReport


def compile_form(move: Transition, report: OpinionReport, posted: Any) -> Any:
    """The inputs of the transition, starting from the original, with room to write."""
    initial = {"edited": report.original, "edited_title": report.title}
    form = move_form(move)(posted, initial=initial)
    form.order_fields(["edited_title", "edited", "signed_by", "compiled_on"])
    form.fields["edited"].widget = forms.Textarea(attrs={"rows": 22})
    form.fields["edited_title"].widget = forms.TextInput()
    form.fields["signed_by"].widget = forms.TextInput()
    form.fields["compiled_on"].help_text = "不填为今天"
    return form
