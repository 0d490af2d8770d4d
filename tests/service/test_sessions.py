"""Consultations at platforms: the people, what was agreed, and problems that become concerns."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in
from tests.factories.service import PlatformFactory, PlatformSessionFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.service import services
from yizheng.service.models import Concern, PlatformSession
from yizheng.service.states import ConcernChannel, ConcernState

MAY = date(2025, 5, 6)

pytestmark = pytest.mark.django_db


def facts(**more):
    known = {"topic": "楼道堆物", "held_on": MAY, "members": 2, "officials": 1, "residents": 9}
    return known | more


def enter(platform=None, **more):
    platform = platform or PlatformFactory()
    given = facts(platform=platform, **more)
    return services.enter_session(by=acting(Role.SPECIAL), facts=given)


def test_every_problem_raised_becomes_a_concern_of_the_platform(city):
    session = enter(problems="路灯不亮\n\n 停车难 \n路灯不亮")

    rows = Concern.objects.order_by("pk")
    assert [row.title for row in rows] == ["路灯不亮", "停车难"]
    assert {(row.channel, row.platform, row.session, row.raised_on, row.state) for row in rows} == {
        (ConcernChannel.PLATFORM, session.platform, session, MAY, ConcernState.RAISED)
    }


def test_a_problem_added_later_becomes_one_too_and_none_vanishes(city):
    by, session = acting(Role.SPECIAL), enter(problems="路灯不亮")
    services.revise_session(session, by=by, facts={"problems": "路灯不亮\n停车难"}, version=1)
    assert Concern.objects.count() == 2

    with pytest.raises(Invalid, match="已登记为群众关切问题") as refusal:
        services.revise_session(session, by=by, facts={"problems": "停车难"}, version=2)
    assert (refusal.value.field, Concern.objects.count()) == ("problems", 2)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"held_on": date(2019, 1, 1)}, "held_on"),
        ({"held_on": localdate() + timedelta(days=2)}, "held_on"),
        ({"problems": "长" * 151}, "problems"),
        ({"members": 0, "officials": 0, "residents": 0}, None),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(city, more, field):
    with pytest.raises(Invalid) as refusal:
        enter(**more)
    assert refusal.value.field == field
    assert (PlatformSession.objects.count(), Concern.objects.count()) == (0, 0)


def test_members_do_not_enter_sessions(city):
    with pytest.raises(NotAllowed):
        services.enter_session(by=acting(Role.LEADER), facts=facts(platform=PlatformFactory()))


def test_the_platforms_page_counts_and_each_number_opens_its_list(client, city):
    platform = PlatformFactory()
    PlatformSessionFactory.create_batch(2, platform=platform)
    enter(platform, problems="路灯不亮\n停车难")
    first = Concern.objects.order_by("pk")[0]
    by = acting(Role.SPECIAL)
    services.resolve_concern(first, by=by, resolved_on=MAY, result="已修好")
    signed_in(client, Role.SPECIAL)

    page = client.get(reverse("service:platforms-detail", args=[platform.pk]))

    text = page.content.decode()
    tiles = next(given for panel, given in page.context["panels"] if "tiles" in given)["tiles"]
    assert [(label, count) for label, count, _, _ in tiles] == [
        ("协商活动", 3), ("参加", 36), ("提出问题", 2), ("已解决", 1),
    ]  # fmt: skip
    for _, count, unit, url in tiles:
        assert url.replace("&", "&amp;") in text
        if unit != "人次":
            assert client.get(url).context["page"].count == count
