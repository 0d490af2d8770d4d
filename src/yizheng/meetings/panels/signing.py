"""Sittings and signing in on an activity's page."""

from typing import Any

from django.urls import reverse

from yizheng.activities.models import Activity
from yizheng.activities.states import State
from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.meetings import permissions
from yizheng.meetings.models import SignIn
from yizheng.meetings.selectors import turnout


def _signing(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """For the office each sitting with how many came; for others their own. 2 queries."""
    if activity.state == State.CANCELLED:
        return None
    if not may(actor, permissions.keep):
        own = SignIn.objects.filter(
            participation__activity=activity, participation__person_id=actor.person_id or 0
        ).select_related("sitting")
        found = list(own)
        return {"own": found} if found else None
    sittings = list(turnout.sittings_of(activity))
    if not sittings:
        return None
    rows = [
        {
            "sitting": sitting,
            "screen_url": reverse("meetings:screen", args=[sitting.pk]),
            "desk_url": reverse("meetings:desk", args=[sitting.pk]),
            "list_url": reverse("meetings:by-list", args=[sitting.pk]),
            "edit_url": reverse("meetings:sittings-edit", args=[sitting.pk]),
            "all_url": f"{reverse('meetings:sign-ins-list')}?sitting={sitting.pk}",
        }
        for sitting in sittings
    ]
    return {
        "rows": rows,
        "new_url": f"{reverse('meetings:sittings-new')}?activity={activity.pk}",
        "sheet_url": reverse("meetings:sign-sheet", args=[activity.pk]),
    }


SIGNING = Panel("签到", "meetings/_signing.html", _signing, first=True)
