"""The form for a table."""

from django import forms

from yizheng.core.forms import RefusableForm
from yizheng.core.sheets import ROWS


class TableForm(RefusableForm, forms.Form):
    """One table."""

    file = forms.FileField(
        label="表格",
        allow_empty_file=True,
        help_text=f".xlsx、.xls 或 .csv，不超过 20 MB、{ROWS} 行。先核对，核对时什么也不保存。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
