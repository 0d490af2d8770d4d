"""The statistics of a row of work: tables and charts whose every number opens its records."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yizheng.core import exports
from yizheng.core.http import Request, attached
from yizheng.core.navigation import years_of
from yizheng.reports import permissions
from yizheng.reports.selectors import facts_of
from yizheng.reports.statistics import tables_of
from yizheng.reports.subjects import SUBJECTS, Subject

from .reading import must, year_or_404


@require_safe
def statistics_now(request: Request, subject: str) -> HttpResponse:
    """The statistics of the year the reader looks at."""
    must(request, permissions.view)
    _, year = years_of(request)
    return HttpResponseRedirect(reverse("reports:statistics", args=[subject, year]))


@require_safe
def statistics(request: Request, subject: str, year: int) -> HttpResponse:
    """Every table of a subject and year on one page."""
    must(request, permissions.view)
    chosen, found = _subject(subject), year_or_404(request, year)
    tables = [
        (table, reverse("reports:statistics-export", args=[subject, year, table.key]))
        for table in tables_of(chosen, found).values()
    ]
    context = {
        "subject": chosen,
        "year": found,
        "session": facts_of(found)["session"],
        "narrow": [pair for pair in tables if not pair[0].is_wide],
        "wide": [pair for pair in tables if pair[0].is_wide],
    }
    return render(request, "reports/statistics.html", context)


@require_safe
def statistics_export(request: Request, subject: str, year: int, table: str) -> HttpResponse:
    """One of the tables as Excel."""
    must(request, permissions.view)
    about = _subject(subject)
    chosen = tables_of(about, year_or_404(request, year)).get(table)
    if chosen is None:
        raise Http404(table)
    content = exports.sheet_of(chosen.title, chosen.head, chosen.lines)
    return attached(content, exports.XLSX, f"{about.title} {year} {chosen.title}.xlsx")


def _subject(key: str) -> Subject:
    if key not in SUBJECTS:
        raise Http404(key)
    return SUBJECTS[key]
