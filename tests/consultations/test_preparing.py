"""Notice, materials and minutes: by which day, with the working-out, and whether in time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in
from tests.factories.consultations import HeldActivityFactory, PreparationFactory
from tests.factories.members import PersonFactory
from yizheng.accounts.roles import Role
from yizheng.activities.states import State
from yizheng.consultations import services
from yizheng.consultations.models import Preparation
from yizheng.consultations.services.preparing import steps_of
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.rules import RuleValue

HELD = date(2025, 9, 25)

pytestmark = pytest.mark.django_db


def held(**facts):
    return HeldActivityFactory(held_on=HELD, **facts)


def test_the_days_are_counted_by_rule_from_the_day_of_the_meeting(city):
    steps = steps_of(held(), None)

    assert [step.deadline.due_on for step in steps] == [
        date(2025, 9, 4), date(2025, 9, 11), date(2025, 10, 11),
    ]  # fmt: skip
    assert "2025-09-25 前第 15 个工作日" in steps[0].deadline.explain()


def test_a_city_decides_otherwise_from_a_day_on(city):
    RuleValue.objects.create(
        committee=city,
        key="consultations.notice_days",
        valid_from=date(2025, 1, 1),
        value=5,
    )
    assert steps_of(held(), None)[0].deadline.due_on == date(2025, 9, 18)


def test_what_went_out_late_says_by_how_many_days(city):
    preparation = PreparationFactory(
        activity=held(),
        notice_sent_on=date(2025, 9, 4),
        materials_sent_on=date(2025, 9, 14),
    )
    today = date(2025, 10, 9)
    said = [step.standing(on=today) for step in steps_of(preparation.activity, preparation)]

    assert said == [("按时", "good"), ("晚了 3 天", "bad"), ("还有 2 天", "warn")]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"activity": {"code": "study.centre_group"}}, "activity"),
        ({"activity": {"state": State.CANCELLED, "cancel_reason": "改期"}}, "activity"),
        ({"minutes_on": date(2025, 9, 24)}, "minutes_on"),
        ({"notice_sent_on": localdate() + timedelta(days=3)}, "notice_sent_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(city, facts, field):
    activity = held(**facts.pop("activity", {}))
    with pytest.raises(Invalid) as refusal:
        services.enter_preparation(by=acting(Role.SPECIAL), facts=facts | {"activity": activity})
    assert (refusal.value.field, Preparation.objects.count()) == (field, 0)


def test_the_page_of_a_consultation_shows_it_to_the_office_and_not_to_members(client, city):
    activity = HeldActivityFactory(held_on=localdate() + timedelta(days=60), state=State.PLANNED)
    url = reverse("activities:activities-detail", args=[activity.pk])
    signed_in(client, Role.SPECIAL)
    office = client.get(url).content.decode()
    signed_in(client, Role.MEMBER, person=PersonFactory())
    member = client.get(url).content.decode()

    assert "书面通知" in office and "登记筹备情况" in office
    assert "书面通知" not in member


def test_it_is_entered_from_the_activity_and_gone_on_with(client, city):
    activity = held()
    signed_in(client, Role.SPECIAL)
    new = f"{reverse('consultations:preparations-new')}?activity={activity.pk}"
    client.post(new, {"notice_sent_on": "2025-09-04"})
    known = Preparation.objects.get()
    client.post(
        reverse("consultations:preparations-edit", args=[known.pk]),
        {"notice_sent_on": "2025-09-04", "minutes_on": "2025-09-30", "version": "1"},
    )

    known.refresh_from_db()
    assert (known.activity, known.minutes_on) == (activity, date(2025, 9, 30))


def test_others_do_not_note_it(city):
    with pytest.raises(NotAllowed):
        services.enter_preparation(by=acting(Role.OFFICE), facts={"activity": held()})
