"""One move on many records: rehearsed first, then made on exactly those that it would move.

A rehearsal really makes the move on each record and takes it back at once, so it says what will
happen and nothing of it remains: no change, no trail, no number. Each record has a transaction of
its own both times: nobody else waits longer than for one move, and what is refused is refused
alone. A move offered in bulk must therefore change nothing but the database.

Both are jobs, kept for a week. Those of one page of a list are done within the request.
"""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict

from . import workflow
from .access import may
from .actors import Actor
from .errors import Invalid, Refused
from .forms import move_form
from .jobs import Job, enqueue, job
from .paging import SIZE
from .registers import REGISTERS, Caution, Register
from .workflow import Transition

MOST = 500
# As many as a page shows: a second or two.
AT_ONCE = SIZE
KEPT_FOR = timedelta(days=7)
REHEARSAL, PERFORMANCE = "core.rehearse_in_bulk", "core.perform_in_bulk"
TELL_EVERY = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one record: its state after the move, or the sentence of the refusal."""

    pk: int
    version: int
    name: str
    before: str
    after: str = ""
    refusal: str = ""


def moves_of(register: Register, actor: Actor) -> list[Transition]:
    """The moves that the register offers in bulk and `actor` might make. No query.

    None for an assistant: jobs run in a person's own name.
    """
    if actor.for_id is not None:
        return []
    moves = [workflow.find(key, register.model) for key in register.bulk]
    return [move for move in moves if move.right is not None and may(actor, move.right)]


def caution_of(register: Register, move: Transition) -> Caution | None:
    """What the register says before this move is made on many, if anything. No query."""
    return next((one for one in register.cautions if one.move == move.key), None)


def in_turn(register: Register, rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` in the order in which they are moved: the list's own, forwards, so oldest first."""
    return rows.order_by(register.order.lstrip("-"), "pk")


def rehearse(
    register: Register,
    move: Transition,
    *,
    by: Actor,
    ids: list[int],
    said: dict[str, list[str]],
    asked: str,
) -> Job:
    """Find out what the move would do to those of `ids` that `by` may see; stores nothing of it.

    Args:
        said: the move's form as filled in.
        asked: how the records were chosen, as the page's address says it; for the way back.
    """
    return enqueue(
        REHEARSAL,
        f"成批{move.label}：预览",
        by=by,
        at_once=len(ids) <= AT_ONCE,
        register=register.key,
        move=move.key,
        ids=ids,
        said=said,
        asked=asked,
    )


def confirm(rehearsal: Job, *, by: Actor) -> Job:
    """Make the move on the records that the rehearsal would have moved, as they were then."""
    seen = [[one.pk, one.version, one.name] for one in outcomes_of(rehearsal) if not one.refusal]
    inputs = {name: rehearsal.inputs[name] for name in ("register", "move", "said")}
    title = f"成批{workflow.TRANSITIONS[inputs['move']].label}"
    return enqueue(PERFORMANCE, title, by=by, at_once=len(seen) <= AT_ONCE, seen=seen, **inputs)


def outcomes_of(rehearsal: Job) -> list[Outcome]:
    """What a rehearsal found, in the order in which the records are moved."""
    return [Outcome(**facts) for facts in rehearsal.result.get("outcomes", ())]


def runs_of(register: Register, actor: Actor) -> QuerySet[Job]:
    """The rehearsals and performances of `actor` on this register that are still kept."""
    kinds = (REHEARSAL, PERFORMANCE)
    found: QuerySet[Job] = Job.objects.filter(kind__in=kinds, by_id=actor.user_id)
    return found.filter(inputs__register=register.key)


@job(REHEARSAL, kept_for=KEPT_FOR)
def rehearse_all(
    job: Job, *, by: Actor, register: str, move: str, ids: list[int], said: Any, asked: str
) -> dict[str, Any]:
    """The outcome for each record. 1 query beside those of the moves and of the progress."""
    lists, step = REGISTERS[register], workflow.TRANSITIONS[move]
    facts = _facts(step, said)
    records = list(in_turn(lists, lists.rows(by).filter(pk__in=ids)))
    outcomes = []
    for place, record in enumerate(records, start=1):
        outcomes.append(asdict(_rehearsed(step, record, by=by, facts=facts)))
        if place % TELL_EVERY == 0:
            job.progress(place, len(records))
    job.progress(len(records), len(records))
    return {"outcomes": outcomes}


@job(PERFORMANCE, kept_for=KEPT_FOR)
def perform_all(
    job: Job, *, by: Actor, register: str, move: str, seen: list[Any], said: Any
) -> dict[str, Any]:
    """Make the move on each record; tells which were refused, and why.

    How far it is stands in the transaction of the move: started again, it goes on where it was.
    """
    lists, step = REGISTERS[register], workflow.TRANSITIONS[move]
    facts = _facts(step, said)
    left = seen[job.done :]
    records = lists.rows(by).in_bulk([pk for pk, _, _ in left])
    refused = list(job.result.get("refused", ()))
    for place, (pk, version, name) in enumerate(left, start=job.done + 1):
        with transaction.atomic():
            refusal = _performed(step, records.get(pk), by=by, version=version, facts=facts)
            if refusal:
                refused.append([pk, name, refusal])
            job.progress(place, len(seen), refused=refused)
    return {"refused": refused}


def _rehearsed(move: Transition, record: Any, *, by: Actor, facts: dict[str, Any]) -> Outcome:
    """The move made and taken back."""
    outcome = Outcome(record.pk, record.version, str(record), record.get_state_display())
    with transaction.atomic():
        try:
            moved = move.perform(record, by=by, version=record.version, **facts)
        except Refused as refusal:
            outcome = replace(outcome, refusal=refusal.message)
        else:
            outcome = replace(outcome, after=moved.get_state_display())
        transaction.set_rollback(True)
    return outcome


def _performed(
    move: Transition, record: Any, *, by: Actor, version: int, facts: dict[str, Any]
) -> str:
    """The sentence of the refusal; empty when the move was made."""
    if record is None:
        return "这条记录已经不在，或不再由您办理。"
    try:
        move.perform(record, by=by, version=version, **facts)
    except Refused as refusal:
        return refusal.message
    return ""


def _facts(move: Transition, said: dict[str, list[str]]) -> dict[str, Any]:
    """The move's inputs from what was typed, read anew: a choice may be gone by now.

    Raises:
        Invalid: it no longer fits.
    """
    form = move_form(move)(MultiValueDict(said))
    if not form.is_valid():
        sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
        raise Invalid("；".join(sentences))
    return form.cleaned_data
