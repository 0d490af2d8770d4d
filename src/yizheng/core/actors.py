"""Who is acting, for whom, and through which door."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Via(StrEnum):
    """The door a request came through."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or a program on a person's behalf, at work in one committee.

    `user_id` is None for the public and for the system itself. `for_id` names the person for whom
    an assistant acts; both are written to the audit trail.
    """

    user_id: int | None
    committee_id: int | None
    roles: frozenset[str]
    via: Via
    name: str = ""
    person_id: int | None = None
    unit_id: int | None = None
    for_id: int | None = None

    def has(self, *roles: str) -> bool:
        """Whether the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)

    def through(self, via: Via) -> "Actor":
        """The same actor at another door."""
        return replace(self, via=via)


def nobody(via: Via = Via.WEB) -> Actor:
    """The public: no account, no role, no committee."""
    return Actor(None, None, frozenset(), via)
