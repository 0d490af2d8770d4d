"""My work: records that wait for a move the reader may make, found from the transitions alone."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Value

from yizheng.core.access import NOTHING, may
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Register
from yizheng.core.workflow import TRANSITIONS, Transition

Place = tuple[type[Model], str]
# Moves to a state of their own that take back finished work: nothing waits for them.
TAKING_BACK = frozenset({"opinions.withdraw"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """Records of one kind in one state on which the reader may do something; where they are."""

    register: Register
    state: str
    moves: list[str]
    count: int
    url: str


def waiting(actor: Actor) -> list[Waiting]:
    """What waits for the actor, by register and state. 1 query, however many transitions.

    Only moves that lead on make a record wait, not those that mark it, go back or take back.
    """
    places = list(_places(actor).items())
    counts = _counts(actor, places)
    return [
        _told(place, moves, counts[number])
        for number, (place, moves) in enumerate(places)
        if counts.get(number)
    ]


def _places(actor: Actor) -> dict[Place, list[Transition]]:
    """The moves this actor may make on some record, by the kind and state they start from."""
    places: dict[Place, list[Transition]] = defaultdict(list)
    for move in TRANSITIONS.values():
        register = REGISTERS.get(move.model._meta.label_lower)
        if register is None or move.right is None or not may(actor, register.view):
            continue
        if not may(actor, move.right):
            continue
        for state in sorted(move.sources):
            if _leads_on(move, state):
                places[move.model, state].append(move)
    return places


def _leads_on(move: Transition, state: str) -> bool:
    """Whether a record in `state` waits for the move: what goes back is possible, not awaited."""
    if move.target is None or move.key in TAKING_BACK:
        return False
    if move.target == state:
        return move.when is not None
    steps = _steps(move.model)
    return steps.get(move.target, 0) > steps.get(state, 0)


@cache
def _steps(model: Any) -> dict[str, int]:
    """How many moves a state is from the first one, at least."""
    first = str(model._meta.get_field("state").default)
    steps, edge = {first: 0}, [first]
    while edge:
        state = edge.pop(0)
        for move in TRANSITIONS.values():
            if move.model is model and state in move.sources and move.target not in (None, *steps):
                steps[str(move.target)] = steps[state] + 1
                edge.append(str(move.target))
    return steps


def _counts(actor: Actor, places: list[tuple[Place, list[Transition]]]) -> dict[int, int]:
    """`{number of the place: records}`; places without records may be missing."""
    counted = [
        _open(actor, place, moves)
        .order_by()
        .values(awaited_at=Value(number))
        .annotate(awaited_count=Count("pk", distinct=True))
        .values_list("awaited_at", "awaited_count")
        for number, (place, moves) in enumerate(places)
    ]
    if not counted:
        return {}
    first, *others = counted
    return dict(first.union(*others, all=True) if others else first)


def _open(actor: Actor, place: Place, moves: list[Transition]) -> QuerySet[Any]:
    model, state = place
    register = REGISTERS[model._meta.label_lower]
    rights = [_rule(actor, move) for move in moves]
    rows: QuerySet[Any] = register.model.objects.filter(register.view.rule(actor), state=state)
    return rows.filter(reduce(or_, rights))


def _rule(actor: Actor, move: Transition) -> Q:
    rule = move.right.rule(actor) if move.right else NOTHING
    return rule & move.when if move.when is not None else rule


def _told(place: Place, moves: list[Transition], count: int) -> Waiting:
    model: Any = place[0]
    register = REGISTERS[model._meta.label_lower]
    named = dict(model._meta.get_field("state").flatchoices)
    url = register.url("list")
    if "state" in register.filters:
        url = f"{url}?state={place[1]}"
    return Waiting(register, str(named[place[1]]), [move.label for move in moves], count, url)
