"""The review on a proposal's page: opinions, what it was merged with, and earlier ones like it."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.codes import shown
from yizheng.core.registers import Panel
from yizheng.proposals import permissions, selectors
from yizheng.proposals.models import Proposal, Review
from yizheng.proposals.states import UNDER_REVIEW, Advice, State


def _reviews(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """What reviewers said, for those who review; and who of them must stand aside. 2 queries."""
    if not may(actor, permissions.view_review):
        return None
    rows = list(selectors.reviews_of(proposal))
    waiting = proposal.state in UNDER_REVIEW
    stands_aside = waiting and not can(actor, permissions.review, proposal)
    if not rows and not stands_aside:
        return None
    return {
        "opinions": [(row, _advised(row)) for row in rows],
        "stands_aside": stands_aside,
        "proposal": proposal,
    }


def _advised(review: Review) -> str:
    """What the advice needs besides: the categories, the main proposal, or the ground."""
    said = {
        Advice.FILE: [shown(review, "category"), shown(review, "local_category")],
        Advice.MERGE: [f"并入“{review.merged_into}”"],
        Advice.DECLINE: [shown(review, "decline_reason"), review.get_destination_display()],
    }
    return "；".join(part for part in said.get(Advice(review.advice), []) if part)


def _main(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """Where a merged proposal went, and how far that one is. 2 queries."""
    if proposal.merged_into_id is None:
        return None
    mains = Proposal.objects.filter(pk=proposal.merged_into_id).select_related("lead_unit")
    main = restrict(mains, permissions.view, actor).first()
    if main is None:
        return None
    return {"main": main, "url": reverse("proposals:proposals-detail", args=[main.pk])}


def _merged(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """What goes on as part of this one: everybody reads by whom, who may see it what. 3 queries."""
    rows = selectors.merged_into(proposal).select_related("proposer", "party", "sector", "organ")
    children = list(rows.prefetch_related("co_signers"))
    if not children:
        return None
    seen = set(restrict(rows, permissions.view, actor).values_list("pk", flat=True))
    return {
        "rows": [
            (
                row,
                "、".join(str(person) for person in row.co_signers.all()),
                reverse("proposals:proposals-detail", args=[row.pk]) if row.pk in seen else "",
            )
            for row in children
        ]
    }


def _similar(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """Where earlier proposals like it are asked for, until it has its units. No query."""
    undecided = proposal.state in UNDER_REVIEW | {State.FILED}
    if not undecided or not may(actor, permissions.review):
        return None
    return {"url": reverse("proposals:similar-of", args=[proposal.pk])}


REVIEWS = Panel("审查意见", "proposals/_reviews.html", _reviews, first=True)
MAIN = Panel("随主案办理", "proposals/_main.html", _main, first=True)
MERGED = Panel("并入本件的提案", "proposals/_merged.html", _merged)
SIMILAR = Panel("相似的提案", "proposals/_similar_later.html", _similar, first=True)
