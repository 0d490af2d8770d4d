"""The statistics of a session: tables and charts whose every number opens its records."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yizheng.core import exports
from yizheng.core.http import Request
from yizheng.reports import permissions
from yizheng.reports.selectors import facts_of
from yizheng.reports.statistics import tables_of

from .reading import attached, must, to_chosen_year, year_or_404


@require_safe
def statistics_now(request: Request) -> HttpResponse:
    """The statistics of the year the reader looks at."""
    return to_chosen_year(request, permissions.view, "reports:statistics")


@require_safe
def statistics(request: Request, year: int) -> HttpResponse:
    """Every table of a session year on one page."""
    must(request, permissions.view)
    found = year_or_404(request, year)
    tables = [
        (table, reverse("reports:statistics-export", args=[year, table.key]))
        for table in tables_of(found).values()
    ]
    context = {
        "year": found,
        "session": facts_of(found)["session"],
        "narrow": [pair for pair in tables if not pair[0].is_wide],
        "wide": [pair for pair in tables if pair[0].is_wide],
    }
    return render(request, "reports/statistics.html", context)


@require_safe
def statistics_export(request: Request, year: int, table: str) -> HttpResponse:
    """One of the tables as Excel."""
    must(request, permissions.view)
    chosen = tables_of(year_or_404(request, year)).get(table)
    if chosen is None:
        raise Http404(table)
    content = exports.sheet_of(chosen.title, chosen.head, chosen.lines)
    return attached(content, exports.XLSX, f"提案统计 {year} {chosen.title}.xlsx")
