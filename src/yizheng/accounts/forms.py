"""Forms of accounts, roles and tokens. Shape only; services decide."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from yizheng.core.codes import UNCHOSEN
from yizheng.core.forms import RefusableForm, form_field

from .models import User
from .roles import Role
from .selectors import may_assist


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


class AssistantField(forms.ModelChoiceField[User]):
    """An account that may assist, told by name, and by unit or roles among people of one name."""

    def label_from_instance(self, obj: User) -> str:
        """`name（unit or roles）`."""
        roles = "、".join(grant.get_role_display() for grant in obj.grants.all())
        known_as = str(obj.unit or "") or roles
        return f"{obj}（{known_as}）" if known_as else str(obj)


class AssistanceForm(RefusableForm, forms.Form):
    """Who may act for a member, and how long."""

    assistant = AssistantField(
        queryset=User.objects.none(),
        label="代办人",
        empty_label=UNCHOSEN,
        help_text="本会已开通的账号。代办人用自己的账号和密码，请不要把您的密码告诉别人",
        widget=forms.Select(attrs={"data-search": "true"}),
    )
    starts_on = forms.DateField(
        label="开始日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label="有效期至",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="不填则一直有效，到您终止为止",
    )

    def __init__(self, *args: Any, member: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assistant: Any = self.fields["assistant"]
        assistant.queryset = may_assist(member)
        self.fields["starts_on"].initial = timezone.localdate()
