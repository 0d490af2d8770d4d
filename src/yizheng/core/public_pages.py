"""Pages for people who have not signed in: a form a person filled in, an address as a picture."""

import segno
from django import forms
from django.core import signing
from django.utils.safestring import SafeString, mark_safe

from .forms import RefusableForm

# Nobody reads and writes in less; a page left open longer is opened anew.
LEAST_SECONDS, MOST_SECONDS = 3, 24 * 3600
TOO_FAST = "提交得太快，没有收下。请看一看写的内容，再点“提交”"
TOO_LATE = "这一页打开太久了，没有收下。写的内容还在，请再点“提交”"


class PublicForm(RefusableForm, forms.Form):
    """A form for everybody. `website` is for programs that fill in every box."""

    website = forms.CharField(
        label="请空着",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def is_from_a_person(self, salt: str) -> bool:
        """Whether it was read and typed; what a program fills in is refused, what was typed stays.

        Ask a valid form. `salt` is what `opened_mark` was given.
        """
        opened = self.cleaned_data["opened"]
        try:
            signing.loads(opened, salt=salt, max_age=MOST_SECONDS)
        except signing.BadSignature:
            self.add_error(None, TOO_LATE)
            return False
        try:
            signing.loads(opened, salt=salt, max_age=LEAST_SECONDS)
        except signing.SignatureExpired:
            pass
        else:
            self.add_error(None, TOO_FAST)
        if self.cleaned_data["website"]:
            self.add_error(None, TOO_FAST)
        return not self.errors


def opened_mark(name: str, *, salt: str) -> str:
    """Says in a hidden field which page was opened, and when."""
    return signing.dumps(name, salt=salt)


def picture_of(address: str) -> SafeString:
    """An address as a picture for telephones to read."""
    drawing = segno.make(address, error="m").svg_inline(border=2, omitsize=True)
    # Made by the library from our own address: no foreign text is in it.
    return mark_safe(drawing)  # noqa: S308
