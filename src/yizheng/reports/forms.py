"""Shapes of what is typed: a summary's text, and a draft to be checked."""

from typing import Any

from django import forms

from yizheng.core.forms import RefusableForm

SCOPES = (("", "每一年通用"), ("year", "只用于这一年"))


class TextForm(RefusableForm, forms.Form):
    """A new version of the text."""

    text = forms.CharField(
        label="文稿",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "summary-source"}),
    )
    scope = forms.ChoiceField(label="用于", choices=SCOPES, required=False)
    note = forms.CharField(label="修改说明", required=False, max_length=200)
    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DraftForm(RefusableForm, forms.Form):
    """A draft, pasted or as a file, and the year whose records it is checked against."""

    text = forms.CharField(
        label="粘贴文稿",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "placeholder": "把总结、报告的文字粘贴在这里"}),
    )
    file = forms.FileField(
        label="或选择文件",
        required=False,
        allow_empty_file=True,
        help_text=".docx 或 .txt，不超过 2 MB。文稿只用于核对，不会保存。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt"}),
    )
    year = forms.TypedChoiceField(label="用哪一年的记录核对", coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(year, f"{year}年") for year in years]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]
