"""Pages for everybody: published proposals, what was answered, and both as open data."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from yizheng.core import exports
from yizheng.core.http import attached, respond
from yizheng.core.tenancy import within
from yizheng.members.models import Committee
from yizheng.proposals import open_data
from yizheng.proposals.registers.proposal import PROPOSALS

OPEN = replace(PROPOSALS, label="公开的提案", columns=open_data.COLUMNS)
# What one file of open data may hold; a year of a city has some five hundred.
MOST = 20_000


def _committee(code: str) -> Committee:
    return get_object_or_404(Committee, code=code)


@require_safe
def public_list(request: HttpRequest, code: str) -> HttpResponse:
    """The published proposals of a committee, the last published first."""
    committee = _committee(code)
    with within(committee.pk):
        chosen = open_data.Filters(request.GET, queryset=open_data.published())
        rows = chosen.qs if chosen.is_valid() else open_data.published().none()
        page = open_data.page(rows, request.GET.get("after", ""))
        context = {
            "committee": committee,
            "filters": chosen,
            "rows": page.rows,
            "page": page,
            "previous_url": _turned(request, page.previous),
            "next_url": _turned(request, page.next),
            "query": _kept(request),
        }
        return respond(request, "proposals/public/list.html", "table", context)


@require_safe
def public_detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One published proposal with the replies everybody may read."""
    committee = _committee(code)
    with within(committee.pk):
        rows = open_data.with_replies(open_data.published())
        proposal = get_object_or_404(rows, pk=pk)
        replies = [
            (reply, open_data.public_reply(reply)) for reply in open_data.open_replies(proposal)
        ]
        context = {"committee": committee, "proposal": proposal, "replies": replies}
        return respond(request, "proposals/public/detail.html", "record", context)


@require_safe
def public_data(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The filtered list as open data: CSV with the columns, JSON with texts and replies too."""
    committee = _committee(code)
    with within(committee.pk):
        chosen = open_data.Filters(request.GET, queryset=open_data.published())
        rows = chosen.qs if chosen.is_valid() else open_data.published().none()
        rows = rows.order_by("-published_on", "-pk")[:MOST]
        if form == "json":
            facts = open_data.as_facts(open_data.with_replies(rows))
            body = {"committee": committee.name, "proposals": facts}
            return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
        if form == "csv":
            name = f"{committee.short_name}公开的提案.csv"
            return attached(exports.as_csv(OPEN, rows), exports.CSV, name)
    raise Http404(form)


def _kept(request: HttpRequest, **changes: Any) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else ""


def _turned(request: HttpRequest, cursor: str) -> str:
    return _kept(request, after=cursor) if cursor else ""
