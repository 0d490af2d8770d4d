"""The registers of intake: collection periods, and who was asked to sign with whom."""

from functools import partial

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.proposals import permissions
from yizheng.proposals.models import CollectionPeriod, Invitation
from yizheng.proposals.panels import invitations as panels
from yizheng.proposals.services import inviting

ACTS["proposals.create_draft"] = "开始撰写"
ACTS["proposals.revise_draft"] = "修改草稿"

PERIODS = register(
    CollectionPeriod,
    slug="collection-periods",
    importable=False,
    section="proposals",
    view=permissions.view_periods,
    enter=permissions.keep_periods,
    columns=(Column("session", "届次", "session"), "opens_at", "closes_at", "is_session"),
    hidden=("note",),
    order="-opens_at",
    filters=("session", "is_session"),
    related=("session__term",),
    groups=(Group("征集期", ("session", "opens_at", "closes_at", "is_session", "note")),),
    intro="提案从什么时候收到什么时候，精确到分钟。没有设征集期的会议，按本会规则里的天数。",
    in_menu=False,
)
navigation.item(
    "proposals",
    PERIODS.label,
    "proposals:collection-periods-list",
    partial(may, right=permissions.keep_periods),
)
INVITATIONS = register(
    Invitation,
    slug="invitations",
    section="proposals",
    view=permissions.view_invitation,
    enter=permissions.invite,
    groups=(Group("联名邀请", ("respond_by",)),),
    begun_elsewhere=True,
    remove_with=inviting.take_back,
    columns=(
        Column("title", "提案", "proposal__title"),
        Column("proposer", "第一提案人", "proposal__proposer"),
        Column("person", "受邀委员", "person"),
        "state",
        "respond_by",
    ),
    hidden=("answered_at", "note"),
    order="-respond_by",
    search=("proposal__title", "person__name"),
    filters=("state",),
    related=("proposal__proposer", "person"),
    panels=(panels.ASKED_FOR,),
    in_menu=False,
    intro="请谁联名、谁同意了。从草稿的页面邀请；受邀的委员本人确认。",
)
