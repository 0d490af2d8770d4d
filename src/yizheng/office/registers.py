"""Lists, pages and forms of upward reports, rules and honours."""

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS

from . import permissions
from .models import Honour, OfficeRule, RuleArea, UpwardReport

UPWARD_REPORTS = register(
    UpwardReport,
    slug="reports",
    section="leadership",
    view=permissions.view_report,
    enter=permissions.keep,
    columns=("matter", "number", "kind", "addressee", "sent_on", "replied_on"),
    hidden=("reply",),
    order="-sent_on",
    search=("matter", "number", "reply"),
    filters=("kind",),
    day="sent_on",
    groups=(
        Group("请示报告", ("kind", "number", "matter")),
        Group("报送", ("sent_on", "addressee")),
        Group("批复", ("reply", "replied_on")),
    ),
    panels=(ATTACHMENTS,),
    intro="向市委请示报告重大事项的台账，一件一条。",
)
RULES = register(
    OfficeRule,
    slug="rules",
    section="party",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "title",
        Column("area", "方面", "area__name"),
        "adopted_on",
        "amended_on",
        "repealed_on",
    ),
    order="-adopted_on",
    search=("title",),
    filters=("area",),
    day="adopted_on",
    related=("area",),
    groups=(Group("制度", ("title", "area", "adopted_on", "amended_on", "repealed_on")),),
    panels=(ATTACHMENTS,),
    intro="本会和机关制定、修订的制度，一项一条。“几方面”按方面计，不按文件计。",
)
AREAS = register(
    RuleArea,
    slug="areas",
    section="party",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "order"),
    order="order",
    search=("name",),
    groups=(Group("制度方面", ("name", "order")),),
)
HONOURS = register(
    Honour,
    slug="honours",
    section="party",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "title",
        Column("holder", "获得者", "holder"),
        "level",
        "awarded_by",
        "awarded_on",
    ),
    hidden=(
        Column("person", "获得的个人", "person__name", on_page=False),
        Column("post", "工作单位及职务", "person__post", on_page=False),
        Column("organ", "获得的机构", "organ__name", on_page=False),
    ),
    order="-awarded_on",
    search=("title", "person__name", "organ__name", "awarded_by"),
    filters=("level",),
    day="awarded_on",
    related=("person", "organ"),
    groups=(
        Group("获得者", ("person", "organ")),
        Group("荣誉", ("title", "level", "awarded_by", "awarded_on")),
    ),
    panels=(ATTACHMENTS,),
    intro="委员、工作人员和基层组织获得的荣誉，一项一条。",
)
