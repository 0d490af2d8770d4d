"""What was brought to a place in somebody's care; what a service activity did for people."""

from typing import Any

from django.urls import reverse

from yizheng.activities.models import Activity
from yizheng.activities.states import State
from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.service import permissions, selectors
from yizheng.service.models import AidAssignment, Benefit
from yizheng.service.states import SERVICE_ACTIVITY, MatterState

FEN = 100


def _yuan(fen: int) -> str:
    return f"{fen / FEN:,.2f}".removesuffix(".00")


def _brought(assignment: AidAssignment, actor: Actor) -> dict[str, Any] | None:
    """Money and matters, each number opening its list. 2 queries."""
    matters = f"{reverse('service:matters-list')}?assignment={assignment.pk}"
    done, planned = selectors.matters_of(assignment)
    tiles: list[tuple[str, int | str, str, str]] = [
        ("办成实事", done, "件", f"{matters}&state={MatterState.DONE}"),
        ("推进中", planned, "件", f"{matters}&state={MatterState.PLANNED}"),
    ]
    if may(actor, permissions.view_money):
        times, amount = selectors.funds_of(assignment)
        funds = f"{reverse('service:funds-list')}?assignment={assignment.pk}"
        tiles = [("到账资金", _yuan(amount), "元", funds), ("到账", times, "笔", funds), *tiles]
    return {"tiles": tiles} if any(count not in (0, "0") for _, count, _, _ in tiles) else None


def _benefits(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """People helped and what was given, with the sums. 2 queries for a service activity."""
    if activity.state != State.HELD or activity.kind.counts_as != SERVICE_ACTIVITY:
        return None
    if not may(actor, permissions.view):
        return None
    benefits = Benefit.objects.filter(activity=activity).order_by("pk")
    rows = [
        (row, reverse("service:benefits-detail", args=[row.pk]), _yuan(row.amount_fen or 0))
        for row in benefits
    ]
    new_url = ""
    if may(actor, permissions.keep):
        new_url = f"{reverse('service:benefits-new')}?activity={activity.pk}"
    if not rows and not new_url:
        return None
    sums = selectors.given_at(benefits)
    tiles = [("受益", sums.people, "人次", ""), ("捐赠", _yuan(sums.amount_fen), "元", "")]
    return {"rows": rows, "tiles": tiles if rows else [], "new_url": new_url}


BROUGHT = Panel("帮扶成效", "service/_tiles.html", _brought, first=True)
BENEFITS = Panel("服务成效", "service/_benefits.html", _benefits)
