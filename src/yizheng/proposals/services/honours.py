"""Key proposals and excellent ones (重点提案、优秀提案): marks that leave the state as it is."""

from datetime import date, datetime

from django.db.models import Q

from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.workflow import transition
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import NUMBERED, State

from .city_rules import day_of


@transition(
    "proposals.mark_key",
    "确定为重点",
    sources=NUMBERED,
    target=None,
    right=permissions.commend,
    citation=PROPOSAL_RULES("重点提案"),
    when=Q(is_key=False),
)
def mark_key(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    lead_leader: str = "",
    key_on: date | None = None,
) -> None:
    """Make it a key proposal, with the leader who sees to its handling."""
    proposal.is_key = True
    proposal.lead_leader = lead_leader.strip()
    proposal.key_on = day_of(key_on, at=at, field="key_on")


@transition(
    "proposals.unmark_key",
    "取消重点",
    # A key proposal that was merged later is still marked.
    sources=NUMBERED | {State.MERGED},
    target=None,
    right=permissions.commend,
    citation=PROPOSAL_RULES("重点提案"),
    when=Q(is_key=True),
)
def unmark_key(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Take the mark back; the trail keeps what it was."""
    proposal.is_key = False
    proposal.lead_leader = ""
    proposal.key_on = None


@transition(
    "proposals.commend",
    "评为优秀",
    sources=NUMBERED,
    target=None,
    right=permissions.commend,
    citation=PROPOSAL_RULES("优秀提案"),
    when=Q(is_excellent=False),
)
def commend_proposal(
    proposal: Proposal, *, by: Actor, at: datetime, excellent_on: date | None = None
) -> None:
    """Name it one of the year's excellent proposals."""
    proposal.is_excellent = True
    proposal.excellent_on = day_of(excellent_on, at=at, field="excellent_on")


@transition(
    "proposals.withdraw_commendation",
    "取消优秀",
    sources=NUMBERED | {State.MERGED},
    target=None,
    right=permissions.commend,
    citation=PROPOSAL_RULES("优秀提案"),
    when=Q(is_excellent=True),
)
def withdraw_commendation(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Take the honour back; the trail keeps what it was."""
    proposal.is_excellent = False
    proposal.excellent_on = None
