"""An assistant acts for a member: who may name one, what he may do, both names, and its end."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.accounts import (
    AssistanceFactory,
    acting,
    at_work_for,
    just_confirmed,
    signed_in,
    user_with,
)
from tests.factories.members import PersonFactory, committee
from yizheng.accounts import services
from yizheng.accounts.models import Assistance, Grant
from yizheng.accounts.roles import OFFICERS, Role
from yizheng.core.actors import Via
from yizheng.core.errors import Invalid, NotAllowed, Unconfirmed
from yizheng.core.history import Event, verify
from yizheng.opinions.models import OpinionReport

TODAY = timezone.localdate
REPORT = {"title": "电梯", "original": "更新难。"}


@pytest.fixture
def member(city):
    return user_with(Role.MEMBER, person=PersonFactory(), name="李某")


@pytest.fixture
def assistant(city):
    return user_with(Role.OFFICE, name="张某")


@pytest.fixture
def assistance(member, assistant):
    return AssistanceFactory(member=member, assistant=assistant)


def give(member, assistant, *, by=None, **days):
    by = by or just_confirmed(member.acting(Via.WEB))
    facts = {"starts_on": TODAY(), **days}
    return services.give_assistance(member, by=by, assistant=assistant, **facts)


def actor_at(client):
    return client.get("/accounts/me/").wsgi_request.actor


def test_a_member_names_his_assistant_on_his_own_page(city, client, member, assistant):
    member.set_password("plum-rain-2025-stone")
    member.save()
    client.force_login(member)
    client.post("/account/reauthenticate/", {"password": "plum-rain-2025-stone"})
    until = TODAY() + timedelta(days=30)

    answer = client.post(
        f"/accounts/{member.pk}/assistance/",
        {"assistant": assistant.pk, "starts_on": TODAY(), "expires_on": until},
    )

    made = Assistance.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/me/")
    assert (made.member, made.assistant, made.given_by) == (member, assistant, member)
    assert (made.starts_on, made.expires_on) == (TODAY(), until)
    assert "张某" in client.get("/accounts/me/").content.decode()


def test_the_security_officer_names_one_for_any_member(city, member, assistant):
    officer = user_with(Role.SECURITY_OFFICER)

    made = give(member, assistant, by=just_confirmed(officer.acting(Via.WEB)))

    event = Event.objects.get(action="accounts.give_assistance")
    assert (made.given_by, event.by, event.on_behalf_of) == (officer, officer, None)
    assert (event.after["member_id"], event.after["assistant_id"]) == (member.pk, assistant.pk)


@pytest.mark.parametrize(
    "role", [Role.SYSTEM_OFFICER, Role.AUDIT_OFFICER, Role.OFFICE, Role.MEMBER]
)
def test_nobody_else_names_one(city, client, member, assistant, role):
    signed_in(client, role)

    with pytest.raises(NotAllowed):
        give(member, assistant, by=just_confirmed(acting(role)))

    assert client.post(f"/accounts/{member.pk}/assistance/").status_code == 404
    assert not Assistance.objects.exists()


def test_naming_one_needs_a_fresh_confirmation(city, member, assistant):
    with pytest.raises(Unconfirmed):
        give(member, assistant, by=member.acting(Via.WEB))

    assert not Assistance.objects.exists()
    assert Event.objects.get(action="accounts.give_assistance").refused


@pytest.mark.parametrize("role", OFFICERS)
def test_an_officer_cannot_assist(city, member, role):
    with pytest.raises(Invalid) as refusal:
        give(member, user_with(role))

    assert (refusal.value.field, Assistance.objects.count()) == ("assistant", 0)


def test_nobody_assists_himself_or_when_his_account_is_closed(city, member):
    for account in (member, user_with(is_active=False)):
        with pytest.raises(Invalid) as refusal:
            give(member, account)
        assert refusal.value.field == "assistant"


def test_an_account_of_another_committee_cannot_assist(city, client, member):
    stranger = user_with(committee=committee("elsewhere", "别处"), name="外人")
    officer = user_with(Role.SECURITY_OFFICER, committee=stranger.committee)

    with pytest.raises(Invalid) as refusal:
        give(member, stranger)
    with pytest.raises(NotAllowed):
        give(member, user_with(), by=just_confirmed(officer.acting(Via.WEB)))

    assert refusal.value.field == "assistant"
    assert not Assistance.objects.exists()


@pytest.mark.parametrize(
    ("starts", "expires", "field"), [(-1, None, "starts_on"), (1, 0, "expires_on")]
)
def test_days_that_do_not_fit_are_refused_at_their_field(
    city, member, assistant, starts, expires, field
):
    days = {"starts_on": TODAY() + timedelta(days=starts)}
    if expires is not None:
        days["expires_on"] = TODAY() + timedelta(days=expires)

    with pytest.raises(Invalid) as refusal:
        give(member, assistant, **days)

    assert refusal.value.field == field


def test_one_that_runs_is_not_given_again_and_one_that_is_over_is(city, assistance):
    member, assistant = assistance.member, assistance.assistant

    with pytest.raises(Invalid):
        give(member, assistant)
    services.end_assistance(assistance, by=member.acting(Via.WEB))
    give(member, assistant)

    assert Assistance.objects.count() == 2


def test_while_acting_he_has_the_members_person_and_rights_and_none_of_his_own(
    city, client, assistance
):
    actor = actor_at(at_work_for(client, assistance))

    member, assistant = assistance.member, assistance.assistant
    assert (actor.user_id, actor.name) == (assistant.pk, "张某")
    assert (actor.for_id, actor.for_name) == (member.pk, "李某")
    assert (actor.person_id, actor.unit_id) == (member.person_id, None)
    assert actor.roles == {Role.MEMBER}


def test_what_he_does_bears_both_names_in_the_time_line_and_in_the_trail(city, client, assistance):
    at_work_for(client, assistance)

    client.post("/opinions/mine/new/", REPORT)

    report = OpinionReport.objects.get()
    event = Event.objects.get(record=f"opinions.opinionreport:{report.pk}")
    page = client.get(f"/opinions/reports/{report.pk}/").content.decode()
    signed_in(client, Role.AUDIT_OFFICER)
    trail = client.get("/desk/audit/?by_name=李某").content.decode()
    assert report.reporter == assistance.member.person
    assert (event.by, event.on_behalf_of) == (assistance.assistant, assistance.member)
    assert "张某（代李某）" in page
    assert trail.count("张某（代李某）") == 2
    assert verify() == []


def test_a_calm_bar_names_the_member_until_he_stops(city, client, assistance):
    at_work_for(client, assistance)

    during = client.get("/").content.decode()
    stopped = client.post("/accounts/assistance/stop/")

    assert "您正在代 <strong>李某</strong> 办理" in during
    assert stopped["Location"] == "/accounts/me/"
    assert "您正在代" not in client.get("/").content.decode()
    assert actor_at(client).roles == {Role.OFFICE}


def test_text_kept_in_the_browser_for_one_member_is_not_offered_for_another(
    city, client, assistance
):
    at_work_for(client, assistance)
    kept_as = [client.get("/").content.decode()]
    client.post("/accounts/assistance/stop/")
    kept_as.append(client.get("/").content.decode())

    helper, member = assistance.assistant.pk, assistance.member.pk
    found = [re.search(r'data-person="([^"]*)"', page).group(1) for page in kept_as]
    assert found == [f"{helper}:for-{member}", str(helper)]


def test_the_session_key_changes_when_he_begins_and_when_he_stops(city, client, assistance):
    client.force_login(assistance.assistant)
    keys = [client.session.session_key]
    for step in (f"{assistance.pk}/act", "stop"):
        client.post(f"/accounts/assistance/{step}/")
        keys.append(client.session.session_key)

    assert len(set(keys)) == 3


def test_a_form_opened_in_his_own_name_cannot_be_sent_in_the_members(city, assistance):
    client = Client(enforce_csrf_checks=True)
    client.force_login(assistance.assistant)
    client.get("/accounts/me/")
    old = client.cookies["csrftoken"].value
    switched = client.post(
        f"/accounts/assistance/{assistance.pk}/act/", {"csrfmiddlewaretoken": old}
    )

    answer = client.post("/opinions/mine/new/", {**REPORT, "csrfmiddlewaretoken": old})

    assert (switched.status_code, answer.status_code) == (302, 403)
    assert not OpinionReport.objects.exists()


def end(assistance):
    services.end_assistance(assistance, by=assistance.member.acting(Via.WEB))


def disable_member(assistance):
    services.disable_account(assistance.member, by=acting(Role.SYSTEM_OFFICER))


def take_the_members_role(assistance):
    Grant.objects.filter(user=assistance.member).delete()


def make_the_assistant_an_officer(assistance):
    Grant.objects.create(user=assistance.assistant, role=Role.AUDIT_OFFICER)


def let_it_expire(assistance):
    yesterday = TODAY() - timedelta(days=1)
    Assistance.objects.update(starts_on=yesterday, expires_on=yesterday)


@pytest.mark.parametrize(
    "happens",
    [end, disable_member, take_the_members_role, make_the_assistant_an_officer, let_it_expire],
)
def test_its_end_holds_from_the_very_next_request(city, client, assistance, happens):
    at_work_for(client, assistance)
    happens(assistance)

    answer = client.post("/opinions/mine/new/", REPORT)

    assert answer.status_code == 403
    assert "代办已经终止或到期" in answer.content.decode()
    assert not OpinionReport.objects.exists()
    assert actor_at(client).for_id is None


def test_a_page_opened_after_the_end_says_so_and_is_his_own(city, client, assistance):
    at_work_for(client, assistance)
    end(assistance)

    answer = client.get("/")

    assert "代办已经终止或到期" in answer.content.decode()
    assert answer.wsgi_request.actor.roles == {Role.OFFICE}


def test_a_closed_account_acts_for_nobody(city, client, assistance):
    at_work_for(client, assistance)
    services.disable_account(assistance.assistant, by=acting(Role.SYSTEM_OFFICER))

    assert client.get("/accounts/me/").status_code == 302


def test_its_last_day_counts(city, client, member, assistant):
    assistance = AssistanceFactory(member=member, assistant=assistant, expires_on=TODAY())

    assert actor_at(at_work_for(client, assistance)).for_id == member.pk


@pytest.mark.parametrize(("starts", "ended"), [(1, False), (0, True)])
def test_what_has_not_begun_or_is_ended_cannot_be_used(
    city, client, member, assistant, starts, ended
):
    assistance = AssistanceFactory(
        member=member, assistant=assistant, starts_on=TODAY() + timedelta(days=starts),
        ended_at=timezone.now() if ended else None,
    )  # fmt: skip

    assert actor_at(at_work_for(client, assistance)).for_id is None


def test_only_the_one_named_acts_and_only_the_parties_end_it(city, client, assistance):
    signed_in(client, Role.OFFICE)

    answers = [
        client.post(f"/accounts/assistance/{assistance.pk}/{verb}/") for verb in ("act", "end")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    with pytest.raises(NotAllowed):
        services.act_for(assistance, by=assistance.member.acting(Via.WEB))
    with pytest.raises(NotAllowed):
        services.end_assistance(assistance, by=acting(Role.SYSTEM_OFFICER))


def test_the_member_the_assistant_and_the_security_officer_may_end_it(city, member, assistant):
    for user in (member, assistant, user_with(Role.SECURITY_OFFICER)):
        assistance = AssistanceFactory(member=member, assistant=assistant)

        services.end_assistance(assistance, by=user.acting(Via.WEB))

        assert assistance.ended_at is not None


def test_he_hands_the_members_name_to_nobody_and_makes_no_token_in_it(city, client, assistance):
    at_work_for(client, assistance)
    by = just_confirmed(assistance.acting(Via.WEB))

    with pytest.raises(NotAllowed):
        give(assistance.member, user_with(), by=by)
    with pytest.raises(NotAllowed):
        services.issue_token(by=by, name="大屏", expires_on=TODAY())

    own = client.get("/accounts/me/").content.decode()
    assert client.get(f"/accounts/{assistance.member.pk}/assistance/").status_code == 404
    assert ("生成令牌" in own, "请先停止代办" in own) == (False, True)


def test_the_api_always_speaks_in_ones_own_name(city, client, assistance):
    at_work_for(client, assistance)

    actor = client.get("/api/v1/figures").wsgi_request.actor

    assert (actor.user_id, actor.for_id) == (assistance.assistant.pk, None)
    assert actor.roles == {Role.OFFICE}
    assert actor_at(client).for_id == assistance.member.pk


def test_the_own_page_costs_the_same_for_one_and_for_three_members(city, client, assistance):
    client.force_login(assistance.assistant)
    client.get("/accounts/me/")
    with CaptureQueriesContext(connection) as one:
        client.get("/accounts/me/")
    for _ in range(2):
        other = user_with(Role.MEMBER, person=PersonFactory())
        AssistanceFactory(member=other, assistant=assistance.assistant)
    with CaptureQueriesContext(connection) as three:
        client.get("/accounts/me/")

    assert len(one) == len(three)


def test_the_form_costs_the_same_however_many_accounts_there_are(city, client, member):
    client.force_login(member)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            answer = client.post(f"/accounts/{member.pk}/assistance/", {"assistant": "0"})
        assert answer.status_code == 422
        return len(seen)

    user_with(Role.OFFICE)
    before = cost()
    user_with(Role.OFFICE)
    user_with(Role.MEMBER, Role.LEADER)

    assert cost() == before
