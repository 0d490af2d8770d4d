"""Importing the proposals of past years: the form, what would become of each line, the import."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.core import exports
from yizheng.core.access import may
from yizheng.core.errors import Refused
from yizheng.core.forms import TableForm
from yizheng.core.http import Request, attached, respond
from yizheng.core.idempotency import once
from yizheng.core.jobs import Job, JobState
from yizheng.documents.models import LIMIT_BYTES
from yizheng.proposals import permissions
from yizheng.proposals.imports import columns, work
from yizheng.proposals.imports.cases import Fate
from yizheng.proposals.registers.proposal import PROPOSALS

FORM, PREVIEW, RUN = (
    "proposals/import.html",
    "proposals/import_preview.html",
    "proposals/import_run.html",
)
LINES_SHOWN = 100
# What each fate is called, in the order in which they need to be looked at.
LABELS = {
    Fate.FAULTY: "有错误",
    Fate.DIFFERENT: "系统里已有，内容不同",
    Fate.NEW: "新的，将导入",
    Fate.SAME: "系统里已有，内容相同",
}
# The same once it is done.
DONE = {
    Fate.NEW: "已导入",
    Fate.SAME: "已有且相同，略过",
    Fate.DIFFERENT: "已有但不同，没有改动",
    Fate.FAULTY: "有错误，没有导入",
}


@login_required
@once
@require_http_methods(["GET", "POST"])
def import_page(request: Request) -> HttpResponse:
    """The form; a table that can be read goes on to its preview."""
    _admit(request)
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else (None, None)
    form = TableForm("往年提案的表格", *given)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than allowed is enough to be refused for its size.
            content = file.read(LIMIT_BYTES + 1)
            job = work.start_check(file.name, content, by=request.actor)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _to(request, "proposals:import-preview", job)
    context = {"form": form, "fields": columns.FIELDS, "needed": columns.NEEDED}
    return respond(request, FORM, "form", context, status=422 if form.errors else 200)


@login_required
@require_safe
def preview(request: Request, pk: int) -> HttpResponse:
    """What would become of each line, a part at a time; until then how far the checking is."""
    job = _checked(request, pk)
    if job.is_over and request.headers.get("HX-Request") and "show" not in request.GET:
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    if not job.result:
        return respond(request, PREVIEW, "progress", {"job": job, "gone": work.GONE})
    context = {"job": job, "result": job.result, **_lines(request, job)}
    return respond(request, PREVIEW, "lines", context)


@login_required
@require_safe
def faulty(request: Request, pk: int) -> HttpResponse:
    """The lines with faults, as they were sent, with what is wrong in a last column."""
    job = _checked(request, pk)
    if not job.result:
        raise Http404("forgotten")
    return attached(work.faulty_lines(job), exports.XLSX, "往年提案（有错误的行）.xlsx")


@login_required
@require_safe
def template(request: Request) -> HttpResponse:
    """An empty table with a line that explains its columns."""
    _admit(request)
    return attached(columns.template(), exports.XLSX, "往年提案（模板）.xlsx")


@login_required
@once
@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    """Import what was seen."""
    job = _checked(request, pk)
    try:
        run = work.start_import(job, by=request.actor, digest=request.POST.get("digest", ""))
    except Refused as refusal:
        context = {"job": job, "result": job.result, "refusal": refusal, "gone": work.GONE}
        context |= _lines(request, job) if job.result else {}
        return respond(request, PREVIEW, "lines", context, status=422)
    return _to(request, "proposals:import-run", run)


@login_required
@require_safe
def run_page(request: Request, pk: int) -> HttpResponse:
    """How far an import is, and what came of it."""
    job = get_object_or_404(_mine(request, work.IMPORT), pk=pk)
    if job.is_over and request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    is_done = job.state == JobState.DONE
    context = {
        "job": job,
        "is_done": is_done,
        "counts": [(label, job.result["counts"][fate]) for fate, label in DONE.items()]
        if is_done
        else [],
        "list_url": PROPOSALS.url("list"),
    }
    return respond(request, RUN, "progress", context)


def _admit(request: Request) -> None:
    if not may(request.actor, permissions.import_past):
        raise Http404("import")


def _mine(request: Request, kind: str) -> QuerySet[Job]:
    """The jobs of a kind that the reader started: nobody else sees what he sent."""
    _admit(request)
    rows: QuerySet[Job] = Job.objects.filter(kind=kind, by_id=request.actor.user_id)
    # A page that asks how far it is need not fetch the table each time.
    return rows.defer("inputs")


def _checked(request: Request, pk: int) -> Job:
    """A check of the reader's own."""
    return get_object_or_404(_mine(request, work.CHECK), pk=pk)


def _lines(request: Request, job: Job) -> dict[str, Any]:
    """The lines of the fate that is asked for, or of the first that has any."""
    counts = job.result["counts"]
    asked = request.GET.get("show", "")
    first = next((fate for fate in LABELS if counts[fate]), Fate.NEW)
    fate = Fate(asked) if asked in counts else first
    lines = [line for line in job.result["lines"] if line["fate"] == fate]
    after = request.GET.get("after", "")
    start_at = int(after) if after.isdecimal() and len(after) < 7 else 0
    for line in lines[start_at : start_at + LINES_SHOWN]:
        if "stored" in line:
            line["url"] = PROPOSALS.url("detail", line["stored"])
    return {
        "fate": str(fate),
        "label": LABELS[fate],
        "count": len(lines),
        "lines": lines[start_at : start_at + LINES_SHOWN],
        "tabs": [
            (label, counts[one], f"?show={one}" if counts[one] else "")
            for one, label in LABELS.items()
        ],
        "previous_url": f"?show={fate}&after={max(start_at - LINES_SHOWN, 0)}" if start_at else "",
        "next_url": f"?show={fate}&after={start_at + LINES_SHOWN}"
        if start_at + LINES_SHOWN < len(lines)
        else "",
        "new": counts[Fate.NEW],
        "faulty": counts[Fate.FAULTY],
    }


def _to(request: Request, name: str, job: Job) -> HttpResponse:
    url = reverse(name, args=[job.pk])
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)
