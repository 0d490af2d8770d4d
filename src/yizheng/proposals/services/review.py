"""The review of submitted proposals: file, merge, decline (审查立案、并案、不予立案)."""

from datetime import date, datetime

from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.numbering import next_number
from yizheng.core.workflow import transition
from yizheng.proposals import permissions, selectors
from yizheng.proposals.codes import CATEGORIES, DECLINE_REASONS
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import MERGEABLE, UNDER_REVIEW, Destination, State

from .city_rules import day_of


@transition(
    "proposals.file",
    "立案",
    sources=UNDER_REVIEW,
    target=State.FILED,
    right=permissions.review,
    citation=PROPOSAL_RULES("审查立案"),
)
def file_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    category: str,
    filed_on: date | None = None,
) -> None:
    """Accept a submitted proposal: class it, date it, give it its session's next number.

    Args:
        filed_on: the day of the decision, if it was before `at`.
    """
    day = day_of(filed_on, at=at, field="filed_on")
    CATEGORIES.require(category, on=day, field="category")
    proposal.category = category
    proposal.filed_on = day
    proposal.number = next_number(f"proposals/number/{proposal.session_id}")


@transition(
    "proposals.merge",
    "并案",
    sources=UNDER_REVIEW | {State.FILED},
    target=State.MERGED,
    right=permissions.review,
    citation=PROPOSAL_RULES("并案处理"),
)
def merge_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    merged_into: Proposal,
    merged_on: date | None = None,
) -> None:
    """Let a proposal go on as part of another one of the same session on the same matter.

    It stays, with its proposers and, if it was filed, its number. The main proposal is on its own:
    chains and circles cannot come about.
    """
    main = Proposal.objects.select_for_update().filter(pk=merged_into.pk).first()
    if main is None or main.session_id != proposal.session_id:
        raise Invalid("只能并入同一次会议的提案", field="merged_into")
    if main.pk == proposal.pk:
        raise Invalid("不能并入自己", field="merged_into")
    if main.state not in MERGEABLE:
        raise Invalid(f"那件提案{main.get_state_display()}，不能并入", field="merged_into")
    if proposal.number and not main.number:
        raise Invalid("已立案的提案只能并入已立案的提案", field="merged_into")
    _stands_alone(proposal, "已有提案并入这件，请先把它们并入同一件主案")
    proposal.merged_into = main
    proposal.merged_on = day_of(merged_on, at=at, field="merged_on")


@transition(
    "proposals.decline",
    "不予立案",
    sources=UNDER_REVIEW,
    target=State.DECLINED,
    right=permissions.review,
    citation=PROPOSAL_RULES("审查立案"),
)
def decline_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    decline_reason: str,
    destination: Destination,
    decline_note: str = "",
    declined_on: date | None = None,
) -> None:
    """Do not file a proposal: on which ground, what becomes of it, and a word to the proposer."""
    _stands_alone(proposal, "已有提案并入这件，不能不予立案")
    day = day_of(declined_on, at=at, field="declined_on")
    DECLINE_REASONS.require(decline_reason, on=day, field="decline_reason")
    proposal.decline_reason = decline_reason
    proposal.destination = destination
    proposal.decline_note = decline_note
    proposal.declined_on = day


def _stands_alone(proposal: Proposal, sentence: str) -> None:
    if selectors.merged_into(proposal).exists():
        raise Invalid(sentence)
