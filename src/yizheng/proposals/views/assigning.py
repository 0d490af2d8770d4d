"""The assignment meeting: many proposals chosen, previewed and assigned in one; lists to print."""

import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.core.access import may, restrict
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.proposals import permissions
from yizheng.proposals.models import AssignmentMeeting
from yizheng.proposals.registers.handling import HANDLINGS, MEETINGS
from yizheng.proposals.services import batches
from yizheng.proposals.states import Mode
from yizheng.units import permissions as units
from yizheng.units.models import Unit
from yizheng.units.states import Channel

from .batch import Row, digest_of, rows_of

OFFERED = 30


@login_required
@once
@require_http_methods(["GET", "POST"])
def assign_batch(request: Request, pk: int) -> HttpResponse:
    """Choose units for filed proposals, and assign all that are ticked once they were previewed."""
    meeting = _meeting(request, pk)
    if request.method == "GET":
        return _page(request, meeting, rows_of(meeting, None))
    rows = rows_of(meeting, request.POST)
    choices = [row.choice for row in rows if row.ticked]
    if request.POST.get("previewed") != digest_of(choices):
        message = "预览以后有改动，请再核对一次" if choices else "还没有勾选提案"
        return _page(request, meeting, rows, message=message)
    try:
        count = batches.assign_batch(meeting, by=request.actor, choices=choices)
    except Refused as refusal:
        return _page(request, meeting, rows, message=refusal.message, refusal=refusal)
    messages.success(request, f"已交办 {count} 件")
    return _to(request, reverse("proposals:assignment-list", args=[meeting.pk]))


@login_required
@require_POST
def preview_batch(request: Request, pk: int) -> HttpResponse:
    """What assigning the ticked ones would come to. Nothing is stored."""
    meeting = _meeting(request, pk)
    return _page(request, meeting, rows_of(meeting, request.POST))


def _page(
    request: Request,
    meeting: AssignmentMeeting,
    rows: list[Row],
    *,
    message: str = "",
    refusal: Refused | None = None,
) -> HttpResponse:
    """The page with everything that was chosen; above it, once posted, what it comes to."""
    choices = [row.choice for row in rows if row.ticked]
    preview = batches.preview(meeting, choices) if request.method == "POST" else None
    faults: Any = refusal.details.get("faults", {}) if refusal else {}
    if preview is not None:
        faults = preview.faults | faults
    for row in rows:
        row.fault = faults.get(row.proposal.pk, "")
    if preview is not None and not choices:
        message = message or "还没有勾选提案"
    context = {
        "meeting": meeting,
        "rows": rows,
        "modes": Mode.choices,
        "preview": preview,
        "faulty": [row for row in rows if row.fault],
        "is_ready": preview is not None and bool(choices) and not faults,
        "is_early": meeting.held_on > localdate(),
        "message": message,
        "digest": digest_of(choices),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if message or faults else 200
    return respond(request, "proposals/assign_batch.html", "preview", context, status=status)


@login_required
@require_safe
def assignment_list(request: Request, pk: int) -> HttpResponse:
    """What each unit was given at a meeting, to be printed; `?unit=` for one of them. 3 queries."""
    meeting = get_object_or_404(MEETINGS.rows(request.actor), pk=pk)
    rows = HANDLINGS.rows(request.actor).filter(meeting=meeting)
    asked = request.GET.get("unit", "")
    if asked.isdecimal() and len(asked) < 10:
        rows = rows.filter(unit=int(asked))
    rows = rows.select_related("proposal__proposer", "proposal__party", "proposal__sector")
    found = rows.order_by("unit__name", "unit_id", "proposal__number")
    sheets = [(unit, list(given)) for unit, given in groupby(found, key=lambda row: row.unit)]
    # Channels in their own order, the Party first.
    sheets.sort(key=lambda sheet: Channel.values.index(sheet[0].channel))
    context = {"meeting": meeting, "sheets": sheets, "is_one": bool(asked)}
    return render(request, "proposals/assignment_list.html", context)


@login_required
@require_safe
def find_units(request: Request) -> JsonResponse:
    """Units in use whose name holds `?q=`, for selects that ask while one types. 1 query."""
    words = request.GET.get("q", "").strip()
    named = Q(name__icontains=words) | Q(short_name__icontains=words)
    in_use = Q(closed_on__isnull=True) | Q(closed_on__gt=localdate())
    rows = restrict(Unit.objects.filter(named, in_use), units.view, request.actor)
    found = [
        {"value": str(unit.pk), "text": unit.short_name, "note": unit.name}
        for unit in rows.order_by("channel", "name")[:OFFERED]
    ]
    return JsonResponse({"results": found})


def _meeting(request: Request, pk: int) -> AssignmentMeeting:
    if not may(request.actor, permissions.assign):
        raise Http404("assign")
    meeting: AssignmentMeeting = get_object_or_404(MEETINGS.rows(request.actor), pk=pk)
    return meeting


def _to(request: Request, url: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)
