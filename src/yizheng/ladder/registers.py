"""Lists, pages and forms of what was sent up, what came from below, and partners elsewhere."""

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Column, Group, add_panel, register
from yizheng.core.showing import ACTS

from . import panels, permissions, services
from .models import Incoming, Partner, Submission

ACTS |= {
    "ladder.submit": "上报",
    "ladder.deliver": "收到",
    "ladder.export": "导出文件",
    "ladder.import_file": "导入文件",
    "opinions.pass_adoption": "上级采用",
}

SUBMISSIONS = register(
    Submission,
    slug="submissions",
    importable=False,
    section="opinions",
    view=permissions.view_submission,
    enter=permissions.keep,
    columns=(
        Column("report", "信息", "report"),
        Column("goes_to", "报送", "goes_to"),
        "sent_on",
        "state",
        "answered_on",
    ),
    hidden=("reason", "course", "names_reporter", "exported_on", "token"),
    order="-sent_on",
    search=("report__title", "report__edited_title"),
    filters=("state", "partner"),
    day="sent_on",
    related=("report", "upper", "partner"),
    groups=(Group("上报", ("partner", "names_reporter", "sent_on")),),
    parent="report",
    create_with=services.submit_report,
    revise_with=services.revise_submission,
    remove_with=services.remove_submission,
    intro="报送上级政协的信息。上级收录、采用、批示的情况会自动回到这里和信息的页面上。",
)
INCOMING = register(
    Incoming,
    slug="incoming",
    section="opinions",
    view=permissions.view_incoming,
    columns=("title", "from_name", "state", "sent_on", "arrived_on"),
    hidden=("reporter_name", Column("report", "收录为", "report"), "decided_on", "reason", "token"),
    order="-arrived_on",
    search=("title", "from_name", "text"),
    filters=("state", "from_name"),
    day="arrived_on",
    related=("report",),
    panels=(panels.ARRIVED,),
    intro="下级政协报来的信息。收录以后成为本会的一篇信息，照样编辑、签发；不收录的写明理由。办到哪一步，报送单位看得到。",
)
PARTNERS = register(
    Partner,
    slug="partners",
    importable=False,
    section="opinions",
    view=permissions.view_partner,
    enter=permissions.keep,
    columns=("name", "level", "checked_on", "checked_with"),
    hidden=("public_key",),
    order="name",
    search=("name",),
    filters=("level",),
    panels=(panels.PARTNER,),
    create_with=services.enter_partner,
    revise_with=services.revise_partner,
    groups=(
        Group("对方", ("name", "level", "public_key")),
        Group("电话核对", ("checked_on", "checked_with")),
    ),
    intro="不在本系统里的上级、下级政协，用签名的文件往来。",
)
add_panel("opinions.opinionreport", panels.WAY_UP)
navigation.item(
    "opinions", "导入报送文件", "ladder:import", lambda actor: may(actor, permissions.keep)
)
