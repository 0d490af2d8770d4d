"""Return and reassignment (退办、调办): which units have a proposal changes after its assignment.

What was is never overwritten: a unit's part ends with its day and reason, and another one begins
with days of its own and a link to the one it replaces.
"""

from datetime import date, datetime
from typing import Annotated

from django.db.models import Q
from django.utils.timezone import localdate

from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.workflow import transition
from yizheng.proposals import permissions
from yizheng.proposals.models import Handling, Proposal
from yizheng.proposals.states import HandlingRole, HandlingState, State
from yizheng.units.models import Unit

from .assigning import check_units, give
from .handling import ACCEPTED, ASKED_BACK, GIVEN, OPINED, UNDER_WAY
from .headline import DONE, keep_headline, live, mark_replied

HELPER, LEAD, SEPARATE, SOLE = (
    HandlingRole.HELPER,
    HandlingRole.LEAD,
    HandlingRole.SEPARATE,
    HandlingRole.SOLE,
)
RULES = PROPOSAL_RULES("退办和调整")


# --- The decision on a return --------------------------------------------------------------------


@transition(
    "proposals.grant_return",
    "同意退办",
    sources={ASKED_BACK},
    target=HandlingState.RETURNED,
    right=permissions.oversee,
    citation=RULES,
)
def grant_return(
    handling: Handling,
    *,
    by: Actor,
    at: datetime,
    unit: Annotated[
        Unit | None, "改由谁办理", "会办单位退办，或者还有别的单位单独答复时，可以不填"
    ] = None,
    decision_note: str = "",
) -> None:
    """Let the unit off; the one that takes over begins with fresh days."""
    handling.decision_note = decision_note
    _end(handling, unit, by=by, at=at)


@transition(
    "proposals.refuse_return",
    "不同意退办",
    sources={ASKED_BACK},
    target=ACCEPTED,
    right=permissions.oversee,
    citation=RULES,
)
def refuse_return(handling: Handling, *, by: Actor, at: datetime, decision_note: str) -> None:
    """The unit keeps it, and cannot ask again."""
    handling.decision_note = decision_note
    handling.accepted_on = handling.accepted_on or localdate(at)


# --- Changes that nobody asked for ---------------------------------------------------------------


@transition(
    "proposals.reassign",
    "调办",
    sources={GIVEN, ASKED_BACK, ACCEPTED},
    target=HandlingState.RELIEVED,
    right=permissions.oversee,
    citation=RULES,
    awaited_in=(),
)
def reassign(
    handling: Handling,
    *,
    by: Actor,
    at: datetime,
    # The plugin of django-stubs takes `Annotated` of a model for its own.
    unit: Annotated[Unit, "改由谁办理", "新单位自今天起重新计算期限"],  # type: ignore[name-defined]
    decision_note: Annotated[str, "调整的理由"],
) -> None:
    """Give a unit's part to another one, which begins with fresh days."""
    handling.decision_note = decision_note
    _end(handling, unit, by=by, at=at)


@transition(
    "proposals.remove_helper",
    "不再会办",
    sources={GIVEN, ASKED_BACK, ACCEPTED, OPINED},
    target=HandlingState.RELIEVED,
    right=permissions.oversee,
    citation=RULES,
    when=Q(role=HELPER),
    awaited_in=(),
)
def remove_helper(
    handling: Handling, *, by: Actor, at: datetime, decision_note: Annotated[str, "调整的理由"]
) -> None:
    """Let a helper off; nobody takes its place."""
    handling.decision_note = decision_note
    handling.ended_on = localdate(at)


@transition(
    "proposals.add_helpers",
    "增加承办单位",
    sources={State.ASSIGNED, State.AGAIN},
    target=None,
    right=permissions.oversee,
    citation=RULES,
)
def add_helpers(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    helpers: Annotated[list[Unit], "增加的单位", "作为会办单位；分办的提案，增加的单位也单独答复"],
) -> None:
    """Let further units help, or answer on their own where each of several units does."""
    day, rows = localdate(at), live(proposal)
    if not helpers:
        raise Invalid("请选择增加的单位", field="helpers")
    present = {row.unit_id for row in rows}
    if doubled := [str(unit) for unit in helpers if unit.pk in present]:
        raise Invalid(f"{'、'.join(doubled)}已在承办这件提案", field="helpers")
    check_units(helpers, on=day, field="helpers")
    role = SEPARATE if any(row.role == SEPARATE for row in rows) else HELPER
    for unit in helpers:
        give(proposal, unit, role=role, by=by, on=day, at=at)


# --- What follows --------------------------------------------------------------------------------


@transition(
    "proposals.relieve",
    "改为主办",
    sources={GIVEN, ASKED_BACK, ACCEPTED, OPINED},
    target=HandlingState.RELIEVED,
    right=None,
    citation=RULES,
    when=Q(role=HELPER),
)
def relieve(handling: Handling, *, by: Actor, at: datetime) -> None:
    """A consequence of a helper taking over from a unit that answered: it helps no longer."""
    handling.ended_on = localdate(at)


@transition(
    "proposals.change_role",
    "更改分工",
    sources=UNDER_WAY,
    target=None,
    right=None,
    citation=RULES,
)
def change_role(handling: Handling, *, by: Actor, at: datetime, role: HandlingRole) -> None:
    """A consequence of units joining or leaving: alone, with helpers, or each on its own."""
    handling.role = role


@after("proposals.grant_return")
@after("proposals.reassign")
@after("proposals.remove_helper")
def _of_handling(handling: Handling, by: Actor, at: datetime) -> None:
    keep_units(handling.proposal, by=by, at=at)


@after("proposals.add_helpers")
def _of_proposal(proposal: Proposal, by: Actor, at: datetime) -> None:
    keep_units(proposal, by=by, at=at)


def keep_units(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """After units joined or left: roles that fit their number, and the proposal's head line.

    When the only unit that had not replied left, the proposal is replied.
    """
    rows = live(proposal)
    answering = [row for row in rows if row.is_answering]
    alone = LEAD if len(rows) > 1 else SOLE
    role = SEPARATE if len(answering) > 1 else alone
    for row in answering:
        if row.role != role:
            change_role(row, by=by, at=at, role=role)
    current = Proposal.objects.get(pk=proposal.pk)
    waits = current.state in (State.ASSIGNED, State.AGAIN)
    if waits and all(row.state in DONE for row in answering):
        mark_replied(current, by=by, at=at)
    else:
        keep_headline(current, by=by, at=at)


def _end(handling: Handling, unit: Unit | None, *, by: Actor, at: datetime) -> None:
    """End a unit's part today; `unit` takes it over, in the same role.

    Raises:
        Invalid: nobody would answer the proposer, or `unit` cannot take over.
    """
    # Two units that leave at once must not each count on the other.
    proposal = Proposal.objects.select_for_update().get(pk=handling.proposal_id)
    handling.ended_on = day = localdate(at)
    others = [row for row in live(proposal) if row.pk != handling.pk]
    if unit is None:
        if handling.is_answering and not any(row.is_answering for row in others):
            raise Invalid("没有别的单位答复提案者，请写明改由哪个单位办理", field="unit")
        return
    _take_over(handling, unit, others, by=by, at=at, on=day)


def _take_over(
    handling: Handling, unit: Unit, others: list[Handling], *, by: Actor, at: datetime, on: date
) -> None:
    if unit == handling.unit:
        raise Invalid(f"{unit}就是原来的单位", field="unit")
    check_units([unit], on=on, field="unit")
    standing = next((row for row in others if row.unit_id == unit.pk), None)
    if standing is not None:
        if standing.is_answering or not handling.is_answering:
            raise Invalid(f"{unit}已在承办这件提案", field="unit")
        relieve(standing, by=by, at=at)
    role = HandlingRole(handling.role)
    give(handling.proposal, unit, role=role, by=by, on=on, at=at, replaces=handling)
