"""The items of a list; what was done for an item."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from yizheng.core.access import can, may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.documents.selectors import attachments_of
from yizheng.office import permissions, selectors
from yizheng.office.models import Responsibility, ResponsibilityList
from yizheng.office.states import PENDING, ResponsibilityState


def _items(checklist: ResponsibilityList, actor: Actor) -> dict[str, Any]:
    """Its items in order, how many are done, how many overdue. 1 query."""
    today = localdate()
    rows = list(checklist.responsibilities.select_related("organ", "person").order_by("ordinal"))
    adds = may(actor, permissions.keep)
    ordinal = rows[-1].ordinal + 1 if rows else 1
    new = f"{reverse('office:responsibilities-new')}?checklist={checklist.pk}&ordinal={ordinal}"
    return {
        "rows": [(row, reverse("office:responsibilities-detail", args=[row.pk])) for row in rows],
        "done": sum(row.state == ResponsibilityState.DONE for row in rows),
        "overdue": sum(row.is_overdue(today) for row in rows),
        "new_url": new if adds else "",
    }


def _progress(responsibility: Responsibility, actor: Actor) -> dict[str, Any]:
    """What was done for it, with how much evidence, and what came of it. 3 queries."""
    steps = list(selectors.steps_of(responsibility))
    files = Counter(file.record_id for file in attachments_of(*steps)) if steps else Counter()
    adds = responsibility.state in PENDING and can(actor, permissions.fulfil, responsibility)
    new = f"{reverse('office:steps-new')}?responsibility={responsibility.pk}"
    return {
        "responsibility": responsibility,
        "is_overdue": responsibility.is_overdue(localdate()),
        "rows": [
            (step, reverse("office:steps-detail", args=[step.pk]), files[step.pk]) for step in steps
        ],
        "new_url": new if adds else "",
    }


ITEMS = Panel("责任事项", "office/_items.html", _items, first=True)
PROGRESS = Panel("办理情况", "office/_progress.html", _progress, first=True)
