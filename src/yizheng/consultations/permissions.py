"""Who may see and keep the plan, the products and the recommendations."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, STAFF, UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor

from .states import SuggestionState

view_plan = held_by("consultations.view_plan", "查看协商计划", *INSIDERS, Role.MEMBER)
keep_plan = held_by("consultations.keep_plan", "维护协商计划", Role.SPECIAL, Role.RESEARCH)
view_preparation = held_by("consultations.view_preparation", "查看协商筹备", *INSIDERS)
view_call = held_by("consultations.view_call", "查看议题征集", *INSIDERS, Role.MEMBER)
keep_topics = held_by("consultations.keep_topics", "征集和研究议题", Role.SPECIAL, Role.RESEARCH)


@action("consultations.suggest_publicly", "公众提议题")
def suggest_publicly(actor: Actor) -> Q:
    """Whoever has not signed in, on the page of an open call."""
    return EVERYTHING if actor.user_id is None else NOTHING


def _own_topics(actor: Actor) -> Q:
    own = actor.has(Role.MEMBER) and actor.person_id
    return Q(person_id=actor.person_id) if own else NOTHING


@action("consultations.view_suggestion", "查看议题建议")
def view_suggestion(actor: Actor) -> Q:
    """Those who keep the plan, and leaders, all; a member his own."""
    if actor.has(Role.SPECIAL, Role.RESEARCH, Role.LEADER):
        return EVERYTHING
    return _own_topics(actor)


@action("consultations.view_own_topics", "查看本人的议题建议")
def view_own_topics(actor: Actor) -> Q:
    """A member's own."""
    return _own_topics(actor)


@action("consultations.suggest", "提议题建议")
def suggest(actor: Actor) -> Q:
    """A member his own until it is decided; those who keep the plan enter what came otherwise."""
    open_ones = Q(state=SuggestionState.SUGGESTED)
    if actor.has(Role.SPECIAL, Role.RESEARCH):
        return open_ones
    return narrowed(_own_topics(actor), open_ones)


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
    return any_of(_sent(actor, "product__sent_on"), _sent_to(actor))


def _sent(actor: Actor, field: str) -> Q:
    if actor.has(*STAFF):
        return EVERYTHING
    readers = (Role.LEADER, Role.MEMBER, Role.SUPERVISION)
    return Q(**{f"{field}__isnull": False}) if actor.has(*readers) else NOTHING
