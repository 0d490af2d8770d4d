"""What a committee and a site decide for themselves: working days and rules, with their dates."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.access import Action, may
from yizheng.core.errors import Refused
from yizheng.core.http import Request
from yizheng.core.rules import RULES, Rule, RuleValue, set_rule
from yizheng.core.workdays import CalendarYear, published_days
from yizheng.desk import permissions, services
from yizheng.desk.forms import CalendarForm, RuleForm

FIRST_YEAR, LAST_YEAR = 2000, 2100


@login_required
@require_safe
def calendar(request: Request) -> HttpResponse:
    """The years with a published list, and those still computed from Monday to Friday."""
    _know(request, permissions.keep_calendar)
    known = {row.year: row for row in CalendarYear.objects.prefetch_related("days")}
    this_year = timezone.localdate().year
    years = sorted({*known, this_year, this_year + 1}, reverse=True)
    context = {"years": [(year, known.get(year)) for year in years]}
    return render(request, "desk/calendar.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def calendar_year(request: Request, year: int) -> HttpResponse:
    """One year's list: shown, and replaced by pasted lines."""
    _know(request, permissions.keep_calendar)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(year)
    row = CalendarYear.objects.prefetch_related("days").filter(year=year).first()
    posted = request.POST if request.method == "POST" else None
    form = CalendarForm(posted, initial=_said(year, row))
    if form.is_valid():
        try:
            days = services.entries_from(form.cleaned_data["lines"])
            source = form.cleaned_data["source"]
            services.publish_calendar(year, by=request.actor, source=source, days=days)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已登记 {year} 年的放假安排")
            return redirect("desk:calendar")
    context = {"year": year, "row": row, "form": form}
    status = 422 if form.errors else 200
    return render(request, "desk/calendar_year.html", context, status=status)


def _said(year: int, row: CalendarYear | None) -> dict[str, str]:
    """What stands in the form at first: the stored list, else the one the package knows."""
    if row:
        days = [(item.day, item.is_working, item.name) for item in row.days.all()]
        return {"source": row.source, "lines": _lines(days)}
    return {"source": "", "lines": _lines(published_days(year))}


def _lines(days: list[services.Entry]) -> str:
    return "\n".join(
        f"{day} {'上班' if working else '放假'} {name}".strip() for day, working, name in days
    )


@dataclass(frozen=True, slots=True)
class Decided:
    """A rule with what holds today and what was decided, newest first."""

    rule: Rule
    value: Any
    history: list[RuleValue]

    @property
    def text(self) -> str:
        """The value as a person reads it."""
        return said(self.value)


def said(value: Any) -> str:
    """A rule's value in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(item["label"] if isinstance(item, dict) else str(item) for item in value)
    return str(value)


@login_required
@require_safe
def rules(request: Request) -> HttpResponse:
    """Every rule a committee may decide, with what holds today."""
    _know(request, permissions.set_rules)
    values = list(RuleValue.objects.order_by("key", "-valid_from"))
    decided = [_decided(rule, values) for rule in sorted(RULES.values(), key=lambda r: r.key)]
    return render(request, "desk/rules.html", {"rules": decided})


@login_required
@require_http_methods(["GET", "POST"])
def rule(request: Request, key: str) -> HttpResponse:
    """One rule: its meaning, its history, and a new value from a day on."""
    _know(request, permissions.set_rules)
    if key not in RULES:
        raise Http404(key)
    found = _decided(RULES[key], list(RuleValue.objects.filter(key=key).order_by("-valid_from")))
    form = RuleForm(found.rule, found.value, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            set_rule(key, by=request.actor, right=permissions.set_rules, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已修改“{found.rule.label}”")
            return redirect("desk:rules")
    context = {
        "found": found,
        "form": form,
        "history": [(row, said(row.value)) for row in found.history],
        "default": said(found.rule.default),
    }
    return render(request, "desk/rule.html", context, status=422 if form.errors else 200)


def _decided(rule: Rule, values: list[RuleValue]) -> Decided:
    mine, today = [row for row in values if row.key == rule.key], timezone.localdate()
    holding = next((row.value for row in mine if row.valid_from <= today), rule.default)
    return Decided(rule, holding, mine)


def _know(request: Request, right: Action) -> None:
    if not may(request.actor, right):
        raise Http404
