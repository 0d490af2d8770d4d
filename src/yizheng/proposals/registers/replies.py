"""The registers of replies: what units answer, what helpers and proposers say to it."""

from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable
from yizheng.proposals import permissions
from yizheng.proposals.models import Countersignature, Evaluation, Reply, UnitRating
from yizheng.proposals.panels import replies as panels
from yizheng.proposals.services import evaluating, following, replying

from .telling import told

ACTS |= {
    "proposals.start_reply": "起草答复",
    "proposals.ask_to_countersign": "请求会签",
    "proposals.judge": "评价",
    "proposals.enter_paper_evaluation": "录入书面评价",
    "proposals.rate": "评分",
}
PROPOSAL = Column("proposal", "提案", "handling__proposal__title")
NUMBER = Column("number", "提案号", "handling__proposal__printed_number")
UNIT = Column("unit", "承办单位", "handling__unit__short_name", sort="handling__unit__short_name")
REPLIES = register(
    Reply,
    slug="replies",
    importable=False,
    section="proposals",
    view=permissions.view_reply,
    enter=permissions.write_reply,
    columns=(
        NUMBER,
        Column("title", "案由", "handling__proposal__title"),
        UNIT,
        "result_class",
        "state",
        "sent_on",
    ),
    hidden=(
        "round",
        Column("document_number", "发文字号", "document_number"),
        "first_class",
        "amended_reason",
        told(Reply, "body"),
        "contact",
        "is_open",
        "closed_reason",
        told(Reply, "public_text"),
        "is_paper",
        Column("author", "起草人", "author"),
        "signed_by",
        "signed_on",
        told(Reply, "return_note"),
    ),
    order="-sent_on",
    search=("handling__proposal__title", "handling__unit__name", "body", "doc_code"),
    filters=("state", "result_class", "handling__unit", "is_open", "handling__proposal__session"),
    day="sent_on",
    related=("handling__proposal__session__term", "handling__unit", "author"),
    panels=(panels.TEXT, panels.COUNTERSIGNATURES, panels.PROMISED, ATTACHMENTS),
    told=("proposals.countersignature", "proposals.promise"),
    groups=(
        Group("答复", ("result_class", "body")),
        Group("函件", ("doc_code", "doc_year", "doc_serial", "contact", "contact_phone")),
        Group("公开", ("is_open", "closed_reason", "public_text")),
    ),
    intro="各单位对提案的答复。起草、会签、签发、审核以后送达提案者。",
    parent="handling",
    create_with=replying.start_reply,
    revise_with=replying.revise_reply,
    remove_with=replying.remove_reply,
)
attachable(Reply, permissions.write_reply)
OF_REPLY = ("reply__handling__proposal", "reply__handling__unit")
COUNTERSIGNATURES = register(
    Countersignature,
    slug="countersignatures",
    section="proposals",
    view=permissions.view_countersignature,
    columns=(
        Column("title", "案由", "reply__handling__proposal__title"),
        Column("lead", "主办单位", "reply__handling__unit__short_name"),
        Column("unit", "会办单位", "handling__unit__short_name"),
        "state",
        "answered_on",
    ),
    hidden=("note",),
    order="-answered_on",
    filters=("state",),
    related=(*OF_REPLY, "handling__unit"),
    panels=(panels.ASKED_ABOUT,),
    in_menu=False,
)
EVALUATIONS = register(
    Evaluation,
    slug="evaluations",
    importable=False,
    section="proposals",
    view=permissions.view_evaluation,
    enter=permissions.correct_evaluation,
    columns=(
        Column("title", "案由", "reply__handling__proposal__title"),
        Column("unit", "承办单位", "reply__handling__unit__short_name"),
        Column("person", "评价人", "judge"),
        "attitude",
        "result",
        "state",
        "evaluated_on",
    ),
    hidden=(
        "is_content",
        "contact_mode",
        "is_relevant",
        "note",
        "channel",
        Column("entered_by", "录入人", "entered_by"),
        Column("confirmed_by", "复核人", "confirmed_by"),
    ),
    order="-evaluated_on",
    search=("reply__handling__proposal__title", "person__name", "note"),
    filters=("state", "attitude", "result", "is_content", "channel", "reply__handling__unit"),
    day="evaluated_on",
    related=(*OF_REPLY, "person", "entered_by", "confirmed_by"),
    panels=(panels.JUDGED, ATTACHMENTS),
    groups=(
        Group("评价", ("person", "evaluated_on", "attitude", "result")),
        Group("补充", ("contact_mode", "is_relevant", "note")),
    ),
    intro="提案者对每份答复的评价。书面评价由一人录入，附上扫描件，另一人复核后生效。",
    parent="reply",
    create_with=evaluating.enter_paper_evaluation,
    revise_with=evaluating.correct_paper_evaluation,
    remove_with=evaluating.remove_paper_evaluation,
)
RATINGS = register(
    UnitRating,
    slug="ratings",
    importable=False,
    section="proposals",
    view=permissions.view_rating,
    enter=permissions.rate,
    columns=(PROPOSAL, UNIT, "score", "rated_on"),
    hidden=("note",),
    order="-rated_on",
    search=("handling__proposal__title", "note"),
    day="rated_on",
    related=("handling__proposal", "handling__unit"),
    groups=(Group("评分", ("score", "note", "rated_on")),),
    parent="handling",
    create_with=following.rate_proposal,
    in_menu=False,
)
