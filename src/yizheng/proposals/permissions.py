"""Who may see a proposal and do what with it. When is each transition's `sources`."""

from functools import reduce
from operator import or_

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import NOTHING, action, held_by
from yizheng.core.actors import Actor

from .models import Proposal
from .states import State

DRAFT = Q(state=State.DRAFT)
# A number is given at filing and never taken away.
FILED = Q(number__isnull=False)


def _any(*rules: Q) -> Q:
    """Any of the rules; `NOTHING` itself, which menus recognise, when there is none."""
    given = [rule for rule in rules if rule is not NOTHING]
    return reduce(or_, given) if given else NOTHING


def own(actor: Actor) -> Q:
    """What the actor proposes himself, in his own name or as the first of several."""
    return Q(proposer_id=actor.person_id) if actor.person_id else NOTHING


def signed(actor: Actor) -> Q:
    """What the actor has put his name under."""
    if not actor.person_id:
        return NOTHING
    links = Proposal.co_signers.through._base_manager.filter(person_id=actor.person_id)
    return Q(pk__in=links.values("proposal_id"))


def entered(actor: Actor) -> Q:
    """What the actor has typed in for somebody else, from paper."""
    return Q(entered_by_id=actor.user_id) if actor.has(Role.PROPOSALS) else NOTHING


def led(actor: Actor) -> Q:
    """What the actor's unit answers for."""
    if not (actor.has(Role.UNIT) and actor.unit_id):
        return NOTHING
    return Q(lead_unit_id=actor.unit_id)


def helped(actor: Actor) -> Q:
    """What the actor's unit helps with."""
    if not (actor.has(Role.UNIT) and actor.unit_id):
        return NOTHING
    links = Proposal.helpers.through._base_manager.filter(unit_id=actor.unit_id)
    return Q(pk__in=links.values("proposal_id"))


@action("proposals.view", "查看提案")
def view(actor: Actor) -> Q:
    """One's own and what one has co-signed, drafts too; beyond that it depends on the role.

    The proposal committee's staff see everything but others' drafts; handling units what is
    assigned to them; members, other staff, leaders and the supervision office what is filed.
    """
    readers = actor.has(*INSIDERS, Role.MEMBER, Role.SUPERVISION)
    return _any(
        own(actor),
        signed(actor),
        entered(actor),
        led(actor),
        helped(actor),
        FILED if readers else NOTHING,
        ~DRAFT if actor.has(Role.PROPOSALS) else NOTHING,
    )


@action("proposals.write", "撰写提案")
def write(actor: Actor) -> Q:
    """A draft is changed and handed in by its proposer, or by the staff who typed it in."""
    mine = own(actor) if actor.has(Role.MEMBER) else NOTHING
    rule = _any(mine, entered(actor))
    return rule if rule is NOTHING else rule & DRAFT


@action("proposals.enter", "录入提案")
def enter(actor: Actor) -> Q:
    """A draft that came on paper is typed in and corrected by the one who typed it in."""
    rule = entered(actor)
    return rule if rule is NOTHING else rule & DRAFT


@action("proposals.view_own", "查看本人提案")
def view_own(actor: Actor) -> Q:
    """A member's own and co-signed proposals, from the draft on."""
    return _any(own(actor), signed(actor)) if actor.has(Role.MEMBER) else NOTHING


@action("proposals.reply", "答复提案")
def reply(actor: Actor) -> Q:
    """The lead unit answers; the proposal committee's staff enter an answer that came on paper."""
    return _any(led(actor), FILED if actor.has(Role.PROPOSALS) else NOTHING)


@action("proposals.evaluate", "评价办理情况")
def evaluate(actor: Actor) -> Q:
    """The first proposer judges; the proposal committee's staff enter a paper form."""
    return _any(own(actor), FILED if actor.has(Role.PROPOSALS) else NOTHING)


@action("proposals.attach", "添加提案附件")
def attach(actor: Actor) -> Q:
    """To one's draft; by the lead unit to what it answers; by the proposal committee to all."""
    staff = ~DRAFT if actor.has(Role.PROPOSALS) else NOTHING
    return _any(write.rule(actor), led(actor), staff)


review = held_by("proposals.review", "审查提案", Role.PROPOSALS)
assign = held_by("proposals.assign", "交办提案", Role.PROPOSALS)
commend = held_by("proposals.commend", "确定重点和优秀提案", Role.PROPOSALS)
