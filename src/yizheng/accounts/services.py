"""Making accounts and giving roles."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yizheng.core import history
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.history import Act, label_of
from yizheng.core.records import service

from .models import Grant, User
from .roles import Role

# Letters and digits that are not mistaken for one another when read aloud or from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """A random password of four groups, about 79 bits, to be shown once and stored only as hash."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


@service("accounts.open_account")
def open_account(
    username: str,
    *,
    by: Actor,
    name: str,
    committee_id: int,
    roles: tuple[Role, ...] = (),
    password: str,
    person_id: int | None = None,
    unit_id: int | None = None,
) -> User:
    """Open a personal account with its roles.

    Raises:
        Invalid: the name is taken, the password is weak, or two officers' roles meet in one person.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid(f"登录名“{username}”已被使用", field="username")
    user = User(
        username=username,
        name=name,
        committee_id=committee_id,
        person_id=person_id,
        unit_id=unit_id,
    )
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Invalid("；".join(error.messages)) from error
    user.save()
    for role in roles:
        _grant(user, role)
    after = {"username": username, "name": name, "roles": sorted(str(role) for role in roles)}
    history.write([Act("accounts.open_account", label_of(user), after=after)], by=by)
    return user


@service("accounts.grant_role")
def grant_role(user: User, *, by: Actor, role: Role) -> None:
    """Give a role; it holds from the very next request.

    Raises:
        Invalid: held already, or a second officer's role.
    """
    _grant(user, role)
    history.write([Act("accounts.grant_role", label_of(user), after={"role": str(role)})], by=by)


@service("accounts.revoke_role")
def revoke_role(user: User, *, by: Actor, role: Role) -> None:
    """Take a role back; it ends with the very next request.

    Raises:
        Invalid: the user does not hold it.
    """
    deleted, _ = Grant.objects.filter(user=user, role=role).delete()
    if not deleted:
        raise Invalid(f"该账号没有“{role.label}”角色", field="role")
    act = Act("accounts.revoke_role", label_of(user), before={"role": str(role)})
    history.write([act], by=by)


def _grant(user: User, role: Role) -> None:
    grant = Grant(user=user, role=role)
    try:
        grant.full_clean()
    except ValidationError as error:
        raise Invalid("；".join(error.messages), field="role") from error
    grant.save()
