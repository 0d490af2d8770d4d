"""Lists, pages and forms of concerns: the staff's, and a member's own."""

from dataclasses import replace

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Caution, Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable
from yizheng.service import permissions, services
from yizheng.service.models import Concern
from yizheng.service.panels.concerns import ANSWER, REACH, WAY

ACTS |= {
    "service.report_concern": "委员反映",
    "service.raise_publicly": "群众反映",
    "service.read_contact": "查看联系方式",
    "service.forget_contact": "到期删除联系方式",
}
# The unit that solves it attaches what proves it.
attachable(Concern, permissions.answer_concern)


def _told(name: str, label: str, kind: str = "text") -> Column:
    """What the way on the page tells already."""
    return Column(name, label, name, kind, on_page=False)


CONCERNS = register(
    Concern,
    slug="concerns",
    section="service",
    view=permissions.view_concern,
    enter=permissions.keep,
    columns=("title", "channel", "raised_on", "state", "handed_to", "due_on", "resolved_on"),
    hidden=(
        "detail",
        "place",
        Column("activity", "提出问题的活动", "activity__title"),
        Column("platform", "提出问题的平台", "platform__name"),
        Column("session", "提出问题的协商活动", "session__topic"),
        Column("member", "反映的委员", "member__name"),
        _told("decided_on", "受理日期", "day"),
        _told("refusal", "不予受理的理由"),
        Column("unit", "承办单位", "unit__short_name", on_page=False),
        _told("handed_on", "交办日期", "day"),
        _told("answer", "单位的答复"),
        _told("answered_on", "答复日期", "day"),
        _told("result", "办理结果"),
        _told("closed_on", "作出说明的日期", "day"),
        _told("told_on", "告知日期", "day"),
        Column("told_way", "告知方式", "get_told_way_display", "badge", on_page=False),
    ),
    order="-raised_on",
    search=("title", "detail", "place", "handed_to", "result"),
    filters=("state", "channel", "platform", "unit"),
    day="raised_on",
    due="due_on",
    related=("activity", "platform", "session", "member", "unit"),
    groups=(
        Group("问题", ("title", "detail", "place", "raised_on")),
        Group("来源", ("channel", "activity", "platform", "member")),
    ),
    panels=(WAY, ANSWER, REACH, ATTACHMENTS),
    bulk=("service.take_concern", "service.hand_concern", "service.tell_concern"),
    cautions=(
        Caution("service.hand_concern", "选中的都交给同一个单位；要交给不同单位的，请分开选。"),
    ),
    revise_with=services.revise_concern,
    intro="群众提出的问题，一个一条：受理、交办、解决、告知。写明结果、记为解决后才计数。",
)
# Not registered: the same records by the same services, with what a member says himself.
MY_CONCERNS = replace(
    CONCERNS,
    slug="my-concerns",
    label="本人反映的问题",
    view=permissions.view_own_concern,
    enter=permissions.report_concern,
    columns=tuple(
        replace(column, in_list=column.name in {"title", "state", "raised_on"})
        for column in CONCERNS.columns
    ),
    filters=("state",),
    groups=(
        Group("问题", ("title", "place", "detail")),
        Group("在哪里听到的", ("platform", "raised_on")),
    ),
    bulk=(),
    create_with=services.report_concern,
    revise_with=services.revise_report,
    intro="您替群众反映的问题，办到哪一步这里看得到。",
)
navigation.item(
    "service",
    MY_CONCERNS.label,
    "service:my-concerns-list",
    lambda actor: may(actor, permissions.view_own_concern),
)
