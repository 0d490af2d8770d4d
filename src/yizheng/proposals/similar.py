"""Earlier proposals on the same matter, by the engine of `core.similar`."""

from typing import Any

from django.db.models import QuerySet

from yizheng.core.similar import Corpus

from . import permissions
from .models import Proposal
from .states import State


def body_of(proposal: Proposal) -> str:
    """The three parts of a proposal, one after the other."""
    return "\n".join((proposal.situation, proposal.analysis, proposal.suggestion))


def _handed_in() -> QuerySet[Any]:
    rows = Proposal.objects.exclude(state=State.DRAFT)
    return rows.only("title", "situation", "analysis", "suggestion")


def _text_of(proposal: Proposal) -> tuple[str, str]:
    return proposal.title, body_of(proposal)


PROPOSALS = Corpus(
    model=Proposal,
    taken_in=_handed_in,
    text_of=_text_of,
    view=permissions.view,
    related=("session__term", "lead_unit", "proposer"),
)
