"""The duty file: a member's own on his telephone, all of them for the office, and as Word."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yizheng.core.access import can, may
from yizheng.core.http import Request, attached, redirect_to, respond
from yizheng.core.paging import page_of
from yizheng.documents import official
from yizheng.duty import permissions
from yizheng.duty.registers import ADJUSTMENTS, ASSESSMENTS, OBJECTIONS, OUTSIDE
from yizheng.duty.selectors import assessing
from yizheng.duty.selectors import file as selectors
from yizheng.members.models import Mandate
from yizheng.members.selectors import own_committee


@login_required
@require_safe
def mine(request: Request) -> HttpResponse:
    """To the reader's own file; 404 for who has no seat."""
    seat = selectors.own_seat(request.actor)
    if seat is None:
        raise Http404("mine")
    year = f"?{request.META['QUERY_STRING']}" if request.GET else ""
    return redirect_to(request, reverse("duty:file", args=[seat.pk]) + year)


@login_required
@require_safe
def files(request: Request) -> HttpResponse:
    """All members by number, for the office. No counts: nobody is compared here. 2 queries."""
    if not may(request.actor, permissions.keep_files):
        raise Http404("files")
    words = request.GET.get("q", "").strip()[:40]
    rows = selectors.found_among(selectors.seats(request.actor), words)
    page = page_of(rows, order="number", cursor=request.GET.get("after", ""))

    def address(cursor: str) -> str:
        return f"?{urlencode({'q': words, 'after': cursor})}" if cursor else ""

    context = {
        "words": words,
        "page": page,
        "previous_url": address(page.previous),
        "next_url": address(page.next),
        "year": localdate().year - 1,
    }
    return respond(request, "duty/files.html", "list", context)


@login_required
@require_safe
def file_page(request: Request, pk: int) -> HttpResponse:
    """One member, one term: counts by year, and the entries of a year."""
    actor = request.actor
    seat: Mandate = get_object_or_404(selectors.seats(actor), pk=pk)
    asked = request.GET.get("of", "")
    found = selectors.file_of(seat, actor, int(asked) if asked.isdecimal() else None)
    rules = assessing.points_shown(seat, found.year, on=localdate())
    result = assessing.frozen_of(seat, found.year)
    points_url = reverse("duty:points", args=[pk, found.year]) if rules else ""
    is_own = can(actor, permissions.view_own_file, seat)
    context = {
        "file": found,
        "is_own": is_own,
        "objections": OBJECTIONS.url("list"),
        "waiting": [row for row in selectors.objections_of(seat, actor) if row.state == "waiting"],
        "outside_url": OUTSIDE.url("new") if is_own else "",
        "points_url": ASSESSMENTS.url("detail", result.pk) if result else points_url,
        "adjust_url": f"{ADJUSTMENTS.url('new')}?mandate={pk}&year={found.year}"
        if rules and may(actor, permissions.adjust) and not is_own
        else "",
    }
    return respond(request, "duty/file.html", "year", context)


@login_required
@require_safe
def file_word(request: Request, pk: int) -> HttpResponse:
    """The whole file as a Word table."""
    seat: Mandate = get_object_or_404(selectors.seats(request.actor), pk=pk)
    span, entries = selectors.whole_file(seat)
    rows, last = [], ""
    for label, fact, words in entries:
        rows.append((label if label != last else "", fact.on.isoformat(), fact.title, words))
        last = label
    person = seat.person
    facts = (
        seat.sector.name,
        f"委员证号{seat.number}",
        "常务委员" if seat.is_standing else "",
        person.post,
        f"{span.first}至{span.last}",
    )
    sheet = official.Sheet(
        title=f"{own_committee().short_name}{seat.term}委员履职档案（{person.name}）",
        note="　".join(filter(None, facts)),
        head=("类别", "日期", "内容", "情况"),
        widths=(3, 2, 8, 4),
        rows=tuple(rows),
    )
    name = f"履职档案（{person.name}）.docx"
    return attached(official.as_docx(sheet), official.CONTENT_TYPE, name)
