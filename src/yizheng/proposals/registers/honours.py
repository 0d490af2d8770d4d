"""The registers of what is chosen: key proposals, acts of supervision, commendations."""

from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.proposals import permissions
from yizheng.proposals.models import Commendation, KeyProposal, Supervision
from yizheng.proposals.panels import honours as panels
from yizheng.proposals.services import honours as services
from yizheng.proposals.services import key_proposals

ACTS["proposals.nominate_unit"] = "推荐"

KEY_PROPOSALS = register(
    KeyProposal,
    slug="key-proposals",
    section="proposals",
    view=permissions.view_key,
    enter=permissions.commend,
    columns=(
        Column("number", "提案号", "proposal__printed_number", sort="proposal__number"),
        Column("title", "案由", "proposal__title"),
        "state",
        "lead_leader",
        Column("organ", "督办的专门委员会", "organ__name", sort="organ__name"),
        "decided_on",
    ),
    hidden=(
        Column("session", "届次", "proposal__session"),
        "decided_by",
        "reason",
        "plan",
        "concluded_on",
        "result",
        "drop_note",
    ),
    order="-decided_on",
    search=("proposal__title", "lead_leader"),
    filters=("state", "proposal__session", "organ"),
    day="decided_on",
    related=("proposal__session__term", "organ"),
    panels=(panels.SUBJECT,),
    groups=(Group("重点提案", ("reason", "lead_leader", "organ")),),
    bulk=("proposals.decide_key", "proposals.drop_key"),
    begun_elsewhere=True,
    revise_with=key_proposals.revise_key,
    remove_with=key_proposals.remove_key,
    intro="从已立案提案的页面推荐入围，提案台账里可以成批推荐；主席会议确定以后登记督办活动，完成后写明结果。",
)
SUPERVISIONS = register(
    Supervision,
    slug="supervisions",
    section="proposals",
    view=permissions.view_supervision,
    enter=permissions.supervise,
    columns=(
        Column("title", "案由", "key_proposal__proposal__title"),
        "held_on",
        "form",
        "people",
    ),
    hidden=("content",),
    order="-held_on",
    search=("people", "content", "key_proposal__proposal__title"),
    filters=("form", "key_proposal__proposal__session"),
    day="held_on",
    related=("key_proposal__proposal",),
    groups=(Group("督办活动", ("held_on", "form", "people", "content")),),
    in_menu=False,
    begun_elsewhere=True,
    revise_with=key_proposals.revise_supervision,
)
COMMENDATIONS = register(
    Commendation,
    slug="commendations",
    importable=False,
    section="proposals",
    view=permissions.view_commendation,
    enter=permissions.commend,
    columns=(
        Column("title", "优秀提案", "proposal__title"),
        Column("unit", "先进承办单位", "unit__name", sort="unit__name"),
        Column("session", "届次", "session"),
        "state",
        "decided_on",
    ),
    hidden=("decided_by", "reason"),
    order="-decided_on",
    search=("proposal__title", "unit__name", "reason"),
    filters=("session", "state", "unit"),
    day="decided_on",
    related=("session__term", "proposal", "unit"),
    panels=(panels.SUBJECT,),
    groups=(Group("推荐承办单位", ("session", "unit", "reason")),),
    bulk=("proposals.commend", "proposals.pass_over"),
    create_with=services.nominate_unit,
    revise_with=services.revise_commendation,
    remove_with=services.remove_commendation,
    intro="优秀提案从提案的页面推荐，先进承办单位在这里登记；会议评定以后登记结果，可以成批办理。",
)
