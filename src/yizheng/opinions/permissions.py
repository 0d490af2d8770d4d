"""Who may see and keep reports, bulletins and adoptions. The research office keeps them."""

from django.db.models import Q

from yizheng.accounts.roles import MESSENGER, UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor

from .states import BulletinState, State

keep = held_by("opinions.keep", "编报社情民意信息", Role.RESEARCH)
# What a committee above adopted comes down by its messenger.
pass_down = held_by("opinions.pass_down", "登记上级的采用情况", MESSENGER)
# A proposal that is not filed, or a recommendation, may be worth reporting.
import_past = held_by("opinions.import_past", "导入往年社情民意信息", Role.RESEARCH)
hand_over = held_by(
    "opinions.hand_over", "转交社情民意信息", Role.PROPOSALS, Role.SPECIAL, Role.RESEARCH
)


def _own(actor: Actor) -> Q:
    if not (actor.has(Role.MEMBER) and actor.person_id):
        return NOTHING
    return Q(reporter_id=actor.person_id)


@action("opinions.view", "查看社情民意信息")
def view(actor: Actor) -> Q:
    """The research office all, leaders what was edited or compiled, a member his own."""
    if actor.has(Role.RESEARCH):
        return EVERYTHING
    edited = Q(state__in=[State.EDITED, State.COMPILED])
    return any_of(_own(actor), edited if actor.has(Role.LEADER) else NOTHING)


@action("opinions.view_own", "查看本人反映的信息")
def view_own(actor: Actor) -> Q:
    """A member's own reports."""
    return _own(actor)


@action("opinions.enter", "登记社情民意信息")
def enter(actor: Actor) -> Q:
    """The research office types in what comes from elsewhere, until it is dealt with."""
    return Q(state=State.RECEIVED) if actor.has(Role.RESEARCH) else NOTHING


@action("opinions.write", "反映社情民意信息")
def write(actor: Actor) -> Q:
    """A member writes his own, and may correct it until it is dealt with."""
    return any_of(enter.rule(actor), narrowed(_own(actor), Q(state=State.RECEIVED)))


@action("opinions.withdraw", "撤回本人反映的信息")
def withdraw(actor: Actor) -> Q:
    """A member's own, until it is edited."""
    return _own(actor)


@action("opinions.sign", "签发社情民意信息")
def sign(actor: Actor) -> Q:
    """A leader, or one of the research office who did not edit it."""
    if actor.has(Role.LEADER):
        return EVERYTHING
    return ~Q(editor_id=actor.user_id) if actor.has(Role.RESEARCH) else NOTHING


def _forwarded_to(actor: Actor) -> Q:
    """What was forwarded to the actor's unit."""
    return Q(unit_id=actor.unit_id) if actor.has(*UNITS) and actor.unit_id else NOTHING


@action("opinions.view_forwarding", "查看信息转送")
def view_forwarding(actor: Actor) -> Q:
    """The research office and leaders all, a unit what it was given, a member those of his own."""
    if actor.has(Role.RESEARCH, Role.LEADER):
        return EVERYTHING
    is_member = actor.has(Role.MEMBER) and actor.person_id
    mine = Q(report__reporter_id=actor.person_id) if is_member else NOTHING
    return any_of(_forwarded_to(actor), mine)


@action("opinions.answer_forwarding", "反馈转送的信息", duty=_forwarded_to)
def answer_forwarding(actor: Actor) -> Q:
    """The unit; the research office enters what came on paper."""
    return EVERYTHING if actor.has(Role.RESEARCH) else _forwarded_to(actor)


view_informant = held_by("opinions.view_informant", "查看特邀信息员", Role.RESEARCH, Role.LEADER)


@action("opinions.view_bulletin", "查看信息刊物")
def view_bulletin(actor: Actor) -> Q:
    """The research office all; what was sent leaders, and the office, where instructions arrive."""
    if actor.has(Role.RESEARCH):
        return EVERYTHING
    return ~Q(state=BulletinState.DRAFT) if actor.has(Role.LEADER, Role.OFFICE) else NOTHING


@action("opinions.make_bulletin", "编辑信息刊物")
def make_bulletin(actor: Actor) -> Q:
    """An issue is changed until it is sent."""
    return Q(state=BulletinState.DRAFT) if actor.has(Role.RESEARCH) else NOTHING


@action("opinions.view_adoption", "查看信息采用")
def view_adoption(actor: Actor) -> Q:
    """The research office and leaders all, a member those of his own reports."""
    if actor.has(Role.RESEARCH, Role.LEADER):
        return EVERYTHING
    if actor.has(Role.MEMBER) and actor.person_id:
        return Q(report__reporter_id=actor.person_id)
    return NOTHING
