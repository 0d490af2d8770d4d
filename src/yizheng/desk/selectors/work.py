"""My work: records that wait for a move the reader may make, found from the transitions alone."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Value

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Register
from yizheng.core.workflow import TRANSITIONS, Transition

Place = tuple[type[Model], str]


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

    Acts that leave the state as it is do not make a record wait.
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
        if register is None or not move.target:
            continue
        if may(actor, register.view) and may(actor, move.right):
            for state in sorted(move.sources):
                places[move.model, state].append(move)
    return places


def _counts(actor: Actor, places: list[tuple[Place, list[Transition]]]) -> dict[int, int]:
    """`{number of the place: records}`; places without records may be missing."""
    counted = [
        _open(actor, place, moves)
        .order_by()
        .values(place=Value(number))
        .annotate(n=Count("pk", distinct=True))
        .values_list("place", "n")
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
    rule = move.right.rule(actor)
    return rule & move.when if move.when is not None else rule


def _told(place: Place, moves: list[Transition], count: int) -> Waiting:
    model, state = place
    register = REGISTERS[model._meta.label_lower]
    named = dict(register.model._meta.get_field("state").flatchoices)  # type: ignore[union-attr]
    url = register.url("list")
    if "state" in register.filters:
        url = f"{url}?state={state}"
    return Waiting(register, str(named[state]), [move.label for move in moves], count, url)
