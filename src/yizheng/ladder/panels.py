"""What the pages of a report, of what came from below and of a partner show of the ladder."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Panel
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.states import State

from . import permissions, selectors
from .models import Incoming, Partner
from .sealing import public_key_of, telephone_digits


def _way_up(report: OpinionReport, actor: Actor) -> dict[str, Any] | None:
    """Where it was sent up and how it stands there; whence it came. 3 queries at most."""
    sent = restrict(selectors.submissions_of(report), permissions.view_submission, actor)
    rows = [(row, reverse("ladder:submissions-detail", args=[row.pk])) for row in sent]
    origin = None
    if may(actor, permissions.view_incoming):
        origin = selectors.origin_of(report).first()
    new_url = ""
    if may(actor, permissions.keep) and report.state == State.COMPILED:
        new_url = f"{reverse('ladder:submissions-new')}?report={report.pk}"
    if not (rows or origin or new_url):
        return None
    origin_url = reverse("ladder:incoming-detail", args=[origin.pk]) if origin else ""
    return {"rows": rows, "origin": origin, "origin_url": origin_url, "new_url": new_url}


def _arrived(incoming: Incoming, actor: Actor) -> dict[str, Any]:
    """The text as it came, and the report it became. 2 queries."""
    url = ""
    if incoming.report_id:
        register = REGISTERS["opinions.opinionreport"]
        if register.rows(actor).filter(pk=incoming.report_id).exists():
            url = register.url("detail", incoming.report_id)
    return {"incoming": incoming, "report_url": url}


def _partner(partner: Partner, actor: Actor) -> dict[str, Any]:
    """The digits to compare, and the files for it. 3 queries."""
    ours = public_key_of(partner.committee_id)
    return {
        "partner": partner,
        "own_digits": telephone_digits(ours),
        "to_send": selectors.to_send(partner).count(),
        "to_answer": selectors.answered(partner).count(),
        "export_url": reverse("ladder:export", args=[partner.pk]),
        "import_url": reverse("ladder:import"),
        "may_exchange": can(actor, permissions.keep, partner),
    }


WAY_UP = Panel("逐级报送", "ladder/_way_up.html", _way_up)
ARRIVED = Panel("报送的信息", "ladder/_arrived.html", _arrived, first=True)
PARTNER = Panel("核对和传送", "ladder/_partner.html", _partner, first=True)
