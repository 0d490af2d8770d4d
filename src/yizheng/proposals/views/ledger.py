"""The ledger of those who oversee (督办台账): every unit's part by its day, and how units stand."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yizheng.core import exports, navigation
from yizheng.core.access import may
from yizheng.core.http import Request, attached, respond
from yizheng.core.paging import page_of
from yizheng.members.models import Session
from yizheng.proposals import deadlines, permissions
from yizheng.proposals.models import Handling, Urging
from yizheng.proposals.registers.handling import HANDLINGS
from yizheng.proposals.services.urging import remind_days
from yizheng.units.models import Unit
from yizheng.units.states import Channel

# What the table of units shows, in the order of its columns.
COLUMNS = ("answering", "given", "working", "soon", "overdue", "replied", "late", "helping")
TABS = ("working", "overdue", "soon", "given", "asked_back", "again", "late", "opinions_due")


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the handlings a reader wants to see."""

    cut: deadlines.Cut
    unit: int | None
    session: int | None

    def narrow(self, rows: QuerySet[Handling]) -> QuerySet[Handling]:
        """`rows` of the unit and the session asked for, in any cut."""
        if self.unit is not None:
            rows = rows.filter(unit=self.unit)
        return rows if self.session is None else rows.filter(proposal__session=self.session)

    def address(self, key: str) -> str:
        """The ledger with another cut, of the same unit and session."""
        return address(key, unit=self.unit, session=self.session)


def address(key: str, *, unit: int | None = None, session: int | None = None) -> str:
    """Where the ledger shows one cut, of one unit and session if said."""
    query = QueryDict(mutable=True)
    query["show"] = key
    for name, value in (("unit", unit), ("session", session)):
        if value is not None:
            query[name] = str(value)
    return f"{reverse('proposals:ledger')}?{query.urlencode()}"


@login_required
@require_safe
def ledger(request: Request) -> HttpResponse:
    """Handlings by their day, the longest overdue first. 6 queries, however many rows."""
    _admit(request)
    today = localdate()
    cuts = _cuts(today)
    asked = _asked(request, cuts)
    base = asked.narrow(HANDLINGS.rows(request.actor))
    counts = base.aggregate(**{key: Count("pk", filter=cuts[key].rule) for key in TABS})
    urged = Urging.objects.filter(handling=OuterRef("pk"), is_automatic=False)
    latest = urged.order_by("-urged_on").values("urged_on")[:1]
    rows = base.filter(asked.cut.rule).annotate(urged_on=Subquery(latest))
    page = page_of(rows, order="due_on", cursor=request.GET.get("after", ""))
    here = asked.address(asked.cut.key)
    context = {
        "cut": asked.cut,
        "tabs": [
            (cuts[key], counts[key], asked.address(key), key == asked.cut.key) for key in TABS
        ],
        "rows": [(row, deadlines.tone(row, on=today)) for row in page.rows],
        "page": page,
        "previous_url": f"{here}&after={page.previous}" if page.previous else "",
        "next_url": f"{here}&after={page.next}" if page.next else "",
        "unit": Unit.objects.filter(pk=asked.unit).first() if asked.unit else None,
        "export_urls": [("Excel 表格", here.replace("?", "export.xlsx?", 1))],
        "handlings": HANDLINGS,
    }
    return respond(request, "proposals/ledger.html", "table", context)


@login_required
@require_safe
def export_ledger(request: Request) -> HttpResponse:
    """The part of the ledger that is shown, with every column of the handlings, as Excel."""
    _admit(request)
    asked = _asked(request, _cuts(localdate()))
    rows = asked.narrow(HANDLINGS.rows(request.actor)).filter(asked.cut.rule)
    content = exports.as_xlsx(HANDLINGS, rows.order_by("due_on", "pk"))
    return attached(content, exports.XLSX, f"督办台账（{asked.cut.label}）.xlsx")


@login_required
@require_safe
def unit_ledger(request: Request) -> HttpResponse:
    """How each unit stands with the proposals of the session looked at. 6 queries."""
    _admit(request)
    today = localdate()
    _, year = navigation.years_of(request)
    session = Session.objects.filter(opened_on__year=year).order_by("opened_on").first()
    cuts, soon = _cuts(today), _soon_days(today)
    found = deadlines.units_of(request.actor, session=session, on=today, soon_days=soon)
    session_id = session.pk if session else None
    context = {
        "session": session,
        "heads": [cuts[key].label for key in COLUMNS],
        "rows": [_line(row, cuts, session_id) for row in found],
        "total": [(cuts[key].label, sum(row[key] for row in found)) for key in COLUMNS],
    }
    return render(request, "proposals/unit_ledger.html", context)


def _line(
    row: dict[str, Any], cuts: dict[str, deadlines.Cut], session: int | None
) -> dict[str, Any]:
    """One unit's line: its name and channel, and each number with the way to what it counts."""
    unit = row["unit_id"]
    return {
        "name": row["unit__name"],
        "channel": Channel(row["unit__channel"]).label,
        "cells": [
            (cuts[key].label, key, row[key], address(key, unit=unit, session=session))
            if row[key]
            else (cuts[key].label, key, 0, "")
            for key in COLUMNS
        ],
    }


def _cuts(today: date) -> dict[str, deadlines.Cut]:
    return dict(deadlines.cuts(today, soon_days=_soon_days(today)))


def _soon_days(today: date) -> int:
    """Soon is what units are reminded of. 2 queries."""
    before, _ = remind_days(today)
    return max(before, default=0)


def _admit(request: Request) -> None:
    if not may(request.actor, permissions.view_ledger):
        raise Http404("ledger")


def _asked(request: Request, cuts: dict[str, deadlines.Cut]) -> Asked:
    """What the address asks for; what it cannot mean is left out."""
    cut = cuts.get(request.GET.get("show", "working"))
    if cut is None:
        raise Http404("show")
    return Asked(cut, _number(request, "unit"), _number(request, "session"))


def _number(request: Request, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 10 else None
