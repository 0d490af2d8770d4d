"""Extension (延期): a unit asks for more time before its day, and those who oversee it decide."""

from datetime import date, datetime
from typing import Annotated

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.workflow import transition
from yizheng.proposals import permissions
from yizheng.proposals.models import Extension, Handling
from yizheng.proposals.states import ExtensionState

from .city_rules import LONGEST_MONTHS, months_due
from .handling import ACCEPTED, AGAIN
from .headline import keep_headline

RULES = PROPOSAL_RULES("办理期限")


@transition(
    "proposals.ask_extension",
    "申请延期",
    sources={ACCEPTED, AGAIN},
    target=None,
    right=permissions.handle,
    citation=RULES,
)
def ask_extension(
    handling: Handling,
    *,
    by: Actor,
    at: datetime,
    until: Annotated[date, "延至"],
    reason: Annotated[str, "理由"],
    asked_on: Annotated[date | None, "申请日期", "书面申请的，填收到的日期"] = None,
) -> None:
    """Ask for more time, on the last day at the latest.

    Raises:
        Invalid: after the last day; not longer than it is; longer than the committee allows, with
            the working-out; or another wish is still undecided.
    """
    day = day_of(asked_on, at=at, field="asked_on")
    if day > handling.due_on:
        raise Invalid(f"办理期限 {handling.due_on} 已过，不能再申请延期")
    if until <= handling.due_on:
        raise Invalid(f"现在的期限是 {handling.due_on}，请填更晚的日期", field="until")
    longest, note = months_due(handling.assigned_on, LONGEST_MONTHS)
    if until > longest:
        raise Invalid(f"最迟延至 {longest}（{note}）", field="until")
    records.create(
        Extension,
        by=by,
        right=permissions.record_handling,
        key="proposals.ask_extension",
        facts={"handling": handling, "until": until, "reason": reason},
        derived={"asked_on": day},
        at=at,
    )


@transition(
    "proposals.approve_extension",
    "同意延期",
    sources={ExtensionState.ASKED},
    target=ExtensionState.APPROVED,
    right=permissions.oversee,
    citation=RULES,
)
def approve_extension(
    extension: Extension, *, by: Actor, at: datetime, decision_note: str = ""
) -> None:
    """Move the unit's day; within it the unit is never overdue."""
    extension.decided_on = localdate(at)
    extension.decision_note = decision_note
    extend(extension.handling, by=by, at=at, until=extension.until)


@transition(
    "proposals.refuse_extension",
    "不同意延期",
    sources={ExtensionState.ASKED},
    target=ExtensionState.REFUSED,
    right=permissions.oversee,
    citation=RULES,
)
def refuse_extension(
    extension: Extension, *, by: Actor, at: datetime, decision_note: Annotated[str, "理由"]
) -> None:
    """The day stays as it is."""
    extension.decided_on = localdate(at)
    extension.decision_note = decision_note


@transition(
    "proposals.extend",
    "延长期限",
    sources={ACCEPTED, AGAIN},
    target=None,
    right=None,
    citation=RULES,
)
def extend(handling: Handling, *, by: Actor, at: datetime, until: date) -> None:
    """A consequence of an approved extension."""
    handling.due_on = until
    handling.due_note = f"经批准延期，原定 {handling.first_due_on}"


@after("proposals.approve_extension")
def _follow(extension: Extension, by: Actor, at: datetime) -> None:
    keep_headline(extension.handling.proposal, by=by, at=at)
