"""Aid, platforms, concerns and grants, by situation."""

from datetime import date

import factory
from django.utils import timezone

from tests.factories.consultations import HeldActivityFactory
from tests.factories.members import PersonFactory, RecordFactory
from yizheng.core.short_codes import new_receipt
from yizheng.service.models import (
    AidAssignment,
    AidFund,
    Benefit,
    Concern,
    LivelihoodMatter,
    Platform,
    PlatformSession,
    StudentGrant,
)
from yizheng.service.states import (
    KIND_OF_CHANNEL,
    AidKind,
    BenefitKind,
    ConcernChannel,
    ConcernState,
    MatterState,
    PlatformLevel,
)


class VillageFactory(RecordFactory):
    """A village in the committee's care."""

    class Meta:
        model = AidAssignment

    kind = AidKind.VILLAGE
    place = factory.Sequence(lambda n: f"第{n}村")
    opened_on = date(2021, 6, 1)


def county_in_care(county, **facts):
    """A county in the committee's care."""
    return VillageFactory(kind=AidKind.COUNTY, place=county.place, county=county, **facts)


class AidFundFactory(RecordFactory):
    class Meta:
        model = AidFund

    purpose = "打井吃水"
    source = "市水利局"
    amount_fen = 1_000_00
    received_on = date(2025, 4, 9)


class MatterFactory(RecordFactory):
    class Meta:
        model = LivelihoodMatter

    title = factory.Sequence(lambda n: f"实事{n}")


def matter_done(on=date(2025, 7, 1), **facts):
    """A livelihood matter that was carried out."""
    return MatterFactory(state=MatterState.DONE, done_on=on, evidence="验收单", **facts)


class PlatformFactory(RecordFactory):
    class Meta:
        model = Platform

    name = factory.Sequence(lambda n: f"协商议事厅{n}")
    level = PlatformLevel.TOWNSHIP
    place = "城关镇"
    opened_on = date(2023, 3, 1)


class PlatformSessionFactory(RecordFactory):
    """A consultation at a platform."""

    class Meta:
        model = PlatformSession

    platform = factory.SubFactory(PlatformFactory)
    topic = factory.Sequence(lambda n: f"第{n}件邻里的事")
    held_on = date(2025, 5, 6)
    members, officials, residents = 2, 1, 9


class PublicPlatformFactory(PlatformFactory):
    """A platform on whose page everybody may raise concerns."""

    is_public = True
    code = factory.Sequence(lambda n: f"p{n:05d}")


class BenefitFactory(RecordFactory):
    """What a held service activity did for people."""

    class Meta:
        model = Benefit

    activity = factory.LazyFunction(lambda: HeldActivityFactory(code="service.activity"))
    kind = BenefitKind.HEALTH
    content = factory.Sequence(lambda n: f"测血压送药{n}")
    people = 60


class ConcernFactory(RecordFactory):
    """A concern raised through a platform."""

    class Meta:
        model = Concern

    title = factory.Sequence(lambda n: f"问题{n}")
    channel = ConcernChannel.PLATFORM
    platform = factory.SubFactory(PlatformFactory)
    raised_on = date(2025, 3, 3)


def concern_by(channel, **facts):
    """A concern raised by one of the channels, at a fitting activity if it needs one."""
    if channel == ConcernChannel.PLATFORM:
        return ConcernFactory(**facts)
    if channel == ConcernChannel.MEMBER:
        facts.setdefault("member", PersonFactory())
        return ConcernFactory(channel=channel, platform=None, **facts)
    activity = facts.pop("activity", None) or HeldActivityFactory(code=KIND_OF_CHANNEL[channel])
    return ConcernFactory(channel=channel, platform=None, activity=activity, **facts)


def public_concern(**facts):
    """A concern a resident raised on a platform's page, with what he told of himself."""
    known = {
        "platform": facts.pop("platform", None) or PublicPlatformFactory(),
        "receipt": new_receipt(),
        "arrived_at": timezone.now(),
        "caller": "王女士",
        "contact": f"100{'1' * 8}",
    }
    return ConcernFactory(**{**known, **facts})


def resolved(channel=ConcernChannel.PLATFORM, on=date(2025, 5, 1), **facts):
    """A concern that was resolved."""
    known = {"state": ConcernState.RESOLVED, "resolved_on": on, "result": "已修好"}
    return concern_by(channel, **{**known, **facts})


class GrantFactory(RecordFactory):
    class Meta:
        model = StudentGrant

    reference_no = factory.Sequence(lambda n: f"ZX-{n:04d}")
    amount_fen = 5_000_00
    granted_on = date(2025, 8, 26)
    school_year = "2025-2026"
