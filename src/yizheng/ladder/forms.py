"""The form with which a file is brought in: chosen first, confirmed after the preview."""

from typing import Any

from django import forms

from yizheng.core.forms import RefusableForm

from .sealing import MOST_BYTES


class FileForm(RefusableForm, forms.Form):
    """A file from another installation."""

    file = forms.FileField(
        label="文件", help_text="对方导出的报送文件（.json），原样上传", allow_empty_file=False
    )

    def content(self) -> bytes:
        """The bytes; one more than allowed is enough to be refused for the size."""
        content: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return content


class ConfirmForm(RefusableForm, forms.Form):
    """The same file again, after the preview: signed, so that it can come back from the page."""

    sealed = forms.CharField(widget=forms.HiddenInput, strip=False)

    def content(self) -> bytes:
        """The bytes."""
        sealed: Any = self.cleaned_data["sealed"]
        return str(sealed).encode()
