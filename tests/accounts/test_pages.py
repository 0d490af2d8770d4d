"""The officers' pages and the own account."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.accounts import signed_in, user_with
from tests.factories.members import committee
from yizheng.accounts.models import ApiToken, User
from yizheng.accounts.roles import Role


def test_the_system_officer_opens_an_account_and_sees_its_password_once(city, client):
    signed_in(client, Role.SYSTEM_OFFICER)

    answer = client.post("/accounts/new/", {"username": "liwei", "name": "李某"})

    user = User.objects.get(username="liwei")
    password = re.search(r"<code>(\S+)</code>", answer.content.decode()).group(1)
    assert user.check_password(password)
    assert (user.committee_id, user.must_change_password) == (city.pk, True)
    assert password not in client.get(f"/accounts/{user.pk}/").content.decode()


def test_a_refusal_keeps_what_was_typed(city, client):
    signed_in(client, Role.SYSTEM_OFFICER)
    user_with(username="liwei")

    answer = client.post("/accounts/new/", {"username": "LiWei", "name": "李某"})

    assert answer.status_code == 422
    assert "已被使用" in answer.content.decode()
    assert 'value="LiWei"' in answer.content.decode()


def test_a_second_officers_role_is_refused_on_the_page(city, client):
    signed_in(client, Role.SECURITY_OFFICER)
    user = user_with(Role.AUDIT_OFFICER)

    answer = client.post(f"/accounts/{user.pk}/roles/", {"role": "system_officer"})

    assert answer.status_code == 422
    assert "系统、安全、审计三员不能由一人兼任" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.MEMBER, Role.LEADER])
def test_those_who_are_no_officers_find_no_such_pages(city, client, role):
    signed_in(client, role)
    user = user_with()

    pages = ["/accounts/", "/accounts/new/", f"/accounts/{user.pk}/"]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_accounts_of_another_committee_are_not_listed(city, client):
    signed_in(client, Role.SYSTEM_OFFICER)
    stranger = user_with(committee=committee("elsewhere", "别处"), username="stranger")

    assert "stranger" not in client.get("/accounts/").content.decode()
    assert client.get(f"/accounts/{stranger.pk}/").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_three_accounts(city, client):
    signed_in(client, Role.SECURITY_OFFICER)
    client.get("/accounts/")
    with CaptureQueriesContext(connection) as one:
        client.get("/accounts/")
    user_with(Role.OFFICE)
    user_with(Role.MEMBER)
    with CaptureQueriesContext(connection) as three:
        client.get("/accounts/")

    assert len(one) == len(three)


def test_a_token_is_shown_once_and_ended_by_its_owner(city, client):
    user = signed_in(client, Role.OFFICE)
    last_day = timezone.localdate().isoformat()

    made = client.post("/accounts/me/", {"name": "大屏", "expires_on": last_day})

    text = re.search(r"<code>(yz_\S+)</code>", made.content.decode()).group(1)
    token = ApiToken.objects.get(user=user)
    assert text not in client.get("/accounts/me/").content.decode()
    client.post(f"/accounts/me/tokens/{token.pk}/revoke/")
    token.refresh_from_db()
    assert token.revoked_at is not None
