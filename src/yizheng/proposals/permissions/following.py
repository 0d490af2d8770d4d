"""Who may see and say what came after a reply, and what was honoured."""

from django.db.models import Q

from yizheng.accounts.roles import Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor
from yizheng.proposals.models import KeyProposal
from yizheng.proposals.states import ReplyState

from .combining import OVERSEERS, READERS, held, of_proposal
from .handling import of_unit
from .writing import helped, led, view


@action("proposals.view_promise", "查看承诺事项")
def view_promise(actor: Actor) -> Q:
    """The unit that promised, and all readers once the reply is sent."""
    return any_of(of_unit(actor), held(actor, *READERS, rule=Q(reply__state=ReplyState.SENT)))


@action("proposals.keep_promise", "登记承诺落实情况", duty=of_unit)
def keep_promise(actor: Actor) -> Q:
    """The unit that promised; the proposal committee from paper."""
    return any_of(of_unit(actor), held(actor, Role.PROPOSALS))


@action("proposals.look_at_promise", "回头看承诺事项")
def look_at_promise(actor: Actor) -> Q:
    """Those who oversee, once the reply is sent."""
    return held(actor, *OVERSEERS, rule=Q(reply__state=ReplyState.SENT))


@action("proposals.view_follow_up", "查看回头看")
def view_follow_up(actor: Actor) -> Q:
    """Whoever may see the proposal."""
    return of_proposal(view.rule(actor))


@action("proposals.view_key", "查看重点提案")
def view_key(actor: Actor) -> Q:
    """Those who choose and leaders see the shortlist; all readers and its units what is decided."""
    decided = Q(decided_on__isnull=False)
    units = narrowed(of_proposal(any_of(led(actor), helped(actor))), decided)
    return any_of(
        held(actor, *OVERSEERS, Role.LEADER, Role.SPECIAL),
        held(actor, *READERS, rule=decided),
        units,
    )


@action("proposals.view_supervision", "查看督办活动")
def view_supervision(actor: Actor) -> Q:
    """As its key proposal."""
    rule = view_key.rule(actor)
    if rule is EVERYTHING or rule is NOTHING:
        return rule
    return Q(key_proposal__in=KeyProposal._base_manager.filter(rule).values("pk"))


supervise = held_by(
    "proposals.supervise", "登记督办活动", Role.PROPOSALS, Role.SUPERVISION, Role.SPECIAL
)
view_commendation = held_by("proposals.view_commendation", "查看评选", *OVERSEERS, Role.LEADER)
