"""The registers of what comes after a reply: promises and looks back."""

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable
from yizheng.proposals import permissions
from yizheng.proposals.models import FollowUp, Promise
from yizheng.proposals.services import following

ACTS |= {"proposals.make_promise": "作出承诺", "proposals.look_back": "回头看"}
PROMISES = register(
    Promise,
    slug="promises",
    importable=False,
    section="proposals",
    view=permissions.view_promise,
    enter=permissions.keep_promise,
    columns=(
        Column("title", "承诺事项", "matter", sort="matter"),
        Column("unit", "责任单位", "unit__short_name", sort="unit__short_name"),
        Column("proposal", "提案", "reply__handling__proposal__title"),
        "state",
        "due_on",
        "check_on",
    ),
    hidden=("progress", "outcome", "ended_on"),
    order="check_on",
    search=("matter", "reply__handling__proposal__title"),
    filters=("state", "unit"),
    day="check_on",
    due="check_on",
    related=("reply__handling__proposal", "unit"),
    panels=(ATTACHMENTS,),
    told=(),
    groups=(Group("承诺", ("matter", "due_on")),),
    intro="答复里承诺要做的事。到期没有落实的，每隔一段时间再看一次，直到落实或者说明。",
    parent="reply",
    create_with=following.make_promise,
)
attachable(Promise, permissions.keep_promise)
navigation.item(
    "proposals",
    "到期回头看",
    "proposals:promises-due",
    lambda actor: any(
        may(actor, right) for right in (permissions.keep_promise, permissions.look_at_promise)
    ),
)
FOLLOW_UPS = register(
    FollowUp,
    slug="follow-ups",
    section="proposals",
    view=permissions.view_follow_up,
    columns=(
        Column("title", "提案", "proposal__title"),
        "form",
        "finding",
        "result_class",
        "checked_on",
    ),
    hidden=(Column("promise", "承诺事项", "promise"),),
    order="-checked_on",
    search=("proposal__title", "finding"),
    filters=("form", "result_class"),
    day="checked_on",
    related=("proposal", "promise"),
    panels=(ATTACHMENTS,),
    intro="答复以后回头看的情况。在提案的页面上登记。",
)
attachable(FollowUp, permissions.follow_up)
