"""What was chosen: a key proposal's supervision, and nominations, on the proposal's page."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.proposals import permissions
from yizheng.proposals.models import Commendation, KeyProposal, Proposal, Supervision


def _key(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """The key proposal's leader, plan, acts and result, as far as the reader may see. 2 queries."""
    if not may(actor, permissions.view_key):
        return None
    cases = KeyProposal.objects.filter(proposal=proposal).select_related("organ")
    case = restrict(cases, permissions.view_key, actor).first()
    return None if case is None else {"case": case, **acts_of(case, actor)}


def acts_of(case: KeyProposal, actor: Actor) -> dict[str, Any]:
    """The acts of supervising it, the first one first, and the way to its page. 1 query."""
    acts = Supervision.objects.filter(key_proposal=case)
    seen = restrict(acts, permissions.view_supervision, actor)
    return {
        "acts": list(seen.order_by("held_on", "pk")),
        "case_url": reverse("proposals:key-proposals-detail", args=[case.pk]),
    }


def _nominations(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """Whether it is proposed as excellent, for those who choose. 1 query."""
    if not may(actor, permissions.view_commendation):
        return None
    rows = Commendation.objects.filter(proposal=proposal).select_related("session__term")
    seen = restrict(rows, permissions.view_commendation, actor).order_by("pk")
    found = [(row, reverse("proposals:commendations-detail", args=[row.pk])) for row in seen]
    return {"rows": found} if found else None


def _subject(record: KeyProposal | Commendation, actor: Actor) -> dict[str, Any] | None:
    """The proposal that was chosen, and the way to it. 1 query."""
    proposal = record.proposal
    if proposal is None:
        return None
    seen = can(actor, permissions.view, proposal)
    return {
        "proposal": proposal,
        "url": reverse("proposals:proposals-detail", args=[proposal.pk]) if seen else "",
    }


KEY = Panel("重点督办", "proposals/_key.html", _key)
NOMINATIONS = Panel("优秀提案评选", "proposals/_nominations.html", _nominations)
SUBJECT = Panel("提案", "proposals/_of_proposal.html", _subject, first=True)
