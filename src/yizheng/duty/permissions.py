"""Who reads a duty file, answers objections, and decides about assessments.

A file is its member's and the office's: neither leaders nor other staff nor other members read it.
"""

from django.db.models import Q

from yizheng.accounts.roles import Role
from yizheng.core.access import EVERYTHING, NOTHING, action, by_another, held_by, narrowed
from yizheng.core.actors import Actor

from .states import AssessmentState, OutsideState, RulesState


def _own(actor: Actor, path: str = "mandate__person_id") -> Q:
    if actor.has(Role.MEMBER) and actor.person_id:
        return Q(**{path: actor.person_id})
    return NOTHING


def _office_or_own(actor: Actor, path: str = "mandate__person_id") -> Q:
    return EVERYTHING if actor.has(Role.OFFICE) else _own(actor, path)


def _office_not_own(actor: Actor) -> Q:
    """The office; nobody decides about himself."""
    if not actor.has(Role.OFFICE):
        return NOTHING
    return ~Q(mandate__person_id=actor.person_id) if actor.person_id else EVERYTHING


@action("duty.view_file", "查看履职档案")
def view_file(actor: Actor) -> Q:
    """Of a mandate: the member himself and the office."""
    return _office_or_own(actor, "person_id")


view_own_file = action("duty.view_own_file", "查看本人的履职档案")(
    lambda actor: _own(actor, "person_id")
)
keep_files = held_by("duty.keep_files", "管理履职档案", Role.OFFICE)
view_objection = action("duty.view_objection", "查看履职记录异议")(_office_or_own)
object_to = action("duty.object", "对履职记录提异议")(_own)
answer_objection = action("duty.answer_objection", "答复履职记录异议")(_office_not_own)
view_outside = action("duty.view_outside", "查看会外履职")(_office_or_own)


@action("duty.report_outside", "报会外履职")
def report_outside(actor: Actor) -> Q:
    """A member his own, until it is approved."""
    open_ones = Q(state__in=[OutsideState.WAITING, OutsideState.DECLINED])
    return narrowed(_own(actor), open_ones)


decide_outside = action("duty.decide_outside", "认定会外履职")(_office_not_own)


@action("duty.view_rules", "查看履职评价规则")
def view_rules(actor: Actor) -> Q:
    """The office all; members what is in force."""
    if actor.has(Role.OFFICE):
        return EVERYTHING
    return Q(state=RulesState.ON) if actor.has(Role.MEMBER) else NOTHING


@action("duty.write_rules", "起草履职评价规则")
def write_rules(actor: Actor) -> Q:
    """The office, until it is proposed."""
    return Q(state=RulesState.DRAFT) if actor.has(Role.OFFICE) else NOTHING


keep_rules = held_by("duty.keep_rules", "提请和停用履职评价", Role.OFFICE)


@action("duty.confirm_rules", "确认启用履职评价")
def confirm_rules(actor: Actor) -> Q:
    """One of the office who did not propose it."""
    return by_another(actor, "proposed_by_id") if actor.has(Role.OFFICE) else NOTHING


@action("duty.view_assessment", "查看年度履职评价")
def view_assessment(actor: Actor) -> Q:
    """The office all; a member his own while it counts."""
    if actor.has(Role.OFFICE):
        return EVERYTHING
    return narrowed(_own(actor), Q(state=AssessmentState.FROZEN))


assess = held_by("duty.assess", "年度履职评价定稿", Role.OFFICE)


@action("duty.void_assessment", "作废年度履职评价")
def void_assessment(actor: Actor) -> Q:
    """One of the office who did not freeze it, and whose it is not."""
    return narrowed(_office_not_own(actor), by_another(actor, "frozen_by_id"))


view_adjustment = held_by("duty.view_adjustment", "查看人工加减分", Role.OFFICE)
adjust = action("duty.adjust", "提出人工加减分")(
    lambda actor: narrowed(_office_not_own(actor), Q(state="asked"))
)


@action("duty.approve_adjustment", "批准人工加减分")
def approve_adjustment(actor: Actor) -> Q:
    """One of the office who did not ask for it, and whom it does not concern."""
    return narrowed(_office_not_own(actor), by_another(actor, "asked_by_id"))
