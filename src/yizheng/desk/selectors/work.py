"""My work: records that wait for a move the reader may make, found from the transitions alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, DateField, IntegerField, Min, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from yizheng.core.access import NOTHING, may
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Register
from yizheng.core.workflow import TRANSITIONS, Transition

Place = tuple[type[Model], str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records wait in one place, the nearest due day, and how many are overdue."""

    count: int
    first_due: date | None
    overdue: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Records of one kind in one state on which the reader may do something; where they are.

    `left` counts the days to the nearest due day, below zero when it is past; None without days.
    """

    register: Register
    state: str
    moves: list[str]
    count: int
    url: str
    left: int | None = None
    overdue: int = 0

    @property
    def standing(self) -> str:
        """How near the days are, in words; empty where records have none."""
        if self.overdue:
            return f"逾期 {self.overdue} 件"
        if self.left is None:
            return ""
        return "今天到期" if self.left == 0 else f"最近的还有 {self.left} 天"

    @property
    def tone(self) -> str:
        """Overdue is bad, a week and less warn."""
        if self.overdue:
            return "bad"
        return "warn" if self.left is not None and self.left <= 7 else "info"


def waiting(actor: Actor) -> list[Waiting]:
    """What waits for the actor, by register and state. 1 query, however many transitions.

    Only moves that are awaited make a record wait, not those that mark it, go back or take back.
    """
    today, places = timezone.localdate(), list(_places(actor).items())
    tallies = _tallies(actor, places, today)
    return [
        _told(place, moves, tallies[number], today)
        for number, (place, moves) in enumerate(places)
        if number in tallies
    ]


def _places(actor: Actor) -> dict[Place, list[Transition]]:
    """The moves this actor may make on some record, by the kind and state they start from."""
    places: dict[Place, list[Transition]] = defaultdict(list)
    for move in TRANSITIONS.values():
        register = REGISTERS.get(move.model._meta.label_lower)
        if register is None or move.right is None or not may(actor, register.view):
            continue
        if move.right.waits_for(actor) is NOTHING:
            continue
        for state in sorted(move.awaited_in):
            places[move.model, state].append(move)
    return places


def _tallies(
    actor: Actor, places: list[tuple[Place, list[Transition]]], today: date
) -> dict[int, Tally]:
    """`{number of the place: tally}`; places without records are missing."""
    counted = [
        _open(actor, place, moves)
        .order_by()
        .values(tally_place=Value(number))
        .annotate(
            tally_count=Count("pk", distinct=True),
            tally_first=_first_due(place[0]),
            tally_overdue=_overdue(place[0], today),
        )
        .values_list("tally_place", "tally_count", "tally_first", "tally_overdue")
        for number, (place, moves) in enumerate(places)
    ]
    if not counted:
        return {}
    first, *others = counted
    rows = first.union(*others, all=True) if others else first
    return {number: Tally(*facts) for number, *facts in rows if facts[0]}


def _first_due(model: type[Model]) -> Any:
    due = REGISTERS[model._meta.label_lower].due
    return Min(due) if due else Cast(Value(None), DateField())


def _overdue(model: type[Model], today: date) -> Any:
    due = REGISTERS[model._meta.label_lower].due
    if not due:
        return Value(0, output_field=IntegerField())
    return Count("pk", distinct=True, filter=Q(**{f"{due}__lt": today}))


def _open(actor: Actor, place: Place, moves: list[Transition]) -> QuerySet[Any]:
    model, state = place
    register = REGISTERS[model._meta.label_lower]
    rights = [_rule(actor, move) for move in moves]
    rows: QuerySet[Any] = register.model.objects.filter(register.view.rule(actor), state=state)
    return rows.filter(reduce(or_, rights))


def _rule(actor: Actor, move: Transition) -> Q:
    rule = move.right.waits_for(actor) if move.right else NOTHING
    return rule & move.when if move.when is not None else rule


def _told(place: Place, moves: list[Transition], tally: Tally, today: date) -> Waiting:
    model: Any = place[0]
    register = REGISTERS[model._meta.label_lower]
    named = dict(model._meta.get_field("state").flatchoices)
    url = register.url("list")
    if "state" in register.filters:
        url = f"{url}?state={place[1]}"
    if register.due and "state" in register.filters:
        url = f"{url}&sort={register.due}"
    left = (tally.first_due - today).days if tally.first_due else None
    labels = [move.label for move in moves]
    state = str(named[place[1]])
    return Waiting(register, state, labels, tally.count, url, left, tally.overdue)
