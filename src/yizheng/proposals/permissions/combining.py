"""Who reads and who oversees, and rules about what hangs on a proposal or on a handling.

`NOTHING` and `EVERYTHING` stay themselves through all of it, so that menus recognise them.
"""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import EVERYTHING, NOTHING
from yizheng.core.actors import Actor
from yizheng.proposals.models import Handling, Proposal
from yizheng.proposals.states import WRITING

UNWRITTEN = Q(state__in=sorted(WRITING))
# A number is given at filing and never taken away.
FILED = Q(number__isnull=False)
READERS = (*INSIDERS, Role.MEMBER, Role.SUPERVISION)
# Those who see to it that units handle what they are given.
OVERSEERS = (Role.PROPOSALS, Role.SUPERVISION)


def held(actor: Actor, *roles: str, rule: Q = EVERYTHING) -> Q:
    """The rule for who holds one of the roles."""
    return rule if actor.has(*roles) else NOTHING


def of_proposal(rule: Q) -> Q:
    """A rule about proposals as one about what hangs on them."""
    if rule is EVERYTHING or rule is NOTHING:
        return rule
    return Q(proposal__in=Proposal._base_manager.filter(rule).values("pk"))


def through(path: str, rule: Q) -> Q:
    """A rule about handlings as one about what hangs on them by `path`."""
    if rule is EVERYTHING or rule is NOTHING:
        return rule
    return Q(**{f"{path}__in": Handling._base_manager.filter(rule).values("pk")})
