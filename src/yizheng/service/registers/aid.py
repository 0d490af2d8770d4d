"""Lists, pages and forms of aid."""

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS
from yizheng.service import permissions, services
from yizheng.service.models import AidAssignment, AidFund, LivelihoodMatter
from yizheng.service.panels.giving import BROUGHT

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
    panels=(BROUGHT, ATTACHMENTS),
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
        "receipt_no",
    ),
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
    intro="协调落实的帮扶资金，到账一笔登记一笔，附上凭证。每个帮扶点的合计在帮扶点的页面上。",
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
