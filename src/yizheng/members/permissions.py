"""Who may see and keep the roster."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, STAFF, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, by_another, held_by
from yizheng.core.actors import Actor

from .states import TermState

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


view_merge = held_by("members.view_merge", "查看人员合并", *STAFF, Role.LEADER)
ask_to_merge = held_by("members.ask_to_merge", "提出人员合并", Role.OFFICE)


@action("members.confirm_merge", "复核人员合并")
def confirm_merge(actor: Actor) -> Q:
    """The office or a leader: somebody other than who asked for it."""
    if not actor.has(Role.OFFICE, Role.LEADER):
        return NOTHING
    return by_another(actor, "asked_by_id")


view_tenure = held_by("members.view_tenure", "查看任职", *INSIDERS, Role.MEMBER)
view_term_change = held_by("members.view_term_change", "查看换届", Role.OFFICE, Role.LEADER)
view_nominee = held_by("members.view_nominee", "查看新一届名单", Role.OFFICE, Role.LEADER)
prepare_term = held_by("members.prepare_term", "准备换届", Role.OFFICE)
begin_term = held_by("members.begin_term", "办理新一届生效", Role.OFFICE)


@action("members.keep_term_change", "修改换届")
def keep_term_change(actor: Actor) -> Q:
    """The office, while it is prepared."""
    return Q(state=TermState.DRAFT) if actor.has(Role.OFFICE) else NOTHING


@action("members.keep_nominee", "修改新一届名单")
def keep_nominee(actor: Actor) -> Q:
    """The office, while the change of term is prepared."""
    return Q(change__state=TermState.DRAFT) if actor.has(Role.OFFICE) else NOTHING


@action("members.confirm_term_change", "复核换届")
def confirm_term_change(actor: Actor) -> Q:
    """The office or a leader: somebody other than who sent it to be confirmed."""
    if not actor.has(Role.OFFICE, Role.LEADER):
        return NOTHING
    return by_another(actor, "asked_by_id")


read_person = held_by("members.read_person", "查看人员的联系方式", Role.OFFICE)
