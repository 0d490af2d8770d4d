"""Who may see and keep aid, platforms, concerns, what service gave, and grants."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor

from .states import UNTAKEN, WITH_UNIT, ConcernState

view = held_by("service.view", "查看帮扶和服务为民", *INSIDERS, Role.MEMBER)
view_money = held_by("service.view_money", "查看帮扶资金", *INSIDERS)
view_grant = held_by("service.view_grant", "查看助学发放", Role.OFFICE, Role.SPECIAL, Role.LEADER)
keep = held_by("service.keep", "登记帮扶和服务为民", Role.OFFICE, Role.SPECIAL)
# One at a time, and the trail says who read it.
read_contact = held_by("service.read_contact", "查看反映人的联系方式", Role.OFFICE, Role.SPECIAL)


def _own(actor: Actor) -> Q:
    own = actor.has(Role.MEMBER) and actor.person_id
    return Q(member_id=actor.person_id) if own else NOTHING


def _of_unit(actor: Actor) -> Q:
    own = actor.has(*UNITS) and actor.unit_id
    return Q(unit_id=actor.unit_id, state__in=WITH_UNIT) if own else NOTHING


@action("service.view_concern", "查看群众关切问题")
def view_concern(actor: Actor) -> Q:
    """Everybody inside; a unit what it was handed; members all that was looked through."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    # What a stranger wrote is nobody's reading before the staff have taken it.
    seen = Q(receipt__isnull=True) | ~Q(state__in=UNTAKEN)
    return any_of(seen if actor.has(Role.MEMBER) else NOTHING, _of_unit(actor))


@action("service.view_own_concern", "查看本人反映的问题")
def view_own_concern(actor: Actor) -> Q:
    """What a member raised himself."""
    return _own(actor)


@action("service.report_concern", "反映群众关切问题")
def report_concern(actor: Actor) -> Q:
    """A member in his own name, until somebody has taken it."""
    return narrowed(_own(actor), Q(state=ConcernState.RAISED, receipt__isnull=True))


@action("service.raise_publicly", "公众反映问题")
def raise_publicly(actor: Actor) -> Q:
    """Whoever has not signed in, on the page of a platform."""
    return EVERYTHING if actor.user_id is None else NOTHING


def _keeps(actor: Actor) -> bool:
    return actor.has(Role.OFFICE, Role.SPECIAL)


@action("service.answer_concern", "答复群众关切问题", duty=_of_unit)
def answer_concern(actor: Actor) -> Q:
    """The unit it was handed to; staff enter what came on paper."""
    return EVERYTHING if _keeps(actor) else _of_unit(actor)


def _to_solve(actor: Actor) -> Q:
    """What no unit answers in the system, and what a unit has answered, waits for the staff."""
    waits = Q(unit__isnull=True) | ~Q(state=ConcernState.HANDED)
    return waits if _keeps(actor) else NOTHING


@action("service.solve_concern", "登记问题的解决", duty=_to_solve)
def solve_concern(actor: Actor) -> Q:
    """Staff: raised is not resolved, and a unit's word alone is not either."""
    return EVERYTHING if _keeps(actor) else NOTHING
