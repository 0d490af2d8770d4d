"""Two records of one person: found, chosen, compared, asked to be made one."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.access import can, may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import detail_page
from yizheng.members import permissions, selectors, services
from yizheng.members.forms import MergeForm, OtherForm
from yizheng.members.models import Person
from yizheng.members.panels.merging import preview_of
from yizheng.members.registers import MERGES, PEOPLE


@login_required
def person_page(request: Request, pk: int) -> HttpResponse:
    """One person; the number of a record that was merged leads to the one that was kept."""
    if not PEOPLE.rows(request.actor).filter(pk=pk).exists():
        kept = selectors.merged_into(pk)
        if kept is not None and can(request.actor, PEOPLE.view, kept):
            messages.info(request, f"编号 {pk} 的记录已与这一条合为一人")
            return redirect_to(request, PEOPLE.url("detail", kept.pk))
    return detail_page(request, PEOPLE, pk)


@login_required
@require_safe
def doubles_page(request: Request) -> HttpResponse:
    """People of one name, who may be one person with two records."""
    if not may(request.actor, permissions.ask_to_merge):
        raise Http404
    context = {"doubles": selectors.likely_doubles(), "merges_url": MERGES.url("list")}
    return respond(request, "members/doubles.html", "list", context)


@login_required
@require_http_methods(["GET", "POST"])
def choose_page(request: Request, pk: int) -> HttpResponse:
    """Choose the other record. Stores nothing."""
    kept = _person(request, pk)
    form = OtherForm(kept, request.POST if request.method == "POST" else None)
    if form.is_valid():
        other = form.cleaned_data["other"]
        return redirect_to(request, reverse("members:merge-compare", args=[kept.pk, other.pk]))
    context = {"kept": kept, "form": form}
    status = 422 if form.errors else 200
    return respond(request, "members/merge_choose.html", "form", context, status=status)


@login_required
@once
@require_http_methods(["GET", "POST"])
def compare_page(request: Request, pk: int, other: int) -> HttpResponse:
    """Both records side by side, what would follow, and the request to make them one."""
    kept, second = _person(request, pk), _person(request, other)
    lines = selectors.compared_with_sources(kept, second)
    form = MergeForm(lines, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            merge = services.ask_to_merge(
                kept,
                by=request.actor,
                other=second,
                choices=form.chosen(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已提出合并，等另一人复核；复核以前什么也没有改变")
            return redirect_to(request, MERGES.url("detail", merge.pk))
    context = {
        "kept": kept,
        "other": second,
        "rows": [(line, form[line.name] if line.differs else None) for line in lines],
        "form": form,
        "swap_url": reverse("members:merge-compare", args=[second.pk, kept.pk]),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
        **preview_of(kept, second),
    }
    status = 422 if form.errors else 200
    return respond(request, "members/merge_compare.html", "form", context, status=status)


def _person(request: Request, pk: int) -> Person:
    if not may(request.actor, permissions.ask_to_merge):
        raise Http404
    person: Person = get_object_or_404(PEOPLE.rows(request.actor), pk=pk)
    return person
