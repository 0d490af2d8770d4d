"""Lists, pages and forms of platforms and of the consultations held there."""

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS
from yizheng.service import permissions, services
from yizheng.service.models import Platform, PlatformSession
from yizheng.service.panels.platforms import PROGRESS, RAISED

PLATFORMS = register(
    Platform,
    slug="platforms",
    section="service",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "level", "place", "head", "opened_on", "closed_on", "is_public"),
    order="name",
    search=("name", "place", "head"),
    filters=("level", "is_public"),
    day="opened_on",
    groups=(
        Group("平台", ("name", "level", "place", "head")),
        Group("运行", ("opened_on", "closed_on")),
        Group("面向群众", ("is_public",)),
    ),
    related=("committee",),
    create_with=services.enter_platform,
    revise_with=services.revise_platform,
    panels=(PROGRESS,),
    intro="本会设立的协商平台。所属县（市、区）的由各县登记，统计时一并计入。",
)
SESSIONS = register(
    PlatformSession,
    slug="sessions",
    section="service",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "topic",
        Column("platform", "协商平台", "platform__name"),
        "held_on",
        Column("people", "参加人次", "people", kind="number"),
    ),
    hidden=("members", "officials", "residents", "consensus", "problems"),
    order="-held_on",
    search=("topic", "platform__name", "consensus"),
    filters=("platform", "platform__level"),
    day="held_on",
    related=("platform",),
    panels=(RAISED, ATTACHMENTS),
    told=("service.concern",),
    groups=(
        Group("协商", ("topic", "held_on")),
        Group("参加", ("members", "officials", "residents")),
        Group("结果", ("consensus", "problems")),
    ),
    parent="platform",
    create_with=services.enter_session,
    revise_with=services.revise_session,
    intro="平台上开的每一次协商。从平台的页面登记；提出的问题各成一条群众关切问题。",
)
