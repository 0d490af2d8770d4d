"""The year's plan: drawn up, approved by the Party committee, and changed only with a reason."""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Max
from django.utils.timezone import localdate

from yizheng.activities.models import Activity
from yizheng.consultations import permissions, selectors
from yizheng.consultations.models import Plan, PlanChange, PlanItem
from yizheng.consultations.states import ChangeKind, PlanState, YearState
from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import rule
from yizheng.core.workflow import transition

PLANNING = CONSULTATION_RULES("年度协商计划")
MOST_ITEMS = rule(
    "consultations.plan_items",
    "年度计划议题数",
    default=15,
    help="超过的，计划的页面上会提示；填 0 表示不限",
    citation=PLANNING,
)
# What the Party committee has approved of an item; the rest is for the office to arrange.
APPROVED = ("year", "topic", "form", "starts_month", "due_on", "product_kind")


# --- The plan as a whole -------------------------------------------------------------------------


@transition(
    "consultations.submit_plan",
    "报市委",
    sources=[YearState.DRAFT],
    target=YearState.SUBMITTED,
    right=permissions.keep_plan,
    citation=PLANNING,
)
def submit_plan(plan: Plan, *, by: Actor, at: datetime, submitted_on: date | None = None) -> None:
    """Lay the plan before the Party committee."""
    if not selectors.items_of(plan).exists():
        raise Invalid("计划里还没有议题，不能报送")
    plan.submitted_on = day_of(submitted_on, at=at, field="submitted_on")
    plan.return_note = ""


@transition(
    "consultations.return_plan",
    "退回修改",
    sources=[YearState.SUBMITTED],
    target=YearState.DRAFT,
    right=permissions.keep_plan,
    citation=PLANNING,
    awaited_in=(),
)
def return_plan(plan: Plan, *, by: Actor, at: datetime, return_note: str) -> None:
    """The Party committee wants it changed."""
    plan.return_note, plan.submitted_on = return_note, None


@transition(
    "consultations.approve_plan",
    "登记批准",
    sources=[YearState.SUBMITTED],
    target=YearState.APPROVED,
    right=permissions.keep_plan,
    citation=PLANNING,
)
def approve_plan(
    plan: Plan,
    *,
    by: Actor,
    at: datetime,
    approved_by: str,
    approved_on: date | None = None,
    document: str = "",
) -> None:
    """The Party committee has approved it: who, when, and by which document it was issued."""
    plan.approved_by, plan.document = approved_by.strip(), document.strip()
    plan.approved_on = day_of(approved_on, at=at, field="approved_on")


# --- Its items -----------------------------------------------------------------------------------


@service("consultations.create_planitem")
def enter_item(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> PlanItem:
    """Put a topic on the plan of its year; once that is approved, only with a reason.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; an approved plan and no reason.
    """
    is_approved = selectors.is_approved(facts["year"])
    reason = facts.get("added_reason") or ""
    if is_approved and not reason:
        sentence = f"{facts['year']}年度计划已经批准，增加议题请写明原因"
        raise Invalid(sentence, field="added_reason")
    item = records.create(PlanItem, by=by, right=permissions.keep_plan, facts=facts, at=at)
    if is_approved:
        _changed(item, ChangeKind.ADDED, reason, by=by, at=at)
    return item


def next_ordinal(year: int) -> int:
    """The number after the last one of a year's plan. 1 query."""
    last = PlanItem.objects.filter(year=year).aggregate(last=Max("ordinal"))["last"]
    return (last or 0) + 1


@service("consultations.revise_planitem")
def revise_item(item: PlanItem, *, by: Actor, facts: dict[str, Any], version: int) -> PlanItem:
    """Correct an item; what the Party committee has approved of it is changed by moves only.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or it was approved like that.
    """
    changed = [name for name in APPROVED if name in facts and facts[name] != getattr(item, name)]
    if changed and selectors.is_approved(item.year):
        sentence = "计划已经批准；改时间请办理“调整时间”，不办了请办理“取消议题”，写明原因"
        raise Invalid(sentence, field=changed[0])
    right = permissions.keep_plan
    return records.revise(item, by=by, right=right, facts=facts, version=version)


@transition(
    "consultations.complete_item",
    "记为完成",
    sources=[PlanState.PLANNED],
    target=PlanState.DONE,
    right=permissions.keep_plan,
    citation=PLANNING,
)
def complete_item(item: PlanItem, *, by: Actor, at: datetime, activity: Activity) -> None:
    """Say by which activity, of the planned form, a topic of the plan was consulted."""
    item.activity = activity


@transition(
    "consultations.reschedule_item",
    "调整时间",
    sources=[PlanState.PLANNED],
    target=None,
    right=permissions.keep_plan,
    citation=PLANNING,
)
def reschedule_item(
    item: PlanItem,
    *,
    by: Actor,
    at: datetime,
    due_on: date,
    reason: Annotated[str, "调整的原因"],
    starts_month: int | None = None,
) -> None:
    """Hold it earlier or later within the year."""
    if due_on.year != item.year:
        sentence = "跨年度的请办理“转入下一年”"
        raise Invalid(sentence, field="due_on")
    detail = f"{item.due_on} 改为 {due_on}"
    item.due_on, item.starts_month = due_on, starts_month
    _note(item, ChangeKind.RESCHEDULED, reason, detail, by=by, at=at)


@transition(
    "consultations.drop_item",
    "取消议题",
    sources=[PlanState.PLANNED],
    target=PlanState.DROPPED,
    right=permissions.keep_plan,
    citation=PLANNING,
    awaited_in=(),
)
def drop_item(item: PlanItem, *, by: Actor, at: datetime, drop_reason: str) -> None:
    """Take a topic out of the plan, with the reason."""
    item.drop_reason = drop_reason
    _note(item, ChangeKind.DROPPED, drop_reason, "", by=by, at=at)


@transition(
    "consultations.move_item",
    "转入下一年",
    sources=[PlanState.PLANNED],
    target=PlanState.MOVED,
    right=permissions.keep_plan,
    citation=PLANNING,
    awaited_in=(),
)
def move_item(
    item: PlanItem,
    *,
    by: Actor,
    at: datetime,
    reason: Annotated[str, "转入下一年的原因"],
    due_on: Annotated[date, "下一年的计划完成日期"],
) -> None:
    """Go on with it next year, as an item of that year's plan."""
    year = item.year + 1
    if due_on.year != year:
        raise Invalid(f"请填 {year} 年的日期", field="due_on")
    names = ("topic", "form", "organ", "lead", "departments", "participants", "product_kind")
    facts: dict[str, Any] = {name: getattr(item, name) for name in names}
    facts |= {
        "year": year,
        "ordinal": next_ordinal(year),
        "due_on": due_on,
        "units": item.units.all(),
    }
    item.moved_to = enter_item(by=by, facts=facts | {"added_reason": reason}, at=at)
    _note(item, ChangeKind.MOVED, reason, f"{year}年", by=by, at=at)


@transition(
    "consultations.restore_item",
    "恢复为待办",
    sources=[PlanState.DONE, PlanState.DROPPED],
    target=PlanState.PLANNED,
    right=permissions.keep_plan,
    citation=PLANNING,
    awaited_in=(),
)
def restore_item(item: PlanItem, *, by: Actor, at: datetime) -> None:
    """Put a topic back on the plan: it was completed or dropped by mistake."""
    if item.state == PlanState.DROPPED:
        _note(item, ChangeKind.RESTORED, "取消有误", "", by=by, at=at)
    item.activity, item.drop_reason = None, ""


def _note(
    item: PlanItem, kind: ChangeKind, reason: str, detail: str, *, by: Actor, at: datetime
) -> None:
    """A change of an approved plan is listed; before that the plan is still being drawn up."""
    if selectors.is_approved(item.year):
        _changed(item, kind, reason, detail, by=by, at=at)


def _changed(
    item: PlanItem,
    kind: ChangeKind,
    reason: str,
    detail: str = "",
    *,
    by: Actor,
    at: datetime | None,
) -> None:
    facts = {"item": item, "kind": kind, "reason": reason.strip(), "detail": detail}
    records.create(
        PlanChange,
        by=by,
        right=permissions.keep_plan,
        facts=facts | {"changed_on": localdate(at)},
        at=at,
    )
