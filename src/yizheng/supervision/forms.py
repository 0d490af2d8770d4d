"""The form of a ballot: one line of choices for each thing that is graded."""

from typing import Any

from django import forms

from yizheng.core.forms import RefusableForm

from .codes import GRADES
from .models import Appraisal, Criterion


class BallotForm(RefusableForm, forms.Form):
    """One choice for each criterion, none made beforehand."""

    def __init__(self, appraisal: Appraisal, data: Any = None) -> None:
        super().__init__(data)
        entries = GRADES.entries(on=appraisal.opens_on)
        choices = [(entry.code, entry.label) for entry in entries]
        for criterion in Criterion.objects.filter(appraisal=appraisal).order_by("ordinal"):
            self.fields[f"mark_{criterion.ordinal}"] = forms.ChoiceField(
                label=f"{criterion.ordinal}. {criterion.name}",
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": "这一项还没有评"},
            )

    def grades(self) -> str:
        """As the service takes them: the codes in order."""
        return " ".join(self.cleaned_data[name] for name in self.fields)
