"""Handling (承办): what a unit does with a proposal it was given, and what follows from it.

Consequences say so in their docstring; who calls them keeps the proposal's head line.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.rules import value_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.proposals import permissions
from yizheng.proposals.codes import CONTACT_MODES
from yizheng.proposals.models import Contact, Handling
from yizheng.proposals.states import ENDED, HandlingRole, HandlingState
from yizheng.units.models import Unit

from .city_rules import AGAIN_MONTHS, OBJECTION_DAYS, months_due

GIVEN, ASKED_BACK, ACCEPTED = (
    HandlingState.GIVEN,
    HandlingState.ASKED_BACK,
    HandlingState.ACCEPTED,
)
OPINED, REPLIED, AGAIN = HandlingState.OPINED, HandlingState.REPLIED, HandlingState.AGAIN
# From the assignment until the proposal is closed.
UNDER_WAY = frozenset(HandlingState) - ENDED - {HandlingState.SETTLED}
NEVER_ASKED = Q(return_asked_on__isnull=True)


# --- What a unit does ----------------------------------------------------------------------------


@transition(
    "proposals.accept",
    "签收",
    sources={GIVEN},
    target=ACCEPTED,
    right=permissions.handle,
    citation=PROPOSAL_RULES("办理"),
)
def accept_handling(
    handling: Handling, *, by: Actor, at: datetime, officer: str, officer_phone: str = ""
) -> None:
    """Take it, and say who is in charge of it."""
    handling.accepted_on = localdate(at)
    handling.officer, handling.officer_phone = officer, officer_phone


@transition(
    "proposals.name_officer",
    "更换经办人",
    sources={ACCEPTED, OPINED, REPLIED, AGAIN},
    target=None,
    right=permissions.handle,
    citation=PROPOSAL_RULES("办理"),
)
def name_officer(
    handling: Handling, *, by: Actor, at: datetime, officer: str, officer_phone: str = ""
) -> None:
    """Say who is in charge now, or at all where silence was acceptance."""
    handling.officer, handling.officer_phone = officer, officer_phone


@transition(
    "proposals.ask_back",
    "申请退办",
    sources={GIVEN, ACCEPTED},
    target=ASKED_BACK,
    right=permissions.handle,
    citation=PROPOSAL_RULES("退办和调整"),
    when=NEVER_ASKED,
    awaited_in=(),
)
def ask_back(
    handling: Handling,
    *,
    by: Actor,
    at: datetime,
    return_reason: str,
    return_unit: Unit | None = None,
    return_asked_on: date | None = None,
) -> None:
    """Say why it is not this unit's matter, and whose it is. Once, until `object_by` included.

    A helper need not name another unit.

    Raises:
        Invalid: too late, with the last day and its working-out; no unit named, or no other one.
    """
    day = day_of(return_asked_on, at=at, field="return_asked_on")
    if day > handling.object_by:
        raise Invalid(
            f"退办应在 {handling.object_by} 以前申请（{objection_note(handling)}）；"
            "逾期没有申请的，视为接受"
        )
    if return_unit is None and handling.is_answering:
        raise Invalid("请写明建议改由哪个单位办理", field="return_unit")
    if return_unit == handling.unit:
        raise Invalid("建议的单位就是本单位", field="return_unit")
    handling.return_reason, handling.return_unit = return_reason, return_unit
    handling.return_asked_on = day


@transition(
    "proposals.give_opinion",
    "提出会办意见",
    sources={ACCEPTED},
    target=OPINED,
    right=permissions.handle,
    citation=PROPOSAL_RULES("办理"),
    when=Q(role=HandlingRole.HELPER),
)
def give_opinion(
    handling: Handling,
    *,
    by: Actor,
    at: datetime,
    opinion: str,
    opined_on: date | None = None,
) -> None:
    """A helper tells the lead unit its opinion; after its day too, which the date then shows."""
    handling.opinion = opinion
    handling.opined_on = day_of(opined_on, at=at, field="opined_on")


@transition(
    "proposals.log_contact",
    "登记沟通",
    sources=UNDER_WAY,
    target=None,
    right=permissions.handle,
    citation=PROPOSAL_RULES("办理沟通"),
)
def log_contact(
    handling: Handling,
    *,
    by: Actor,
    at: datetime,
    held_on: Annotated[date, "沟通的日期"],
    mode: Annotated[str, "方式", CONTACT_MODES],
    people: Annotated[str, "沟通的提案者"],
    content: Annotated[str, "沟通情况"],
) -> None:
    """Note one contact with the proposers. Whether it was face to face is as the code counts then.

    Raises:
        Invalid: on a day before the assignment or in the future; a mode not in use that day.
    """
    facts = {"held_on": held_on, "mode": mode, "people": people, "content": content}
    records.create(
        Contact,
        by=by,
        right=permissions.record_handling,
        key="proposals.log_contact",
        facts={"handling": handling, **facts},
        derived=_found_of_contact(handling, facts, at=at),
        at=at,
    )


def revise_contact(contact: Contact, *, by: Actor, facts: dict[str, Any], version: int) -> Contact:
    """Correct what was noted of a contact. Raises as `log_contact` and `records.revise`."""
    return records.revise(
        contact,
        by=by,
        right=permissions.record_handling,
        facts=facts,
        version=version,
        derived=_found_of_contact(contact.handling, facts, at=timezone.now()),
    )


def _found_of_contact(
    handling: Handling, facts: dict[str, Any], *, at: datetime
) -> dict[str, bool]:
    """What follows from what was typed in about a contact: whether it was face to face."""
    day = day_of(facts["held_on"], at=at, field="held_on")
    if day < handling.assigned_on:
        raise Invalid(f"沟通的日期不能早于交办日期 {handling.assigned_on}", field="held_on")
    entry = CONTACT_MODES.require(facts["mode"], on=day, field="mode")
    return {"is_face_to_face": entry.sense == "face"}


def objection_note(handling: Handling) -> str:
    """How the last day to object was reached. 3 queries."""
    days = value_of(OBJECTION_DAYS.key, on=handling.assigned_on)
    deadline = add_working_days(handling.assigned_on, days)
    # The calendar may have been published since: the day that was told stands.
    if deadline.due_on != handling.object_by:
        return f"交办时定为 {handling.object_by}"
    return deadline.explain()


# --- What follows from other acts ----------------------------------------------------------------


@transition(
    "proposals.accept_silently",
    "到期视为签收",
    sources={GIVEN},
    target=ACCEPTED,
    right=None,
    citation=PROPOSAL_RULES("退办和调整"),
)
def accept_silently(handling: Handling, *, by: Actor, at: datetime) -> None:
    """A consequence of silence: the window is over, and nobody objected. From the next day on."""
    if localdate(at) <= handling.object_by:
        raise Invalid(f"{handling.object_by} 以前还可以申请退办")
    handling.accepted_on = handling.object_by + timedelta(days=1)
    handling.is_silent = True


@transition(
    "proposals.mark_handling_replied",
    "记为已答复",
    sources={ACCEPTED, AGAIN},
    target=REPLIED,
    right=None,
    citation=PROPOSAL_RULES("答复"),
)
def mark_handling_replied(
    handling: Handling, *, by: Actor, at: datetime, replied_on: date | None = None
) -> None:
    """A consequence of the reply being sent, on the day it was."""
    day = day_of(replied_on, at=at, field="replied_on")
    if day < handling.assigned_on:
        raise Invalid(f"答复日期不能早于交办日期 {handling.assigned_on}", field="replied_on")
    handling.replied_on = day


@transition(
    "proposals.handle_again",
    "转入再次办理",
    sources={REPLIED},
    target=AGAIN,
    right=None,
    citation=PROPOSAL_RULES("办理评价"),
)
def handle_again(
    handling: Handling, *, by: Actor, at: datetime, judged_on: date | None = None
) -> None:
    """A consequence of a proposer not being content: a further round with its own clock.

    The day of the last reply is kept with the reply; here it is empty until the next one.
    """
    day = day_of(judged_on, at=at, field="judged_on")
    if handling.replied_on and handling.replied_on > handling.due_on:
        handling.is_late_before = True
    handling.round += 1
    handling.due_on, handling.due_note = months_due(day, AGAIN_MONTHS)
    handling.first_due_on = handling.due_on
    handling.replied_on = None


@transition(
    "proposals.settle",
    "办结",
    sources=UNDER_WAY - {AGAIN},
    target=HandlingState.SETTLED,
    right=None,
    citation=PROPOSAL_RULES("办结"),
)
def settle(handling: Handling, *, by: Actor, at: datetime) -> None:
    """A consequence of the proposal being closed. A helper that never spoke is settled with it."""
    if handling.is_answering and handling.state != REPLIED:
        raise Invalid(f"{handling.unit}还没有答复，不能办结")
