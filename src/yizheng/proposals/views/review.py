"""How far the review of a session's proposals is, and the lists of what waits (审查)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yizheng.core.access import may
from yizheng.core.http import Request, respond
from yizheng.core.rules import value_of
from yizheng.members.models import Session
from yizheng.proposals import permissions, selectors
from yizheng.proposals.codes import DECLINE_REASONS
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.services.city_rules import CALL_DAYS
from yizheng.proposals.states import Destination, State

WAITING = (State.SUBMITTED, State.PRECHECKED, State.REVIEWED, State.RETURNED)
PAGE = "proposals/review.html"


@login_required
@require_safe
def review_page(request: Request) -> HttpResponse:
    """Counts of one session, each a way to its list: the present one unless another is asked for.

    7 queries at most.
    """
    if not may(request.actor, permissions.review):
        raise Http404(PAGE)
    sessions = list(Session.objects.select_related("term").order_by("-opened_on"))
    session = _asked(request, sessions)
    context: dict[str, Any] = {"sessions": sessions, "session": session}
    if session is not None:
        overview = selectors.review_overview(session)
        address = f"{PROPOSALS.url('list')}?session={session.pk}"
        reasons = [
            (DECLINE_REASONS.label(code), count)
            for code, count in sorted(overview.reasons.items(), key=lambda pair: -pair[1])
        ]
        context |= {
            "overview": overview,
            "waiting": [
                (state.label, overview.count(state), f"{address}&state={state}")
                for state in WAITING
            ],
            "declined": [
                (fate.label, overview.declined[fate])
                for fate in Destination
                if fate in overview.declined
            ],
            "reasons": reasons,
            "declined_count": overview.count(State.DECLINED),
            "withdrawn": overview.count(State.WITHDRAWN),
            "list_url": address,
        }
    return respond(request, PAGE, "counts", context)


def _asked(request: Request, sessions: list[Session]) -> Session | None:
    """The session of the address; without one that for which proposals are collected now."""
    said = request.GET.get("session", "")
    chosen = next((session for session in sessions if str(session.pk) == said), None)
    today = localdate()
    return chosen or selectors.session_for(today, call_days=value_of(CALL_DAYS.key, on=today))
