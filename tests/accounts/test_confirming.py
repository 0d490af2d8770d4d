"""The second confirmation: by the password, for five minutes, from one's own session only."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.cache import cache
from django.utils import timezone

from tests.factories.accounts import AssistanceFactory, acting, at_work_for, user_with
from tests.factories.members import PersonFactory
from yizheng.accounts import services
from yizheng.accounts.models import Assistance
from yizheng.accounts.roles import Role
from yizheng.accounts.selectors import actor_named
from yizheng.core.access import require_confirmed
from yizheng.core.actors import FRESH_FOR, Via, freshly_confirmed
from yizheng.core.errors import Unconfirmed

GOOD = "plum-rain-2025-stone"
CONFIRM = "/account/reauthenticate/"


@pytest.fixture(autouse=True)
def nothing_counted():
    """Wrong tries are counted in the cache, which no transaction takes back."""
    cache.clear()


@pytest.fixture
def member(city):
    user = user_with(Role.MEMBER, person=PersonFactory(), name="李某", username="limou")
    user.set_password(GOOD)
    user.save()
    return user


@pytest.fixture
def page(member):
    """A page that is opened after a confirmation only."""
    return f"/accounts/{member.pk}/assistance/"


@pytest.fixture
def at_home(client, member):
    """The member's browser, signed in by his password."""
    client.post("/account/login/", {"login": "limou", "password": GOOD})
    return client


def actor_at(client):
    return client.get("/accounts/me/").wsgi_request.actor


def make_older(client, by):
    """Let the confirmations of a session lie further back."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= by.total_seconds()
    session.save()


def test_signing_in_is_no_second_confirmation(at_home, page):
    answer = at_home.get(page)

    assert actor_at(at_home).confirmed_at is None
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"{CONFIRM}?next={page.replace('/', '%2F')}",
    )


def test_the_password_given_again_opens_the_page_one_came_for(at_home, page):
    asked = at_home.get(page)["Location"]
    form = at_home.get(asked).content.decode()
    target = re.search(r'name="next" value="([^"]+)"', form).group(1)

    answer = at_home.post(CONFIRM, {"password": GOOD, "next": target})

    assert "请再输入一次密码" in form
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert at_home.get(page).status_code == 200
    assert abs(actor_at(at_home).confirmed_at - timezone.now()) < timedelta(minutes=1)


def test_a_wrong_password_confirms_nothing_and_wrong_tries_are_limited(at_home):
    answers = [at_home.post(CONFIRM, {"password": f"wrong-{n}"}) for n in range(6)]

    assert {answer.status_code for answer in answers} == {200}
    assert "密码不正确，请再试一次" in answers[0].content.decode()
    assert "输错的次数太多" in answers[5].content.decode()
    assert at_home.post(CONFIRM, {"password": GOOD}).status_code == 200
    assert actor_at(at_home).confirmed_at is None


def test_too_many_tries_are_refused_in_chinese(at_home):
    answers = [at_home.post(CONFIRM, {"password": ""}) for _ in range(11)]

    assert answers[-1].status_code == 429
    assert "操作过于频繁" in answers[-1].content.decode()


def test_confirming_gives_the_session_a_new_key(at_home):
    before = at_home.session.session_key

    at_home.post(CONFIRM, {"password": GOOD})

    assert at_home.session.session_key != before


def test_no_foreign_address_is_gone_to_after_confirming(at_home):
    answer = at_home.post(CONFIRM, {"password": GOOD, "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_it_holds_for_five_minutes(at_home, page):
    at_home.post(CONFIRM, {"password": GOOD})
    make_older(at_home, FRESH_FOR - timedelta(seconds=30))
    within = at_home.get(page).status_code
    make_older(at_home, timedelta(minutes=1))

    assert (within, at_home.get(page).status_code) == (200, 302)


def test_a_form_that_grew_stale_comes_back_with_what_was_typed_and_the_way_on(at_home, page):
    assistant = user_with(Role.OFFICE, name="张某")
    typed = {"assistant": assistant.pk, "starts_on": "2031-03-04", "expires_on": "2031-05-06"}
    at_home.post(CONFIRM, {"password": GOOD})
    at_home.get(page)
    make_older(at_home, FRESH_FOR)

    answer = at_home.post(page, typed)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="2031-03-04"' in text
    assert 'value="2031-05-06"' in text
    assert f'<option value="{assistant.pk}" selected>' in text
    assert f'href="{CONFIRM}?next={page.replace("/", "%2F")}"' in text
    assert not Assistance.objects.exists()


def test_a_part_of_a_page_leads_the_whole_page_to_the_confirmation(at_home, page):
    answer = at_home.get(page, headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(CONFIRM)


def test_a_confirmation_belongs_to_its_session_and_its_person(at_home, client, member):
    at_home.post(CONFIRM, {"password": GOOD})
    confirmed = actor_at(at_home).confirmed_at
    client.force_login(user_with(Role.MEMBER))
    other = actor_at(client).confirmed_at
    client.force_login(member)

    assert confirmed is not None
    assert (other, actor_at(client).confirmed_at) == (None, None)


def test_programs_commands_and_assistants_never_have_it(at_home, client, member):
    at_home.post(CONFIRM, {"password": GOOD})
    _, token = services.issue_token(
        by=member.acting(Via.WEB), name="大屏", expires_on=timezone.localdate()
    )

    by_token = client.get("/api/v1/figures", headers={"Authorization": f"Bearer {token}"})
    by_session = at_home.get("/api/v1/figures")
    assistant = user_with(name="张某")
    assistance = AssistanceFactory(member=member, assistant=assistant)
    at_work_for(client, assistance)

    assert by_token.wsgi_request.actor.user_id == member.pk
    assert by_token.wsgi_request.actor.confirmed_at is None
    assert by_session.wsgi_request.actor.confirmed_at is None
    assert actor_named("limou", Via.CLI).confirmed_at is None
    assert actor_at(client).for_id == member.pk
    assert actor_at(client).confirmed_at is None


def test_an_assistant_who_confirmed_himself_has_not_confirmed_the_member(city, client, member):
    assistant = user_with(name="张某")
    assistant.set_password(GOOD)
    assistant.save()
    at_work_for(client, AssistanceFactory(member=member, assistant=assistant))

    client.post(CONFIRM, {"password": GOOD})

    actor = actor_at(client)
    assert (actor.for_id, actor.confirmed_at) == (member.pk, None)


@pytest.mark.parametrize(
    ("ago", "fresh"), [(0, True), (299, True), (300, True), (301, False), (-1, False)]
)
def test_fresh_is_at_most_five_minutes_before_the_act(city, ago, fresh):
    now = timezone.now()
    actor = replace(acting(Role.MEMBER), confirmed_at=now - timedelta(seconds=ago))

    assert freshly_confirmed(actor, now) == fresh


def test_services_refuse_whoever_has_not_confirmed(city):
    actor = acting(Role.MEMBER)

    with pytest.raises(Unconfirmed):
        require_confirmed(actor)
    with pytest.raises(Unconfirmed):
        require_confirmed(replace(actor, confirmed_at=timezone.now(), for_id=actor.user_id))
    require_confirmed(replace(actor, confirmed_at=timezone.now()))
