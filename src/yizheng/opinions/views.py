"""The page on which a report is edited: the original beside the text that goes out."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record
from yizheng.core.workflow import Transition, open_to

from .forms import edit_form
from .models import OpinionReport
from .registers import REPORTS


@login_required
@once
@require_http_methods(["GET", "POST"])
def edit_page(request: Request, pk: int) -> HttpResponse:
    """Edit one report. 404 when that is not open to this reader now."""
    report = get_object_or_404(REPORTS.rows(request.actor), pk=pk)
    if request.method == "GET" and request.headers.get("HX-Request"):
        # The button opens a side panel, which is too narrow to edit a text in.
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    move = _editing(request, report)
    posted = request.POST if request.method == "POST" else None
    form = edit_form(move, report, posted)
    if form.is_valid():
        try:
            facts: dict[str, Any] = form.cleaned_data
            report = move.perform(report, by=request.actor, version=_version(request), **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已保存编报稿，等另一位同志签发")
            return to_record(request, REPORTS, report)
    context = {
        "register": REPORTS,
        "report": report,
        "move": move,
        "form": form,
        "version": request.POST.get("version", report.version),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "opinions/edit.html", "form", context, status=status)


def _editing(request: Request, report: OpinionReport) -> Transition:
    for move in open_to(request.actor, report):
        if move.key == "opinions.edit":
            return move
    raise Http404("edit")


def _version(request: Request) -> int:
    """The version the form was drawn from; a form without one is an old page and is refused."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0
