"""Who may see and keep publications, the programme and the press; who writes, edits, decides."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor

from .models import Contribution
from .states import IN_EDITING, WITH_AUTHOR, ContributionState

EDITORS = (Role.RESEARCH, Role.OFFICE)
view = held_by("publicity.view", "查看文史宣传", *INSIDERS, Role.MEMBER)
keep = held_by("publicity.keep", "登记文史宣传", *EDITORS)


def _own(actor: Actor) -> Q:
    return Q(author_id=actor.person_id) if actor.has(Role.MEMBER) and actor.person_id else NOTHING


@action("publicity.view_contribution", "查看稿件")
def view_contribution(actor: Actor) -> Q:
    """Editors and leaders all; a member his own; others, and members too, what is published."""
    if actor.has(*EDITORS, Role.LEADER):
        return EVERYTHING
    if not actor.has(*INSIDERS, Role.MEMBER):
        return NOTHING
    return any_of(_own(actor), Q(state=ContributionState.PUBLISHED))


view_own_contribution = action("publicity.view_own_contribution", "查看本人的稿件")(_own)


@action("publicity.enter", "登记和编辑稿件")
def enter(actor: Actor) -> Q:
    """Editors type in what came on paper, and edit whatever is not decided."""
    return Q(state__in=IN_EDITING | WITH_AUTHOR) if actor.has(*EDITORS) else NOTHING


def _to_improve(actor: Actor) -> Q:
    """A member improves his own; for an author without an account the editors enter what he did."""
    strangers = Q(author__isnull=True) if actor.has(*EDITORS) else NOTHING
    return any_of(_own(actor), strangers)


@action("publicity.write", "投稿", duty=_to_improve)
def write(actor: Actor) -> Q:
    """A member his own while it is with him; editors whatever is not decided."""
    own = narrowed(_own(actor), Q(state__in=WITH_AUTHOR))
    return any_of(enter.rule(actor), own)


@action("publicity.withdraw", "撤回本人的稿件")
def withdraw(actor: Actor) -> Q:
    """The author, until it is decided."""
    return _own(actor)


def _of_others(actor: Actor) -> Q:
    """Nobody judges what he wrote himself."""
    return ~Q(author_id=actor.person_id) if actor.person_id else EVERYTHING


@action("publicity.review", "初审稿件")
def review(actor: Actor) -> Q:
    """An editor, about the work of others."""
    return _of_others(actor) if actor.has(*EDITORS) else NOTHING


@action("publicity.decide", "决定稿件采用")
def decide(actor: Actor) -> Q:
    """A leader or an editor who neither looked at it first, nor edited it, nor wrote it."""
    if not actor.has(*EDITORS, Role.LEADER):
        return NOTHING
    if actor.user_id is None:
        return _of_others(actor)
    touched = Contribution.editors.through._default_manager.filter(user_id=actor.user_id)
    return ~Q(pk__in=touched.values("contribution_id")) & _of_others(actor)


@action("publicity.view_entry", "查看目录")
def view_entry(actor: Actor) -> Q:
    """Who keeps it and leaders all; everybody else what is out."""
    if actor.has(*EDITORS, Role.LEADER):
        return EVERYTHING
    out = Q(publication__published_on__isnull=False)
    return out if actor.has(*INSIDERS, Role.MEMBER) else NOTHING
