"""Who sends reports up and takes them in. The research office does."""

from django.db.models import Q

from yizheng.accounts.roles import MESSENGER, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

from .states import Arrived

keep = held_by("ladder.keep", "上报和收录信息", Role.RESEARCH)
view_incoming = held_by("ladder.view_incoming", "查看下级报送", Role.RESEARCH, Role.LEADER)
view_partner = held_by("ladder.view_partner", "查看通联政协", Role.RESEARCH)
# The other end of the ladder acts with it, in the transaction of an act of its own.
deliver = held_by("ladder.deliver", "送达上报和答复", MESSENGER)


@action("ladder.view_submission", "查看信息上报")
def view_submission(actor: Actor) -> Q:
    """The research office and leaders all, a member those of his own reports."""
    if actor.has(Role.RESEARCH, Role.LEADER):
        return EVERYTHING
    if actor.has(Role.MEMBER) and actor.person_id:
        return Q(report__reporter_id=actor.person_id)
    return NOTHING


@action("ladder.decide", "收录下级报送")
def decide(actor: Actor) -> Q:
    """The research office, what was not recalled."""
    return ~Q(state=Arrived.RECALLED) if actor.has(Role.RESEARCH) else NOTHING
