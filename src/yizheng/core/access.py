"""Rights as queries: one rule answers both "which records?" and "this record?".

A right says *who*; *when* is a transition's `sources`. Nothing else decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from .actors import Actor, freshly_confirmed
from .errors import NotAllowed, Unconfirmed

# Not `Q()`: an empty Q vanishes in `Q() | other`, which would silently narrow a wide right.
EVERYTHING = ~Q(pk__in=[])
NOTHING = Q(pk__in=[])

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Action:
    """A right: a key such as `proposals.file`, its Chinese name, and the rule.

    `duty` says for whom it is work that waits, where others may do it in their place, as staff
    enter what a unit sent on paper. Without it, it waits for whoever has the right.
    """

    key: str
    label: str
    rule: Callable[[Actor], Q]
    duty: Callable[[Actor], Q] | None = None

    def waits_for(self, actor: Actor) -> Q:
        """The records on which it is this actor's own work."""
        return (self.duty or self.rule)(actor)


ACTIONS: dict[str, Action] = {}


def action(
    key: str, label: str, *, duty: Callable[[Actor], Q] | None = None
) -> Callable[[Callable[[Actor], Q]], Action]:
    """Declare a right by its rule: the records on which an actor has it."""

    def declare(rule: Callable[[Actor], Q]) -> Action:
        if key in ACTIONS:
            raise ValueError(f"right declared twice: {key}")
        ACTIONS[key] = Action(key, label, rule, duty)
        return ACTIONS[key]

    return declare


def held_by(key: str, label: str, *roles: str) -> Action:
    """A right on every record of the committee for those who hold one of `roles`."""
    return action(key, label)(lambda actor: EVERYTHING if actor.has(*roles) else NOTHING)


def any_of(*rules: Q) -> Q:
    """Any of the rules; `NOTHING` and `EVERYTHING` stay themselves, which menus recognise."""
    if any(rule is EVERYTHING for rule in rules):
        return EVERYTHING
    given = [rule for rule in rules if rule is not NOTHING]
    return reduce(or_, given) if given else NOTHING


def by_another(actor: Actor, field: str) -> Q:
    """What an account other than the actor's began, as `field` keeps it: two people decide."""
    return ~Q(**{field: actor.user_id}) if actor.user_id else EVERYTHING


def narrowed(rule: Q, condition: Q) -> Q:
    """The rule narrowed; `NOTHING` stays itself."""
    return rule if rule is NOTHING else rule & condition


def restrict(rows: QuerySet[M], right: Action, actor: Actor) -> QuerySet[M]:
    """The part of `rows` on which `actor` has `right`; no extra query."""
    rule = right.rule(actor)
    if rule is EVERYTHING:
        return rows
    return rows.none() if rule is NOTHING else rows.filter(rule)


def may(actor: Actor, right: Action) -> bool:
    """Whether `actor` could have `right` on some record: draws menus and buttons. No query."""
    return right.rule(actor) is not NOTHING


def can(actor: Actor, right: Action, record: Model) -> bool:
    """The same rule asked of one record of the actor's own committee.

    No query when the rule does not depend on the record.
    """
    if getattr(record, "committee_id", actor.committee_id) != actor.committee_id:
        return False
    rule = right.rule(actor)
    if rule is EVERYTHING or rule is NOTHING:
        return rule is EVERYTHING
    return record._meta.model._base_manager.filter(rule, pk=record.pk).exists()


def require(actor: Actor, right: Action, record: Model) -> None:
    """`can`, or raise `NotAllowed`."""
    if not can(actor, right, record):
        raise NotAllowed(f"您无权{right.label}", action=right.key)


def require_confirmed(by: Actor) -> None:
    """Beside a right: the person has just given his password again.

    Raises:
        Unconfirmed: he has not, or too long ago; programs and assistants never have.
    """
    if not freshly_confirmed(by, timezone.now()):
        raise Unconfirmed
