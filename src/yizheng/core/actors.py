"""Who is acting, for whom, and through which door."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

# How long a second confirmation holds.
FRESH_FOR = timedelta(minutes=5)


class Via(StrEnum):
    """The door a request came through."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or a program on a person's behalf, at work in one committee.

    `user_id` is None for the public and for the system itself. `for_id` is the account of the
    member for whom an assistant acts: `user_id` and `name` are then the assistant's, `person_id`
    the member's, and both accounts are written to the audit trail. `confirmed_at` is when the
    person last gave his password again in this session of the pages; signing in is not that, and
    a program, a command or an assistant never has it.
    """

    user_id: int | None
    committee_id: int | None
    roles: frozenset[str]
    via: Via
    name: str = ""
    person_id: int | None = None
    unit_id: int | None = None
    for_id: int | None = None
    for_name: str = ""
    confirmed_at: datetime | None = None

    def has(self, *roles: str) -> bool:
        """Whether the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)

    def through(self, via: Via) -> "Actor":
        """The same actor at another door."""
        return replace(self, via=via)


def nobody(via: Via = Via.WEB) -> Actor:
    """The public: no account, no role, no committee."""
    return Actor(None, None, frozenset(), via)


def freshly_confirmed(by: Actor, at: datetime) -> bool:
    """Whether `by` had confirmed at most five minutes before `at` that it is he who acts."""
    if by.confirmed_at is None or by.for_id is not None:
        return False
    return timedelta(0) <= at - by.confirmed_at <= FRESH_FOR
