"""Items of lists of responsibilities: steps, done, overdue with the reason, dropped, reopened."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OFFICE_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.office import permissions
from yizheng.office.models import Responsibility, ResponsibilityStep
from yizheng.office.states import PENDING, ResponsibilityState

ANSWERING = OFFICE_RULES("责任清单")


@service("office.enter_step")
def enter_step(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> ResponsibilityStep:
    """Say what was done for an item that is not done yet.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; later than today, or the item is over.
    """
    responsibility: Responsibility = facts["responsibility"]
    if responsibility.state not in PENDING:
        raise Invalid(f"这一项{responsibility.get_state_display()}，不再登记步骤")
    refuse_marked(what=facts.get("what") or "")
    day_of(facts.get("taken_on"), at=at, field="taken_on")
    right, key = permissions.report_step, "office.enter_step"
    return records.create(ResponsibilityStep, by=by, right=right, facts=facts, key=key, at=at)


@transition(
    "office.finish",
    "完成",
    sources=PENDING,
    target=ResponsibilityState.DONE,
    right=permissions.fulfil,
    citation=ANSWERING,
)
def finish_responsibility(
    responsibility: Responsibility,
    *,
    by: Actor,
    at: datetime,
    result: str,
    done_on: date | None = None,
    overdue_reason: str = "",
) -> None:
    """Say what was achieved; late, also why."""
    refuse_marked(result=result, overdue_reason=overdue_reason)
    day = day_of(done_on, at=at, field="done_on")
    responsibility.overdue_reason = overdue_reason.strip() or responsibility.overdue_reason
    if day > responsibility.due_on and not responsibility.overdue_reason:
        sentence = f"时限是 {responsibility.due_on}，逾期完成的，请写明原因"
        raise Invalid(sentence, field="overdue_reason")
    responsibility.result, responsibility.done_on = result.strip(), day


@transition(
    "office.explain_overdue",
    "说明逾期",
    sources=PENDING,
    target=ResponsibilityState.EXPLAINED,
    right=permissions.fulfil,
    citation=ANSWERING,
    awaited_in=(),
)
def explain_overdue(
    responsibility: Responsibility,
    *,
    by: Actor,
    at: datetime,
    overdue_reason: str,
    expected_on: date,
) -> None:
    """Say why it is not done in time, and by when it will be."""
    refuse_marked(overdue_reason=overdue_reason)
    today = localdate(at)
    if responsibility.due_on >= today:
        raise Invalid(f"时限是 {responsibility.due_on}，还没有逾期")
    if expected_on < today:
        raise Invalid("预计完成日期不能早于今天", field="expected_on")
    responsibility.overdue_reason = overdue_reason.strip()
    responsibility.expected_on = expected_on


@transition(
    "office.drop",
    "不再办理",
    sources=PENDING,
    target=ResponsibilityState.DROPPED,
    right=permissions.keep,
    citation=ANSWERING,
    awaited_in=(),
)
def drop_responsibility(
    responsibility: Responsibility, *, by: Actor, at: datetime, dropped_reason: str
) -> None:
    """It is no longer to be done."""
    responsibility.dropped_reason = dropped_reason.strip()


@transition(
    "office.reopen",
    "退回继续办理",
    sources={ResponsibilityState.DONE, ResponsibilityState.DROPPED},
    target=ResponsibilityState.OPEN,
    right=permissions.keep,
    citation=ANSWERING,
    awaited_in=(),
)
def reopen_responsibility(
    responsibility: Responsibility, *, by: Actor, at: datetime, reason: str
) -> None:
    """It is not done after all; the reason stands among its steps."""
    facts = {"responsibility": responsibility, "taken_on": localdate(at), "what": f"退回：{reason}"}
    right, key = permissions.report_step, "office.enter_step"
    records.create(ResponsibilityStep, by=by, right=right, facts=facts, key=key, at=at)
    responsibility.result, responsibility.done_on = "", None
    responsibility.dropped_reason = ""
