"""Who may see activities and the people in them, and who keeps them."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, STAFF, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

from .models import Participation
from .states import KindGroup

# What members may read whether they took part or not; talks and inner meetings are not among it.
OPEN_GROUPS = (KindGroup.CONSULTATION, KindGroup.SUPERVISION, KindGroup.SERVICE)


@action("activities.view", "查看活动")
def view(actor: Actor) -> Q:
    """Staff and leaders see all; a member the open work, plenary sessions, and what he is in."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    if not actor.has(Role.MEMBER):
        return NOTHING
    mine = Participation.objects.filter(person_id=actor.person_id).values("activity")
    return Q(kind__group__in=OPEN_GROUPS) | Q(series="plenary") | Q(pk__in=mine)


@action("activities.view_participation", "查看参加记录")
def view_participation(actor: Actor) -> Q:
    """Staff and leaders see everybody's; a member his own."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    own = actor.has(Role.MEMBER) and actor.person_id
    return Q(person_id=actor.person_id) if own else NOTHING


view_topic = held_by("activities.view_topic", "查看专题", *INSIDERS, Role.MEMBER)
view_kinds = held_by("activities.view_kinds", "查看活动种类", *INSIDERS)
# Who organises, records: any of the staff.
enter = held_by("activities.enter", "登记活动", *STAFF)
keep_kinds = held_by("activities.keep_kinds", "维护活动种类", Role.OFFICE)
