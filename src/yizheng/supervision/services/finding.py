"""What a supervisor found: reported, given to the unit, answered, and closed or sent back."""

from datetime import date, datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.supervision import permissions
from yizheng.supervision.models import Assignment, Finding
from yizheng.supervision.states import FindingState

SUPERVISING = CONSULTATION_RULES("委派民主监督员")
ANSWER_DAYS = rule(
    "supervision.answer_days",
    "监督意见的答复期限",
    default=20,
    help="单位答复监督意见的工作日数，自转办的第二天起算",
    citation=SUPERVISING,
)
TEXTS = ("problem", "suggestion")


@service("supervision.report")
def report_finding(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Finding:
    """Report what a supervisor found while he is one.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; he was not yet, or no longer, assigned.
    """
    _check(facts, facts["assignment"], at=at)
    key, right = "supervision.report", permissions.report
    return records.create(Finding, by=by, right=right, facts=facts, key=key, at=at)


@service("supervision.revise_finding")
def revise_finding(finding: Finding, *, by: Actor, facts: dict[str, Any], version: int) -> Finding:
    """Correct what was not yet conveyed.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `report_finding`.
    """
    _check(facts, finding.assignment, at=None)
    right = permissions.report
    return records.revise(finding, by=by, right=right, facts=facts, version=version)


def _check(facts: dict[str, Any], assignment: Assignment, *, at: datetime | None) -> None:
    refuse_marked(**{name: facts.get(name) or "" for name in TEXTS})
    if not facts.get("found_on"):
        return
    found_on = day_of(facts["found_on"], at=at, field="found_on")
    ended = assignment.ended_on
    if found_on < assignment.appointed_on or (ended and found_on >= ended):
        until = f"至 {ended}" if ended else "起"
        sentence = f"监督员的任期自 {assignment.appointed_on} {until}，发现日期不在其间"
        raise Invalid(sentence, field="found_on")


@transition(
    "supervision.convey",
    "转单位办理",
    sources={FindingState.REPORTED, FindingState.KEPT},
    target=FindingState.CONVEYED,
    right=permissions.keep,
    citation=SUPERVISING,
    awaited_in={FindingState.REPORTED},
)
def convey_finding(
    finding: Finding, *, by: Actor, at: datetime, conveyed_on: date | None = None
) -> None:
    """Give it to the unit, which answers by a counted day."""
    day = day_of(conveyed_on, at=at, field="conveyed_on")
    deadline = add_working_days(day, value_of(ANSWER_DAYS.key, on=day))
    finding.conveyed_on, finding.kept_reason = day, ""
    finding.due_on, finding.due_note = deadline.due_on, deadline.explain()


@transition(
    "supervision.keep_finding",
    "不转办",
    sources={FindingState.REPORTED},
    target=FindingState.KEPT,
    right=permissions.keep,
    citation=SUPERVISING,
)
def keep_finding(finding: Finding, *, by: Actor, at: datetime, kept_reason: str) -> None:
    """Do not give it to the unit; the supervisor reads why."""
    finding.kept_reason = kept_reason.strip()


@transition(
    "supervision.answer",
    "答复",
    sources={FindingState.CONVEYED},
    target=FindingState.ANSWERED,
    right=permissions.answer,
    citation=SUPERVISING,
)
def answer_finding(
    finding: Finding,
    *,
    by: Actor,
    at: datetime,
    answer: str,
    answered_on: date | None = None,
) -> None:
    """Say what the unit did or will do."""
    refuse_marked(answer=answer)
    finding.answer, finding.return_note = answer.strip(), ""
    finding.answered_on = day_of(answered_on, at=at, field="answered_on")


@transition(
    "supervision.return_answer",
    "退回补充",
    sources={FindingState.ANSWERED},
    target=FindingState.CONVEYED,
    right=permissions.keep,
    citation=SUPERVISING,
    awaited_in=(),
)
def return_finding(finding: Finding, *, by: Actor, at: datetime, return_note: str) -> None:
    """The answer is not enough; what it said stays, to be gone on with."""
    finding.return_note, finding.answered_on = return_note, None


@transition(
    "supervision.close_finding",
    "办结",
    sources={FindingState.ANSWERED},
    target=FindingState.CLOSED,
    right=permissions.keep,
    citation=SUPERVISING,
)
def close_finding(
    finding: Finding, *, by: Actor, at: datetime, closed_on: date | None = None
) -> None:
    """The answer is enough; the supervisor reads it."""
    finding.closed_on = day_of(closed_on, at=at, field="closed_on")
