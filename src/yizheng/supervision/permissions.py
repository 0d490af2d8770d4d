"""Who arranges supervision, who supervises, and what units are shown of it."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor

from .states import COUNTED, TOLD, WITH_UNIT, AppraisalState, FindingState

keep = held_by("supervision.keep", "办理民主监督", Role.SPECIAL, Role.RESEARCH)


def _person(actor: Actor) -> int | None:
    return actor.person_id if actor.has(Role.MEMBER) else None


def _unit(actor: Actor) -> int | None:
    return actor.unit_id if actor.has(*UNITS) else None


@action("supervision.view_assignment", "查看民主监督员")
def view_assignment(actor: Actor) -> Q:
    """Everybody inside; a supervisor his own, a unit its supervisors."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    person, unit = _person(actor), _unit(actor)
    return any_of(Q(person_id=person) if person else NOTHING, Q(unit_id=unit) if unit else NOTHING)


def _own_finding(actor: Actor) -> Q:
    person = _person(actor)
    return Q(assignment__person_id=person) if person else NOTHING


def _of_unit(actor: Actor) -> Q:
    unit = _unit(actor)
    return Q(assignment__unit_id=unit, state__in=WITH_UNIT) if unit else NOTHING


@action("supervision.view_finding", "查看监督意见")
def view_finding(actor: Actor) -> Q:
    """Who arranges supervision and leaders all, a supervisor his own, a unit what it was given."""
    if actor.has(Role.SPECIAL, Role.RESEARCH, Role.LEADER):
        return EVERYTHING
    return any_of(_own_finding(actor), _of_unit(actor))


@action("supervision.report", "提监督意见")
def report(actor: Actor) -> Q:
    """A supervisor his own until it is conveyed; staff enter what he gave on paper."""
    open_ones = Q(state=FindingState.REPORTED)
    if actor.has(Role.SPECIAL, Role.RESEARCH):
        return open_ones
    return narrowed(_own_finding(actor), open_ones)


@action("supervision.answer", "答复监督意见", duty=_of_unit)
def answer(actor: Actor) -> Q:
    """The unit; staff enter what came on paper."""
    return EVERYTHING if actor.has(Role.SPECIAL, Role.RESEARCH) else _of_unit(actor)


def _appraised(actor: Actor) -> Q:
    unit = _unit(actor)
    return Q(unit_id=unit, state__in=TOLD) if unit else NOTHING


@action("supervision.view_appraisal", "查看民主评议")
def view_appraisal(actor: Actor) -> Q:
    """Everybody inside; a member where he is asked, a unit once the result was sent to it."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    person = _person(actor)
    asked = Q(invited=person) & ~Q(state=AppraisalState.DRAFT) if person else NOTHING
    return any_of(asked, _appraised(actor))


@action("supervision.view_result", "查看评议结果")
def view_result(actor: Actor) -> Q:
    """Nobody before the end; then who arranges it and leaders; once sent, all who may see it."""
    if actor.has(Role.SPECIAL, Role.RESEARCH, Role.LEADER):
        return Q(state__in=COUNTED)
    return narrowed(view_appraisal.rule(actor), Q(state__in=TOLD))


@action("supervision.prepare", "筹备民主评议")
def prepare(actor: Actor) -> Q:
    """An appraisal is changed until it opens."""
    staff = actor.has(Role.SPECIAL, Role.RESEARCH)
    return Q(state=AppraisalState.DRAFT) if staff else NOTHING


@action("supervision.rectify", "报整改情况", duty=_appraised)
def rectify(actor: Actor) -> Q:
    """The unit; staff enter what came on paper."""
    return EVERYTHING if actor.has(Role.SPECIAL, Role.RESEARCH) else _appraised(actor)


@action("supervision.view_ballot", "查看评议票")
def view_ballot(actor: Actor) -> Q:
    """Who arranges it sees who has voted; a member his own."""
    if actor.has(Role.SPECIAL, Role.RESEARCH):
        return EVERYTHING
    person = _person(actor)
    return Q(person_id=person) if person else NOTHING


@action("supervision.vote", "评议")
def vote(actor: Actor) -> Q:
    """The member himself; nobody votes for him."""
    person = _person(actor)
    return Q(person_id=person) if person and not actor.for_id else NOTHING
