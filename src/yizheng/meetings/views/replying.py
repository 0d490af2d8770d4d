"""Whoever was told of a meeting replies, or asks for leave."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from yizheng.activities.models import Participation
from yizheng.activities.registers import ACTIVITIES
from yizheng.core.access import may, restrict
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record
from yizheng.meetings import permissions, services
from yizheng.meetings.forms import LeaveForm


@login_required
@require_POST
def reply(request: Request, pk: int) -> HttpResponse:
    """He will come."""
    row = _own(request, pk)
    try:
        services.reply(row, by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "已回复参加")
    return to_record(request, ACTIVITIES, row.activity)


@login_required
@once
@require_http_methods(["GET", "POST"])
def leave_page(request: Request, pk: int) -> HttpResponse:
    """Ask for leave, from the whole meeting or from a part of it."""
    row = _own(request, pk)
    form = LeaveForm(row, request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {**form.cleaned_data, "participation": row}
        try:
            services.ask_leave(by=request.actor, facts=facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已提出请假，请等候批复")
            return to_record(request, ACTIVITIES, row.activity)
    context = {
        "register": ACTIVITIES,
        "activity": row.activity,
        "row": row,
        "form": form,
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "meetings/leave.html", "form", context, status=status)


def _own(request: Request, pk: int) -> Participation:
    """The reader's own place in a list; staff may ask for leave in somebody's name. 404 else."""
    rows = Participation.objects.select_related("activity__kind", "person")
    right = permissions.keep if may(request.actor, permissions.keep) else permissions.reply
    row: Participation = get_object_or_404(restrict(rows, right, request.actor), pk=pk)
    return row
