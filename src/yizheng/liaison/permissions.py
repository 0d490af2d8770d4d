"""Who reads what members said in confidence, and who sees to it."""

from django.db.models import Q

from yizheng.accounts.roles import STAFF, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by
from yizheng.core.actors import Actor

from .states import RemarkState

KEEPERS = (Role.OFFICE, Role.SPECIAL)
keep = held_by("liaison.keep", "登记和安排委员意见建议", *KEEPERS)


def _follows(actor: Actor) -> Q:
    own = actor.has(*STAFF, Role.LEADER) and actor.person_id
    return Q(follower_id=actor.person_id) if own else NOTHING


@action("liaison.view", "查看委员意见建议")
def view(actor: Actor) -> Q:
    """Who keeps them and leaders all; a member his own; whoever follows one up, that one."""
    if actor.has(*KEEPERS, Role.LEADER):
        return EVERYTHING
    own = actor.has(Role.MEMBER) and actor.person_id
    return any_of(Q(member_id=actor.person_id) if own else NOTHING, _follows(actor))


@action("liaison.note", "登记委员意见建议")
def note(actor: Actor) -> Q:
    """Entered, corrected and taken back until somebody follows it up."""
    return Q(state=RemarkState.NOTED) if actor.has(*KEEPERS) else NOTHING


@action("liaison.follow", "跟办委员意见建议", duty=_follows)
def follow(actor: Actor) -> Q:
    """Whoever follows it up; those who keep them enter it for him."""
    return EVERYTHING if actor.has(*KEEPERS) else _follows(actor)


def _to_tell(actor: Actor) -> Q:
    """Whoever followed it up tells; what nobody did, those who keep them."""
    kept = Q(state=RemarkState.KEPT) if actor.has(*KEEPERS) else NOTHING
    return any_of(kept, _follows(actor))


@action("liaison.tell", "反馈委员意见建议", duty=_to_tell)
def tell(actor: Actor) -> Q:
    """Whoever followed it up, and those who keep them."""
    return EVERYTHING if actor.has(*KEEPERS) else _follows(actor)
