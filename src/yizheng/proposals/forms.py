"""What a member fills in when he writes a proposal, and how he answers an invitation."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.timezone import localdate

from yizheng.core.codes import CodeChoice
from yizheng.core.forms import RefusableForm, as_radios
from yizheng.documents.inspection import ACCEPTED, FILES_TOLD
from yizheng.members.models import Person
from yizheng.units.models import Unit

from .codes import ATTITUDES, CONTACT_MODES, RESULT_OPINIONS
from .models import Proposal
from .texts import PARTS

YES_OR_NO: dict[str, Any] = {
    "coerce": lambda said: said == "yes",
    "widget": forms.RadioSelect,
}
# More is no proposal; what the committee's rules allow is far less and is asked at submission.
LONGEST = 20_000


def _part(label: str, hint: str, rows: int) -> forms.CharField:
    """One part of the text. `required` is asked at submission: a draft may lack it."""
    widget = forms.Textarea(attrs={"rows": rows, "x-ref": "text", "x-on:input": "count"})
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        widget=widget,
        max_length=LONGEST,
        error_messages={
            "max_length": "写了 %(show_value)d 字，超过两万字存不下；请删减，或者把材料作为附件",
        },
    )


class WritingForm(RefusableForm, forms.Form):
    """The page on which a member writes: shape only, what makes it complete is asked later."""

    title = forms.CharField(
        label="案由",
        max_length=80,
        help_text="一事一案，例如：关于加强老旧小区消防通道管理的提案",
        widget=forms.Textarea(attrs={"rows": 2, "x-ref": "text", "x-on:input": "count"}),
        error_messages={
            "required": "请先写案由，草稿靠它辨认",
            "max_length": "案由写了 %(show_value)d 字，超过 80 字存不下，请写短一些",
        },
    )
    situation = _part("情况", "事情现在怎样，有哪些事实和数字", 7)
    analysis = _part("分析", "为什么会这样，难在哪里", 6)
    suggestion = _part("建议", "请谁做什么，逐条写，写具体", 7)
    intended_units = forms.ModelMultipleChoiceField(
        label="希望由谁办理",
        queryset=Unit._base_manager.none(),
        required=False,
        help_text="可不填；交办时参考",
        widget=forms.SelectMultiple(
            attrs={"data-search": "true", "data-placeholder": "输入单位名称查找"}
        ),
        error_messages={
            "invalid_choice": "没有这个单位，请重新选择",
            "invalid_pk_value": "没有这个单位，请重新选择",
        },
    )
    is_open = forms.TypedChoiceField(
        label="提案内容可以公开吗",
        choices=[("yes", "同意公开"), ("no", "不同意公开")],
        help_text="公开前还要经过审查，个人信息不公开",
        **YES_OR_NO,
    )
    closed_reason = forms.CharField(
        label="不公开的理由",
        max_length=120,
        required=False,
        help_text="不同意公开的才填",
        error_messages={"max_length": "理由请写在 120 字以内"},
    )
    is_named = forms.TypedChoiceField(
        label="公开时写明您的姓名吗",
        choices=[("yes", "写明姓名"), ("no", "不写姓名")],
        **YES_OR_NO,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        in_use = Q(closed_on__isnull=True) | Q(closed_on__gt=localdate())
        units: Any = self.fields["intended_units"]
        units.queryset = Unit.objects.filter(in_use).order_by("channel", "name")

    def clean_title(self) -> str:
        """A title is one line, however many it was typed in."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def _clean_fields(self) -> None:
        """Lines end as they do everywhere but in what browsers send."""
        super()._clean_fields()  # type: ignore[misc]
        for name in PARTS:
            if name in self.cleaned_data:
                self.cleaned_data[name] = self.cleaned_data[name].replace("\r\n", "\n")


class PaperForm(RefusableForm, forms.Form):
    """A judgement that came on paper, as its form is printed, with its scan.

    `owed` are those whose judgement is still missing, None for the body that proposed.
    """

    person = forms.ModelChoiceField(
        Person._base_manager.none(), label="评价人", widget=forms.RadioSelect
    )
    evaluated_on = forms.DateField(
        label="评价日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="表上所填的日期",
    )
    attitude = CodeChoice(codes=ATTITUDES, label="办理态度")
    result = CodeChoice(codes=RESULT_OPINIONS, label="办理结果")
    contact_mode = CodeChoice(
        codes=CONTACT_MODES, label="承办单位怎样沟通", required=False, help_text="没有沟通的不选"
    )
    is_relevant = forms.BooleanField(label="答复针对所提建议", required=False)
    note = forms.CharField(
        label="意见和建议", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(
        label="扫描件",
        required=False,
        help_text=FILES_TOLD,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, owed: list[Person | None], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["person"]
        chosen.queryset = Person.objects.filter(pk__in=[one.pk for one in owed if one])
        chosen.required = None not in owed
        chosen.empty_label = None if chosen.required else "集体提案者"
        for name in ("attitude", "result"):
            as_radios(self, name)


class PromiseForm(forms.Form):
    """One row of what a reply promises; an empty one says nothing."""

    matter = forms.CharField(label="要做的事", max_length=200)
    due_on = forms.DateField(
        label="完成日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


PromiseForms = forms.formset_factory(PromiseForm, extra=1, max_num=30, validate_max=True)


# --- What the page holds, in one shape for the record, the form, and what is kept aside ----------

Content = dict[str, list[str]]
FIELDS = tuple(WritingForm.base_fields)


def stored(proposal: Proposal) -> Content:
    """A proposal as the page would send it. 1 query."""
    said = {True: ["yes"], False: ["no"]}
    units = proposal.intended_units.order_by("pk").values_list("pk", flat=True)
    return {
        **{name: [getattr(proposal, name)] for name in (*PARTS, "closed_reason")},
        "intended_units": [str(pk) for pk in units],
        "is_open": said[proposal.is_open],
        "is_named": said[proposal.is_named],
    }


def sent(data: Any) -> Content:
    """What a page has sent, of a `QueryDict`."""
    return {name: data.getlist(name) for name in FIELDS}


def plainly(content: Mapping[str, list[str]]) -> Content:
    """Comparable: without what says nothing, with plain ends of lines, choices in one order."""
    found = {
        name: sorted(text.replace("\r\n", "\n").strip() for text in content.get(name, []) if text)
        for name in FIELDS
    }
    return {name: texts for name, texts in found.items() if any(texts)}


def mark_of(content: Mapping[str, list[str]]) -> str:
    """A short digest of what a page was opened with, by which a later change is noticed."""
    return hashlib.sha256(repr(plainly(content)).encode()).hexdigest()[:24]


def initial(content: Mapping[str, list[str]]) -> dict[str, Any]:
    """Content as the form's initial values."""
    lists = {name for name, field in WritingForm.base_fields.items() if _takes_many(field)}
    return {
        name: texts if name in lists else (texts or [""])[0]
        for name, texts in content.items()
        if name in FIELDS
    }


def _takes_many(field: Any) -> bool:
    return isinstance(field, forms.ModelMultipleChoiceField)


def differences(kept: Content, typed: Content) -> list[tuple[str, str, str]]:
    """Where the stored text and the typed one differ: `(label, stored, typed)`. 1 query."""
    before, after = plainly(kept), plainly(typed)
    ids = {*before.get("intended_units", []), *after.get("intended_units", [])}
    chosen = Unit.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    names = {str(unit.pk): unit.short_name for unit in chosen}
    words = {"yes": "是", "no": "否"} | names
    return [
        (
            str(WritingForm.base_fields[name].label),
            "、".join(words.get(text, text) for text in before.get(name, [])),
            "、".join(words.get(text, text) for text in after.get(name, [])),
        )
        for name in FIELDS
        if before.get(name) != after.get(name)
    ]
