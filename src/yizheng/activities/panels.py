"""The panel of people on an activity's page."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel

from . import permissions, selectors
from .models import Activity
from .states import EXPECTED, State

ROWS = 12


def people_context(
    activity: Activity, actor: Actor, *, limit: int | None = ROWS
) -> dict[str, Any] | None:
    """The people of an activity, the first `limit` of them; None when there is nothing to show."""
    people = selectors.people_of(activity, actor)
    counts = selectors.attendance_of(people)
    total = sum(number for _, number in counts)
    may_enter = can(actor, permissions.enter, activity) and activity.state != State.CANCELLED
    if not total and not may_enter:
        return None
    known = dict(counts)
    expected = sum(known.get(str(kind.label), 0) for kind in EXPECTED)
    return {
        "activity": activity,
        "people": list(people[:limit] if limit else people),
        "counts": counts,
        "total": total,
        "may_enter": may_enter,
        "expected": expected if activity.state == State.HELD else 0,
        "add_url": reverse("activities:people-add", args=[activity.pk]),
        "settle_url": reverse("activities:people-settle", args=[activity.pk]),
        "absent_url": reverse("activities:people-absent", args=[activity.pk]),
        "all_url": reverse("activities:people", args=[activity.pk])
        if limit and total > limit
        else "",
    }


PEOPLE = Panel("参加人员", "activities/_people.html", people_context)
