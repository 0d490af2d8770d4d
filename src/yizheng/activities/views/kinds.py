"""The taxonomy: what is shipped, and what the committee added."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from yizheng.activities import own_kinds, permissions
from yizheng.activities.forms import KindForm
from yizheng.activities.models import ActivityKind
from yizheng.core.access import may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.tenancy import active_committee


@login_required
@require_http_methods(["GET", "POST"])
def kinds_page(request: Request) -> HttpResponse:
    """All kinds, and a form for one of the committee's own."""
    if not may(request.actor, permissions.view_kinds):
        raise Http404
    may_keep = may(request.actor, permissions.keep_kinds)
    form = KindForm(request.POST if request.method == "POST" and may_keep else None)
    if form.is_valid():
        try:
            own_kinds.add_kind(by=request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已增加活动种类")
            return redirect("activities:kinds")
    kinds = ActivityKind.offered().select_related("counted_as")
    context = {
        "shipped": [kind for kind in kinds if kind.committee_id is None],
        "own": [kind for kind in kinds if kind.committee_id is not None],
        "form": form if may_keep else None,
    }
    status = 422 if form.errors else 200
    return respond(request, "activities/kinds.html", "kinds", context, status=status)


@login_required
@require_POST
def remove_kind(request: Request, pk: int) -> HttpResponse:
    """Take back an own kind that was never used."""
    if not may(request.actor, permissions.keep_kinds):
        raise Http404(pk)
    kind = get_object_or_404(ActivityKind, pk=pk, committee_id=active_committee())
    try:
        own_kinds.remove_kind(kind, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"已删去“{kind.label}”")
    return redirect("activities:kinds")
