"""Who may see and keep the roster."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

view_organisation = held_by(
    "members.view_organisation", "查看机构和届次", *INSIDERS, Role.MEMBER, Role.SYSTEM_OFFICER
)
keep_organisation = held_by("members.keep_organisation", "维护机构和届次", Role.OFFICE)
keep_roster = held_by("members.keep_roster", "维护委员名册", Role.OFFICE)


@action("members.view_person", "查看人员")
def view_person(actor: Actor) -> Q:
    """Staff and leaders see everybody; a member sees himself."""
    if actor.has(*INSIDERS):
        return EVERYTHING
    return Q(pk=actor.person_id) if actor.person_id else NOTHING


@action("members.view_mandate", "查看委员")
def view_mandate(actor: Actor) -> Q:
    """The roster of members is known to everybody who works in the committee."""
    return EVERYTHING if actor.has(*INSIDERS, Role.MEMBER) else NOTHING
