"""Forms of their own: the recommendations of a product at once, a topic from the public."""

from typing import Any

from django import forms
from django.utils import timezone

from yizheng.core.forms import RefusableForm
from yizheng.core.public_pages import PublicForm


class TopicForm(PublicForm):
    """A topic as the public suggests it."""

    topic = forms.CharField(
        label="议题", max_length=60, help_text="一句话说清希望协商什么事，例如：老旧小区加装电梯"
    )
    grounds = forms.CharField(
        label="理由和建议",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="为什么该协商这件事，希望解决什么问题。请不要写身份证号、手机号码",
    )
    giver = forms.CharField(label="姓名或单位", max_length=40, required=False, help_text="可以不填")
    contact = forms.CharField(
        label="联系方式",
        max_length=40,
        required=False,
        help_text="可以不填；只给办这件事的工作人员看，不公开",
    )

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        names = ("topic", "grounds", "giver", "contact")
        return {name: self.cleaned_data[name] for name in names}


class RecommendationsForm(RefusableForm, forms.Form):
    """One recommendation a line."""

    lines = forms.CharField(
        label="建议内容",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="一行一条，可从成果文稿中粘贴；行首的“1.”“（一）”等序号会自动去掉",
    )
    made_on = forms.DateField(
        label="提出日期",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="会议或报送的日期，决定计入哪一年",
    )

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "lines": self.cleaned_data["lines"].splitlines(),
            "made_on": self.cleaned_data["made_on"],
        }
