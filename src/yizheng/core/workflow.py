"""A transition is a service function plus the facts around it, written once, registered here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from inspect import Parameter, signature
from typing import Any, get_type_hints

from django.db import models
from django.db.models import Q
from django.utils import timezone

from . import history
from .access import Action, can, require
from .actors import Actor
from .citations import Citation
from .consequences import follow
from .errors import Stale, Unknown, WrongState
from .history import Act, changed, label_of
from .records import check, refusals_recorded, snapshot


@dataclass(frozen=True, slots=True)
class Transition:
    """One move of one kind of record: from which states, to which, by whom, under which rule.

    `target` is None for an act that leaves the state as it is, such as marking a key proposal;
    `when` is what must hold of the record besides its state. `right` is None for a consequence: a
    move nobody asks for, made by another one within its transaction, such as a proposal that counts
    as answered when its last reply is sent. `makes` names the moves one of which a shortcut makes.
    A record in a state of `awaited_in` waits for this move: what goes back, takes back or is done
    only when something went wrong is possible, but nobody waits for it.
    """

    key: str
    label: str
    model: type[models.Model]
    sources: frozenset[str]
    target: str | None
    right: Action | None
    citation: Citation
    inputs: dict[str, Parameter]
    perform: Callable[..., Any]
    when: Q | None = None
    makes: tuple[str, ...] = ()
    awaited_in: frozenset[str] = frozenset()

    def fits(self, record: models.Model) -> bool:
        """Whether the record is where this move starts. At most one query."""
        if getattr(record, "state", None) not in self.sources:
            return False
        return self.when is None or _holds(self.when, record)


def _holds(condition: Q, record: models.Model) -> bool:
    return type(record)._base_manager.filter(condition, pk=record.pk).exists()


TRANSITIONS: dict[str, Transition] = {}


def transition(
    key: str,
    label: str,
    *,
    sources: Iterable[str],
    target: str | None,
    right: Action | None,
    citation: Citation,
    when: Q | None = None,
    awaited_in: Iterable[str] | None = None,
) -> Callable[[Callable[..., None]], Callable[..., Any]]:
    """Make a service function the only way from `sources` to `target`.

    The function receives the locked record and does only its own work. Locking, checks, the state
    change, saving and history happen here, in one transaction; the saved record is returned.
    Callers may give `version`, the version of the record they have read. With `target` None the
    state stays as it is. With `right` None the move is a consequence of others: services call it,
    no door offers it. `awaited_in` are the states in which a record waits for the move: its sources
    when left out, none for a move without target.

    Raises:
        WrongState: the record is in none of `sources`, or not as `when` says.
        NotAllowed: `by` may not do this to this record.
        Stale: the record was changed since `version`.
        Invalid: the work, or a model constraint, refused the result.
    """
    here = frozenset(str(source) for source in sources)
    there = None if target is None else str(target)
    waiting = (here if target else frozenset()) if awaited_in is None else frozenset(awaited_in)

    def register(work: Callable[..., None]) -> Callable[..., Any]:
        @wraps(work)
        def perform(
            record: Any,
            *,
            by: Actor,
            at: datetime | None = None,
            version: int | None = None,
            **inputs: Any,
        ) -> Any:
            at = at or timezone.now()
            with refusals_recorded(key, by=by, record=label_of(record)):
                record = _admitted(TRANSITIONS[key], record, by=by, version=version)
                before = snapshot(record)
                work(record, by=by, at=at, **inputs)
                record.state = there or record.state
                record.version += 1
                check(record)
                record.save()
                old, new = changed(before, snapshot(record))
                history.write([Act(key, label_of(record), before=old, after=new, at=at)], by=by)
                follow(key, record, by, at)
            return record

        model, inputs = _facts_of(key, work)
        TRANSITIONS[key] = Transition(
            key, label, model, here, there, right, citation, inputs, perform, when,
            awaited_in=frozenset(map(str, waiting)),
        )  # fmt: skip
        return perform

    return register


def shortcut(
    key: str,
    label: str,
    *,
    sources: Iterable[str],
    makes: Iterable[str],
    right: Action,
    citation: Citation,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a move that makes one of the moves `makes`, which it chooses from the record.

    The function receives the locked record, makes the other move by its service, with all that
    belongs to it, and returns what that returns. Doors offer it as any transition.

    Raises:
        WrongState, NotAllowed, Stale: as `transition`; and whatever the chosen move refuses.
    """
    here = frozenset(str(source) for source in sources)

    def register(choose: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(choose)
        def perform(
            record: Any,
            *,
            by: Actor,
            at: datetime | None = None,
            version: int | None = None,
            **inputs: Any,
        ) -> Any:
            at = at or timezone.now()
            with refusals_recorded(key, by=by, record=label_of(record)):
                record = _admitted(TRANSITIONS[key], record, by=by, version=version)
                return choose(record, by=by, at=at, **inputs)

        model, inputs = _facts_of(key, choose)
        TRANSITIONS[key] = Transition(
            key, label, model, here, None, right, citation, inputs, perform, makes=tuple(makes)
        )
        return perform

    return register


def _facts_of(
    key: str, work: Callable[..., Any]
) -> tuple[type[models.Model], dict[str, Parameter]]:
    """Of which kind of record a new move is, and what it asks for."""
    if key in TRANSITIONS:
        raise ValueError(f"transition declared twice: {key}")
    first, *rest = signature(work).parameters.items()
    inputs = {name: parameter for name, parameter in rest if name not in {"by", "at"}}
    return get_type_hints(work)[first[0]], inputs


def _admitted(move: Transition, record: Any, *, by: Actor, version: int | None) -> Any:
    """The record, locked and read anew, when the actor may make the move on it now."""
    record = type(record)._base_manager.select_for_update().get(pk=record.pk)
    if move.right is not None:
        require(by, move.right, record)
    if record.state not in move.sources:
        raise WrongState(
            f"当前为“{record.get_state_display()}”，不能{move.label}", state=record.state
        )
    if move.when is not None and not _holds(move.when, record):
        raise WrongState(f"现在不能{move.label}，请重新查看后再操作。", state=record.state)
    if version is not None and record.version != version:
        raise Stale("您打开以后，这条记录已被别人办理，请重新查看后再操作。")
    return record


def open_to(actor: Actor, record: Any) -> list[Transition]:
    """The moves this actor can make on this record now. At most two queries per candidate."""
    return [
        move
        for move in offered(type(record))
        if move.right is not None and move.fits(record) and can(actor, move.right, record)
    ]


def offered(model: type[models.Model]) -> list[Transition]:
    """The moves of a kind of record that doors offer: all but consequences."""
    return [move for move in TRANSITIONS.values() if move.model is model and move.right is not None]


def find(key: str, model: type[models.Model]) -> Transition:
    """The transition of a key for a kind of record.

    Raises:
        Unknown: there is none; the message names those there are.
    """
    move = TRANSITIONS.get(key)
    known = [move.key for move in offered(model)]
    if move is None or key not in known:
        raise Unknown(f"没有“{key}”这项办理；可用的有：{'、'.join(known) or '无'}")
    return move
