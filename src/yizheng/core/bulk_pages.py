"""The pages of a move on many records: its form, the preview, what came of it."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from . import bulk
from .access import may
from .forms import move_form
from .http import Request, redirect_to, respond
from .idempotency import once
from .jobs import Job
from .listing import chosen, with_changes
from .registers import Register
from .workflow import Transition

# Records named on the form; the preview names them all.
NAMED = 5


def bulk_context(request: Request, register: Register, count: int) -> dict[str, Any]:
    """What a list shows of moves on many of its records: none for most readers. No query."""
    moves = bulk.moves_of(register, request.actor)
    if not moves:
        return {"bulk_moves": []}
    address = register.url("bulk")
    every = [
        (move, address + with_changes(request.GET, after="", every="yes", move=move.key))
        for move in moves
    ]
    return {
        "bulk_moves": moves,
        "bulk_url": address,
        "bulk_every": every if count <= bulk.MOST else [],
        "bulk_most": bulk.MOST,
    }


@once
@require_http_methods(["GET", "POST"])
def bulk_page(request: Request, register: Register) -> HttpResponse:
    """The move's form, filled in once for all; sent, the move is rehearsed and the preview opens.

    Which records is said by the address: `ids`, or `every` with the list's filters.
    """
    move = _offered(request, register, request.GET.get("move", ""))
    rows = bulk.in_turn(register, _asked(request, register))
    ids = list(rows.values_list("pk", flat=True)[: bulk.MOST + 1])
    form = move_form(move)(request.POST if request.method == "POST" else None)
    problem = _problem(len(ids))
    if form.is_valid() and not problem:
        said = {name: request.POST.getlist(name) for name in form.fields}
        asked = with_changes(request.GET, again="")
        job = bulk.rehearse(register, move, by=request.actor, ids=ids, said=said, asked=asked)
        return redirect_to(request, register.url("bulk-run", job.pk))
    if not form.is_bound:
        form.initial = _typed_before(request, register, form)
    context = {
        "register": register,
        "move": move,
        **_caution(request, register, move),
        "form": form,
        "problem": problem,
        "count": len(ids),
        "named": list(rows[:NAMED]),
        "idempotency_key": uuid.uuid4().hex,
    }
    status = 422 if form.errors or problem else 200
    return respond(request, "records/bulk.html", "form", context, status=status)


@once
@require_http_methods(["GET", "POST"])
def run_page(request: Request, register: Register, pk: int) -> HttpResponse:
    """How far a rehearsal or a performance is, then what it found; sent, a rehearsal comes true."""
    job = get_object_or_404(bulk.runs_of(register, request.actor), pk=pk)
    move = _offered(request, register, job.inputs["move"])
    if request.method == "POST":
        if job.kind != bulk.REHEARSAL or not job.is_over:
            raise Http404(pk)
        run = bulk.confirm(job, by=request.actor)
        return redirect_to(request, register.url("bulk-run", run.pk))
    if request.headers.get("HX-Request") and job.is_over:
        return redirect_to(request, request.path)
    caution = bulk.caution_of(register, move)
    context = {"register": register, "job": job, "move": move, "caution": caution}
    if job.kind == bulk.REHEARSAL:
        page, found = "records/bulk_preview.html", _foreseen(register, job)
    else:
        page, found = "records/bulk_done.html", _done(request, register, job)
    return respond(request, page, "progress", context | found)


def _offered(request: Request, register: Register, key: str) -> Transition:
    """The move of this key; one that the reader could not make on many does not exist."""
    moves = bulk.moves_of(register, request.actor) if may(request.actor, register.view) else []
    move = next((move for move in moves if move.key == key), None)
    if move is None:
        raise Http404(key)
    return move


def _caution(request: Request, register: Register, move: Transition) -> dict[str, Any]:
    """What to think of before this move is made on many, and the way to the better one."""
    caution = bulk.caution_of(register, move)
    moves = bulk.moves_of(register, request.actor) if caution else []
    better = next((one for one in moves if caution and one.key == caution.better), None)
    url = (
        f"{register.url('bulk')}{with_changes(request.GET, again='', move=better.key)}"
        if better
        else ""
    )
    return {"caution": caution, "better": better, "better_url": url}


def _asked(request: Request, register: Register) -> Any:
    """The records the address names, of those the reader may see; others do not exist."""
    if request.GET.get("every"):
        return chosen(register, request.GET, request.actor)[1]
    said = [text for text in request.GET.getlist("ids") if text.isdecimal() and len(text) < 10]
    return register.rows(request.actor).filter(pk__in=[int(text) for text in said[: bulk.MOST + 1]])


def _problem(count: int) -> str:
    if count > bulk.MOST:
        return f"选中的超过 {bulk.MOST} 条。请加上筛选条件，分几次办理。"
    return "" if count else "没有选中可以办理的记录。请回到列表勾选。"


def _typed_before(request: Request, register: Register, form: forms.Form) -> dict[str, Any]:
    """What was typed before the preview from which the reader came back to change it."""
    again = request.GET.get("again", "")
    if not (again.isdecimal() and len(again) < 10):
        return {}
    job = bulk.runs_of(register, request.actor).filter(pk=int(again)).first()
    said = job.inputs["said"] if job and job.inputs["move"] == request.GET.get("move") else {}
    return {
        name: said[name] if isinstance(field, forms.ModelMultipleChoiceField) else said[name][-1]
        for name, field in form.fields.items()
        if said.get(name)
    }


def _foreseen(register: Register, job: Job) -> dict[str, Any]:
    outcomes = bulk.outcomes_of(job)
    asked = job.inputs["asked"]
    return {
        "moved": _linked(register, [one for one in outcomes if not one.refusal]),
        "refused": _linked(register, [one for one in outcomes if one.refusal]),
        "back_url": f"{register.url('bulk')}{asked}&again={job.pk}",
        # One key for one preview: sent twice, from whichever window, it is performed once.
        "idempotency_key": f"bulk-{job.pk}",
    }


def _linked(register: Register, outcomes: list[bulk.Outcome]) -> list[tuple[bulk.Outcome, str]]:
    return [(one, register.url("detail", one.pk)) for one in outcomes]


def _done(request: Request, register: Register, job: Job) -> dict[str, Any]:
    """What was moved, as it is called now, and what was not. 1 query."""
    sentences = {pk: sentence for pk, _, sentence in job.result.get("refused", ())}
    reached = job.inputs["seen"][: job.done]
    now = register.rows(request.actor).in_bulk([pk for pk, _, _ in reached])
    rows = [
        (str(now.get(pk, name)), register.url("detail", pk), sentences.get(pk, ""))
        for pk, _, name in reached
    ]
    return {
        "moved": [(name, url) for name, url, sentence in rows if not sentence],
        "refused": [row for row in rows if row[2]],
    }
