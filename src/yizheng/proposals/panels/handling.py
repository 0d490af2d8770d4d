"""What units do with a proposal: on the proposal's page, on a unit's part, on a meeting."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from yizheng.accounts.roles import UNITS, Role
from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.proposals import deadlines, permissions
from yizheng.proposals.models import (
    AssignmentMeeting,
    Contact,
    Extension,
    Handling,
    Proposal,
    Urging,
)
from yizheng.proposals.services.handling import objection_note
from yizheng.proposals.states import ENDED, HandlingState, State

DECIDERS = (*permissions.OVERSEERS, Role.LEADER)


@dataclass(slots=True)
class Part:
    """One unit's part as the reader may see it. Empty texts are not his to read, or not there."""

    handling: Handling
    url: str
    tone: str
    opinion: str = ""
    phone: str = ""
    objection_note: str = ""
    contacts: list[Contact] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    urgings: list[Urging] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether the unit no longer has it."""
        return self.handling.state in ENDED

    @property
    def waits(self) -> bool:
        """Whether it is not yet settled that the unit has it."""
        return self.handling.state in (HandlingState.GIVEN, HandlingState.ASKED_BACK)


def _handlings(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """Each unit with its days and what it did, once it is assigned. 5 queries at most."""
    if proposal.assigned_on is None:
        return None
    rows = restrict(proposal.handlings.all(), permissions.view_handling, actor)
    found = list(rows.select_related("unit", "return_unit", "replaces__unit").order_by("pk"))
    parts = parts_of(proposal, found, actor)
    return {
        "parts": [part for part in parts if not part.is_over],
        "over": [part for part in parts if part.is_over],
    }


def parts_of(proposal: Proposal, handlings: list[Handling], actor: Actor) -> list[Part]:
    """Handlings of one proposal with what hangs on them. 4 queries at most."""
    today, within = localdate(), _is_within(handlings, actor)
    phones = within or bool(actor.person_id and _is_proposer(proposal, actor))
    contacts = _by_handling(Contact, proposal, actor)
    extensions = _by_handling(Extension, proposal, actor)
    urgings = _by_handling(Urging, proposal, actor)
    return [
        Part(
            handling=row,
            url=reverse("proposals:handlings-detail", args=[row.pk]),
            tone=deadlines.tone(row, on=today),
            opinion=row.opinion if within else "",
            phone=row.officer_phone if phones else "",
            contacts=contacts[row.pk],
            extensions=extensions[row.pk],
            urgings=urgings[row.pk],
        )
        for row in handlings
    ]


def _is_within(handlings: Iterable[Handling], actor: Actor) -> bool:
    """Whether what units tell each other is for this reader: the units, those who oversee."""
    if actor.has(*DECIDERS):
        return True
    return actor.has(*UNITS) and actor.unit_id in {row.unit_id for row in handlings}


def _is_proposer(proposal: Proposal, actor: Actor) -> bool:
    mine = permissions.proposed(actor)
    return Proposal.objects.filter(mine, pk=proposal.pk).exists()


def _by_handling(model: Any, proposal: Proposal, actor: Actor) -> dict[int, list[Any]]:
    """What hangs on a proposal's handlings, by handling, the first one first. 1 query."""
    rows = restrict(
        model.objects.filter(handling__proposal=proposal), permissions.view_of_handling, actor
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.handling_id].append(row)
    return found


def _proposal(handling: Handling, actor: Actor) -> dict[str, Any]:
    """The way to the proposal, for a reader of one unit's part, and its words. 1 query."""
    proposal = handling.proposal
    seen = can(actor, permissions.view, proposal)
    return {
        "proposal": proposal,
        "url": reverse("proposals:proposals-detail", args=[proposal.pk]) if seen else "",
    }


def _part(handling: Handling, actor: Actor) -> dict[str, Any]:
    """One unit's part with its days and their working-out. 9 queries at most."""
    (part,) = parts_of(handling.proposal, [handling], actor)
    if part.waits:
        part.objection_note = objection_note(handling)
    return {"part": part, "here": True}


def _opinions(handling: Handling, actor: Actor) -> dict[str, Any] | None:
    """What the helpers say, for those who are told. 1 query."""
    partners = Handling.objects.filter(proposal_id=handling.proposal_id).select_related("unit")
    rows = list(partners.exclude(state__in=sorted(ENDED)).order_by("pk"))
    opinions = [row for row in rows if row.opinion and row.pk != handling.pk]
    return {"opinions": opinions} if opinions and _is_within(rows, actor) else None


def _batch(meeting: AssignmentMeeting, actor: Actor) -> dict[str, Any]:
    """How much was assigned at a meeting, and what still waits. 2 queries."""
    given = restrict(meeting.handlings.all(), permissions.view_handling, actor)
    waiting = Proposal.objects.filter(session=meeting.session_id, state=State.FILED)
    return {
        "meeting": meeting,
        "given": given.count(),
        "waiting": waiting.count() if may(actor, permissions.assign) else None,
    }


HANDLINGS = Panel("承办单位", "proposals/_handlings.html", _handlings)
PROPOSAL = Panel("提案", "proposals/_of_proposal.html", _proposal, first=True)
PART = Panel("承办情况", "proposals/_part.html", _part, first=True)
OPINIONS = Panel("会办意见", "proposals/_opinions.html", _opinions)
BATCH = Panel("交办", "proposals/_batch.html", _batch, first=True)
