"""What service activities gave, and the sums on the pages of activities and of places."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.accounts import signed_in
from tests.factories.consultations import HeldActivityFactory
from tests.factories.members import two_sessions
from tests.factories.service import (
    AidFundFactory,
    BenefitFactory,
    MatterFactory,
    VillageFactory,
    matter_done,
)
from yizheng.service.models import AidFund, Benefit, StudentGrant

TOMORROW = localdate() + timedelta(days=1)
NEW = {"kind": "health", "content": "测血压", "people": "60", "amount_fen": ""}


@pytest.fixture
def office(client, city):
    two_sessions()
    return signed_in(client, "office")


def enter(client, activity, **change):
    address = f"{reverse('service:benefits-new')}?activity={activity.pk}"
    return client.post(address, NEW | change)


def tiles_of(client, address, label):
    given = {panel.label: given for panel, given in client.get(address).context["panels"]}
    return {name: count for name, count, _, _ in given[label]["tiles"]}


def test_what_an_activity_gave_is_entered_and_summed_up_on_its_page(client, office):
    activity = HeldActivityFactory(code="service.activity")
    address = reverse("activities:activities-detail", args=[activity.pk])
    assert "登记服务成效" in client.get(address).content.decode()

    assert enter(client, activity).status_code == 303
    assert (
        enter(client, activity, kind="goods", people="40", amount_fen="1200.5").status_code == 303
    )

    assert tiles_of(client, address, "服务成效") == {"受益": 100, "捐赠": "1,200.50"}
    assert Benefit.objects.get(kind="goods").amount_fen == 120_050


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"people": "几十"}, "整数"),
        ({"people": "0"}, "至少 1 人次"),
        ({"people": "-5"}, "大于或等于"),
        ({"people": "1000000"}, "多写了一位"),
        ({"amount_fen": "-5"}, "大于或等于"),
        ({"amount_fen": "一百"}, "数字"),
        ({"kind": "money"}, "须填金额"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(client, office, change, sentence):
    answer = enter(client, HeldActivityFactory(code="service.activity"), **change)

    assert (answer.status_code, Benefit.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "facts", [{"code": "consultation.forum"}, {"code": "service.activity", "state": "planned"}]
)
def test_only_service_activities_that_were_held_give(client, office, facts):
    answer = enter(client, HeldActivityFactory(**facts))

    assert (answer.status_code, Benefit.objects.count()) == (422, 0)


@pytest.mark.parametrize("facts", [{"people": 0}, {"amount_fen": 0}, {"kind": "goods"}])
def test_a_contradiction_is_not_stored(city, facts):
    with pytest.raises(IntegrityError):
        BenefitFactory(**facts)


def test_a_place_in_care_shows_what_was_brought_to_it(client, office):
    place = VillageFactory()
    AidFundFactory(assignment=place, amount_fen=120_050)
    AidFundFactory(assignment=place, amount_fen=100)
    AidFundFactory(amount_fen=999)
    matter_done(assignment=place), MatterFactory(assignment=place)
    address = reverse("service:assignments-detail", args=[place.pk])

    assert tiles_of(client, address, "帮扶成效") == {
        "到账资金": "1,201.50", "到账": 2, "办成实事": 1, "推进中": 1,
    }  # fmt: skip
    signed_in(client, "member")
    assert tiles_of(client, address, "帮扶成效") == {"办成实事": 1, "推进中": 1}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"amount_fen": "-100"}, "大于或等于"),
        ({"amount_fen": "0"}, "大于或等于1"),
        ({"amount_fen": "四百万"}, "数字"),
        ({"received_on": TOMORROW.isoformat()}, "日期不能晚于今天"),
    ],
)
def test_money_that_cannot_be_is_refused_in_a_sentence(client, office, change, sentence):
    form = {"purpose": "打井", "source": "市水利局", "amount_fen": "5", "received_on": "2025-05-06"}

    answer = client.post(reverse("service:funds-new"), form | change)

    assert (answer.status_code, AidFund.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_a_grant_counts_when_it_was_paid(client, office):
    form = {"reference_no": "ZX-1", "school_year": "2025-2026", "amount_fen": "5000"}

    answer = client.post(reverse("service:grants-new"), form | {"granted_on": TOMORROW.isoformat()})

    assert (answer.status_code, StudentGrant.objects.count()) == (422, 0)
    assert "日期不能晚于今天" in answer.content.decode()
