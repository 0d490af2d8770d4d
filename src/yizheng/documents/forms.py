"""The form by which a file is attached."""

from django import forms

from yizheng.core.forms import RefusableForm

from .inspection import KINDS


class AttachForm(RefusableForm, forms.Form):
    """One file and what it is."""

    file = forms.FileField(
        label="文件",
        help_text="pdf、docx、xlsx、pptx、ofd、png、jpg、txt，不超过 20 MB；不得上传涉密文件。",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{name}" for name in [*KINDS, "jpeg"])}),
    )
    note = forms.CharField(
        label="说明", required=False, max_length=100, help_text="例如：会议纪要、签到表。"
    )
