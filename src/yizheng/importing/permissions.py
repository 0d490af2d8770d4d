"""Who may import, and who may take an import back."""

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, STAFF, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of
from yizheng.core.actors import Actor


@action("importing.view", "查看导入记录")
def view(actor: Actor) -> Q:
    """The office all; others their own."""
    if actor.has(Role.OFFICE):
        return EVERYTHING
    return Q(by_user_id=actor.user_id) if actor.has(*INSIDERS) and actor.user_id else NOTHING


@action("importing.undo", "撤销导入")
def undo(actor: Actor) -> Q:
    """Who imported it, and the office."""
    own = Q(by_user_id=actor.user_id) if actor.has(*STAFF) and actor.user_id else NOTHING
    return any_of(EVERYTHING if actor.has(Role.OFFICE) else NOTHING, own)
