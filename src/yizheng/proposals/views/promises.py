"""What was promised and is to be looked at again (到期回头看), by its day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yizheng.core.access import may
from yizheng.core.http import Request, respond
from yizheng.core.paging import page_of
from yizheng.proposals import permissions
from yizheng.proposals.models import Promise
from yizheng.proposals.registers.following import PROMISES
from yizheng.proposals.services.city_rules import months_after
from yizheng.proposals.services.following import OPEN_AND_SENT
from yizheng.units.models import Unit

SOON_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Cut:
    """The promises whose day lies in one stretch of time."""

    key: str
    label: str
    rule: Q


@login_required
@require_safe
def promises_due(request: Request) -> HttpResponse:
    """Open promises of replies that were sent, the longest overdue first. 3-4 queries."""
    actor, today = request.actor, localdate()
    if not (may(actor, permissions.keep_promise) or may(actor, permissions.look_at_promise)):
        raise Http404("promises")
    cuts = _cuts(today)
    shown = next((cut for cut in cuts if cut.key == request.GET.get("show", "late")), None)
    if shown is None:
        raise Http404("show")
    unit = _unit(request)
    rows = PROMISES.rows(actor).filter(OPEN_AND_SENT)
    rows = rows.filter(unit=unit) if unit else rows
    counts = rows.aggregate(**{cut.key: Count("pk", filter=cut.rule) for cut in cuts})
    page = page_of(rows.filter(shown.rule), order="check_on", cursor=request.GET.get("after", ""))
    context = {
        "cut": shown,
        "tabs": [(cut.label, counts[cut.key], _address(cut.key, unit)) for cut in cuts],
        "rows": [(row, *_standing(row, today)) for row in page.rows],
        "page": page,
        "previous_url": _address(shown.key, unit, page.previous) if page.previous else "",
        "next_url": _address(shown.key, unit, page.next) if page.next else "",
        "unit": unit,
        "promises": PROMISES,
    }
    return respond(request, "proposals/promises_due.html", "table", context)


def _cuts(today: date) -> list[Cut]:
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    soon = months_after(first_of_next, SOON_MONTHS)
    return [
        Cut("late", "已经到期", Q(check_on__lte=today)),
        Cut("month", "本月到期", Q(check_on__gt=today, check_on__lt=first_of_next)),
        Cut("soon", "以后三个月", Q(check_on__gte=first_of_next, check_on__lt=soon)),
        Cut("later", "更晚", Q(check_on__gte=soon)),
    ]


def _standing(promise: Promise, today: date) -> tuple[str, str]:
    """How near its day is, in words, and the tone of that."""
    left = (promise.check_on - today).days
    if left < 0:
        return f"已过 {-left} 天", "bad"
    return ("今天到期", "warn") if left == 0 else (f"还有 {left} 天", "info")


def _unit(request: Request) -> Unit | None:
    said = request.GET.get("unit", "")
    pk = int(said) if said.isdecimal() and len(said) < 10 else 0
    return Unit.objects.filter(pk=pk).first() if pk else None


def _address(key: str, unit: Unit | None, after: str = "") -> str:
    query: dict[str, Any] = {"show": key}
    if unit:
        query["unit"] = unit.pk
    if after:
        query["after"] = after
    return f"{reverse('proposals:promises-due')}?{urlencode(query)}"
