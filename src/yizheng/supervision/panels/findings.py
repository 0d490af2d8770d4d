"""A supervisor's findings on his page, and the way to report one."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.supervision import permissions
from yizheng.supervision.models import Assignment, Finding


def _findings(assignment: Assignment, actor: Actor) -> dict[str, Any] | None:
    """What he found, as far as one may see it. 1 query."""
    rows = restrict(Finding.objects.filter(assignment=assignment), permissions.view_finding, actor)
    found = [(row, reverse("supervision:findings-detail", args=[row.pk])) for row in rows]
    own = assignment.person_id == actor.person_id
    adds = may(actor, permissions.report) and (own or may(actor, permissions.keep))
    url = f"{reverse('supervision:findings-new')}?assignment={assignment.pk}" if adds else ""
    return {"rows": found, "new_url": url} if found or url else None


FINDINGS = Panel("监督意见", "supervision/_findings.html", _findings, first=True)
