"""What was given: by service activities to people, by grants to students."""

from yizheng.core.registers import Column, Group, add_panel, register
from yizheng.documents.panels import ATTACHMENTS
from yizheng.service import permissions
from yizheng.service.models import Benefit, StudentGrant
from yizheng.service.panels.giving import BENEFITS as PANEL

BENEFITS = register(
    Benefit,
    slug="benefits",
    section="service",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "content",
        "kind",
        Column("activity", "服务为民活动", "activity__title", sort="activity__title"),
        Column("held_on", "日期", "activity__held_on", "day", sort="activity__held_on"),
        "people",
        "amount_fen",
    ),
    order="-activity__held_on",
    search=("content", "activity__title"),
    filters=("kind",),
    day="activity__held_on",
    related=("activity",),
    panels=(ATTACHMENTS,),
    groups=(
        Group("服务", ("kind", "content")),
        Group("受益", ("people", "amount_fen")),
    ),
    parent="activity",
    intro="每次服务为民活动为群众做了什么、多少人次受益、捐赠多少，从活动的页面登记。",
)
add_panel("activities.activity", PANEL)
GRANTS = register(
    StudentGrant,
    slug="grants",
    section="service",
    view=permissions.view_grant,
    enter=permissions.keep,
    columns=("reference_no", "school_year", "amount_fen", "granted_on"),
    order="-granted_on",
    search=("reference_no",),
    filters=("school_year",),
    day="granted_on",
    groups=(Group("资助", ("reference_no", "school_year", "amount_fen", "granted_on")),),
    intro="金秋助学的发放，一名学生一学年一条。这里只有资助编号，没有姓名。",
)
