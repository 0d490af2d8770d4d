"""The page on which a member judges a reply himself, after giving his password again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from yizheng.core.access import can
from yizheng.core.confirming import again, confirmed
from yizheng.core.errors import Refused, Unconfirmed
from yizheng.core.forms import move_form
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import to_record
from yizheng.core.workflow import TRANSITIONS
from yizheng.proposals import permissions
from yizheng.proposals.models import Evaluation, Reply
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.registers.replies import REPLIES
from yizheng.proposals.states import EvaluationState, ReplyState


@login_required
@once
@confirmed
@require_http_methods(["GET", "POST"])
def evaluate(request: Request, pk: int) -> HttpResponse:
    """Judge attitude and result of a reply that was sent to oneself. 404 for anybody else."""
    reply: Reply = get_object_or_404(REPLIES.rows(request.actor), pk=pk, state=ReplyState.SENT)
    if not can(request.actor, permissions.evaluate, reply):
        raise Http404
    move = TRANSITIONS["proposals.evaluate"]
    form = move_form(move)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            move.perform(reply, by=request.actor, **form.cleaned_data)
        except Unconfirmed:
            form.add_error(None, again(request))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已收到您的评价，谢谢")
            return to_record(request, PROPOSALS, reply.handling.proposal)
    context = {
        "reply": reply,
        "proposal": reply.handling.proposal,
        "form": form,
        "given": _given(reply, request),
    }
    return respond(
        request, "proposals/evaluate.html", "form", context, status=422 if form.errors else 200
    )


def _given(reply: Reply, request: Request) -> Evaluation | None:
    """What the member has said of it already. 1 query."""
    rows = reply.evaluations.filter(person=request.actor.person_id or 0)
    found: Evaluation | None = rows.exclude(state=EvaluationState.VOID).first()
    return found
