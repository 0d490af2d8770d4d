"""An assignment meeting (交办会): many proposals are handed to their units in one act, or none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed, Refused
from yizheng.core.records import service
from yizheng.proposals import permissions
from yizheng.proposals.models import AssignmentMeeting, Proposal
from yizheng.proposals.states import ANSWERING, Mode, State
from yizheng.units.models import Unit
from yizheng.units.states import Channel

from .assigning import assign_proposal, plan


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one proposal: who answers, who helps or answers too, and how."""

    proposal: Proposal
    lead_unit: Unit | None
    helpers: list[Unit] = field(default_factory=list)
    mode: Mode | None = None


@dataclass(slots=True)
class Share:
    """What falls to the units of one channel: proposals to answer, parts to help with, units."""

    label: str
    answering: int = 0
    helping: int = 0
    units: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a batch would do. `faults` says of each proposal that cannot be assigned why."""

    count: int
    parts: int
    units: int
    shares: list[Share]
    faults: dict[int, str]


def preview(meeting: AssignmentMeeting, choices: Sequence[Choice]) -> Preview:
    """What assigning these would come to, and what stands against it. No query."""
    faults: dict[int, str] = {}
    shares: dict[str, Share] = defaultdict(lambda: Share(""))
    parts = 0
    for choice in choices:
        try:
            planned = _planned(choice, meeting)
        except Refused as refusal:
            faults[choice.proposal.pk] = refusal.message
            continue
        parts += len(planned)
        for unit, role in planned:
            share = shares[unit.channel]
            share.answering += role in ANSWERING
            share.helping += role not in ANSWERING
            share.units.add(unit.pk)
    told = [shares[value] for value in Channel.values if value in shares]
    for value, share in shares.items():
        share.label = str(Channel(value).label)
    units = sum(len(share.units) for share in told)
    return Preview(len(choices) - len(faults), parts, units, told, faults)


def _planned(choice: Choice, meeting: AssignmentMeeting) -> list[tuple[Unit, str]]:
    proposal = choice.proposal
    if proposal.state != State.FILED:
        raise Invalid(f"当前为“{proposal.get_state_display()}”，不能交办")
    if proposal.filed_on and meeting.held_on < proposal.filed_on:
        raise Invalid(f"交办会（{meeting.held_on}）早于立案日期 {proposal.filed_on}")
    if choice.lead_unit is None:
        raise Invalid("请选主办单位")
    return list(plan(choice.lead_unit, choice.helpers, choice.mode, on=meeting.held_on))


@service("proposals.assign_batch")
def assign_batch(
    meeting: AssignmentMeeting,
    *,
    by: Actor,
    choices: Sequence[Choice],
    at: datetime | None = None,
) -> int:
    """Assign all of them as of the meeting's day; returns how many. All or none.

    Raises:
        NotAllowed: the actor may not assign proposals.
        Invalid: nothing was chosen, or some cannot be assigned: `details["faults"]` says of each,
            by its id, why. Nothing was stored.
    """
    if not may(by, permissions.assign):
        raise NotAllowed(f"您无权{permissions.assign.label}", action=permissions.assign.key)
    if not choices:
        raise Invalid("还没有勾选提案")
    at, faults = at or timezone.now(), {}
    for choice in choices:
        try:
            with transaction.atomic():
                _assign(choice, meeting, by=by, at=at)
        except Refused as refusal:
            faults[choice.proposal.pk] = refusal.message
    if faults:
        raise Invalid(f"有 {len(faults)} 件不能交办，整批都没有保存", faults=faults)
    return len(choices)


def _assign(choice: Choice, meeting: AssignmentMeeting, *, by: Actor, at: datetime) -> None:
    if choice.lead_unit is None:
        raise Invalid("请选主办单位")
    assign_proposal(
        choice.proposal,
        by=by,
        at=at,
        lead_unit=choice.lead_unit,
        helpers=choice.helpers,
        mode=choice.mode,
        meeting=meeting,
    )
