"""List, page and form of the year's plan."""

from yizheng.consultations import permissions
from yizheng.consultations.models import PlanItem
from yizheng.core.registers import Column, Group, register

PLAN = register(
    PlanItem,
    slug="plan",
    section="consultation",
    view=permissions.view_plan,
    enter=permissions.keep_plan,
    columns=(
        "topic",
        "year",
        "ordinal",
        Column("form", "协商形式", "form__label"),
        Column("organ", "牵头机构", "organ__name"),
        "due_on",
        "state",
    ),
    hidden=(
        "departments",
        Column("activity", "完成它的活动", "activity__title"),
        "drop_reason",
    ),
    order="-due_on",
    search=("topic", "departments"),
    filters=("year", "form", "organ", "state"),
    day="due_on",
    related=("form", "organ", "activity"),
    groups=(
        Group("议题", ("year", "ordinal", "topic", "form")),
        Group("安排", ("organ", "departments", "due_on")),
    ),
    intro="市委批准的年度协商和监督计划，一个议题一条。举办后选定活动，记为完成。",
)
