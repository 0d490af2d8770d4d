"""A concern is raised by a member on his telephone, or by a resident; the staff enter others."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.core.short_codes import new_receipt
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.selectors import person_of
from yizheng.service import permissions
from yizheng.service.models import Concern, Platform
from yizheng.service.models.concerns import TEXTS
from yizheng.service.states import ConcernChannel
from yizheng.service.words import check_texts

PUBLIC_PER_HOUR = rule(
    "service.public_concerns_per_hour",
    "每小时收群众问题数",
    default=30,
    help="一个平台的网页每小时最多收多少条，防止有人刷屏；填 0 表示不限",
    citation=DUTY_RULES("服务为民"),
)
WRONG_PER_HOUR = rule(
    "service.wrong_codes_per_hour",
    "每小时可以输错的查询码数",
    default=20,
    help="同一个网络地址一小时里输错查询码超过这个数，暂停查询；填 0 表示不限",
    citation=DUTY_RULES("服务为民"),
)
# What a member says himself, and a resident.
BY_MEMBER = (*TEXTS, "platform", "raised_on")


@service("service.revise_concern")
def revise_concern(concern: Concern, *, by: Actor, facts: dict[str, Any], version: int) -> Concern:
    """Correct what was raised, whatever has become of it since.

    Raises:
        NotAllowed, Stale, Invalid: as in `records.revise`; a text that tells secrets, or numbers
            by which a person is known.
    """
    _check(facts)
    return records.revise(concern, by=by, right=permissions.keep, facts=facts, version=version)


@service("service.report_concern")
def report_concern(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Concern:
    """A member raises in his own name what residents told him, through a platform or directly.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or as `revise_concern`.
    """
    given = {name: value for name, value in facts.items() if name in BY_MEMBER}
    given["member"] = person_of(by)
    given["raised_on"] = given.get("raised_on") or localdate(at)
    by_platform = given.get("platform") is not None
    given["channel"] = ConcernChannel.PLATFORM if by_platform else ConcernChannel.MEMBER
    _check(given)
    key, right = "service.report_concern", permissions.report_concern
    return records.create(Concern, by=by, right=right, facts=given, key=key, at=at)


@service("service.revise_report")
def revise_report(concern: Concern, *, by: Actor, facts: dict[str, Any], version: int) -> Concern:
    """A member corrects what he raised, as long as nobody has taken it.

    Raises:
        NotAllowed, Stale, Invalid: as in `records.revise`; or as `revise_concern`.
    """
    given = {name: value for name, value in facts.items() if name in BY_MEMBER}
    by_platform = given.get("platform", concern.platform) is not None
    given["channel"] = ConcernChannel.PLATFORM if by_platform else ConcernChannel.MEMBER
    _check(given)
    right = permissions.report_concern
    return records.revise(concern, by=by, right=right, facts=given, version=version)


@service("service.raise_publicly")
def raise_publicly(
    platform: Platform, *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Concern:
    """Take in what a resident raises who has not signed in; he gets a code to follow it by.

    Args:
        facts: `title`, `detail`, `place`, and what he chooses to tell of himself: `caller`,
            `contact`.

    Raises:
        Invalid: the platform takes nothing, too much comes at once, or the text tells secrets or
            numbers by which a person is known.
    """
    if not platform.takes_concerns():
        raise Invalid("这个平台现在不在网上收问题")
    # Locked, so that many at once do not pass the limit together.
    Platform.objects.select_for_update().get(pk=platform.pk)
    most, now = value_of(PUBLIC_PER_HOUR.key, on=localdate(at)), timezone.now()
    lately = Concern.objects.filter(platform=platform, arrived_at__gt=now - timedelta(hours=1))
    if most and lately.count() >= most:
        raise Invalid("现在反映问题的人太多，没有收下。您写的还在，请过一会儿再提交")
    told = {name: facts.get(name) or "" for name in TEXTS}
    check_texts(caller=facts.get("caller") or "", **told)
    refuse_marked(contact=facts.get("contact") or "")
    return records.create(
        Concern,
        by=by,
        right=permissions.raise_publicly,
        facts=told
        | {
            "channel": ConcernChannel.PLATFORM,
            "platform": platform,
            "raised_on": localdate(at),
        },
        derived={
            "caller": (facts.get("caller") or "").strip(),
            "contact": (facts.get("contact") or "").strip(),
            "receipt": new_receipt(),
            "arrived_at": at or now,
        },
        key="service.raise_publicly",
        at=at,
    )


def _check(facts: dict[str, Any]) -> None:
    check_texts(**{name: facts.get(name) or "" for name in TEXTS})
