"""What the page of a proposal shows beside its facts."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.proposals import life, permissions
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import WRITING


def _life(proposal: Proposal, actor: Actor) -> dict[str, Any]:
    """Where it is, who must act, what happened; and the way to its draft for who writes it."""
    is_mine = proposal.state in WRITING and can(actor, permissions.view_own, proposal)
    may_edit = is_mine and can(actor, permissions.write, proposal)
    return {
        "proposal": proposal,
        "stops": life.stops(proposal),
        "awaited": life.awaited(proposal),
        "steps": [
            {
                "title": step.title,
                "when": step.day.isoformat(),
                "text": step.text,
                "tone": step.tone,
            }
            for step in life.steps(proposal, actor)
        ],
        "edit_url": reverse("proposals:mine-edit", args=[proposal.pk]) if may_edit else "",
    }


def _text(proposal: Proposal, _actor: Actor) -> dict[str, Any] | None:
    """The parts that are written. No query."""
    fields = {field.name: str(field.verbose_name) for field in Proposal._meta.concrete_fields}
    parts = [
        (fields[name], getattr(proposal, name))
        for name in ("situation", "analysis", "suggestion")
        if getattr(proposal, name)
    ]
    return {"parts": parts} if parts else None


def _people(proposal: Proposal, _actor: Actor) -> dict[str, Any] | None:
    """The co-signers. 1 query."""
    signers = list(proposal.co_signers.all())
    return {"proposal": proposal, "signers": signers} if signers else None


LIFE = Panel("办理进程", "proposals/_life.html", _life, first=True)
TEXT = Panel("正文", "proposals/_text.html", _text, first=True)
PEOPLE = Panel("联名委员", "proposals/_people.html", _people)
