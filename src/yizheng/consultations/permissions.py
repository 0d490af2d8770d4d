"""Who may see and keep the plan, the products and the recommendations."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, STAFF, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

view_plan = held_by("consultations.view_plan", "查看协商计划", *INSIDERS, Role.MEMBER)
keep_plan = held_by("consultations.keep_plan", "维护协商计划", Role.SPECIAL, Role.RESEARCH)
view_campaign = held_by("consultations.view_campaign", "查看专项建言", *INSIDERS, Role.MEMBER)
keep = held_by("consultations.keep", "登记协商成果和建议", Role.SPECIAL, Role.RESEARCH)
answer = held_by(
    "consultations.answer", "登记建议的采纳情况", Role.SPECIAL, Role.RESEARCH, Role.SUPERVISION
)


@action("consultations.view_product", "查看协商成果")
def view_product(actor: Actor) -> Q:
    """Staff see drafts as well; leaders and members see what has been sent."""
    return _sent(actor, "sent_on")


@action("consultations.view_recommendation", "查看意见建议")
def view_recommendation(actor: Actor) -> Q:
    """As the product in which it stands; the supervision office follows what was sent."""
    return _sent(actor, "product__sent_on")


def _sent(actor: Actor, field: str) -> Q:
    if actor.has(*STAFF):
        return EVERYTHING
    readers = (Role.LEADER, Role.MEMBER, Role.SUPERVISION)
    return Q(**{f"{field}__isnull": False}) if actor.has(*readers) else NOTHING
