"""Finding accounts."""

from datetime import timedelta

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from yizheng.core.access import restrict
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Unknown

from . import permissions
from .models import ApiToken, Assistance, Grant, User
from .roles import OFFICERS, Role

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


def is_active(person_id: int) -> bool:
    """Whether somebody of the roster has an account that may be used. 1 query."""
    return User.objects.filter(person_id=person_id, is_active=True).exists()


def accounts_of(person_id: int) -> QuerySet[User]:
    """The accounts that somebody of the roster has, closed ones too. 1 query."""
    return User.objects.filter(person_id=person_id).order_by("username")


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


def may_assist(member: User) -> QuerySet[User]:
    """Who could act for a member: every account in use of his committee, but himself and officers.

    With their roles and units, by name. 2 queries.
    """
    officers = Grant.objects.filter(role__in=OFFICERS).values("user_id")
    rows = User.objects.filter(committee_id=member.committee_id or 0, is_active=True)
    others = rows.exclude(pk=member.pk).exclude(pk__in=officers)
    return others.select_related("unit").prefetch_related("grants").order_by("name", "pk")


def current_assistance() -> QuerySet[Assistance]:
    """What is neither ended nor expired, begun or not. 1 query."""
    today = timezone.localdate()
    open_ended = Q(expires_on__isnull=True) | Q(expires_on__gte=today)
    rows = Assistance.objects.filter(open_ended, ended_at__isnull=True)
    return rows.select_related("member", "assistant", "given_by")


def in_force() -> QuerySet[Assistance]:
    """What may be used now: begun, both accounts in use, a member still, no officer assisting.

    Asked with every request of an assistant at work, so that it ends at once. 1 query.
    """
    officers = Grant.objects.filter(role__in=OFFICERS).values("user_id")
    return (
        current_assistance()
        .filter(
            starts_on__lte=timezone.localdate(),
            assistant__is_active=True,
            member__is_active=True,
            member__grants__role=Role.MEMBER,
            member__committee_id=F("assistant__committee_id"),
        )
        .exclude(assistant__in=officers)
    )


def assistance_of(user: User, actor: Actor) -> QuerySet[Assistance]:
    """What a user has given or received, as far as the actor sees it. 1 query."""
    rows = restrict(current_assistance(), permissions.end_assistance, actor)
    return rows.filter(Q(member=user) | Q(assistant=user))
