"""The page of a year's plan: how far it is, the year month by month, what was changed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from yizheng.consultations import permissions, selectors
from yizheng.consultations.models import Plan, PlanItem
from yizheng.consultations.services.planning import MOST_ITEMS
from yizheng.consultations.states import PlanState
from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.core.rules import value_of

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Line:
    """A topic in the year: whether it is late, and the months in which it is worked on."""

    item: PlanItem
    url: str
    is_late: bool
    months: tuple[bool, ...]

    @property
    def when(self) -> str:
        """The months in words: 3月至5月."""
        busy = [month for month, is_busy in zip(MONTHS, self.months, strict=True) if is_busy]
        if not busy:
            return f"{self.item.due_on}"
        return f"{busy[0]}月" if len(busy) == 1 else f"{busy[0]}月至{busy[-1]}月"


def lines_of(plan: Plan, *, on: date) -> list[Line]:
    """The topics with their months. 1 query."""
    return [
        Line(
            item,
            reverse("consultations:plan-detail", args=[item.pk]),
            item.state == PlanState.PLANNED and item.due_on < on,
            tuple(_first(item) <= month <= _last(item) for month in MONTHS),
        )
        for item in selectors.items_of(plan)
    ]


def _first(item: PlanItem) -> int:
    return item.starts_month or _last(item)


def _last(item: PlanItem) -> int:
    """The month in which it is to be done; what is due in another year stands in December."""
    return item.due_on.month if item.due_on.year == item.year else 12


def _progress(plan: Plan, actor: Actor) -> dict[str, Any]:
    """Part and whole, each opening its list; the year; too many topics. 2 queries."""
    lines = lines_of(plan, on=localdate())
    counted = Counter(line.item.state for line in lines)
    listed = f"{reverse('consultations:plan-list')}?year={plan.year}"
    tiles = [("议题", len(lines), listed)]
    tiles += [
        (state.label, counted[state], f"{listed}&state={state}")
        for state in PlanState
        if counted[state] or state in (PlanState.DONE, PlanState.PLANNED)
    ]
    most = value_of(MOST_ITEMS.key, on=date(plan.year, 1, 1))
    new_url = reverse("consultations:plan-new")
    return {
        "plan": plan,
        "lines": lines,
        "months": MONTHS,
        "tiles": tiles,
        "late": sum(line.is_late for line in lines),
        "most": most if most and len(lines) > most else 0,
        "new_url": f"{new_url}?year={plan.year}" if may(actor, permissions.keep_plan) else "",
        "file_url": reverse("consultations:plan-file", args=[plan.pk]),
    }


def _changes(plan: Plan, _actor: Actor) -> dict[str, Any] | None:
    """What was changed since it was approved. 1 query."""
    rows = [
        (row, reverse("consultations:plan-detail", args=[row.item_id]))
        for row in selectors.changes_of(plan)
    ]
    return {"rows": rows} if rows else None


PROGRESS = Panel("议题和进度", "consultations/_plan.html", _progress, first=True)
CHANGES = Panel("批准以后的变动", "consultations/_changes.html", _changes)
