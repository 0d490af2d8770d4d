"""The rules that hold on a day."""

from itertools import groupby

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yizheng.core.access import may
from yizheng.core.http import Request, respond
from yizheng.office import permissions, selectors


class DayForm(forms.Form):
    """The day asked about."""

    on = forms.DateField(
        label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@login_required
@require_safe
def in_force_page(request: Request) -> HttpResponse:
    """What held on a day, today when none is given, area by area. 1 query."""
    if not may(request.actor, permissions.view):
        raise Http404("in-force")
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": localdate()})
    day = form.cleaned_data["on"] if form.is_valid() else localdate()
    rules = list(selectors.in_force(day))
    areas = [
        (area, [(rule, reverse("office:rules-detail", args=[rule.pk])) for rule in some])
        for area, some in groupby(rules, key=lambda rule: rule.area)
    ]
    context = {"form": form, "day": day, "areas": areas, "count": len(rules)}
    return respond(request, "office/in_force.html", "list", context)
