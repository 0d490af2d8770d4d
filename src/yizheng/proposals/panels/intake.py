"""The way from a proposal's page to its receipt and to its earlier texts."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal


def _proofs(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """For whoever may read how the text came about. 1 query."""
    if not can(actor, permissions.view_versions, proposal):
        return None
    handed_in = bool(proposal.serial)
    return {
        "receipt_url": reverse("proposals:receipt", args=[proposal.pk]) if handed_in else "",
        "versions_url": reverse("proposals:versions", args=[proposal.pk]),
    }


PROOFS = Panel("回执和历次文本", "proposals/_proofs.html", _proofs)
