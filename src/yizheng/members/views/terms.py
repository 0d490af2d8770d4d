"""The steps of a change of term: who goes on, namesakes, places by sector, posts."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from yizheng.core.access import can
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.members import permissions, selectors, services
from yizheng.members.forms import NamesakesForm, PlacesForm
from yizheng.members.models import TermChange
from yizheng.members.registers import CHANGES, NOMINEES


@login_required
@once
@require_http_methods(["GET", "POST"])
def staying_page(request: Request, pk: int) -> HttpResponse:
    """Tick who goes on into the new term."""
    change = _prepared(request, pk)
    if request.method == "POST":
        people = [int(said) for said in request.POST.getlist("people") if said.isdecimal()]
        added, gone = services.set_staying(change, by=request.actor, people=people)
        messages.success(request, f"已保存：加入 {added} 位，去掉 {gone} 位")
        return _back(request, change)
    listed = set(
        selectors.nominees_of(change)
        .filter(person__isnull=False)
        .values_list("person_id", flat=True)
    )
    groups: dict[str, list[tuple[selectors.Seat, bool]]] = {}
    for seat in selectors.outgoing(change):
        ticked = seat.mandate.person_id in listed
        groups.setdefault(str(seat.sector), []).append((seat, ticked))
    context = {"groups": list(groups.items()), **_frame(request, change)}
    return respond(request, "members/term_staying.html", "form", context)


@login_required
@once
@require_http_methods(["GET", "POST"])
def namesakes_page(request: Request, pk: int) -> HttpResponse:
    """Say of new names that are on record already who they are."""
    change = _prepared(request, pk)
    form = NamesakesForm(selectors.doubtful(change), _posted(request))
    if form.is_valid():
        try:
            count = services.settle_namesakes(change, by=request.actor, answers=form.answers())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已核对 {count} 位")
            return _back(request, change)
    context = {"form": form, **_frame(request, change)}
    status = 422 if form.errors else 200
    return respond(request, "members/term_namesakes.html", "form", context, status=status)


@login_required
@once
@require_http_methods(["GET", "POST"])
def seats_page(request: Request, pk: int) -> HttpResponse:
    """Places, who stays, who comes, who goes, sector by sector."""
    change = _found(request, pk)
    compared = selectors.comparison_of(change)
    keeps = can(request.actor, permissions.keep_term_change, change)
    if request.method == "POST" and not keeps:
        raise Http404
    form = PlacesForm(compared.lines, _posted(request))
    if form.is_valid():
        services.set_places(change, by=request.actor, places=form.places())
        messages.success(request, "已保存名额")
        return redirect_to(request, request.path)
    context = {
        "form": form,
        "rows": [(line, form[f"places_{line.sector.pk}"]) for line in compared.lines],
        "sums": compared.sums,
        "keeps": keeps,
        **_frame(request, change),
    }
    status = 422 if form.errors else 200
    return respond(request, "members/term_seats.html", "form", context, status=status)


@login_required
@once
@require_http_methods(["GET", "POST"])
def posts_page(request: Request, pk: int) -> HttpResponse:
    """Posts and committees of the new term; those of the old one may be carried over."""
    change = _found(request, pk)
    keeps = can(request.actor, permissions.keep_term_change, change)
    if request.method == "POST":
        if not keeps:
            raise Http404
        count = services.carry_posts(change, by=request.actor)
        messages.success(request, f"已照上一届给 {count} 位填了职务")
        return redirect_to(request, request.path)
    groups = [
        (label, [(row, NOMINEES.url("edit" if keeps else "detail", row.pk)) for row in rows])
        for label, rows in selectors.posts_of(change)
    ]
    context = {"groups": groups, "keeps": keeps, **_frame(request, change)}
    context["list_url"] = f"{NOMINEES.url('list')}?change={change.pk}"
    return respond(request, "members/term_posts.html", "form", context)


def _found(request: Request, pk: int) -> TermChange:
    change: TermChange = get_object_or_404(CHANGES.rows(request.actor), pk=pk)
    return change


def _prepared(request: Request, pk: int) -> TermChange:
    """A change of term that the reader may still work on; otherwise 404."""
    change = _found(request, pk)
    if not can(request.actor, permissions.keep_term_change, change):
        raise Http404
    return change


def _frame(request: Request, change: TermChange) -> dict[str, Any]:
    return {
        "change": change,
        "up": CHANGES.url("detail", change.pk),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }


def _back(request: Request, change: TermChange) -> HttpResponse:
    return redirect_to(request, CHANGES.url("detail", change.pk))


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None
