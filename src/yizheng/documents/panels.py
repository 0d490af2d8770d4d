"""The panel of attachments that a register may add to its records' pages."""

from typing import Any

from django.urls import reverse

from yizheng.core.actors import Actor
from yizheng.core.registers import Panel

from . import selectors
from .permissions import may_attach


def _context(record: Any, actor: Actor) -> dict[str, Any] | None:
    rows = list(selectors.attachments_of(record))
    may = may_attach(actor, record)
    if not rows and not may:
        return None
    label = record._meta.label_lower
    return {
        "attachments": rows,
        "may_attach": may,
        "attach_url": reverse("documents:attach", args=[label, record.pk]),
    }


ATTACHMENTS = Panel("附件", "documents/_attachments.html", _context)
