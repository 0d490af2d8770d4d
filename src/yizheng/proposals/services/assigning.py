"""Assignment (交办): which units handle a proposal, in which way, and until when."""

from datetime import date, datetime

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.rules import value_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.proposals import permissions
from yizheng.proposals.models import AssignmentMeeting, Handling, Proposal
from yizheng.proposals.states import HandlingRole, Mode, State
from yizheng.units.models import Unit

from .city_rules import HELPER_MONTHS, OBJECTION_DAYS, months_due, reply_due
from .headline import set_units


@transition(
    "proposals.assign",
    "交办",
    sources={State.FILED},
    target=State.ASSIGNED,
    right=permissions.assign,
    citation=PROPOSAL_RULES("交办"),
)
def assign_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    lead_unit: Unit,
    helpers: list[Unit] | None = None,
    mode: Mode | None = None,
    assigned_on: date | None = None,
    meeting: AssignmentMeeting | None = None,
) -> None:
    """Give a filed proposal to its units.

    Args:
        helpers: units that help the lead unit or, with mode `separate`, answer on their own too.
        mode: as the number of units says when left out: one alone, or a lead unit with helpers.
    """
    day = day_of(assigned_on or (meeting.held_on if meeting else None), at=at, field="assigned_on")
    for unit, role in plan(lead_unit, list(helpers or ()), mode, on=day):
        give(proposal, unit, role=role, by=by, on=day, at=at, meeting=meeting)
    set_units(proposal)


def plan(
    lead_unit: Unit, helpers: list[Unit], mode: Mode | None, *, on: date
) -> list[tuple[Unit, HandlingRole]]:
    """Which unit gets which part, the lead unit first. No query.

    Raises:
        Invalid: the units do not fit the mode, one of them is named twice or is no more.
    """
    if mode == Mode.SOLE and helpers:
        raise Invalid("独办的提案只有一个承办单位", field="helpers")
    if mode == Mode.SEPARATE and not helpers:
        raise Invalid("分办的提案须有两个以上单位", field="helpers")
    if mode == Mode.LEAD and not helpers:
        raise Invalid("没有会办单位的，请选独办", field="helpers")
    check_units([lead_unit, *helpers], on=on)
    first, rest = ROLES[mode or (Mode.LEAD if helpers else Mode.SOLE)]
    return [(lead_unit, first), *((unit, rest) for unit in helpers)]


ROLES = {
    Mode.SOLE: (HandlingRole.SOLE, HandlingRole.HELPER),
    Mode.LEAD: (HandlingRole.LEAD, HandlingRole.HELPER),
    Mode.SEPARATE: (HandlingRole.SEPARATE, HandlingRole.SEPARATE),
}


def check_units(units: list[Unit], *, on: date, field: str | None = None) -> None:
    """Refuse the same unit twice and a unit that is no more. No query.

    Raises:
        Invalid: at the field of the units that help, or for a closed unit at `field`.
    """
    if len(set(units)) < len(units):
        raise Invalid("同一个单位不能填两次：主办单位不必再列为会办单位", field="helpers")
    closed = [unit for unit in units if unit.closed_on and unit.closed_on <= on]
    if closed:
        raise Invalid(f"{'、'.join(map(str, closed))}已停用，不能交办", field=field)


def give(
    proposal: Proposal,
    unit: Unit,
    *,
    role: HandlingRole,
    by: Actor,
    on: date,
    at: datetime,
    meeting: AssignmentMeeting | None = None,
    replaces: Handling | None = None,
) -> Handling:
    """Make one unit's part, with its own days. 6 queries at most, whatever the rules."""
    helper = role == HandlingRole.HELPER
    due_on, note = months_due(on, HELPER_MONTHS) if helper else reply_due(on)
    object_by = add_working_days(on, value_of(OBJECTION_DAYS.key, on=on)).due_on
    return records.create(
        Handling,
        by=by,
        # Whoever assigns or reassigns oversees; the move that gives asked for its own right.
        right=permissions.oversee,
        key="proposals.give",
        facts={
            "proposal": proposal,
            "unit": unit,
            "role": role,
            "meeting": meeting,
            "assigned_on": on,
            "object_by": object_by,
            "due_on": due_on,
            "due_note": note,
        },
        derived={"first_due_on": due_on, "replaces": replaces},
        at=at,
    )
