"""On a consultation's page: what is to go out by which day, and whether it did."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from yizheng.activities.models import Activity
from yizheng.consultations import permissions
from yizheng.consultations.models import Preparation
from yizheng.consultations.services.preparing import is_consultation, steps_of
from yizheng.core.access import can, may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel


def _preparation(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """The three days with their working-out. 8 queries."""
    if not (is_consultation(activity) and may(actor, permissions.view_preparation)):
        return None
    known = Preparation.objects.filter(activity=activity).first()
    today = localdate()
    rows = [
        (step, *step.standing(on=today))
        for step in steps_of(activity, known)
        # What was held before anybody noted such things is not late for ever.
        if known or step.deadline.due_on >= today
    ]
    url = ""
    if known and can(actor, permissions.keep, known):
        url = reverse("consultations:preparations-edit", args=[known.pk])
    elif not known and may(actor, permissions.keep):
        url = f"{reverse('consultations:preparations-new')}?activity={activity.pk}"
    return {"rows": rows, "url": url} if rows or url else None


PREPARATION = Panel("筹备", "consultations/_preparation.html", _preparation)
