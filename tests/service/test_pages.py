"""The wiring of the pages: one success, one refusal, and what a list costs."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import signed_in
from tests.factories.consultations import HeldActivityFactory
from tests.factories.members import PersonFactory, county, two_sessions
from tests.factories.service import (
    AidFundFactory,
    ConcernFactory,
    GrantFactory,
    MatterFactory,
    PlatformFactory,
    VillageFactory,
    concern_by,
    resolved,
)
from yizheng.service.models import AidAssignment, AidFund, Concern

CONCERNS = "/service/concerns/"


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


@pytest.fixture
def office(client, city):
    two_sessions()
    return signed_in(client, "office")


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("assignments", lambda: VillageFactory(leader=PersonFactory())),
        ("funds", lambda: AidFundFactory(assignment=VillageFactory())),
        ("matters", lambda: MatterFactory(assignment=VillageFactory())),
        ("platforms", PlatformFactory),
        ("concerns", lambda: concern_by("activity")),
        ("grants", GrantFactory),
    ],
)
def test_a_list_of_three_costs_what_a_list_of_one_does(client, office, address, make):
    make()
    one = queries(client, f"/service/{address}/")
    make(), make()

    assert queries(client, f"/service/{address}/") == one


def test_a_platform_shows_its_concerns_and_how_far_they_are(client, office):
    platform = PlatformFactory()
    ConcernFactory(platform=platform, title="路灯不亮")
    resolved(platform=platform, title="井盖松动")
    ConcernFactory(title="别处的问题")

    page = client.get(f"/service/platforms/{platform.pk}/").content.decode()

    assert "收集问题 2 个，已解决 <strong>1</strong> 个，1 个正在办理" in page
    assert "路灯不亮" in page and "井盖松动" in page and "别处的问题" not in page


def test_a_platform_without_concerns_shows_no_empty_bar(client, office):
    platform = PlatformFactory()

    assert "<progress" not in client.get(f"/service/platforms/{platform.pk}/").content.decode()


def test_a_concern_is_entered_and_resolved_by_forms(client, office):
    activity = HeldActivityFactory(code="service.resident_forum")
    form = posted(title="路灯不亮", channel="forum", activity=activity.pk, raised_on="2025-05-06")

    assert client.post(f"{CONCERNS}new/", form).status_code == 303
    concern = Concern.objects.get()
    address = f"{CONCERNS}{concern.pk}/moves/service.resolve_concern/"
    form = posted(resolved_on="2025-05-09", result="已更换", version=1)
    assert client.post(address, form).status_code == 303

    concern.refresh_from_db()
    assert (concern.state, concern.result) == ("resolved", "已更换")


def test_the_form_offers_the_service_activities_that_were_held(client, office):
    held = HeldActivityFactory(code="service.activity", title="义诊进山村")
    HeldActivityFactory(code="service.activity", title="还没有举办的", state="planned")
    HeldActivityFactory(code="consultation.forum", title="一次协商座谈会")

    page = client.get(f"{CONCERNS}new/").content.decode()

    assert held.title in page
    assert "还没有举办的" not in page and "一次协商座谈会" not in page


def test_a_concern_without_a_source_is_refused_in_the_form(client, office):
    form = posted(title="路灯不亮", channel="platform", raised_on="2025-05-06")

    response = client.post(f"{CONCERNS}new/", form)

    assert response.status_code == 422
    assert "渠道是协商平台的选平台" in response.content.decode()
    assert Concern.objects.count() == 0


def test_an_amount_is_typed_in_yuan_and_kept_in_fen(client, office):
    form = posted(purpose="打井", source="市水利局", amount_fen="1234.5", received_on="2025-05-06")

    client.post("/service/funds/new/", form)

    assert AidFund.objects.get().amount_fen == 123_450
    assert "1,234.50元" in client.get("/service/funds/").content.decode()


def test_a_county_is_entered_by_the_rule_that_counts_it_once(client, office, city):
    place = county(city)
    form = {"kind": "county", "place": "东湾县", "county": place.pk, "opened_on": "2025-01-01"}

    assert client.post("/service/assignments/new/", posted(**form)).status_code == 303
    again = client.post("/service/assignments/new/", posted(**form))

    assert again.status_code == 422
    assert AidAssignment.objects.count() == 1


def test_grants_do_not_exist_for_those_who_do_not_organise_them(client, city):
    grant = GrantFactory()
    signed_in(client, "member")

    assert client.get("/service/grants/").status_code == 404
    assert client.get(f"/service/grants/{grant.pk}/").status_code == 404
    assert client.get(CONCERNS).status_code == 200
