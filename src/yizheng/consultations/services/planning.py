"""What happens to the items of the year's plan."""

from datetime import datetime

from yizheng.activities.models import Activity
from yizheng.consultations import permissions
from yizheng.consultations.models import PlanItem
from yizheng.consultations.states import PlanState
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.workflow import transition


@transition(
    "consultations.complete_item",
    "记为完成",
    sources=[PlanState.PLANNED],
    target=PlanState.DONE,
    right=permissions.keep_plan,
    citation=CONSULTATION_RULES("年度协商计划"),
)
def complete_item(item: PlanItem, *, by: Actor, at: datetime, activity: Activity) -> None:
    """Say by which activity, of the planned form, a topic of the plan was consulted."""
    item.activity = activity


@transition(
    "consultations.drop_item",
    "取消议题",
    sources=[PlanState.PLANNED],
    target=PlanState.DROPPED,
    right=permissions.keep_plan,
    citation=CONSULTATION_RULES("年度协商计划"),
)
def drop_item(item: PlanItem, *, by: Actor, at: datetime, drop_reason: str) -> None:
    """Take a topic out of the plan, with the reason."""
    item.drop_reason = drop_reason


@transition(
    "consultations.restore_item",
    "恢复为待办",
    sources=[PlanState.DONE, PlanState.DROPPED],
    target=PlanState.PLANNED,
    right=permissions.keep_plan,
    citation=CONSULTATION_RULES("年度协商计划"),
    awaited_in=(),
)
def restore_item(item: PlanItem, *, by: Actor, at: datetime) -> None:
    """Put a topic back on the plan: it was completed or dropped by mistake."""
    item.activity, item.drop_reason = None, ""
