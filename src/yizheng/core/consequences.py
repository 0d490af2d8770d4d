"""What an app above does when something was done to a record below it, in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from .actors import Actor

Follower = Callable[[Any, Actor, datetime], None]
_followers: dict[str, list[Follower]] = defaultdict(list)


def after(key: str) -> Callable[[Follower], Follower]:
    """Have a function called with the record, the actor and the moment, after an act of this key.

    The act is a transition, or the entering, revising or removing of a record, under the key it
    has in the trail. What the function refuses, refuses the act.
    """

    def declare(follower: Follower) -> Follower:
        _followers[key].append(follower)
        return follower

    return declare


def follow(key: str, record: Any, by: Actor, at: datetime) -> None:
    """Call who asked to be called. For the engines, once the act stands in the trail."""
    for follower in _followers.get(key, ()):
        follower(record, by, at)
