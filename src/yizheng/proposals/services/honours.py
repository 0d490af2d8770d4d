"""Excellent proposals, and units commended for their work (评选).

Who is chosen is a record of its own; the mark on the proposal follows from it.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Q

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.proposals import permissions
from yizheng.proposals.models import Commendation, KeyProposal, Proposal
from yizheng.proposals.states import NUMBERED, CommendationState, KeyState, State

EXCELLENT = PROPOSAL_RULES("优秀提案")
# A proposal that was merged or withdrawn later is still marked.
MARKED = NUMBERED | {State.MERGED, State.WITHDRAWN}


@transition(
    "proposals.nominate",
    "推荐为优秀",
    sources=NUMBERED,
    target=None,
    right=permissions.commend,
    citation=EXCELLENT,
    when=Q(commendations__isnull=True),
)
def nominate(
    proposal: Proposal, *, by: Actor, at: datetime, reason: Annotated[str, "推荐理由"]
) -> None:
    """Propose it as one of the excellent proposals of its session."""
    records.create(
        Commendation,
        by=by,
        right=permissions.commend,
        key="proposals.nominate",
        facts={"session": proposal.session, "proposal": proposal, "reason": reason.strip()},
        at=at,
    )


@service("proposals.nominate_unit")
def nominate_unit(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Commendation:
    """Propose a unit for its work on the proposals of a session.

    Raises:
        Invalid: no unit; it is proposed already; and what `records.create` raises.
    """
    if not facts.get("unit"):
        raise Invalid("请选承办单位；优秀提案从那件提案的页面推荐", field="unit")
    return records.create(
        Commendation,
        by=by,
        right=permissions.commend,
        key="proposals.nominate_unit",
        facts=facts,
        at=at,
    )


def revise_commendation(
    row: Commendation, *, by: Actor, facts: dict[str, Any], version: int
) -> Commendation:
    """Correct the reason; who is proposed stays. Raises as `records.revise`."""
    kept = {"session": row.session, "unit": row.unit}
    return records.revise(
        row, by=by, right=permissions.commend, facts={**facts, **kept}, version=version
    )


@service("proposals.remove_commendation")
def remove_commendation(row: Commendation, *, by: Actor, reason: str, version: int) -> None:
    """Take back a nomination entered by mistake, as long as nothing is decided.

    Raises:
        Invalid: it is decided already; and what `records.remove` raises.
    """
    still_open(row)
    records.remove(row, by=by, right=permissions.commend, reason=reason, version=version)


@transition(
    "proposals.commend",
    "评定",
    sources={CommendationState.NOMINATED},
    target=CommendationState.COMMENDED,
    right=permissions.commend,
    citation=EXCELLENT,
)
def commend(
    row: Commendation,
    *,
    by: Actor,
    at: datetime,
    decided_by: Annotated[str, "评定的会议"],
    decided_on: date | None = None,
) -> None:
    """Take down that it was chosen, on which day and by which meeting."""
    row.decided_on = decision_day(decided_on, row.proposal, at=at)
    row.decided_by = said(decided_by, field="decided_by", otherwise="请写明是哪次会议评定的")


@transition(
    "proposals.pass_over",
    "未入选",
    sources={CommendationState.NOMINATED},
    target=CommendationState.PASSED,
    right=permissions.commend,
    citation=EXCELLENT,
    awaited_in=(),
)
def pass_over(
    row: Commendation,
    *,
    by: Actor,
    at: datetime,
    decided_by: Annotated[str, "评定的会议"] = "",
    decided_on: date | None = None,
) -> None:
    """Take down that others were chosen."""
    row.decided_on = decision_day(decided_on, row.proposal, at=at)
    row.decided_by = decided_by.strip()


@transition(
    "proposals.withdraw_commendation",
    "撤回评定",
    sources={CommendationState.COMMENDED, CommendationState.PASSED},
    target=CommendationState.NOMINATED,
    right=permissions.commend,
    citation=EXCELLENT,
    awaited_in=(),
)
def withdraw_commendation(row: Commendation, *, by: Actor, at: datetime) -> None:
    """Take the decision back; the trail keeps what it was."""
    row.decided_on, row.decided_by = None, ""


# --- What follows for the proposal ---------------------------------------------------------------


@transition(
    "proposals.mark_excellent",
    "评为优秀",
    sources=NUMBERED,
    target=None,
    right=None,
    citation=EXCELLENT,
)
def mark_excellent(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """A consequence of its being chosen."""
    row = Commendation.objects.get(proposal=proposal, state=CommendationState.COMMENDED)
    proposal.is_excellent, proposal.excellent_on = True, row.decided_on


@transition(
    "proposals.unmark_excellent",
    "取消优秀",
    sources=MARKED,
    target=None,
    right=None,
    citation=EXCELLENT,
)
def unmark_excellent(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """A consequence of the choice being taken back."""
    proposal.is_excellent, proposal.excellent_on = False, None


@after("proposals.commend")
def _mark_excellent(row: Commendation, by: Actor, at: datetime) -> None:
    if row.proposal:
        mark_excellent(row.proposal, by=by, at=at)


@after("proposals.withdraw_commendation")
def _unmark_excellent(row: Commendation, by: Actor, at: datetime) -> None:
    if row.proposal and row.proposal.is_excellent:
        unmark_excellent(row.proposal, by=by, at=at)


# --- What every decision asks ---------------------------------------------------------------------


def decision_day(given: date | None, proposal: Proposal | None, *, at: datetime) -> date:
    """The day of a decision, which is not before the proposal was filed.

    Raises:
        Invalid: at `decided_on`, in the future or before the filing.
    """
    day = day_of(given, at=at, field="decided_on")
    if proposal and proposal.filed_on and day < proposal.filed_on:
        raise Invalid(f"日期不能早于立案日期 {proposal.filed_on}", field="decided_on")
    return day


def said(text: str, *, field: str, otherwise: str) -> str:
    """The words, without the blanks around them.

    Raises:
        Invalid: with the sentence `otherwise`, when there are none.
    """
    if not text.strip():
        raise Invalid(otherwise, field=field)
    return text.strip()


def still_open(row: KeyProposal | Commendation) -> None:
    """Refuse to take back what is decided.

    Raises:
        Invalid: it is decided.
    """
    if row.state not in (KeyState.SHORTLISTED, CommendationState.NOMINATED):
        raise Invalid("已经有了决定，不能撤销登记；决定有误的，请先取消或者撤回")
