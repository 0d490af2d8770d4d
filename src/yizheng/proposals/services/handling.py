"""Assignment, reply and evaluation (交办、答复、评价)."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.db.models import Q

from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.rules import value_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import ResultClass, Satisfaction, State
from yizheng.units.models import Unit

from .city_rules import REPLY_MONTHS, REPLY_WORKING_DAYS, day_of


@transition(
    "proposals.assign",
    "交办",
    sources={State.FILED},
    target=State.ASSIGNED,
    right=permissions.assign,
    citation=PROPOSAL_RULES("交办"),
)
def assign_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    lead_unit: Unit,
    helpers: list[Unit] | None = None,
    assigned_on: date | None = None,
) -> None:
    """Give a filed proposal to the unit that will answer, and to those that help it."""
    day = day_of(assigned_on, at=at, field="assigned_on")
    helping = list(helpers or ())
    if lead_unit in helping:
        raise Invalid("主办单位不必再列为会办单位", field="helpers")
    closed = [unit for unit in (lead_unit, *helping) if unit.closed_on and unit.closed_on <= day]
    if closed:
        raise Invalid(f"{'、'.join(map(str, closed))}已停用，不能交办")
    proposal.lead_unit = lead_unit
    proposal.helpers.set(helping)
    proposal.assigned_on = day
    proposal.due_on, proposal.due_note = reply_due(day)


@transition(
    "proposals.reply",
    "答复",
    sources={State.ASSIGNED},
    target=State.REPLIED,
    right=permissions.reply,
    citation=PROPOSAL_RULES("答复"),
)
def reply_to_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    result_class: ResultClass,
    reply: str,
    replied_on: date | None = None,
) -> None:
    """Answer the proposer: how far the matter is settled, and in which way."""
    refuse_marked(reply=reply)
    proposal.result_class = result_class
    proposal.reply = reply
    proposal.replied_on = day_of(replied_on, at=at, field="replied_on")


@transition(
    "proposals.evaluate",
    "评价",
    sources={State.REPLIED},
    target=State.REPLIED,
    right=permissions.evaluate,
    citation=PROPOSAL_RULES("办理评价"),
    when=Q(evaluated_on=None),
)
def evaluate_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    satisfaction: Satisfaction,
    evaluation_note: str = "",
    evaluated_on: date | None = None,
) -> None:
    """Say what the proposer thinks of the handling; once."""
    refuse_marked(evaluation_note=evaluation_note)
    proposal.satisfaction = satisfaction
    proposal.evaluation_note = evaluation_note
    proposal.evaluated_on = day_of(evaluated_on, at=at, field="evaluated_on")


def reply_due(assigned_on: date) -> tuple[date, str]:
    """The last day for the reply, and how it was reached. 2-3 queries.

    By months as long as the committee does not count working days; a last day on which nobody
    works moves to the next working day.
    """
    if days := value_of(REPLY_WORKING_DAYS.key, on=assigned_on):
        deadline = add_working_days(assigned_on, days)
        return deadline.due_on, deadline.explain()
    months = value_of(REPLY_MONTHS.key, on=assigned_on)
    last = _months_after(assigned_on, months)
    due_on = add_working_days(last - timedelta(days=1), 1).due_on
    note = f"自 {assigned_on} 起 {months} 个月为 {last}"
    return due_on, note if due_on == last else f"{note}，非工作日，顺延至 {due_on}"


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (31 Aug + 6 = 28 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
