"""The summary of a year as the records stand now, its text, and the making of an edition."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.core.access import may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.idempotency import once
from yizheng.core.indicators import FIGURES
from yizheng.documents import official
from yizheng.reports import permissions, printouts, relations, selectors, services, word
from yizheng.reports.forms import TextForm
from yizheng.reports.printouts import Printout
from yizheng.reports.states import OPEN
from yizheng.reports.summary import draft_of
from yizheng.reports.text import FACTS, TextRefused, numerals_in_prose

from .reading import attached, must, to_chosen_year, year_or_404

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
    context: dict[str, Any] = {
        "year": found,
        "editions": editions,
        "open_edition": next((one for one in editions if one.state in OPEN), None),
        "may_write": may(request.actor, permissions.write_text),
        "labels": labels(),
    }
    try:
        draft = draft_of(found)
    except TextRefused as refusal:
        context |= {"refused": refusal.problems}
        return render(request, "reports/summary.html", context)
    figures = [FIGURES[key] for key in draft.values]
    context |= {
        "draft": draft,
        "content": draft.content,
        "problems": [
            one for one in relations.findings(found, figures, known=draft.values) if not one.holds
        ],
        "undefined": [FIGURES[key].label for key, value in draft.values.items() if value is None],
        "export_urls": [
            (label, reverse("reports:summary-export", args=[year, form]))
            for form, label in printouts.FORMS
        ],
    }
    return render(request, "reports/summary.html", context)


def labels() -> dict[str, str]:
    """The name of every figure, for those who hear the page."""
    return {key: figure.label for key, figure in FIGURES.items()}


@require_safe
def summary_export(request: Request, year: int, form: str) -> HttpResponse:
    """The summary as the records stand now, as a file."""
    must(request, permissions.view)
    found = year_or_404(request, year)
    try:
        return file_of(printouts.of_draft(draft_of(found)), form)
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
def text_page(request: Request, year: int) -> HttpResponse:
    """Write a new version of the text. A refused one stays in the form with its places named."""
    must(request, permissions.write_text)
    found = year_or_404(request, year)
    source = selectors.text_of(year)
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
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已保存{saved}")
            return HttpResponseRedirect(reverse("reports:summary", args=[year]), status=303)
    text = form["text"].value() or ""
    context = {
        "year": found,
        "form": form,
        "source": source,
        "texts": selectors.texts_of(year)[:20],
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
