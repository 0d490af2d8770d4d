"""The review of submitted proposals: opinions of reviewers, and deciding as they advise (审查)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.rules import value_of
from yizheng.core.workflow import shortcut, transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.proposals import permissions, selectors
from yizheng.proposals.codes import CATEGORIES, DECLINE_REASONS, LOCAL_CATEGORIES
from yizheng.proposals.models import Proposal, Review
from yizheng.proposals.states import Advice, Destination, Stage, State

from .city_rules import REVIEW_REQUIRED
from .deciding import (
    check_main,
    decline_proposal,
    file_proposal,
    merge_proposal,
    return_proposal,
)

REVIEWING = PROPOSAL_RULES("审查立案")
NOTE = "建议退回补充的必填；照意见退回、不予立案时，提案者看得到"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer says: his advice, and what the decision he advises needs."""

    advice: Advice
    category: str
    local_category: str
    merged_into: Proposal | None
    decline_reason: str
    destination: Destination | None
    note: str


# What belongs to each advice; anything else was filled in by mistake.
BELONGS = {
    Advice.FILE: {"category", "local_category"},
    Advice.MERGE: {"merged_into"},
    Advice.DECLINE: {"decline_reason", "destination"},
    Advice.RETURN: set[str](),
}
# What a decision needs, and how its absence is told.
NEEDED = {"merged_into": "请选并入哪件", "decline_reason": "请选理由"}


@transition(
    "proposals.precheck",
    "预审",
    sources={State.SUBMITTED},
    target=State.PRECHECKED,
    right=permissions.review,
    citation=REVIEWING,
)
def precheck_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    advice: Annotated[Advice, "意见"],
    category: str = "",
    local_category: str = "",
    merged_into: Annotated[Proposal | None, "建议并入"] = None,
    decline_reason: str = "",
    destination: Destination | None = None,
    note: Annotated[str, "说明", NOTE] = "",
) -> None:
    """Look through a proposal first, and advise."""
    opinion = Opinion(
        advice, category, local_category, merged_into, decline_reason, destination, note.strip()
    )
    _give(proposal, Stage.PRECHECK, opinion, by=by, at=at)


@transition(
    "proposals.review",
    "复审",
    sources={State.SUBMITTED, State.PRECHECKED},
    target=State.REVIEWED,
    right=permissions.review,
    citation=REVIEWING,
)
def review_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    advice: Annotated[Advice, "意见"],
    category: str = "",
    local_category: str = "",
    merged_into: Annotated[Proposal | None, "建议并入"] = None,
    decline_reason: str = "",
    destination: Destination | None = None,
    note: Annotated[str, "说明", NOTE] = "",
) -> None:
    """Review a proposal for the committee's decision, and advise.

    Where the committee requires the review, it follows a pre-check by somebody else.
    """
    if value_of(REVIEW_REQUIRED.key, on=localdate(at)):
        _after_somebody_else(proposal, by=by)
    opinion = Opinion(
        advice, category, local_category, merged_into, decline_reason, destination, note.strip()
    )
    _give(proposal, Stage.REVIEW, opinion, by=by, at=at)


def _after_somebody_else(proposal: Proposal, *, by: Actor) -> None:
    if proposal.state != State.PRECHECKED:
        raise WrongState("本会规定先预审、后复审，这件提案还没有预审", state=proposal.state)
    before = selectors.last_review(proposal)
    if before and before.reviewer_id == by.user_id:
        raise NotAllowed("这件提案由您预审，复审须换一个人", action=permissions.review.key)


def _give(proposal: Proposal, stage: Stage, opinion: Opinion, *, by: Actor, at: datetime) -> Review:
    """Check an opinion and store it."""
    day = localdate(at)
    _check_fit(opinion)
    _check_codes(opinion, on=day)
    refuse_marked(note=opinion.note)
    if opinion.merged_into is not None:
        check_main(proposal, opinion.merged_into)
    return records.create(
        Review,
        by=by,
        right=permissions.advise,
        key="proposals.give_opinion",
        at=at,
        facts={
            "proposal": proposal,
            "stage": stage,
            "advice": opinion.advice,
            "category": opinion.category,
            "local_category": opinion.local_category,
            "merged_into": opinion.merged_into,
            "decline_reason": opinion.decline_reason,
            "destination": opinion.destination or "",
            "note": opinion.note,
            "reviewed_on": day,
        },
        derived={"reviewer_id": by.user_id},
    )


def _check_fit(opinion: Opinion) -> None:
    """Refuse what does not belong to the advice, and what it cannot do without."""
    belongs = BELONGS[opinion.advice]
    for field in sorted(set().union(*BELONGS.values()) - belongs):
        if getattr(opinion, field):
            raise Invalid(f"{opinion.advice.label}的，这一项请留空", field=field)
    for field, sentence in NEEDED.items():
        if field in belongs and not getattr(opinion, field):
            raise Invalid(f"{opinion.advice.label}的，{sentence}", field=field)
    if opinion.advice == Advice.RETURN and not opinion.note:
        raise Invalid("建议退回补充的，请写明要补充什么", field="note")


def _check_codes(opinion: Opinion, *, on: date) -> None:
    lists = {
        "category": CATEGORIES,
        "local_category": LOCAL_CATEGORIES,
        "decline_reason": DECLINE_REASONS,
    }
    for field, codes in lists.items():
        if code := getattr(opinion, field):
            codes.require(code, on=on, field=field)


@shortcut(
    "proposals.follow_advice",
    "照审查意见办理",
    sources={State.PRECHECKED, State.REVIEWED},
    makes=("proposals.file", "proposals.merge", "proposals.decline", "proposals.return"),
    right=permissions.review,
    citation=REVIEWING,
)
def follow_advice(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Decide as the last reviewer advised, by the very move he advised.

    Raises:
        Invalid: nobody advised, or the advice lacks what the move needs.
    """
    review = selectors.last_review(proposal)
    if review is None:
        raise Invalid("还没有审查意见，请逐件办理")
    return DECIDES[Advice(review.advice)](proposal, review, by=by, at=at)


def _file(proposal: Proposal, review: Review, *, by: Actor, at: datetime) -> Proposal:
    if not review.category:
        raise Invalid("审查意见没有写类别，请单独办理立案")
    codes = {"category": review.category, "local_category": review.local_category}
    filed: Proposal = file_proposal(proposal, by=by, at=at, **codes)
    return filed


def _merge(proposal: Proposal, review: Review, *, by: Actor, at: datetime) -> Proposal:
    merged: Proposal = merge_proposal(proposal, by=by, at=at, merged_into=review.merged_into)
    return merged


def _decline(proposal: Proposal, review: Review, *, by: Actor, at: datetime) -> Proposal:
    if not review.destination:
        raise Invalid("审查意见没有写另行处理的办法，请单独办理不予立案")
    declined: Proposal = decline_proposal(
        proposal,
        by=by,
        at=at,
        decline_reason=review.decline_reason,
        destination=Destination(review.destination),
        decline_note=review.note,
    )
    return declined


def _return(proposal: Proposal, review: Review, *, by: Actor, at: datetime) -> Proposal:
    returned: Proposal = return_proposal(proposal, by=by, at=at, return_note=review.note)
    return returned


DECIDES = {
    Advice.FILE: _file,
    Advice.MERGE: _merge,
    Advice.DECLINE: _decline,
    Advice.RETURN: _return,
}
