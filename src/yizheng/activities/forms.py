"""Forms of the people panel and of a committee's own kinds. Shape only; services decide."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from yizheng.core.forms import RefusableForm
from yizheng.members.models import Person, Sector
from yizheng.members.selectors import mandates_on

from . import selectors
from .models import Activity, ActivityKind, Participation
from .states import BEFOREHAND, Attendance, KindGroup, Part, State

EVERYBODY = [("", "——"), ("members", "全体委员"), ("standing", "全体常务委员")]


def _attendances(activity: Activity) -> list[tuple[str, str]]:
    """What can be said of somebody, before the day or after it."""
    known = BEFOREHAND if activity.state == State.PLANNED else tuple(Attendance)
    return [(str(item), str(item.label)) for item in known]


class AddPeopleForm(RefusableForm, forms.Form):
    """Several people, by name or as a body, with one role and one attendance."""

    people = forms.ModelMultipleChoiceField(
        label="人员",
        queryset=Person._base_manager.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-search": "true"}),
        help_text="可以选多人。",
    )
    body = forms.ChoiceField(
        label="整体加入",
        choices=EVERYBODY,
        required=False,
        help_text="活动当日在任的委员；已在名单中的不重复加入。",
    )
    sector = forms.ModelChoiceField(
        label="某一界别的委员",
        queryset=Sector._base_manager.none(),
        required=False,
        widget=forms.Select(attrs={"data-search": "true"}),
    )
    role = forms.TypedChoiceField(label="角色", choices=Part.choices, coerce=Part)
    attendance = forms.TypedChoiceField(label="到会情况", coerce=Attendance)

    def __init__(self, activity: Activity, data: Any = None) -> None:
        super().__init__(data, initial={"role": Part.ATTENDEE})
        self.activity = activity
        self.fields["people"].queryset = Person.objects.all()  # type: ignore[attr-defined]
        self.fields["sector"].queryset = Sector.objects.all()  # type: ignore[attr-defined]
        attendance = self.fields["attendance"]
        attendance.choices = _attendances(activity)  # type: ignore[attr-defined]
        planned = activity.state == State.PLANNED
        self.initial["attendance"] = Attendance.INVITED if planned else Attendance.PRESENT

    def chosen(self) -> list[Person]:
        """Those picked by name, and those of the chosen bodies who are not in the list yet."""
        picked = list(self.cleaned_data["people"])
        return picked + list(selectors.not_yet_in(self.activity, self._bodies()))

    def _bodies(self) -> QuerySet[Person]:
        body, sector = self.cleaned_data["body"], self.cleaned_data["sector"]
        wanted = Q(pk__in=[])
        if body:
            wanted |= Q(is_standing=True) if body == "standing" else Q(pk__isnull=False)
        if sector:
            wanted |= Q(sector=sector)
        serving = mandates_on(self.activity.held_on or localdate())
        people: QuerySet[Person] = Person.objects.filter(
            pk__in=serving.filter(wanted).values("person")
        )
        return people


class PersonForm(RefusableForm, forms.Form):
    """What somebody did in an activity, and whether he was there."""

    role = forms.TypedChoiceField(label="角色", choices=Part.choices, coerce=Part)
    attendance = forms.TypedChoiceField(label="到会情况", coerce=Attendance)

    def __init__(self, participation: Participation, data: Any = None) -> None:
        initial = {"role": participation.role, "attendance": participation.attendance}
        super().__init__(data, initial=initial)
        attendance = self.fields["attendance"]
        attendance.choices = _attendances(participation.activity)  # type: ignore[attr-defined]


class KindForm(RefusableForm, forms.Form):
    """A committee's own kind of activity."""

    label = forms.CharField(label="名称", max_length=40, help_text="例如：有事来商量·季度协商。")
    counted_as = forms.ModelChoiceField(
        label="按哪一种统计",
        queryset=ActivityKind._base_manager.none(),
        required=False,
        empty_label="只计入活动总数",
        help_text="与所选的一种合并计数；会议还沿用它的编次。登记后不能改，以免改动往年数字。",
    )
    group = forms.TypedChoiceField(
        label="类别",
        choices=KindGroup.choices,
        coerce=KindGroup,
        help_text="选了“按哪一种统计”的，随那一种。",
    )
    unit = forms.CharField(label="计量单位", max_length=4, initial="次")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        shipped = ActivityKind.objects.filter(committee__isnull=True)
        self.fields["counted_as"].queryset = shipped  # type: ignore[attr-defined]
