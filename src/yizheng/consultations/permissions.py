"""Who may see and keep the plan, the products and the recommendations."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, STAFF, UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

view_plan = held_by("consultations.view_plan", "查看协商计划", *INSIDERS, Role.MEMBER)
keep_plan = held_by("consultations.keep_plan", "维护协商计划", Role.SPECIAL, Role.RESEARCH)
view_campaign = held_by("consultations.view_campaign", "查看专项建言", *INSIDERS, Role.MEMBER)
keep = held_by("consultations.keep", "登记协商成果和建议", Role.SPECIAL, Role.RESEARCH)


def _sent_to(actor: Actor) -> Q:
    """What was sent to the actor's unit to be answered."""
    return Q(unit_id=actor.unit_id) if actor.has(*UNITS) and actor.unit_id else NOTHING


def _to_answer(actor: Actor) -> Q:
    """A unit's own; what was sent to none waits for those who ask about it."""
    asking = actor.has(Role.SPECIAL, Role.RESEARCH, Role.SUPERVISION)
    return Q(unit__isnull=True) if asking else _sent_to(actor)


@action("consultations.answer", "登记建议的采纳情况", duty=_to_answer)
def answer(actor: Actor) -> Q:
    """The unit for what was sent to it; those who follow up enter what came otherwise."""
    asking = actor.has(Role.SPECIAL, Role.RESEARCH, Role.SUPERVISION)
    return EVERYTHING if asking else _sent_to(actor)


@action("consultations.view_product", "查看协商成果")
def view_product(actor: Actor) -> Q:
    """Staff see drafts as well; leaders and members see what has been sent."""
    return _sent(actor, "sent_on")


@action("consultations.view_recommendation", "查看意见建议")
def view_recommendation(actor: Actor) -> Q:
    """As the product in which it stands; a unit sees what it is to answer."""
    readers, unit = _sent(actor, "product__sent_on"), _sent_to(actor)
    if readers is EVERYTHING or unit is NOTHING:
        return readers
    return unit if readers is NOTHING else readers | unit


def _sent(actor: Actor, field: str) -> Q:
    if actor.has(*STAFF):
        return EVERYTHING
    readers = (Role.LEADER, Role.MEMBER, Role.SUPERVISION)
    return Q(**{f"{field}__isnull": False}) if actor.has(*readers) else NOTHING
