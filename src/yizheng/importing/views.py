"""Importing a table: the form, what would become of each line, the import."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yizheng.core import exports
from yizheng.core.errors import NotAllowed, Refused
from yizheng.core.forms import TableForm
from yizheng.core.http import Request, attached, redirect_to, respond
from yizheng.core.idempotency import once
from yizheng.core.jobs import Job, JobState
from yizheng.core.registers import REGISTERS, Register
from yizheng.documents.models import LIMIT_BYTES

from .imports import work
from .imports.columns import needed_headings
from .imports.deciding import Fate
from .registers import RUNS

PREVIEW = "importing/preview.html"
LINES_SHOWN = 100
# What each fate is called, in the order in which they need to be looked at.
LABELS = {
    Fate.FAULTY: "有错误",
    Fate.CHANGED: "系统里已有，将变更",
    Fate.NEW: "新的，将导入",
    Fate.SAME: "系统里已有且相同",
}
# The same, said after it was done.
DONE = {
    Fate.NEW: "已新增",
    Fate.CHANGED: "已变更",
    Fate.SAME: "相同，略过",
    Fate.FAULTY: "有错误，没有导入",
}


@login_required
@once
@require_http_methods(["GET", "POST"])
def import_page(request: Request, key: str) -> HttpResponse:
    """The form; a table that can be read goes on to its preview."""
    register = _admitted(request, key)
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else (None, None)
    form = TableForm("表格", *given)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than allowed is enough to be refused for its size.
            content = file.read(LIMIT_BYTES + 1)
            job = work.start_check(key, file.name, content, by=request.actor)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect_to(request, reverse("importing:preview", args=[job.pk]))
    context = {
        "register": register,
        "form": form,
        "fields": work.explained(register),
        "needed": needed_headings(register),
    }
    status = 422 if form.errors else 200
    return respond(request, "importing/form.html", "form", context, status=status)


@login_required
@require_safe
def template(request: Request, key: str) -> HttpResponse:
    """An empty table."""
    register = _admitted(request, key)
    return attached(work.template(register), exports.XLSX, f"{register.label}（模板）.xlsx")


@login_required
@require_safe
def preview(request: Request, pk: int) -> HttpResponse:
    """What would become of each line, a part at a time; until then how far the checking is."""
    job = _mine(request, work.CHECK, pk)
    if job.is_over and request.headers.get("HX-Request") and "show" not in request.GET:
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    if not job.result:
        return respond(request, PREVIEW, "progress", {"job": job, "gone": work.GONE})
    return respond(request, PREVIEW, "lines", _context(request, job))


@login_required
@require_safe
def faulty(request: Request, pk: int) -> HttpResponse:
    """The lines with faults, as they were sent, with what is wrong in a last column."""
    job = _mine(request, work.CHECK, pk)
    if not job.inputs:
        raise Http404("forgotten")
    return attached(work.faulty_lines(job), exports.XLSX, "有错误的行.xlsx")


@login_required
@once
@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    """Store what was checked."""
    job = _mine(request, work.CHECK, pk)
    try:
        run = work.start_import(job, by=request.actor, digest=request.POST.get("digest", ""))
    except Refused as refusal:
        context = {"job": job, "gone": work.GONE, "refusal": refusal}
        if job.result:
            context |= _context(request, job)
        return respond(request, PREVIEW, "lines", context, status=422)
    return redirect_to(request, reverse("importing:run", args=[run.pk]))


@login_required
@require_safe
def run_page(request: Request, pk: int) -> HttpResponse:
    """How far an import is, and what came of it."""
    job = _mine(request, work.IMPORT, pk)
    if job.is_over and request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    context: dict[str, Any] = {"job": job}
    if job.state == JobState.DONE:
        counts = job.result["counts"]
        register = REGISTERS[job.result["key"]]
        context |= {
            "register": register,
            "counts": [(label, counts[fate]) for fate, label in DONE.items()],
            "list_url": register.url("list"),
            "undo_url": RUNS.url("detail", job.result["run"]),
            "again_url": reverse("importing:form", args=[register.key]),
        }
    return respond(request, "importing/run.html", "progress", context)


def _admitted(request: Request, key: str) -> Register:
    try:
        return work.admitted(key, request.actor)
    except NotAllowed as error:
        raise Http404(key) from error


def _mine(request: Request, kind: str, pk: int) -> Job:
    """A job that the reader started: nobody else sees what he sent."""
    rows: QuerySet[Job] = Job.objects.filter(kind=kind, by_id=request.actor.user_id)
    return get_object_or_404(rows, pk=pk)


def _context(request: Request, job: Job) -> dict[str, Any]:
    """The lines of the fate that is asked for, or of the first that has any."""
    result = job.result
    register, counts = REGISTERS[result["key"]], result["counts"]
    asked = request.GET.get("show", "")
    first = next((fate for fate in LABELS if counts[fate]), Fate.NEW)
    fate = Fate(asked) if asked in counts else first
    lines = result["lines"][fate]
    after = request.GET.get("after", "")
    begin = int(after) if after.isdecimal() and len(after) < 7 else 0
    for line in lines:
        if "stored" in line:
            line["url"] = register.url("detail", line["stored"])
    more = begin + LINES_SHOWN < len(lines)
    return {
        "job": job,
        "register": register,
        "result": result,
        "fate": str(fate),
        "label": LABELS[fate],
        "count": counts[fate],
        "left_out": counts[fate] - len(lines),
        "lines": lines[begin : begin + LINES_SHOWN],
        "tabs": [
            (label, counts[one], f"?show={one}" if counts[one] else "")
            for one, label in LABELS.items()
        ],
        "previous_url": f"?show={fate}&after={max(begin - LINES_SHOWN, 0)}" if begin else "",
        "next_url": f"?show={fate}&after={begin + LINES_SHOWN}" if more else "",
        "to_store": counts[Fate.NEW] + counts[Fate.CHANGED],
        "new": counts[Fate.NEW],
        "changed": counts[Fate.CHANGED],
        "faulty": counts[Fate.FAULTY],
        "again_url": reverse("importing:form", args=[register.key]),
    }
