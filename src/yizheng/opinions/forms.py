"""The form in which a report is edited."""

from typing import Any

from django import forms

from yizheng.core.forms import move_form
from yizheng.core.workflow import Transition

from .models import OpinionReport


def edit_form(move: Transition, report: OpinionReport, posted: Any) -> Any:
    """The inputs of the transition, from what was edited so far or the original, with room."""
    initial = {
        "edited": report.edited or report.original,
        "edited_title": report.edited_title or report.title,
    }
    form = move_form(move)(posted, initial=initial)
    form.order_fields(["edited_title", "edited"])
    form.fields["edited"].widget = forms.Textarea(attrs={"rows": 22})
    form.fields["edited_title"].widget = forms.TextInput()
    return form
