"""The page on which a report is edited, and an issue as Word."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core import similar
from yizheng.core.access import may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, attached, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record
from yizheng.core.workflow import Transition, open_to
from yizheng.documents import official

from . import permissions, selectors
from .forms import edit_form
from .models import Bulletin, OpinionReport
from .registers import BULLETINS, REPORTS
from .similar import REPORTS as SIMILAR_REPORTS
from .states import Layout


@login_required
@require_safe
def bulletin_file(request: Request, pk: int) -> HttpResponse:
    """An issue as Word, for whoever may read it; a draft says that it is one."""
    bulletin: Bulletin = get_object_or_404(BULLETINS.rows(request.actor), pk=pk)
    content = official.as_docx(issue_of(bulletin))
    name = f"{bulletin.get_series_display()}{bulletin.printed_number or '（待发）'}.docx"
    return attached(content, official.CONTENT_TYPE, name)


def issue_of(bulletin: Bulletin) -> official.Issue:
    """A bulletin as an official document. 2 queries."""
    reports = bulletin.reports.select_related("reporter", "informant").order_by("compiled_on", "pk")
    return official.Issue(
        name=bulletin.get_series_display(),
        number=bulletin.printed_number or "（待发稿）",
        organ=f"{bulletin.committee.short_name}研究室",
        on=bulletin.sent_on,
        recipients=bulletin.recipients,
        pieces=_pieces_of(bulletin, list(reports)),
    )


def _pieces_of(bulletin: Bulletin, reports: list[OpinionReport]) -> tuple[official.Piece, ...]:
    """The edited reports one after the other, or the digest that was made of them."""
    if bulletin.layout == Layout.DIGEST:
        source = "、".join(dict.fromkeys(report.reported_by for report in reports))
        blocks = official.blocks_of(bulletin.digest or "（综合稿还没有写）")
        return (official.Piece(bulletin.title, blocks, f"综合{source}反映"),)
    return tuple(
        official.Piece(
            title=str(report),
            paragraphs=official.blocks_of(report.edited),
            source=f"{report.reported_by}反映",
        )
        for report in reports
    )


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


@login_required
@require_safe
def similar_reports(request: Request, pk: int) -> HttpResponse:
    """Other reports like one, for whoever may join it to one of them."""
    report: OpinionReport = get_object_or_404(REPORTS.rows(request.actor), pk=pk)
    if not may(request.actor, permissions.keep):
        raise Http404("similar")
    found = similar.find(
        SIMILAR_REPORTS, report.original, request.actor, title=report.title, besides=report.pk
    )
    joinable = selectors.joinable(report, [one.record.pk for one in found.similar])
    context = {
        "report": report,
        "found": found,
        "rows": [(one, one.record.pk in joinable) for one in found.similar],
        "join_url": reverse("opinions:reports-move", args=[report.pk, "opinions.join"]),
    }
    return respond(request, "opinions/similar.html", "found", context)


def _editing(request: Request, report: OpinionReport) -> Transition:
    for move in open_to(request.actor, report):
        if move.key == "opinions.edit":
            return move
    raise Http404("edit")


def _version(request: Request) -> int:
    """The version the form was drawn from; a form without one is an old page and is refused."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0
