"""Earlier proposals like one, for reviewers; and like a text, for who is writing it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from yizheng.core import similar
from yizheng.core.access import may, restrict
from yizheng.core.http import Request, respond
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal
from yizheng.proposals.similar import PROPOSALS, body_of

PAGE = "proposals/similar.html"
PARTS = ("situation", "analysis", "suggestion")
# More than a proposal may hold is not looked at.
MOST_CHARS = 20_000


@login_required
@require_safe
def similar_of(request: Request, pk: int) -> HttpResponse:
    """What is like a proposal the reader may see, among those he may see."""
    rows = restrict(Proposal.objects.all(), permissions.view, request.actor)
    proposal = get_object_or_404(rows, pk=pk)
    found = similar.find(
        PROPOSALS, body_of(proposal), request.actor, title=proposal.title, besides=proposal.pk
    )
    return respond(request, PAGE, "found", {"proposal": proposal, "found": found})


@login_required
@require_POST
def similar_to(request: Request) -> HttpResponse:
    """What is like the parts of a text as it stands in a form; `id` is its proposal, if saved."""
    if not may(request.actor, permissions.write):
        raise Http404(PAGE)
    text = "\n".join(request.POST.get(part, "") for part in PARTS)[:MOST_CHARS]
    title, own = request.POST.get("title", "")[:200], request.POST.get("id", "")
    found = similar.find(
        PROPOSALS,
        text,
        request.actor,
        title=title,
        besides=int(own) if own.isdecimal() and len(own) < 10 else None,
    )
    return respond(request, PAGE, "found", {"found": found, "new_window": True})
