"""A person's life in the committee, how to reach him, and what may be done to a mandate."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Panel
from yizheng.members import permissions, selectors
from yizheng.members.models import Mandate, Person
from yizheng.members.states import Standing


def _life(person: Person, actor: Actor) -> dict[str, Any]:
    """Mandates, sectors, parties and posts, the latest first. 2 queries."""
    keeps = may(actor, permissions.keep_roster)
    rows = [
        (span, REGISTERS[span.kind].url("detail", span.pk)) for span in selectors.life_of(person)
    ]
    return {
        "rows": rows,
        "post_url": f"{reverse('members:posts-new')}?person={person.pk}" if keeps else "",
        "party_url": reverse("members:change-party", args=[person.pk]) if keeps else "",
    }


def _contact(person: Person, actor: Actor) -> dict[str, Any] | None:
    """The number masked, and the way to read it; for who may. No query."""
    if not person.phone or not can(actor, permissions.read_person, person):
        return None
    return {
        "phone": person.masked_phone,
        "read_url": reverse("members:contact", args=[person.pk]),
    }


def _of_mandate(mandate: Mandate, actor: Actor) -> dict[str, Any] | None:
    """Who came in whose place, and what may be done. 1-2 queries."""
    successor = Mandate.objects.filter(replaces=mandate).select_related("person", "sector").first()
    keeps = may(actor, permissions.keep_roster)
    serving = mandate.standing == Standing.SERVING
    if not keeps and successor is None and mandate.replaces_id is None:
        return None
    co_opt = f"{reverse('members:co-opt')}?replaces={mandate.pk}"
    return {
        "mandate": mandate,
        "successor": successor,
        "successor_url": reverse("members:members-detail", args=[successor.pk])
        if successor
        else "",
        "replaces_url": reverse("members:members-detail", args=[mandate.replaces_id])
        if mandate.replaces_id
        else "",
        "leave_url": reverse("members:end", args=[mandate.pk]) if keeps and serving else "",
        "sector_url": reverse("members:change-sector", args=[mandate.pk])
        if keeps and serving
        else "",
        "co_opt_url": co_opt if keeps and not serving and successor is None else "",
        "person_url": reverse("members:people-detail", args=[mandate.person_id]),
    }


LIFE = Panel("履历", "members/_life.html", _life, first=True)
CONTACT = Panel("联系方式", "members/_contact.html", _contact)
OF_MANDATE = Panel("任期变动", "members/_mandate.html", _of_mandate)
