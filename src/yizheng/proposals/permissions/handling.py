"""Who may see what units do with a proposal, do it, and oversee it."""

from django.db.models import Q

from yizheng.accounts.roles import UNITS, Role
from yizheng.core.access import NOTHING, action, any_of, held_by
from yizheng.core.actors import Actor

from .combining import OVERSEERS, READERS, held, of_proposal, through
from .writing import helped, led, proposed


def of_unit(actor: Actor) -> Q:
    """What was given to the actor's unit, what it gave back too."""
    return Q(unit_id=actor.unit_id) if actor.has(*UNITS) and actor.unit_id else NOTHING


@action("proposals.view_handling", "查看承办情况")
def view_handling(actor: Actor) -> Q:
    """A unit sees its own and its partners'; whoever may read filed proposals sees all."""
    return any_of(
        held(actor, *READERS), of_unit(actor), of_proposal(any_of(led(actor), helped(actor)))
    )


@action("proposals.handle", "办理提案", duty=of_unit)
def handle(actor: Actor) -> Q:
    """The unit's people do its part; the proposal committee enters what came on paper."""
    return any_of(of_unit(actor), held(actor, Role.PROPOSALS))


oversee = held_by("proposals.oversee", "督办提案", *OVERSEERS)
view_ledger = held_by("proposals.view_ledger", "查看督办台账", *OVERSEERS, Role.LEADER)


@action("proposals.view_of_handling", "查看办理过程")
def view_of_handling(actor: Actor) -> Q:
    """Contacts, extensions and urgings: the unit's own, and all for those who oversee or lead.

    The proposer sees what was done about his own proposal.
    """
    proposers = of_proposal(proposed(actor))
    return any_of(
        held(actor, *OVERSEERS, Role.LEADER),
        through("handling", of_unit(actor)),
        through("handling", proposers),
    )


@action("proposals.record_handling", "登记办理过程")
def record_handling(actor: Actor) -> Q:
    """Contacts and wishes for more time are the unit's, or entered from paper."""
    return any_of(through("handling", of_unit(actor)), held(actor, Role.PROPOSALS))
