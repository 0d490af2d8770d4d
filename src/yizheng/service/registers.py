"""Lists, pages and forms of aid, platforms, concerns and grants."""

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS

from . import permissions, services
from .models import AidAssignment, AidFund, Concern, LivelihoodMatter, Platform, StudentGrant
from .panels import PROGRESS

ASSIGNMENTS = register(
    AidAssignment,
    slug="assignments",
    section="aid",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "place",
        "kind",
        Column("county", "所在县市区", "county__place"),
        Column("leader", "包联领导", "leader__name"),
        "opened_on",
        "closed_on",
    ),
    order="place",
    search=("place", "leader__name"),
    filters=("kind", "county"),
    day="opened_on",
    related=("county", "leader"),
    groups=(
        Group("地方", ("kind", "place", "county")),
        Group("包联", ("leader", "opened_on", "closed_on")),
    ),
    create_with=services.enter_assignment,
    revise_with=services.revise_assignment,
    intro="主席班子成员包联的县和帮扶的村，一处一条。换人的，先结束原来一条。",
)
FUNDS = register(
    AidFund,
    slug="funds",
    section="aid",
    view=permissions.view_money,
    enter=permissions.keep,
    columns=(
        "purpose",
        Column("assignment", "包联帮扶点", "assignment__place"),
        "source",
        "amount_fen",
        "received_on",
    ),
    hidden=("receipt_no",),
    order="-received_on",
    search=("purpose", "source", "receipt_no"),
    filters=("assignment", "assignment__kind"),
    day="received_on",
    related=("assignment",),
    groups=(
        Group("资金", ("assignment", "purpose", "source")),
        Group("到账", ("amount_fen", "received_on", "receipt_no")),
    ),
    panels=(ATTACHMENTS,),
    intro="协调落实的帮扶资金，到账一笔登记一笔。",
)
MATTERS = register(
    LivelihoodMatter,
    slug="matters",
    section="aid",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "title",
        Column("assignment", "包联帮扶点", "assignment__place"),
        "place",
        "state",
        "done_on",
    ),
    hidden=("evidence",),
    order="-done_on",
    search=("title", "place", "evidence"),
    filters=("state", "assignment"),
    day="done_on",
    related=("assignment",),
    groups=(Group("民生实事", ("title", "assignment", "place")),),
    panels=(ATTACHMENTS,),
    intro="打井、修路、发展产业等实事，一件一条。办成后写明凭据，才计入民生实事。",
)
PLATFORMS = register(
    Platform,
    slug="platforms",
    section="service",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "level", "place", "head", "opened_on", "closed_on"),
    order="name",
    search=("name", "place", "head"),
    filters=("level",),
    day="opened_on",
    groups=(
        Group("平台", ("name", "level", "place", "head")),
        Group("运行", ("opened_on", "closed_on")),
    ),
    panels=(PROGRESS,),
    intro="本会设立的协商平台。所属县（市、区）的由各县登记，统计时一并计入。",
)
CONCERNS = register(
    Concern,
    slug="concerns",
    section="service",
    view=permissions.view,
    enter=permissions.keep,
    columns=("title", "channel", "raised_on", "state", "handed_to", "resolved_on"),
    hidden=(
        Column("activity", "提出问题的活动", "activity__title"),
        Column("platform", "提出问题的平台", "platform__name"),
        "result",
    ),
    order="-raised_on",
    search=("title", "handed_to", "result"),
    filters=("channel", "state", "platform"),
    day="raised_on",
    related=("activity", "platform"),
    groups=(
        Group("问题", ("title", "raised_on")),
        Group("来源", ("channel", "activity", "platform")),
    ),
    panels=(ATTACHMENTS,),
    intro="群众提出的问题，一个一条。提出不等于解决：写明结果、记为解决后才计数。",
)
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
