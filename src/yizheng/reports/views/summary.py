"""The summary and the reports of a year as the records stand now, their texts, new editions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.core.access import may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, attached, respond
from yizheng.core.idempotency import once
from yizheng.core.indicators import FIGURES
from yizheng.core.periods import Year
from yizheng.documents import official
from yizheng.reports import permissions, printouts, relations, selectors, services, word
from yizheng.reports.forms import TextForm
from yizheng.reports.printouts import Printout
from yizheng.reports.states import OPEN, Kind
from yizheng.reports.subjects import SUBJECTS
from yizheng.reports.summary import draft_of
from yizheng.reports.text import FACTS, TextRefused, numerals_in_prose

from .reading import must, to_chosen_year, year_or_404

MAKERS = {
    "docx": (word.as_docx, official.CONTENT_TYPE),
    "html": (printouts.as_html, "text/html; charset=utf-8"),
    "json": (printouts.as_json, "application/json"),
}


@require_safe
def summary_now(request: Request) -> HttpResponse:
    """The summary of the year the reader looks at."""
    return to_chosen_year(request, permissions.view, "reports:summary")


@require_safe
def summary(request: Request, year: int) -> HttpResponse:
    """The year's summary with every figure a link, its editions, and what does not add up."""
    must(request, permissions.view)
    found = year_or_404(request, year)
    editions = selectors.editions_of(request.actor, year)
    context = {
        **draft_context(found, Kind.SUMMARY),
        "editions": editions,
        "open_edition": next((one for one in editions if one.state in OPEN), None),
    }
    return render(request, "reports/summary.html", {**context, "may_write": _may_write(request)})


@require_safe
def report_now(request: Request, kind: Kind) -> HttpResponse:
    """A report of the year the reader looks at."""
    return to_chosen_year(request, permissions.view, f"reports:{kind}")


@require_safe
def report(request: Request, year: int, kind: Kind) -> HttpResponse:
    """A report of the year with every figure a link, to be taken to Word."""
    must(request, permissions.view)
    context = draft_context(year_or_404(request, year), kind)
    may_write = _may_write(request, kind)
    about = SUBJECTS["consultations" if kind == Kind.ADOPTION else "proposals"]
    context |= {"may_write": may_write, "statistics": about}
    return render(request, "reports/report.html", context)


def _may_write(request: Request, kind: Kind = Kind.SUMMARY) -> bool:
    return may(request.actor, permissions.WRITING[kind])


def draft_context(year: Year, kind: Kind) -> dict[str, Any]:
    """The words of a year's summary or report, what does not add up in them, ways to take them."""
    context: dict[str, Any] = {
        "year": year,
        "kind": kind,
        "labels": labels(),
        "text_url": reverse(f"reports:{kind}-text", args=[year.number]),
    }
    try:
        draft = draft_of(year, kind)
    except TextRefused as refusal:
        return context | {"refused": refusal.problems}
    figures = [FIGURES[key] for key in draft.values]
    shown = dict.fromkeys(one.key for one in draft.content.shown())
    return context | {
        "draft": draft,
        "content": draft.content,
        "problems": [
            one for one in relations.findings(year, figures, known=draft.values) if not one.holds
        ],
        "undefined": [FIGURES[key].label for key in shown if draft.values[key] is None],
        "export_urls": [
            (label, reverse(f"reports:{kind}-export", args=[year.number, form]))
            for form, label in printouts.FORMS
        ],
    }


def labels() -> dict[str, str]:
    """The name of every figure, for those who hear the page."""
    return {key: figure.label for key, figure in FIGURES.items()}


@require_safe
def summary_export(
    request: Request, year: int, form: str, kind: Kind = Kind.SUMMARY
) -> HttpResponse:
    """The summary or a report as the records stand now, as a file."""
    must(request, permissions.view)
    found = year_or_404(request, year)
    try:
        return file_of(printouts.of_draft(draft_of(found, kind)), form)
    except TextRefused as refusal:
        raise Http404(str(refusal)) from refusal


def file_of(printout: Printout, form: str) -> HttpResponse:
    """A printout in one of the forms."""
    if form not in MAKERS:
        raise Http404(form)
    make, kind = MAKERS[form]
    return attached(make(printout), kind, f"{printout.title}.{form}")


@once
@require_http_methods(["GET", "POST"])
def text_page(request: Request, year: int, kind: Kind = Kind.SUMMARY) -> HttpResponse:
    """Write a new version of a text. A refused one stays in the form with its places named."""
    must(request, permissions.WRITING[kind])
    found = year_or_404(request, year)
    home_url = reverse(f"reports:{kind}", args=[year])
    source = selectors.text_of(year, kind)
    own = bool(source.record and source.record.year)
    initial = {
        "text": source.text,
        "based_on": source.number,
        "scope": "year" if own else "",
    }
    form = TextForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        scope = year if typed["scope"] else None
        same = (scope is not None) == own
        try:
            saved = services.save_text(
                by=request.actor,
                text=typed["text"],
                note=typed["note"],
                year=scope,
                based_on=typed["based_on"] if same else None,
                kind=kind,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已保存{saved}")
            return HttpResponseRedirect(home_url, status=303)
    text = form["text"].value() or ""
    context = {
        "year": found,
        "kind": kind,
        "home_url": home_url,
        "form": form,
        "source": source,
        "texts": selectors.texts_of(year, kind)[:20],
        "hints": numerals_in_prose(text)[:20],
        "facts": FACTS,
        "figures": sorted(selectors.printables().values(), key=lambda figure: figure.key),
    }
    status = 422 if form.errors else 200
    return respond(request, "reports/text.html", "form", context, status=status)


@require_POST
def compose(request: Request, year: int) -> HttpResponse:
    """Begin an edition."""
    must(request, permissions.write_text)
    try:
        edition = services.compose_edition(by=request.actor, year=year)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("reports:summary", args=[year]), status=303)
    return HttpResponseRedirect(reverse("reports:edition", args=[year, edition.number]), status=303)
