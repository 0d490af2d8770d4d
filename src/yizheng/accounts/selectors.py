"""Finding accounts."""

from datetime import timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from yizheng.core.access import restrict
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Unknown

from . import permissions
from .models import ApiToken, Grant, User
from .roles import Role

# How exactly "last used" is kept: a write on every reading request would be too dear.
USED_EVERY = timedelta(minutes=1)


def actor_named(username: str, via: Via) -> Actor:
    """The user of a login name as actor, for the command line. 2 queries.

    Raises:
        Unknown: no such active account.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise Unknown(f"没有登录名为“{username}”的可用账号")
    return user.acting(via)


def accounts(actor: Actor, words: str = "") -> QuerySet[User]:
    """The accounts an officer keeps, with their roles, by login name. 2 queries."""
    grants = Prefetch("grants", Grant.objects.order_by("role"))
    rows = restrict(User.objects.all(), permissions.view, actor)
    for word in words.split():
        rows = rows.filter(username__icontains=word) | rows.filter(name__icontains=word)
    return rows.select_related("person", "unit").prefetch_related(grants).order_by("username")


def own_tokens(actor: Actor) -> QuerySet[ApiToken]:
    """The actor's keys to the API, newest first. 1 query."""
    return restrict(ApiToken.objects.all(), permissions.own_tokens, actor)


def bearer_of(digest: str) -> User | None:
    """The person in whose name a token speaks; None when it is not good today. 1-2 queries."""
    token = ApiToken.objects.select_related("user").filter(digest=digest).first()
    if token is None or not token.is_good(timezone.localdate()) or not token.user.is_active:
        return None
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.user


def roles_of(actor: Actor) -> list[str]:
    """The names of the roles the actor holds, in the order of the list of roles."""
    return [str(role.label) for role in Role if role in actor.roles]
