"""Sending issues of bulletins, and calling them back."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.numbering import next_number
from yizheng.core.records import service
from yizheng.core.rules import value_of
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.opinions import permissions
from yizheng.opinions.models import Bulletin
from yizheng.opinions.states import BulletinState, Layout, Series

from .city_rules import RECIPIENTS


@service("opinions.create_bulletin")
def make_bulletin(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Bulletin:
    """Begin an issue; it goes to whom issues of its series go, unless somebody else is named.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or a digest with a mark of secrecy.
    """
    refuse_marked(digest=facts.get("digest") or "")
    series = Series(facts.get("series") or Series.ORDINARY)
    recipients = facts.get("recipients") or value_of(RECIPIENTS[series].key, on=localdate(at))
    facts = {**facts, "recipients": recipients}
    return records.create(Bulletin, by=by, right=permissions.make_bulletin, facts=facts, at=at)


@service("opinions.revise_bulletin")
def revise_bulletin(
    bulletin: Bulletin, *, by: Actor, facts: dict[str, Any], version: int
) -> Bulletin:
    """Change an issue that was not sent.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or a digest with a mark of secrecy.
    """
    refuse_marked(digest=facts.get("digest") or "")
    right = permissions.make_bulletin
    return records.revise(bulletin, by=by, right=right, facts=facts, version=version)


@transition(
    "opinions.send",
    "发出",
    sources={BulletinState.DRAFT},
    target=BulletinState.SENT,
    right=permissions.keep,
    citation=OPINION_RULES("编发刊物"),
)
def send_bulletin(
    bulletin: Bulletin, *, by: Actor, at: datetime, sent_on: date | None = None
) -> None:
    """Send an issue and give it the next number of its series in that year."""
    day = day_of(sent_on, at=at, field="sent_on")
    if bulletin.layout == Layout.DIGEST and not bulletin.digest.strip():
        raise Invalid("综合编发的，请先写综合稿再发出")
    reports = list(bulletin.reports.all())
    if not reports:
        raise Invalid("还没有编入信息，不能发出")
    early = [report for report in reports if not report.compiled_on or report.compiled_on > day]
    if early:
        raise Invalid(f"“{early[0]}”在 {day} 还没有编报，不能编入")
    bulletin.sent_on, bulletin.year = day, day.year
    bulletin.number = next_number(f"opinions/{bulletin.series}/{day.year}")


@transition(
    "opinions.withdraw",
    "撤回",
    sources={BulletinState.SENT},
    target=BulletinState.WITHDRAWN,
    right=permissions.keep,
    citation=OPINION_RULES("编发刊物"),
    awaited_in=(),
)
def withdraw_bulletin(
    bulletin: Bulletin,
    *,
    by: Actor,
    at: datetime,
    withdrawn_reason: str,
    withdrawn_on: date | None = None,
) -> None:
    """Call an issue back. Its number stays with it and is not given again."""
    bulletin.withdrawn_reason = withdrawn_reason.strip()
    bulletin.withdrawn_on = day_of(withdrawn_on, at=at, field="withdrawn_on")
