"""Advice on a text while somebody writes it: asked by the page when he pauses."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from yizheng.core.access import may
from yizheng.core.http import Request, respond
from yizheng.core.rules import value_of
from yizheng.proposals import permissions
from yizheng.proposals.advice import Limits, advise
from yizheng.proposals.codes import DECLINE_REASONS
from yizheng.proposals.services.city_rules import PART_CHARS, TITLE_CHARS
from yizheng.proposals.texts import PARTS

PAGE = "records/advice.html"
# More than a proposal may hold is not looked at.
MOST_CHARS = 20_000


@login_required
@require_POST
def advise_on(request: Request) -> HttpResponse:
    """What to look at again in the text as it stands in the form. Stores nothing. 3 queries."""
    if not may(request.actor, permissions.write):
        raise Http404(PAGE)
    title, *parts = (request.POST.get(name, "")[:MOST_CHARS] for name in PARTS)
    found = advise(title, *parts, limits=limits())
    return respond(request, PAGE, "advice", {"found": found, "is_begun": any([title, *parts])})


def limits() -> Limits:
    """What the committee's rules say today. 3 queries."""
    today = localdate()
    return Limits(
        title=value_of(TITLE_CHARS.key, on=today),
        part=value_of(PART_CHARS.key, on=today),
        grounds=frozenset(entry.code for entry in DECLINE_REASONS.entries(on=today)),
    )
