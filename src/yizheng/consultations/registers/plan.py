"""List, page and form of the year's plan."""

from yizheng.consultations import permissions, services
from yizheng.consultations.models import Plan, PlanChange, PlanItem
from yizheng.consultations.panels.plan import CHANGES, PROGRESS
from yizheng.consultations.panels.topics import SOURCES
from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS

PLANS = register(
    Plan,
    slug="plans",
    importable=False,
    section="consultation",
    view=permissions.view_plan,
    enter=permissions.keep_plan,
    columns=("year", "state", "submitted_on", "approved_on", "approved_by", "document"),
    hidden=("return_note",),
    order="-year",
    search=("approved_by", "document"),
    filters=("state",),
    panels=(PROGRESS, CHANGES, ATTACHMENTS),
    groups=(Group("计划", ("year",)),),
    intro="每年一份，报市委批准后执行。批准以后增加、取消、改时间的，都要写明原因，列在计划的页面上。",
)
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
        Column("lead", "牵头领导", "lead__name"),
        "departments",
        "participants",
        "starts_month",
        "product_kind",
        "added_reason",
        Column("activity", "完成它的活动", "activity__title"),
        "drop_reason",
    ),
    order="-due_on",
    search=("topic", "departments"),
    filters=("year", "form", "organ", "state"),
    day="due_on",
    related=("form", "organ", "activity", "lead"),
    panels=(SOURCES,),
    told=("consultations.topicsuggestion",),
    groups=(
        Group("议题", ("year", "ordinal", "topic", "form", "product_kind")),
        Group("时间", ("starts_month", "due_on", "added_reason")),
        Group("安排", ("lead", "organ", "units", "departments", "participants")),
    ),
    due="due_on",
    create_with=services.enter_item,
    revise_with=services.revise_item,
    intro="年度协商和监督计划的议题，一个一条。举办后选定活动，记为完成。",
)
CHANGES_LIST = register(
    PlanChange,
    slug="plan-changes",
    section="consultation",
    view=permissions.view_plan,
    columns=(Column("item", "议题", "item__topic"), "kind", "detail", "reason", "changed_on"),
    order="-changed_on",
    search=("item__topic", "reason"),
    filters=("kind", "item__year"),
    day="changed_on",
    related=("item",),
    in_menu=False,
    intro="计划批准以后的变动，由办理自动记下。",
)
