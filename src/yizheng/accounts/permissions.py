"""Who keeps accounts, who gives roles, who reads the trail: three officers, never one person."""

from django.db.models import Q

from yizheng.core.access import NOTHING, action
from yizheng.core.actors import Actor

from .roles import OFFICERS, Role


def _of_the_committee(actor: Actor, *roles: Role) -> Q:
    """Accounts of the committee of the officer."""
    return Q(committee_id=actor.committee_id) if actor.has(*roles) else NOTHING


@action("accounts.view", "查看账号")
def view(actor: Actor) -> Q:
    """The officers who keep accounts and roles see them; the audit officer sees who there is."""
    return _of_the_committee(actor, *OFFICERS)


@action("accounts.keep", "维护账号")
def keep(actor: Actor) -> Q:
    """The system officer opens, disables and resets accounts, but gives no roles."""
    return _of_the_committee(actor, Role.SYSTEM_OFFICER)


@action("accounts.give_roles", "授予角色")
def give_roles(actor: Actor) -> Q:
    """The security officer gives and takes roles, but opens no accounts."""
    return _of_the_committee(actor, Role.SECURITY_OFFICER)


@action("accounts.own_tokens", "管理本人的接口令牌")
def own_tokens(actor: Actor) -> Q:
    """Everybody has his own tokens and sees no others; nobody makes one in another's name."""
    return Q(user_id=actor.user_id) if actor.user_id and not actor.for_id else NOTHING


@action("accounts.give_assistance", "委托代办")
def give_assistance(actor: Actor) -> Q:
    """A member names who acts for him; the security officer does it for any member."""
    if actor.for_id:
        return NOTHING
    if actor.has(Role.SECURITY_OFFICER):
        return Q(committee_id=actor.committee_id, grants__role=Role.MEMBER)
    return Q(pk=actor.user_id) if actor.has(Role.MEMBER) else NOTHING


@action("accounts.end_assistance", "终止代办")
def end_assistance(actor: Actor) -> Q:
    """Either of the two, and the security officer. Whoever may end it sees it."""
    if not actor.user_id or actor.for_id:
        return NOTHING
    if actor.has(Role.SECURITY_OFFICER):
        return Q(member__committee_id=actor.committee_id)
    return Q(member_id=actor.user_id) | Q(assistant_id=actor.user_id)


@action("accounts.act_for", "代委员办理")
def act_for(actor: Actor) -> Q:
    """The assistant named, and he alone."""
    return Q(assistant_id=actor.user_id) if actor.user_id else NOTHING


@action("accounts.read_trail", "查看审计记录")
def read_trail(actor: Actor) -> Q:
    """The audit officer reads the whole trail of his committee."""
    key = f"committee/{actor.committee_id}"
    return Q(chain__key=key) if actor.has(Role.AUDIT_OFFICER) else NOTHING
