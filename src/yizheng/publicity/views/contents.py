"""Arranging a table of contents, and taking it away as a Word file; earlier texts."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.access import can, may, restrict
from yizheng.core.differences import differences
from yizheng.core.errors import Refused
from yizheng.core.http import Request, attached, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import version_read
from yizheng.documents import official
from yizheng.publicity import permissions, selectors, services
from yizheng.publicity.forms import ArrangeForm
from yizheng.publicity.models import Contribution, Publication
from yizheng.publicity.registers import CONTRIBUTIONS, PUBLICATIONS
from yizheng.publicity.states import PublicationKind


@login_required
@once
@require_http_methods(["GET", "POST"])
def arrange_page(request: Request, pk: int) -> HttpResponse:
    """Choose what a book or an issue holds, in which order, on which pages. All at once."""
    publication: Publication = get_object_or_404(PUBLICATIONS.rows(request.actor), pk=pk)
    if not can(request.actor, permissions.keep, publication):
        raise Http404(pk)
    form = ArrangeForm(
        list(selectors.contents_of(publication)),
        list(selectors.unplaced(PublicationKind(publication.kind))),
        request.POST if request.method == "POST" else None,
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = version_read(request, publication)
                services.arrange(publication, by=request.actor, placed=form.placed, version=version)
            except Refused as refusal:
                form.refused = refusal.message
            else:
                messages.success(request, "已保存目录")
                return redirect_to(request, PUBLICATIONS.url("detail", pk))
    context = {
        "publication": publication,
        "register": PUBLICATIONS,
        "form": form,
        "version": request.POST.get("version", publication.version),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    return respond(request, "publicity/arrange.html", "form", context, status=status)


@login_required
@require_safe
def contents_file(request: Request, pk: int) -> HttpResponse:
    """The table of contents as a Word file, as far as the reader may see it."""
    publication: Publication = get_object_or_404(PUBLICATIONS.rows(request.actor), pk=pk)
    rows = restrict(selectors.contents_of(publication), permissions.view_entry, request.actor)
    entries = list(rows)
    if not entries:
        raise Http404(pk)
    words = sum(entry.contribution.words for entry in entries)
    sheet = official.Sheet(
        title=f"{publication.title}目录",
        note=f"共{len(entries)}篇，{words}字",
        head=("序号", "栏目", "题目", "作者或口述人", "页码", "字数"),
        widths=(1, 2.5, 7, 4, 1.5, 1.5),
        rows=tuple(
            (
                str(entry.ordinal),
                entry.section,
                entry.contribution.title,
                entry.contribution.by_whom,
                entry.pages,
                str(entry.contribution.words),
            )
            for entry in entries
        ),
    )
    return attached(official.as_docx(sheet), official.CONTENT_TYPE, f"{publication.title}目录.docx")


@login_required
@require_safe
def version_page(request: Request, pk: int, number: int) -> HttpResponse:
    """One earlier text of a contribution, and what was changed in it. For author and editors."""
    contribution: Contribution = get_object_or_404(CONTRIBUTIONS.rows(request.actor), pk=pk)
    is_own = contribution.author_id and contribution.author_id == request.actor.person_id
    if not is_own and not may(request.actor, permissions.review):
        raise Http404(pk)
    versions = selectors.versions_of(contribution)
    if not 1 <= number <= len(versions):
        raise Http404(number)
    shown = versions[number - 1]
    before = versions[number - 2] if number > 1 else None
    context = {
        "contribution": contribution,
        "register": CONTRIBUTIONS,
        "shown": shown,
        "changes": differences(before.text, shown.text) if before else [],
        "before": before,
    }
    return respond(request, "publicity/version.html", "text", context)
