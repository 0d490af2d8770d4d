"""Forms of pages of their own: two records of one person, mandates in mid-term, a new term."""

from typing import Any

from django import forms

from yizheng.core.filters import choices_of
from yizheng.core.forms import RefusableForm, as_radios

from .models import Mandate, Nominee, Person, Sector
from .selectors import KEPT, OTHER, Compared, Doubtful, SectorLine
from .states import Leaving, Sex, Standing


class OtherForm(RefusableForm, forms.Form):
    """Which other record is of the same person."""

    other: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        None,
        label="另一条记录",
        empty_label="（未选）",
        widget=forms.Select(attrs={"data-search": "true"}),
        help_text="并入本记录，合并以后只留本记录。",
    )

    def __init__(self, kept: Person, data: Any = None) -> None:
        super().__init__(data)
        self.fields["other"].queryset = Person.objects.exclude(pk=kept.pk)  # type: ignore[attr-defined]
        self.fields["other"].label_from_instance = _with_post  # type: ignore[attr-defined]


def _with_post(person: Person) -> str:
    return f"{person}（{person.post or '未填单位'}，编号 {person.pk}）"


class MergeForm(RefusableForm, forms.Form):
    """Whose value holds where two records differ, one by one; none chosen beforehand."""

    reason = forms.CharField(
        label="怎样知道是同一人",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：委员来电确认；两条的单位、电话相同。复核的人要看。",
    )

    def __init__(self, lines: list[Compared], data: Any = None) -> None:
        super().__init__(data)
        self.lines = lines
        for line in lines:
            if line.differs:
                self.fields[line.name] = forms.ChoiceField(
                    label=line.label,
                    choices=[
                        (KEPT, _said("保留的记录", line.kept, line.kept_from)),
                        (OTHER, _said("并入的记录", line.other, line.other_from)),
                    ],
                    widget=forms.RadioSelect,
                    error_messages={"required": "请选以哪条为准"},
                )

    def chosen(self) -> dict[str, str]:
        """By field, whose value holds."""
        return {line.name: self.cleaned_data[line.name] for line in self.lines if line.differs}


def _said(which: str, text: str, source: str) -> str:
    return f"{which}：{text}（{source}）" if source else f"{which}：{text}"


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


def _one_of(rows: Any, label: str, *, required: bool = True) -> forms.ModelChoiceField[Any]:
    select = forms.Select(attrs={"data-search": "true"})
    return forms.ModelChoiceField(
        rows, label=label, required=required, widget=select, empty_label="（未选）"
    )


def _parties() -> Any:
    """The parties of the committee: of `units`, which stands beside this app."""
    return choices_of(Person._meta.get_field("party").related_model)


class EndForm(RefusableForm, forms.Form):
    """How, when and by whose decision a member leaves."""

    how = forms.ChoiceField(label="怎样离任", choices=Leaving.choices, widget=forms.RadioSelect)
    ended_on = _day("最后一天", "这一天还是委员，第二天起不是")
    ended_by = forms.CharField(
        label="决定离任的会议",
        max_length=80,
        required=False,
        help_text="例如：四届十七次常委会议。病故的不填",
    )
    end_reason = forms.CharField(
        label="原因", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        as_radios(self, "how")

    def facts(self) -> dict[str, Any]:
        """As the service takes them."""
        return self.cleaned_data | {"how": Leaving(self.cleaned_data["how"])}


class CoOptForm(RefusableForm, forms.Form):
    """Who becomes a member in the middle of a term, and in whose place."""

    name = forms.CharField(label="新的人员：姓名", max_length=40, required=False)
    sex = forms.ChoiceField(label="性别", choices=[("", "（未选）"), *Sex.choices], required=False)
    post = forms.CharField(label="工作单位及职务", max_length=120, required=False)
    number = forms.CharField(label="委员证号", max_length=20)
    started_on = _day("任职日期")
    decided_by = forms.CharField(
        label="决定任职的会议", max_length=80, help_text="例如：四届十八次常委会议"
    )
    is_standing = forms.BooleanField(label="常务委员", required=False)

    def __init__(self, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        serving = Mandate.objects.filter(standing=Standing.SERVING).values("person")
        left = Mandate.objects.exclude(standing=Standing.SERVING).filter(successor=None)
        people = Person.objects.exclude(pk__in=serving)
        self.fields["person"] = _one_of(people, "系统里的人员", required=False)
        self.fields["person"].help_text = "不在任的人员；没有的，在下面填写新的人员"
        self.fields["person"].label_from_instance = _with_post  # type: ignore[attr-defined]
        self.fields["party"] = _one_of(_parties(), "党派", required=False)
        self.fields["sector"] = _one_of(Sector.objects.all(), "界别")
        self.fields["replaces"] = _one_of(
            left.select_related("person", "sector"), "接替哪位离任的委员", required=False
        )
        self.order_fields(
            ["replaces", "person", "name", "sex", "post", "party", "sector", "number",
             "started_on", "decided_by", "is_standing"]
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """As the service takes them: who is new is told apart from who is on record."""
        facts = dict(self.cleaned_data)
        about = {name: facts.pop(name) for name in ("name", "sex", "post", "party")}
        return facts | {"about": about if about["name"].strip() else None}


class SinceForm(RefusableForm, forms.Form):
    """From which day on somebody is in another sector or party, and what decided it."""

    since = _day("从哪天起", "前一天为止还是原来的")
    decided_by = forms.CharField(label="决定的会议或者文件", max_length=80)


class SectorForm(SinceForm):
    """Another sector."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["sector"] = _one_of(Sector.objects.all(), "新的界别")
        self.order_fields(["sector"])


class PartyForm(SinceForm):
    """Another party, or none."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["party"] = _one_of(_parties(), "新的党派", required=False)
        self.fields["party"].help_text = "退出而没有加入别的，空着"
        self.order_fields(["party"])


class ReasonForm(RefusableForm, forms.Form):
    """Why somebody's number is read."""

    reason = forms.CharField(
        label="为什么要看",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：通知临时改期。谁看的、什么时候、为什么，审计管理员看得到",
    )


class PlacesForm(RefusableForm, forms.Form):
    """How many members each sector is to have."""

    def __init__(self, lines: list[SectorLine], data: Any = None) -> None:
        super().__init__(data)
        for line in lines:
            self.fields[f"places_{line.sector.pk}"] = forms.IntegerField(
                label=f"{line.sector}的名额",
                required=False,
                min_value=0,
                max_value=999,
                initial=line.places,
                widget=forms.NumberInput(attrs={"aria-label": f"{line.sector}的名额"}),
            )

    def places(self) -> dict[int, int | None]:
        """By sector; None where nothing is said."""
        return {
            int(name.removeprefix("places_")): value for name, value in self.cleaned_data.items()
        }


class NamesakesForm(RefusableForm, forms.Form):
    """Of each new name that is on record already: who it is."""

    def __init__(self, unclear: list[Doubtful], data: Any = None) -> None:
        super().__init__(data)
        for row in unclear:
            self.fields[f"who_{row.nominee.pk}"] = forms.ChoiceField(
                label=_about(row.nominee),
                required=False,
                widget=forms.RadioSelect,
                choices=[
                    *[(str(person.pk), f"就是{_with_post(person)}") for person in row.people],
                    ("0", "是同名的另一个人，新登记"),
                ],
            )

    def answers(self) -> dict[int, int]:
        """By nominee the person, 0 for somebody new; what was left open is not in it."""
        return {
            int(name.removeprefix("who_")): int(value)
            for name, value in self.cleaned_data.items()
            if value
        }


def _about(nominee: Nominee) -> str:
    return f"{nominee}，{nominee.post or '未填单位'}"
