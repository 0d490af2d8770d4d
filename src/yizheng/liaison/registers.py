"""The list, page and form of remarks, and their panels on other pages."""

from yizheng.core.registers import Column, Group, add_panel, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable

from . import permissions, services
from .models import Remark
from .panels import AT, OF_MANDATE, OF_PERSON, WAY

ACTS["liaison.note"] = "登记"
attachable(Remark, permissions.follow)

REMARKS = register(
    Remark,
    slug="remarks",
    importable=False,
    section="liaison",
    view=permissions.view,
    enter=permissions.note,
    columns=(
        Column("text", "意见建议", "__str__"),
        Column("member", "委员", "member__name", sort="member__name"),
        "made_on",
        "state",
        Column("follower", "跟办人", "follower__name", sort="follower__name"),
        "due_on",
    ),
    hidden=(
        Column("full_text", "全文", "text"),
        Column("activity", "走访或谈话", "activity__title"),
        Column("assigned_on", "安排日期", "assigned_on", "day", on_page=False),
        Column("outcome", "办理情况", "outcome", on_page=False),
        Column("done_on", "办成日期", "done_on", "day", on_page=False),
        Column("kept_reason", "留作参考的说明", "kept_reason", on_page=False),
        Column("told_on", "反馈日期", "told_on", "day", on_page=False),
        Column("told_way", "反馈方式", "get_told_way_display", "badge", on_page=False),
    ),
    order="-made_on",
    search=("text", "outcome", "member__name", "follower__name"),
    filters=("state", "follower"),
    day="made_on",
    due="due_on",
    related=("member", "follower", "activity__kind"),
    panels=(WAY, ATTACHMENTS),
    groups=(Group("意见建议", ("member", "text")),),
    parent="activity",
    bulk=("liaison.assign", "liaison.tell"),
    create_with=services.note_remark,
    revise_with=services.revise_remark,
    intro="走访委员、谈心谈话中委员提的意见建议，从那次活动的页面登记。谁跟办、何时办、结果怎样、怎样反馈，都记在这里。",
)
add_panel("activities.activity", AT)
add_panel("members.person", OF_PERSON)
add_panel("members.mandate", OF_MANDATE)
