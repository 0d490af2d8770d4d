"""Who was asked to sign a proposal, on its page; and what somebody is asked to sign, on his."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from yizheng.core.access import can, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel, register_of
from yizheng.core.showing import offers
from yizheng.proposals import permissions, selectors
from yizheng.proposals.models import Invitation, Proposal
from yizheng.proposals.states import BY_MEMBER, WRITING, InvitationState


def _invitations(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """Everybody who was asked, with his answer. 1 query, and 1 for whom it is his draft."""
    rows = list(restrict(selectors.invitations_of(proposal), permissions.view_invitation, actor))
    writing = proposal.state in WRITING and proposal.submitter_type in BY_MEMBER
    may_ask = writing and can(actor, permissions.ask_to_sign, proposal)
    if not rows and not may_ask:
        return None
    mine = [row for row in rows if row.person_id == actor.person_id]
    return {
        "rows": [(row, reverse("proposals:invitations-detail", args=[row.pk])) for row in rows],
        "agreed": sum(row.state == InvitationState.AGREED for row in rows),
        "waiting": sum(row.state == InvitationState.PENDING for row in rows),
        "invite_url": reverse("proposals:mine-move", args=[proposal.pk, "proposals.invite"])
        if may_ask
        else "",
        "asked": next((row for row in mine if row.state == InvitationState.PENDING), None)
        if writing
        else None,
    }


def _asked_for(invitation: Invitation, actor: Actor) -> dict[str, Any] | None:
    """The text to be signed, for who may read it. 2 queries."""
    proposal = invitation.proposal
    if not can(actor, permissions.view, proposal):
        return None
    return {
        "proposal": proposal,
        "url": reverse("proposals:proposals-detail", args=[proposal.pk]),
        "is_late": invitation.state == InvitationState.PENDING
        and invitation.respond_by < timezone.now(),
        "moves": offers(register_of(Invitation), invitation, actor),
    }


INVITATIONS = Panel("联名邀请", "proposals/_invitations.html", _invitations)
ASKED_FOR = Panel("请您看过再确认", "proposals/_asked_for.html", _asked_for, first=True)
