"""What the pages of platforms and of their sessions show beside their facts."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel

from . import permissions, selectors
from .models import Concern, Platform, PlatformSession
from .states import ConcernState

ROWS = 10


def _progress(platform: Platform, actor: Actor) -> dict[str, Any] | None:
    """Sessions, people, and how many of the problems raised are solved: each opens its list.

    3 queries.
    """
    progress = selectors.progress_of(platform)
    sessions = selectors.sessions_of(platform)
    rows = [(row, reverse("service:sessions-detail", args=[row.pk])) for row in sessions[:ROWS]]
    new_url = ""
    if may(actor, permissions.keep) and platform.closed_on is None:
        new_url = f"{reverse('service:sessions-new')}?platform={platform.pk}"
    if not (progress.raised or rows or new_url):
        return None
    held, people = selectors.people_at(platform)
    concerns = f"{reverse('service:concerns-list')}?platform={platform.pk}"
    listed = f"{reverse('service:sessions-list')}?platform={platform.pk}"
    return {
        "progress": progress,
        "rows": rows,
        "new_url": new_url,
        "tiles": [
            ("协商活动", held, "次", listed),
            ("参加", people, "人次", listed),
            ("提出问题", progress.raised, "个", concerns),
            (
                "已解决",
                progress.resolved,
                "个",
                f"{concerns}&state={ConcernState.RESOLVED}",
            ),
        ],
    }


def _raised(session: PlatformSession, _actor: Actor) -> dict[str, Any] | None:
    """The problems raised and what became of them. 1 query."""
    rows = [
        (row, reverse("service:concerns-detail", args=[row.pk]))
        for row in Concern.objects.filter(session=session).order_by("pk")
    ]
    return {"rows": rows} if rows else None


PROGRESS = Panel("协商和办理", "service/_progress.html", _progress, first=True)
RAISED = Panel("提出的问题", "service/_raised.html", _raised)
