"""Sending issues of bulletins, and calling them back."""

from datetime import date, datetime

from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.numbering import next_number
from yizheng.core.workflow import transition
from yizheng.opinions import permissions
from yizheng.opinions.models import Bulletin
from yizheng.opinions.states import BulletinState


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
