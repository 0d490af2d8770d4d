"""Accounts, roles and tokens: who may, what is refused, what ends at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import acting, user_with
from tests.factories.members import committee
from yizheng.accounts import services
from yizheng.accounts.models import ApiToken, Grant, User
from yizheng.accounts.roles import Role
from yizheng.accounts.selectors import bearer_of
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event

GOOD = "plum-rain-2025-stone"


def issue(user, days=30, name="大屏"):
    last_day = timezone.localdate() + timedelta(days=days)
    return services.issue_token(by=user.acting(Via.WEB), name=name, expires_on=last_day)


def test_the_system_officer_opens_accounts_without_roles(city):
    officer = acting(Role.SYSTEM_OFFICER)

    user = services.open_account(
        "liwei", by=officer, name="李某", committee_id=city.pk, password=GOOD
    )

    assert (user.check_password(GOOD), user.grants.count()) == (True, 0)
    with pytest.raises(NotAllowed):
        services.open_account(
            "wang", by=officer, name="王某", committee_id=city.pk, password=GOOD,
            roles=(Role.OFFICE,),
        )  # fmt: skip
    assert not User.objects.filter(username="wang").exists()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER])
def test_nobody_else_opens_accounts(city, role):
    by = acting(role)

    with pytest.raises(NotAllowed):
        services.open_account("liwei", by=by, name="李某", committee_id=city.pk, password=GOOD)

    assert not User.objects.filter(username="liwei").exists()
    assert Event.objects.get(action="accounts.open_account").refused


def test_the_owner_of_the_machine_founds_the_first_accounts(city):
    by = Actor(None, city.pk, frozenset(), Via.CLI)

    user = services.open_account(
        "first", by=by, name="系统", committee_id=city.pk, password=GOOD,
        roles=(Role.SYSTEM_OFFICER,),
    )  # fmt: skip

    assert [grant.role for grant in user.grants.all()] == [Role.SYSTEM_OFFICER]


@pytest.mark.parametrize("password", ["short", "liwei-liwei-liwei"])
def test_a_weak_password_is_refused(city, password):
    with pytest.raises(Invalid):
        services.open_account(
            "liwei-liwei", by=acting(Role.SYSTEM_OFFICER), name="李某", committee_id=city.pk,
            password=password,
        )  # fmt: skip


def test_a_second_officers_role_is_refused_with_a_sentence(city):
    user = user_with(Role.AUDIT_OFFICER)

    with pytest.raises(Invalid) as refusal:
        services.grant_role(user, by=acting(Role.SECURITY_OFFICER), role=Role.SYSTEM_OFFICER)

    assert refusal.value.message == "系统、安全、审计三员不能由一人兼任"
    assert [grant.role for grant in user.grants.all()] == [Role.AUDIT_OFFICER]


def test_a_role_holds_from_the_next_request_and_ends_with_it(city):
    user, officer = user_with(), acting(Role.SECURITY_OFFICER)

    services.grant_role(user, by=officer, role=Role.OFFICE)
    given = user.acting(Via.WEB).roles
    services.revoke_role(user, by=officer, role=Role.OFFICE)

    assert (given, user.acting(Via.WEB).roles) == ({Role.OFFICE}, frozenset())


def test_an_officer_uses_no_right_on_his_own_account(city):
    security = user_with(Role.SECURITY_OFFICER)
    system = user_with(Role.SYSTEM_OFFICER)

    with pytest.raises(NotAllowed):
        services.grant_role(security, by=security.acting(Via.WEB), role=Role.OFFICE)
    with pytest.raises(NotAllowed):
        services.disable_account(system, by=system.acting(Via.WEB))
    with pytest.raises(NotAllowed):
        services.reset_password(system, by=system.acting(Via.WEB))

    assert Grant.objects.filter(user=security).count() == 1


def test_officers_of_another_committee_reach_no_account_here(city):
    user, other = user_with(), committee("elsewhere", "别处")

    with pytest.raises(NotAllowed):
        services.disable_account(user, by=acting(Role.SYSTEM_OFFICER, committee=other))

    user.refresh_from_db()
    assert user.is_active


def test_disabling_ends_sessions_and_tokens(city, client):
    user, officer = user_with(Role.OFFICE), acting(Role.SYSTEM_OFFICER)
    token, _ = issue(user)
    client.force_login(user)

    services.disable_account(user, by=officer)

    assert client.get("/accounts/me/").status_code == 302
    assert bearer_of(token.digest) is None


def test_a_reset_password_must_be_replaced_before_anything_else_opens(city, client):
    user = user_with(Role.OFFICE)
    password = services.reset_password(user, by=acting(Role.SYSTEM_OFFICER))
    user.refresh_from_db()
    client.force_login(user)

    before = client.get("/accounts/me/")
    client.post(
        "/account/password/change/",
        {"oldpassword": password, "password1": GOOD, "password2": GOOD},
    )
    after = client.get("/accounts/me/")

    assert (before.status_code, before["Location"]) == (302, "/account/password/change/")
    assert after.status_code == 200
    assert password not in str([event.after for event in Event.objects.all()])


@pytest.mark.parametrize(("days", "name"), [(-1, "大屏"), (367, "大屏"), (30, " ")])
def test_a_token_without_purpose_or_end_is_refused(city, days, name):
    with pytest.raises(Invalid):
        issue(user_with(), days=days, name=name)

    assert not ApiToken.objects.exists()


def test_a_token_is_good_to_its_last_day_and_stored_as_hash_only(city):
    user = user_with()
    token, text = issue(user, days=0)

    found = bearer_of(services.digest_of(text))
    ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    assert found == user
    assert bearer_of(services.digest_of(text)) is None
    assert text not in (token.digest, token.name)


def test_nobody_revokes_the_token_of_another(city):
    token, _ = issue(user_with())

    with pytest.raises(NotAllowed):
        services.revoke_token(token, by=acting(Role.SYSTEM_OFFICER))

    token.refresh_from_db()
    assert token.revoked_at is None
