"""Acting at the other end of the ladder, within the transaction of an act at this one.

Whoever acts in two committees at once takes the upper one's trail first: two that meet would
otherwise wait for each other for ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from yizheng.accounts.roles import MESSENGER
from yizheng.core.actors import Actor
from yizheng.core.tenancy import within


def as_messenger(by: Actor, committee_id: int | None) -> Actor:
    """The same person, with no right in the committee but to deliver."""
    return replace(
        by,
        committee_id=committee_id,
        roles=frozenset({MESSENGER}),
        person_id=None,
        unit_id=None,
        confirmed_at=None,
    )


@contextmanager
def at_the_other_end(committee_id: int, by: Actor) -> Iterator[Actor]:
    """Be in another committee as a messenger."""
    with within(committee_id):
        yield as_messenger(by, committee_id)
