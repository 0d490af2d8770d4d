"""Handing in: what will be handed in, the receipt, its verification, and earlier texts."""

import uuid
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.core.access import can, restrict
from yizheng.core.actors import Actor
from yizheng.core.errors import Refused
from yizheng.core.history import Event, label_of
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.pages import move_page
from yizheng.proposals import permissions, receipts, services, texts
from yizheng.proposals.models import Proposal
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.services import autosave, submitting
from yizheng.proposals.states import WRITING, InvitationState

from .writing import keep_key, own_proposal, to


@login_required
@once
@require_http_methods(["GET", "POST"])
def hand_in(request: Request, pk: int) -> HttpResponse:
    """What will be handed in, to be looked at once more; then hand it in.

    What cannot be handed in yet goes back to the page on which it is written, where each sentence
    stands at its field. Handing in twice leads to the receipt of the first time.
    """
    proposal = own_proposal(request, pk)
    if proposal.state not in WRITING or not can(request.actor, permissions.write, proposal):
        if receipts.receipt_of(proposal) is None:
            raise Http404(pk)
        return to(request, reverse("proposals:receipt", args=[pk]))
    now = timezone.now()
    if submitting.faults(proposal, at=now):
        return to(request, f"{reverse('proposals:mine-edit', args=[pk])}?check=1")
    if request.method == "POST":
        try:
            services.submit_proposal(proposal, by=request.actor, version=_version(request))
        except Refused as refusal:
            return _confirmation(request, own_proposal(request, pk), refusal)
        autosave.discard(proposal, by=request.actor)
        return to(request, reverse("proposals:receipt", args=[pk]))
    return _confirmation(request, proposal, None)


@login_required
def submit(request: Request, pk: int) -> HttpResponse:
    """The move as every record has it; who looks at his own draft is shown it once more first."""
    mine = Proposal.objects.filter(permissions.own(request.actor), pk=pk)
    if request.method == "GET" and mine.exists():
        return to(request, reverse("proposals:hand-in", args=[pk]))
    return move_page(request, PROPOSALS, pk, receipts.SUBMITTED)


def _confirmation(request: Request, proposal: Proposal, refusal: Refused | None) -> HttpResponse:
    waiting = proposal.invitations.filter(state=InvitationState.PENDING).select_related("person")
    context = {
        "proposal": proposal,
        "parts": [
            (label, getattr(proposal, name))
            for name, label in zip(texts.PARTS[1:], ("情况", "分析", "建议"), strict=True)
        ],
        "units": list(proposal.intended_units.all()),
        "signers": list(proposal.co_signers.all()),
        "waiting": list(waiting.order_by("pk")),
        "intake": submitting.intake_of(proposal, at=timezone.now()),
        "refusal": refusal,
        "version": proposal.version,
        "idempotency_key": uuid.uuid4().hex,
    }
    status = refusal.status if refusal else 200
    return respond(request, "proposals/hand_in.html", "form", context, status=status)


def _version(request: Request) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


@login_required
@require_safe
def receipt(request: Request, pk: int) -> HttpResponse:
    """The receipt of the last submission, to be kept or printed. 6 queries."""
    proposal = _readable(request, pk)
    found = receipts.receipt_of(proposal)
    if found is None:
        raise Http404(pk)
    context = {"receipt": found, "proposal": proposal, "keep_key": keep_key(proposal)}
    return render(request, "proposals/receipt.html", context)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Whether the receipt of a code is genuine, for everybody who has the code.

    It tells the moment, the serial, and whether the stored text is still the one handed in; never
    the text, nor who wrote it.
    """
    said = request.GET.get("code", "").strip()
    context = {"said": said[:60], "verdict": receipts.find(said) if said else None}
    return render(request, "proposals/verify.html", context)


@login_required
@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    """Every text a proposal has had and what was changed each time, the newest first. 7 queries."""
    proposal = _readable(request, pk)
    if not can(request.actor, permissions.view_versions, proposal):
        raise Http404(pk)
    found = texts.versions_of(proposal, since=_since(proposal, request.actor))
    labels = {field.name: str(field.verbose_name) for field in Proposal._meta.concrete_fields}
    steps = []
    for place, version in enumerate(found):
        before = found[place - 1].words if place else dict.fromkeys(texts.PARTS, "")
        changed = [
            (labels[name], texts.changes(before[name], version.words[name]))
            for name in texts.PARTS
            if before[name] != version.words[name]
        ]
        steps.append((place + 1, version, changed))
    context = {"proposal": proposal, "steps": steps[::-1]}
    return render(request, "proposals/versions.html", context)


def _readable(request: Request, pk: int) -> Proposal:
    rows = restrict(Proposal.objects.all(), permissions.view, request.actor)
    found: Proposal = get_object_or_404(rows.select_related("session__term", "proposer"), pk=pk)
    return found


def _since(proposal: Proposal, actor: Actor) -> datetime | None:
    """From when on a reader sees the texts: his own ones from the beginning. 3 queries.

    Whoever was asked to sign sees them from then on, anybody else from the first submission.
    """
    written = permissions.own(actor) | permissions.entered(actor)
    if Proposal.objects.filter(written, pk=proposal.pk).exists():
        return None
    mine = proposal.invitations.filter(person_id=actor.person_id or 0)
    labels = [label_of(row) for row in mine]
    asked = Event.objects.filter(record__in=labels, action="proposals.invite")
    handed_in = Event.objects.filter(record=label_of(proposal), action=receipts.SUBMITTED)
    known = (asked | handed_in).filter(refused=False)
    return known.order_by("at").values_list("at", flat=True).first() or timezone.now()
