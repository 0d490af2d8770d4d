"""An edition as it was submitted, beside what the records say now."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yizheng.core.access import may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.indicators import FIGURES, values
from yizheng.core.showing import offers
from yizheng.reports import figures, freezing, permissions, printouts, selectors
from yizheng.reports.content import Content
from yizheng.reports.models import Edition, FrozenFigure
from yizheng.reports.registers import EDITIONS
from yizheng.reports.states import FROZEN
from yizheng.reports.summary import draft_of

from .reading import must, year_or_404
from .summary import file_of, labels


@require_safe
def edition_page(request: Request, year: int, number: int) -> HttpResponse:
    """The words and figures of an edition; what has changed since; what can be done with it."""
    edition = _edition(request, year, number)
    found = year_or_404(request, year)
    context: dict[str, Any] = {
        "edition": edition,
        "year": found,
        "labels": labels(),
        "moves": offers(EDITIONS, edition, request.actor),
        "may_see_now": may(request.actor, permissions.view),
    }
    if edition.state in FROZEN:
        changes = freezing.changes(edition, found)
        context |= {
            "content": Content.from_json(edition.content),
            "changes": [_told(change) for change in changes],
            "changed": {change.frozen.key for change in changes},
            "faults": freezing.faults(edition),
            "export_urls": [
                (label, reverse("reports:edition-export", args=[year, number, form]))
                for form, label in printouts.FORMS
            ],
        }
    else:
        context["content"] = _draft_content(context)
    return render(request, "reports/edition.html", context)


def _draft_content(context: dict[str, Any]) -> Content | None:
    try:
        return draft_of(context["year"]).content
    except (Refused, ValueError):
        return None


def _told(change: freezing.Change) -> dict[str, Any]:
    figure = FIGURES.get(change.frozen.key)
    return {
        "frozen": change.frozen,
        "then": figures.value_text(figure, change.frozen.amount) if figure else change.frozen.value,
        "now": figures.value_text(figure, change.now) if figure else "—",
    }


@require_safe
def edition_export(request: Request, year: int, number: int, form: str) -> HttpResponse:
    """A frozen edition as a file."""
    edition = _edition(request, year, number)
    if edition.state not in FROZEN:
        raise Http404(form)
    return file_of(printouts.of_edition(edition), form)


@require_safe
def frozen_figure(request: Request, year: int, number: int, key: str) -> HttpResponse:
    """A figure as frozen beside the figure of now, and the records that came or went."""
    edition = _edition(request, year, number)
    frozen = get_object_or_404(FrozenFigure.objects, edition=edition, key=key)
    found = year_or_404(request, year)
    figure = FIGURES.get(key)
    (now,) = values([figure], found).values() if figure else (None,)
    context = {
        "edition": edition,
        "frozen": frozen,
        "year": found,
        "then_text": figures.value_text(figure, frozen.amount) if figure else frozen.value,
        "now_text": figures.value_text(figure, now) if figure else "—",
        "is_changed": freezing.exact(now) != frozen.value,
        "moved": freezing.moved(frozen, found, request.actor),
        "record_count": len(frozen.record_ids),
        "figure": figure,
        "may_see_now": figure is not None and may(request.actor, permissions.view),
        "facts": [
            ("计入", frozen.counts),
            ("不计", frozen.leaves_out),
            ("起止", f"{frozen.first} 至 {frozen.last}"),
            ("定义", f"{frozen.key}，第{frozen.definition_version}版"),
            ("校验值", frozen.digest[:16]),
        ],
    }
    return respond(request, "reports/frozen.html", "panel", context)


def _edition(request: Request, year: int, number: int) -> Edition:
    must(request, permissions.view_edition)
    return get_object_or_404(selectors.editions(request.actor), year=year, number=number)
