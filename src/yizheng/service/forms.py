"""What residents fill in on their telephones: a concern, or the code of one."""

from typing import Any

from django import forms

from yizheng.core.public_pages import PublicForm


class ConcernForm(PublicForm):
    """A concern as a resident raises it."""

    title = forms.CharField(
        label="什么问题", max_length=60, help_text="一句话说清，例如：楼下路灯不亮"
    )
    place = forms.CharField(
        label="在哪里", max_length=80, help_text="街道、小区或者村，写到找得到的地方"
    )
    detail = forms.CharField(
        label="具体情况",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="可以不填。什么时候开始的，影响多少人，希望怎样解决。请不要写身份证号、手机号码",
    )
    caller = forms.CharField(
        label="怎样称呼您",
        max_length=20,
        required=False,
        help_text="可以不填，例如：王女士",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = forms.CharField(
        label="联系方式",
        max_length=40,
        required=False,
        help_text="可以不填。只给办这件事的工作人员看，不公开；办结告知您以后删除",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("title", "place", "detail", "caller", "contact")
        return {name: self.cleaned_data[name] for name in names}


class CodeForm(forms.Form):
    """The code a resident was given."""

    number = forms.CharField(
        label="查询码",
        max_length=40,
        help_text="提交以后页面上给您的 12 位字母和数字，不分大小写",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )
