"""The form by which a file is attached."""

from django import forms

from yizheng.core.forms import RefusableForm

from .inspection import ACCEPTED, FILES_TOLD


class AttachForm(RefusableForm, forms.Form):
    """One file and what it is."""

    file = forms.FileField(
        label="文件", help_text=FILES_TOLD, widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )
    note = forms.CharField(
        label="说明", required=False, max_length=100, help_text="例如：会议纪要、签到表。"
    )
