"""Forms of accounts, roles and tokens. Shape only; services decide."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from yizheng.core.forms import RefusableForm, form_field

from .models import User
from .roles import Role


class AccountForm(RefusableForm, forms.ModelForm[User]):
    """A new account. Its password is made by the system and shown once."""

    def _post_clean(self) -> None:
        """Leave the instance alone: the service writes, and says what the model refuses."""


def account_form(data: Any = None) -> Any:
    """The form of a new account. Built per request: the people offered are the committee's."""
    form_class = forms.modelform_factory(
        User,
        form=AccountForm,
        fields=("username", "name", "person", "unit"),
        formfield_callback=form_field,
        labels={"username": "登录名"},
        help_texts={
            "username": "字母和数字，例如姓名的拼音；以后不能更改",
            "person": "委员账号选择本人，登录后可见自己的提案和履职情况",
            "unit": "承办单位经办人选择所在单位",
        },
    )
    return form_class(data)


class RoleForm(RefusableForm, forms.Form):
    """A role to give."""

    role = forms.TypedChoiceField(label="角色", choices=Role.choices, coerce=Role)


class TokenForm(RefusableForm, forms.Form):
    """A new key to the API."""

    name = forms.CharField(
        label="用途", max_length=60, help_text="写明哪个程序使用，例如：大屏展示、数据交换"
    )
    expires_on = forms.DateField(
        label="有效期至",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="最长一年",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=180)
