"""Points of one member where rules are in force; closing a year; what rules can count."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.access import may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.duty import permissions, services
from yizheng.duty.models import Assessment
from yizheng.duty.panels.result import result_context
from yizheng.duty.registers import ASSESSMENTS, RULE_SETS
from yizheng.duty.selectors import assessing
from yizheng.duty.selectors.file import seats
from yizheng.duty.sources import GROUPS, SOURCES
from yizheng.duty.states import AssessmentState
from yizheng.members.models import Mandate

YEARS = range(2000, 2101)


@login_required
@require_safe
def points_page(request: Request, pk: int, number: int) -> HttpResponse:
    """A member's points of a year as they stand; the frozen result where there is one.

    404 where no rules are in force, or the first day on which they may be shown is to come.
    """
    seat: Mandate = get_object_or_404(seats(request.actor), pk=pk)
    rules = assessing.points_shown(seat, number, on=localdate()) if number in YEARS else None
    if rules is None:
        raise Http404("points")
    frozen = assessing.frozen_of(seat, number)
    if frozen is not None:
        return redirect_to(request, ASSESSMENTS.url("detail", frozen.pk))
    period = assessing.period_for(rules, number)
    context = {"seat": seat, "number": number, "rules": rules, "period": period}
    context |= {"rules_url": RULE_SETS.url("detail", rules.pk)}
    if period is not None:
        (found,) = assessing.compute([seat], rules, number, period)
        context |= result_context(found.result, request.actor)
    return respond(request, "duty/points.html", "result", context)


@login_required
@once
@require_http_methods(["GET", "POST"])
def year_page(request: Request, number: int) -> HttpResponse:
    """Close a year: who is frozen, who is left and why. Shows nobody's points."""
    if not may(request.actor, permissions.assess) or number not in YEARS:
        raise Http404("year")
    refused = ""
    left = None
    if request.method == "POST":
        try:
            done = services.freeze_year(by=request.actor, year=number)
        except Refused as refusal:
            refused = refusal.message
        else:
            messages.success(request, f"已定稿 {done.frozen} 人")
            if not done.left:
                return redirect_to(request, reverse("duty:year", args=[number]))
            left = done.left
    sets = assessing.in_force(number, on=localdate())
    rows = Assessment.objects.filter(year=number, state=AssessmentState.FROZEN)
    context = {
        "number": number,
        "sets": [(rules, RULE_SETS.url("detail", rules.pk)) for rules in sets],
        "frozen": rows.count(),
        "left": left,
        "refused": refused,
        "list_url": ASSESSMENTS.url("list"),
        "rules_url": RULE_SETS.url("list"),
        "years": [number - 1, number + 1],
        "idempotency_key": uuid.uuid4().hex,
    }
    return respond(request, "duty/year.html", "year", context, status=422 if refused else 200)


@login_required
@require_safe
def sources_page(request: Request) -> HttpResponse:
    """Every source with its definition and marks: the words of which rules are made."""
    if not may(request.actor, permissions.view_rules):
        raise Http404("sources")
    groups = [
        (label, [one for one in SOURCES.values() if one.group == key])
        for key, label in GROUPS.items()
    ]
    return respond(request, "duty/sources.html", "list", {"groups": groups})
