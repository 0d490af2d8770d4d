"""What the pages of platforms and of their sessions show beside their facts."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.service import permissions, selectors
from yizheng.service.models import Concern, Platform, PlatformSession
from yizheng.service.states import ConcernState

ROWS = 10


def _progress(platform: Platform, actor: Actor) -> dict[str, Any] | None:
    """Sessions, people, and what became of the problems raised: each number opens its list.

    4 queries.
    """
    progress = selectors.progress_of(platform)
    sessions = selectors.sessions_of(platform)
    rows = [(row, reverse("service:sessions-detail", args=[row.pk])) for row in sessions[:ROWS]]
    keeps = may(actor, permissions.keep)
    new_url = ""
    if keeps and platform.closed_on is None:
        new_url = f"{reverse('service:sessions-new')}?platform={platform.pk}"
    public = _public(platform, keeps=keeps)
    if not (progress.counts or rows or new_url or public):
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
        "states": [
            (state.label, progress.counts[state], f"{concerns}&state={state}")
            for state in ConcernState
            if state in progress.counts
        ],
        **public,
    }


def _public(platform: Platform, *, keeps: bool) -> dict[str, str]:
    """The page for residents, and for the staff the sheet to be put up."""
    if not platform.takes_concerns():
        return {}
    found = {"public_url": reverse("service:raise", args=[platform.committee.code, platform.code])}
    if keeps:
        found["poster_url"] = reverse("service:poster", args=[platform.pk])
    return found


def _raised(session: PlatformSession, _actor: Actor) -> dict[str, Any] | None:
    """The problems raised and what became of them. 1 query."""
    rows = [
        (row, reverse("service:concerns-detail", args=[row.pk]))
        for row in Concern.objects.filter(session=session).order_by("pk")
    ]
    return {"rows": rows} if rows else None


PROGRESS = Panel("协商和办理", "service/_progress.html", _progress, first=True)
RAISED = Panel("提出的问题", "service/_raised.html", _raised)
