"""On an appraisal's page: how many have voted, the way to vote, and the result."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.core.rules import value_of
from yizheng.supervision import permissions, selectors
from yizheng.supervision.models import Appraisal, Ballot
from yizheng.supervision.services.appraising import FEWEST_VOTES
from yizheng.supervision.states import COUNTED, AppraisalState, VoteState


def _voting(appraisal: Appraisal, actor: Actor) -> dict[str, Any] | None:
    """The reader's own ballot while it is open; for the office who has voted. 3 queries."""
    if appraisal.state == AppraisalState.DRAFT:
        return None
    own = None
    if actor.person_id and may(actor, permissions.vote):
        own = Ballot.objects.filter(appraisal=appraisal, person=actor.person_id).first()
    keeps = may(actor, permissions.keep)
    if own is None and not keeps:
        return None
    voted, asked = selectors.turnout(appraisal)
    is_asked = own is not None and own.state == VoteState.WAITING
    votes = appraisal.state == AppraisalState.OPEN and is_asked
    listed = f"{reverse('supervision:ballots-list')}?appraisal={appraisal.pk}" if keeps else ""
    return {
        "appraisal": appraisal,
        "own": own,
        "vote_url": reverse("supervision:vote", args=[own.pk]) if own and votes else "",
        "voted": voted,
        "asked": asked,
        "asked_url": listed,
        "voted_url": f"{listed}&state={VoteState.VOTED}",
        "waiting_url": f"{listed}&state={VoteState.WAITING}",
    }


def _result(appraisal: Appraisal, actor: Actor) -> dict[str, Any] | None:
    """The counts, as table and drawing, for those who may see them. 5 queries."""
    if appraisal.state not in COUNTED or not can(actor, permissions.view_result, appraisal):
        return None
    result = selectors.result_of(appraisal)
    fewest = value_of(FEWEST_VOTES.key, on=appraisal.opens_on)
    if appraisal.is_anonymous and result.voted < fewest:
        return {"result": result, "fewest": fewest}
    chart = {
        "head": ["评议内容", *result.grades],
        "rows": [[row.name, *row.counts] for row in result.rows],
    }
    return {"appraisal": appraisal, "result": result, "chart": chart}


VOTING = Panel("评议", "supervision/_voting.html", _voting, first=True)
RESULT = Panel("评议结果", "supervision/_result.html", _result, first=True)
