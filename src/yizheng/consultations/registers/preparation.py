"""The list and the form of what went out before and after consultations."""

from yizheng.consultations import permissions, services
from yizheng.consultations.models import Preparation
from yizheng.consultations.panels.preparation import PREPARATION
from yizheng.core.registers import Column, Group, add_panel, register

PREPARATIONS = register(
    Preparation,
    slug="preparations",
    importable=False,
    section="consultation",
    view=permissions.view_preparation,
    enter=permissions.keep,
    columns=(
        Column("activity", "协商活动", "activity__title"),
        Column("held_on", "举行日期", "activity__held_on", kind="day", sort="activity__held_on"),
        "notice_sent_on",
        "materials_sent_on",
        "minutes_on",
    ),
    order="-activity__held_on",
    search=("activity__title",),
    filters=("activity__kind",),
    related=("activity__kind",),
    groups=(Group("筹备", ("notice_sent_on", "materials_sent_on", "minutes_on")),),
    parent="activity",
    create_with=services.enter_preparation,
    revise_with=services.revise_preparation,
    in_menu=False,
    intro="协商活动的通知、材料和纪要什么时候发出。从活动的页面登记。",
)
add_panel("activities.activity", PREPARATION)
