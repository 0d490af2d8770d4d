"""Who may see and keep upward reports, rules, honours and lists of responsibilities."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by
from yizheng.core.actors import Actor

KEEPERS = (Role.OFFICE, Role.PARTY)
view_report = held_by("office.view_report", "查看请示报告", *INSIDERS)
view = held_by("office.view", "查看制度和荣誉", *INSIDERS, Role.MEMBER)
keep = held_by("office.keep", "登记机关工作", *KEEPERS)
view_responsibility = held_by("office.view_responsibility", "查看责任清单", *INSIDERS)


def _answers_for(actor: Actor) -> Q:
    """The items for which the actor himself answers; of those in the committee's service."""
    own = actor.person_id and actor.has(*INSIDERS)
    return Q(person_id=actor.person_id) if own else NOTHING


def _to_do(actor: Actor) -> Q:
    """Whoever answers for it; where nobody is named, those who keep the list."""
    unnamed = Q(person__isnull=True) if actor.has(*KEEPERS) else NOTHING
    return any_of(_answers_for(actor), unnamed)


@action("office.fulfil", "办理责任事项", duty=_to_do)
def fulfil(actor: Actor) -> Q:
    """Whoever answers for it; those who keep the list enter it for him."""
    return EVERYTHING if actor.has(*KEEPERS) else _answers_for(actor)


@action("office.report_step", "登记办理步骤")
def report_step(actor: Actor) -> Q:
    """As the item itself."""
    if actor.has(*KEEPERS):
        return EVERYTHING
    own = _answers_for(actor)
    mine = Q(responsibility__person_id=actor.person_id)
    return own if own is NOTHING else mine
