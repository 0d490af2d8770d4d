"""Upward reports: numbered when entered, answered, withdrawn."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OFFICE_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.numbering import continue_after, next_number
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.office import permissions
from yizheng.office.models import UpwardReport
from yizheng.office.states import UpwardKind, UpwardState

REPORTING = OFFICE_RULES("请示报告")


@transition(
    "office.take_number",
    "编号",
    sources={UpwardState.SENT},
    target=None,
    right=None,
    citation=REPORTING,
)
def take_number(report: UpwardReport, *, by: Actor, at: datetime) -> None:
    """Give it the next number of its kind in the year it was sent."""
    year = report.sent_on.year
    key = f"office/{report.kind}/{year}"
    taken = UpwardReport.objects.filter(kind=report.kind, year=year)
    # Numbers of a ledger that was taken over are not given again.
    continue_after(key, taken.aggregate(last=Max("serial"))["last"] or 0)
    report.year, report.serial = year, next_number(key)


@after("office.create_upwardreport")
def number_new(report: UpwardReport, by: Actor, at: datetime) -> None:
    """A report has its number from the moment it is entered."""
    day_of(report.sent_on, at=at, field="sent_on")
    take_number(report, by=by, at=at)
    report.refresh_from_db()


@service("office.revise_upwardreport")
def revise_report(
    report: UpwardReport, *, by: Actor, facts: dict[str, Any], version: int
) -> UpwardReport:
    """Correct what was entered; what its number was given for stays.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; the kind or the year of a numbered one
            would change.
    """
    kind, sent_on = facts.get("kind", report.kind), facts.get("sent_on", report.sent_on)
    if report.serial is not None and kind != report.kind:
        sentence = f"已编为{report.printed_serial}，类别不能改；登记错的请撤销登记，重新登记"
        raise Invalid(sentence, field="kind")
    if report.serial is not None and sent_on and sent_on.year != report.year:
        sentence = f"已编为{report.printed_serial}，报送日期须在{report.year}年"
        raise Invalid(sentence, field="sent_on")
    day_of(sent_on, at=None, field="sent_on")
    right = permissions.keep
    return records.revise(report, by=by, right=right, facts=facts, version=version)


@service("office.remove_upwardreport")
def remove_report(report: UpwardReport, *, by: Actor, reason: str, version: int) -> None:
    """Take back a record of a taken-over ledger; one that has its number is withdrawn instead.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`; or it is numbered.
    """
    if report.serial is not None:
        raise Invalid(f"已编为{report.printed_serial}，编号不能空出来；没有报送的，请办理“撤回”")
    records.remove(report, by=by, right=permissions.keep, reason=reason, version=version)


@transition(
    "office.enter_reply",
    "登记批复",
    sources={UpwardState.SENT, UpwardState.ANSWERED},
    target=UpwardState.ANSWERED,
    right=permissions.keep,
    citation=REPORTING,
    when=Q(kind=UpwardKind.REQUEST),
    awaited_in={UpwardState.SENT},
)
def enter_reply(
    report: UpwardReport,
    *,
    by: Actor,
    at: datetime,
    reply: str,
    replied_on: date | None = None,
    reply_number: str = "",
) -> None:
    """Enter what was answered, or correct it; the paper is attached."""
    refuse_marked(reply=reply)
    report.reply, report.reply_number = reply.strip(), reply_number.strip()
    report.replied_on = day_of(replied_on, at=at, field="replied_on")


@transition(
    "office.withdraw_report",
    "撤回",
    sources={UpwardState.SENT},
    target=UpwardState.WITHDRAWN,
    right=permissions.keep,
    citation=REPORTING,
    awaited_in=(),
)
def withdraw_report(
    report: UpwardReport,
    *,
    by: Actor,
    at: datetime,
    withdrawn_reason: str,
    withdrawn_on: date | None = None,
) -> None:
    """Call it back, or say that it never went out; its number stays with it."""
    report.withdrawn_reason = withdrawn_reason.strip()
    report.withdrawn_on = day_of(withdrawn_on, at=at, field="withdrawn_on")
