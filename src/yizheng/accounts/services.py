"""Making accounts, giving roles, handing out keys to the API."""

import hashlib
import secrets
from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from yizheng.core import history
from yizheng.core.access import Action, require, require_confirmed
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Act, facts_of, label_of
from yizheng.core.records import check, service

from . import permissions, selectors
from .models import ApiToken, Assistance, Grant, User
from .roles import Role

# Letters and digits that are not mistaken for one another when read aloud or from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
TOKEN_DAYS = 366
TOKENS_EACH = 20


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
    must_change_password: bool = False,
) -> User:
    """Open a personal account with its roles.

    Raises:
        NotAllowed: the actor may not open accounts here, or not give these roles.
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
        must_change_password=must_change_password,
    )
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise Invalid("；".join(error.messages)) from error
    user.save()
    _admit(by, permissions.keep, user)
    for role in roles:
        _admit(by, permissions.give_roles, user)
        _grant(user, role)
    after = {"username": username, "name": name, "roles": sorted(str(role) for role in roles)}
    history.write([Act("accounts.open_account", label_of(user), after=after)], by=by)
    return user


@service("accounts.grant_role")
def grant_role(user: User, *, by: Actor, role: Role) -> None:
    """Give a role; it holds from the very next request.

    Raises:
        NotAllowed: not the security officer, or the security officer's own account.
        Invalid: held already, or a second officer's role.
    """
    _admit_to_another(by, permissions.give_roles, user, "不能给自己授予角色")
    _grant(user, role)
    history.write([Act("accounts.grant_role", label_of(user), after={"role": str(role)})], by=by)


@service("accounts.revoke_role")
def revoke_role(user: User, *, by: Actor, role: Role) -> None:
    """Take a role back; it ends with the very next request.

    Raises:
        NotAllowed: not the security officer, or the security officer's own account.
        Invalid: the user does not hold it.
    """
    _admit_to_another(by, permissions.give_roles, user, "不能收回自己的角色")
    deleted, _ = Grant.objects.filter(user=user, role=role).delete()
    if not deleted:
        raise Invalid(f"该账号没有“{role.label}”角色", field="role")
    act = Act("accounts.revoke_role", label_of(user), before={"role": str(role)})
    history.write([act], by=by)


@service("accounts.disable_account")
def disable_account(user: User, *, by: Actor) -> None:
    """Close an account: its sessions and tokens end with the next request. Its records stay.

    Raises:
        NotAllowed: not the system officer, or the system officer's own account.
        Invalid: it is closed already.
    """
    _admit_to_another(by, permissions.keep, user, "不能停用自己的账号")
    if not user.is_active:
        raise Invalid("该账号已经停用")
    user.is_active = False
    user.save(update_fields=["is_active"])
    _revoke_all(user)
    act = Act("accounts.disable_account", label_of(user), {"is_active": True}, {"is_active": False})
    history.write([act], by=by)


@service("accounts.enable_account")
def enable_account(user: User, *, by: Actor) -> None:
    """Open a closed account again, with the roles it had; its tokens stay revoked.

    Raises:
        NotAllowed: not the system officer.
        Invalid: it is open, or its person has another one that is.
    """
    _admit(by, permissions.keep, user)
    if user.is_active:
        raise Invalid("该账号没有停用")
    if user.person_id and selectors.is_active(user.person_id):
        raise Invalid("此人另有在用的账号，一人只用一个")
    user.is_active = True
    user.save(update_fields=["is_active"])
    act = Act("accounts.enable_account", label_of(user), {"is_active": False}, {"is_active": True})
    history.write([act], by=by)


@service("accounts.reset_password")
def reset_password(user: User, *, by: Actor) -> str:
    """Give a one-time password: the person must choose another one before any other page opens.

    Ends the account's sessions and tokens. Returns the password, which is stored as hash only.

    Raises:
        NotAllowed: not the system officer, or the system officer's own account.
    """
    _admit_to_another(by, permissions.keep, user, "修改自己的密码请用“修改密码”")
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _revoke_all(user)
    history.write([Act("accounts.reset_password", label_of(user))], by=by)
    return password


@service("accounts.issue_token")
def issue_token(*, by: Actor, name: str, expires_on: date) -> tuple[ApiToken, str]:
    """Make a key to the API in the actor's own name. Returns it with its text, shown only now.

    Raises:
        NotAllowed: nobody is signed in, or an assistant is at work for a member.
        Invalid: no name, a last day that is past or more than a year away, or too many tokens.
    """
    today = timezone.localdate()
    if by.user_id is None or by.for_id is not None:
        raise NotAllowed("令牌只能以本人名义生成", action=permissions.own_tokens.key)
    if not name.strip():
        raise Invalid("请写明用途", field="name")
    if not today <= expires_on <= today + timedelta(days=TOKEN_DAYS):
        raise Invalid("有效期至少到今天，最长一年", field="expires_on")
    mine = ApiToken.objects.filter(user_id=by.user_id, revoked_at=None, expires_on__gte=today)
    if mine.count() >= TOKENS_EACH:
        raise Invalid(f"每人最多 {TOKENS_EACH} 个有效令牌，请先停用不再使用的")
    text = f"yz_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user_id=by.user_id, name=name.strip(), expires_on=expires_on, digest=digest_of(text)
    )
    after = {"name": token.name, "expires_on": expires_on.isoformat()}
    history.write([Act("accounts.issue_token", label_of(token), after=after)], by=by)
    return token, text


@service("accounts.revoke_token")
def revoke_token(token: ApiToken, *, by: Actor) -> None:
    """End a key to the API with the very next request.

    Raises:
        NotAllowed: it is somebody else's.
        Invalid: it is revoked already.
    """
    require(by, permissions.own_tokens, token)
    if token.revoked_at:
        raise Invalid("该令牌已经停用")
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    history.write([Act("accounts.revoke_token", label_of(token))], by=by)


@service("accounts.give_assistance")
def give_assistance(
    member: User, *, by: Actor, assistant: User, starts_on: date, expires_on: date | None = None
) -> Assistance:
    """Let another account of the committee act for a member.

    Raises:
        NotAllowed: neither the member himself nor the security officer.
        Unconfirmed: the actor has not just given his password again.
        Invalid: an account that cannot assist, days that do not fit, or it is given already.
    """
    member = User.objects.select_for_update().get(pk=member.pk)
    require(by, permissions.give_assistance, member)
    require_confirmed(by)
    if member.person_id is None:
        raise Invalid("该账号没有对应的委员本人，请先与系统管理员联系")
    if not selectors.may_assist(member).filter(pk=assistant.pk).exists():
        raise Invalid("代办人须是本会可用的账号，本人和三员除外", field="assistant")
    if starts_on < timezone.localdate():
        raise Invalid("开始日期不能早于今天", field="starts_on")
    if expires_on is not None and expires_on < starts_on:
        raise Invalid("有效期不能早于开始日期", field="expires_on")
    if selectors.current_assistance().filter(member=member, assistant=assistant).exists():
        raise Invalid(f"{assistant}已是代办人；要改日期，请先终止原来的委托", field="assistant")
    assistance = Assistance(
        member=member,
        assistant=assistant,
        starts_on=starts_on,
        expires_on=expires_on,
        given_by_id=by.user_id or 0,
    )
    check(assistance)
    assistance.save()
    after = facts_of(assistance)
    history.write([Act("accounts.give_assistance", label_of(assistance), after=after)], by=by)
    return assistance


@service("accounts.end_assistance")
def end_assistance(assistance: Assistance, *, by: Actor) -> None:
    """End it with the very next request of the assistant.

    Raises:
        NotAllowed: none of the two, and not the security officer.
        Invalid: it is ended already.
    """
    require(by, permissions.end_assistance, assistance)
    if assistance.ended_at:
        raise Invalid("这项委托已经终止")
    assistance.ended_at = timezone.now()
    assistance.save(update_fields=["ended_at"])
    history.write([Act("accounts.end_assistance", label_of(assistance))], by=by)


@service("accounts.act_for")
def act_for(assistance: Assistance, *, by: Actor) -> None:
    """Begin to act for the member: from here on the trail has both names.

    Raises:
        NotAllowed: not the assistant.
        Invalid: it is not in force today.
    """
    require(by, permissions.act_for, assistance)
    if not selectors.in_force().filter(pk=assistance.pk).exists():
        raise Invalid("这项委托还没有开始，或者已经到期、终止")
    act = Act("accounts.act_for", label_of(assistance))
    history.write([act], by=assistance.acting(by.via))


def digest_of(text: str) -> str:
    """What is stored of a token; its 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()


def _admit(by: Actor, right: Action, user: User) -> None:
    """The right, or the owner of the machine at the command line, who founds the first accounts."""
    if by.user_id is None and by.via in (Via.CLI, Via.IMPORT):
        return
    require(by, right, user)


def _admit_to_another(by: Actor, right: Action, user: User, sentence: str) -> None:
    """Nobody uses an officer's right on his own account: somebody else must agree."""
    _admit(by, right, user)
    if by.user_id == user.pk:
        raise NotAllowed(sentence, action=right.key)


def _revoke_all(user: User) -> None:
    user.tokens.filter(revoked_at=None).update(revoked_at=timezone.now())


def _grant(user: User, role: Role) -> None:
    grant = Grant(user=user, role=role)
    try:
        grant.full_clean()
    except ValidationError as error:
        raise Invalid("；".join(error.messages), field="role") from error
    grant.save()
