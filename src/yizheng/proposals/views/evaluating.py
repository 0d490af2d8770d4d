"""The pages of judgements: a member's own, after giving his password again, and paper forms."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from yizheng.core.access import can, may
from yizheng.core.confirming import again, confirmed
from yizheng.core.errors import Refused, Unconfirmed
from yizheng.core.forms import move_form
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import parent_of, to_record
from yizheng.core.workflow import TRANSITIONS
from yizheng.documents.models import LIMIT_BYTES
from yizheng.proposals import permissions
from yizheng.proposals.forms import PaperForm
from yizheng.proposals.models import Evaluation, Reply
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.registers.replies import EVALUATIONS, REPLIES
from yizheng.proposals.services import evaluating
from yizheng.proposals.states import EvaluationState, ReplyState

PAPER = "proposals/enter_paper.html"
NO_SCAN_YET = "已录入。还没有扫描件：请在下面添加附件，再由另一名工作人员复核"


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


@login_required
@once
@require_http_methods(["GET", "POST"])
def enter_paper(request: Request) -> HttpResponse:
    """Enter the form on which a proposer judged the reply `?reply=`. 404 for who may not."""
    if not may(request.actor, permissions.enter_evaluation):
        raise Http404(PAPER)
    reply: Reply = parent_of(request, EVALUATIONS)
    owed = evaluating.owed_on(reply)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*posted, owed=owed, initial={"evaluated_on": localdate()})
    if form.is_valid():
        facts = form.cleaned_data | {"reply": reply}
        file = facts.pop("file")
        scan = (file.name, file.read(LIMIT_BYTES + 1)) if file else None
        try:
            row = evaluating.enter_paper_evaluation(by=request.actor, facts=facts, scan=scan)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已录入，由另一名工作人员复核后生效" if scan else NO_SCAN_YET)
            return to_record(request, EVALUATIONS, row)
    if form.errors and request.FILES and "file" not in form.errors:
        form.add_error("file", "没有保存，请重新选择扫描件：浏览器不会替您记住选过的文件")
    context = {
        "reply": reply,
        "proposal": reply.handling.proposal,
        "owed": [str(person or "集体提案者") for person in owed],
        "form": form,
        "idempotency_key": request.POST.get("idempotency_key") or uuid.uuid4().hex,
    }
    return respond(request, PAPER, "form", context, status=422 if form.errors else 200)


def _given(reply: Reply, request: Request) -> Evaluation | None:
    """What the member has said of it already. 1 query."""
    rows = reply.evaluations.filter(person=request.actor.person_id or 0)
    found: Evaluation | None = rows.exclude(state=EvaluationState.VOID).first()
    return found
