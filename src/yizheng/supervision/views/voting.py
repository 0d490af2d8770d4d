"""The ballot, made for a telephone and for eyes over sixty."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from yizheng.core.access import restrict
from yizheng.core.errors import Refused
from yizheng.core.http import Request, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.supervision import permissions, services
from yizheng.supervision.forms import BallotForm
from yizheng.supervision.models import Ballot
from yizheng.supervision.registers import APPRAISALS
from yizheng.supervision.states import AppraisalState, VoteState


@login_required
@once
@require_http_methods(["GET", "POST"])
def vote_page(request: Request, pk: int) -> HttpResponse:
    """Grade everything and send it once. 404 for whoever is not asked."""
    rows = restrict(Ballot.objects.all(), permissions.vote, request.actor)
    ballot: Ballot = get_object_or_404(rows.select_related("appraisal__unit"), pk=pk)
    appraisal = ballot.appraisal
    if appraisal.state == AppraisalState.DRAFT:
        raise Http404(pk)
    if request.method == "GET" and (
        ballot.state == VoteState.VOTED or appraisal.state != AppraisalState.OPEN
    ):
        return redirect_to(request, APPRAISALS.url("detail", appraisal.pk))
    if request.method == "GET" and request.headers.get("HX-Request"):
        # The button opens a side panel, which is too narrow for a ballot.
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    form = BallotForm(appraisal, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.vote(ballot, by=request.actor, grades=form.grades())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已收到您的评议，谢谢")
            return redirect_to(request, APPRAISALS.url("detail", appraisal.pk))
    context = {
        "appraisal": appraisal,
        "ballot": ballot,
        "form": form,
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    status = 422 if form.errors else 200
    return respond(request, "supervision/vote.html", "form", context, status=status)
