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
    """Everybody has his own tokens and sees no others."""
    return Q(user_id=actor.user_id) if actor.user_id else NOTHING


@action("accounts.read_trail", "查看审计记录")
def read_trail(actor: Actor) -> Q:
    """The audit officer reads the whole trail of his committee."""
    key = f"committee/{actor.committee_id}"
    return Q(chain__key=key) if actor.has(Role.AUDIT_OFFICER) else NOTHING
