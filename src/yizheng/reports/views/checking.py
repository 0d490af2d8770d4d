"""Checking a draft: the form, the draft with every claim marked, and the wait for long ones."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yizheng.claims import Judgement, Verdict
from yizheng.core.errors import Refused
from yizheng.core.http import Request, respond
from yizheng.core.indicators import FIGURES
from yizheng.core.jobs import Job, enqueue
from yizheng.core.navigation import years_of
from yizheng.members.selectors import year_of
from yizheng.reports import checking, drafts, figures, permissions, services
from yizheng.reports.checking import Checked
from yizheng.reports.drafts import Written
from yizheng.reports.forms import DraftForm

from .reading import must

# Longer drafts are checked by a worker, so that nobody waits before a blank page.
AT_ONCE = 20_000
SYMBOLS = {
    Verdict.CONTRADICTED: "✗",
    Verdict.ARITHMETIC: "≠",
    Verdict.WITHIN_ROUNDING: "≈",
    Verdict.CONFIRMED: "✓",
    Verdict.NOT_CHECKABLE: "？",
    Verdict.NOT_COVERED: "○",
}


@require_http_methods(["GET", "POST"])
def check_page(request: Request) -> HttpResponse:
    """The form; after sending it, the draft as written with its claims marked."""
    must(request, permissions.check_draft)
    years, year = years_of(request)
    posted = request.method == "POST"
    form = DraftForm(
        request.POST if posted else None, request.FILES if posted else None, years=years,
        initial={"year": year},
    )  # fmt: skip
    if form.is_valid():
        try:
            return _checked(request, form)
        except Refused as refusal:
            form.refuse(refusal)
    context = {"form": form}
    status = 422 if form.errors else 200
    return respond(request, "reports/check.html", "form", context, status=status)


def _checked(request: Request, form: DraftForm) -> HttpResponse:
    written, number = _written(form), form.cleaned_data["year"]
    if len(written.text) > AT_ONCE:
        job = enqueue(
            "reports.check", "核对文稿", by=request.actor,
            text=written.text, notes=list(written.notes), year=number,
        )  # fmt: skip
        return HttpResponseRedirect(reverse("reports:check-job", args=[job.pk]), status=303)
    year = year_of(request.actor.committee_id or 0, number)
    checked = checking.check(written.text, year)
    services.note_check(checked, by=request.actor)
    return render(request, "reports/checked.html", outcome(checked, written.notes))


def _written(form: DraftForm) -> Written:
    file = form.cleaned_data["file"]
    if file is None:
        return drafts.pasted(form.cleaned_data["text"])
    return drafts.read_file(file.name, file.read(drafts.MAX_BYTES + 1))


@require_safe
def job_page(request: Request, pk: int) -> HttpResponse:
    """How far a long check is; once done, its outcome, shown once and then forgotten."""
    must(request, permissions.check_draft)
    mine = Job.objects.filter(kind="reports.check", by_id=request.actor.user_id)
    job = get_object_or_404(mine, pk=pk)
    if request.headers.get("HX-Request") and job.is_over:
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    text = job.result.get("text") if job.is_over else None
    if not text:
        return respond(request, "reports/job.html", "progress", {"job": job})
    year = year_of(job.committee_id, job.result["year"])
    checked = checking.check(text, year)
    services.forget_draft(job)
    return render(request, "reports/checked.html", outcome(checked, job.result["notes"]))


def outcome(checked: Checked, notes: Any) -> dict[str, Any]:
    """What the page of a checked draft shows."""
    claims = [
        _told(number, judgement, checked) for number, judgement in enumerate(checked.judgements)
    ]
    return {
        "year": checked.year,
        "notes": notes,
        "stretches": checking.stretches(checked.text, checked.judgements),
        "claims": claims,
        "relations": [
            (relation, [claims_at(checked, one.start) for one in relation.claims])
            for relation in checked.broken
        ],
        "verdicts": [
            (verdict, checking.LABELS[verdict], SYMBOLS[verdict], checked.counts[verdict])
            for verdict in SYMBOLS
            if checked.counts[verdict]
        ],
        "symbols": {str(verdict): symbol for verdict, symbol in SYMBOLS.items()},
    }


def claims_at(checked: Checked, start: int) -> tuple[int, str]:
    """The number and the words of the claim that begins at `start`."""
    for number, judgement in enumerate(checked.judgements):
        if judgement.claim.start == start:
            return number, judgement.claim.text
    return 0, ""


def _told(number: int, judgement: Judgement, checked: Checked) -> dict[str, Any]:
    claim = judgement.claim
    figure = FIGURES.get(claim.indicator or "")
    facts = [
        ("文稿", claim.text),
        ("所说的事", figure.label if figure else claim.head or "未能确定"),
        ("时段", checking.PERIODS.get(claim.period, claim.period)),
    ]
    if figure and judgement.recorded is not None:
        facts.append(("记录", figures.value_text(figure, judgement.recorded)))
    if figure and judgement.difference:
        facts.append(("相差", figures.change_text(figure, judgement.difference)))
    facts.append(("判断规则", judgement.rule))
    return {
        "number": number,
        "line": checked.text.count("\n", 0, claim.start) + 1,
        "text": claim.text,
        "verdict": str(judgement.verdict),
        "label": checking.LABELS[judgement.verdict],
        "symbol": SYMBOLS[judgement.verdict],
        "figure": figure,
        "figure_url": reverse("reports:figure", args=[figure.key, checked.year.number])
        if figure
        else "",
        "recorded": figures.value_text(figure, judgement.recorded)
        if figure and judgement.recorded is not None
        else "",
        "rule": judgement.rule,
        "facts": facts,
        "relations": [relation.check for relation in judgement.relations],
    }
