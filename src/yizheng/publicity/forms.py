"""The form in which a table of contents is arranged: a row for each contribution."""

from collections.abc import Sequence
from typing import Any

from django import forms

from .models import ContentsEntry, Contribution
from .services import Placed

MOST_ROWS = 400


class PlaceForm(forms.Form):
    """Whether a contribution is in, after which others, in which section, on which pages."""

    is_in = forms.BooleanField(label="编入", required=False)
    ordinal = forms.IntegerField(label="顺序", required=False, min_value=1, max_value=9999)
    section = forms.CharField(label="栏目", required=False, max_length=40)
    page_from = forms.IntegerField(label="起始页", required=False, min_value=1, max_value=9999)
    page_to = forms.IntegerField(label="截止页", required=False, min_value=1, max_value=9999)

    def __init__(self, *args: Any, contribution: Contribution, **options: Any) -> None:
        super().__init__(*args, **options)
        self.contribution = contribution
        # Rows of a table have no labels of their own to be read out.
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}：{contribution.title}"
            if isinstance(field, forms.IntegerField):
                field.widget.attrs["class"] = "narrow"

    def clean(self) -> dict[str, Any]:
        """Pages run forward."""
        said = super().clean() or {}
        first, last = said.get("page_from"), said.get("page_to")
        if last and not first:
            self.add_error("page_from", "填了截止页的，请填起始页")
        elif first and last and last < first:
            self.add_error("page_to", "截止页不能早于起始页")
        return said


class ArrangeForm:
    """All rows: what is in already, in its order, then what could be put in.

    A row is known by its contribution, so that what others accepted meanwhile shifts nothing.
    """

    def __init__(
        self, entries: Sequence[ContentsEntry], others: Sequence[Contribution], data: Any = None
    ) -> None:
        given = [(entry.contribution, _initial(entry)) for entry in entries]
        given += [(one, {}) for one in others[: MOST_ROWS - len(given)]]
        self.refused = ""
        self.rows = [
            PlaceForm(data, prefix=f"c{one.pk}", initial=initial, contribution=one)
            for one, initial in given
        ]

    def is_valid(self) -> bool:
        """Whether every row is. All are asked, so that every fault is shown at once."""
        faulty = [row for row in self.rows if not row.is_valid()]
        return not faulty

    @property
    def placed(self) -> list[Placed]:
        """What is in, by the order typed; a row without one comes after those that have one."""
        rows = [row for row in self.rows if row.cleaned_data["is_in"]]
        rows.sort(key=lambda row: row.cleaned_data["ordinal"] or 10**6)
        return [
            Placed(
                row.contribution,
                row.cleaned_data["section"],
                row.cleaned_data["page_from"],
                row.cleaned_data["page_to"],
            )
            for row in rows
        ]


def _initial(entry: ContentsEntry) -> dict[str, Any]:
    return {
        "is_in": True,
        "ordinal": entry.ordinal,
        "section": entry.section,
        "page_from": entry.page_from,
        "page_to": entry.page_to,
    }
