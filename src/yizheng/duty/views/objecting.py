"""Objecting to an entry of one's file, or saying that one is missing."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from yizheng.core.access import can
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.duty import permissions, services
from yizheng.duty.forms import ObjectionForm
from yizheng.duty.selectors.assessing import frozen_of
from yizheng.duty.selectors.file import fact_of, seats
from yizheng.members.models import Mandate


@login_required
@once
@require_http_methods(["GET", "POST"])
def object_page(request: Request, pk: int) -> HttpResponse:
    """Say in words what is wrong. 404 for another's file, or an entry there is not."""
    seat: Mandate = get_object_or_404(seats(request.actor), pk=pk)
    if not can(request.actor, permissions.view_own_file, seat):
        raise Http404(pk)
    source, record = request.GET.get("source", ""), request.GET.get("record", "")
    fact = fact_of(seat, source, record) if record else None
    if record and fact is None:
        raise Http404(record)
    has_result = frozen_of(seat, localdate().year - 1) is not None
    posted = request.POST if request.method == "POST" else None
    form = ObjectionForm(fact, posted, has_result=has_result)
    if form.is_valid():
        try:
            services.object_to_entry(
                seat, by=request.actor, source=source, record=record, **form.cleaned_data
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "异议已交办公室，答复以后您在档案里看得到")
            year = f"?of={fact.on.year}" if fact else ""
            return redirect_to(request, reverse("duty:file", args=[pk]) + year)
    context = {
        "seat": seat,
        "fact": fact,
        "form": form,
        "address": request.get_full_path(),
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "duty/object.html", "form", context, status=status)
