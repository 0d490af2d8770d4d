"""The registers of handling: meetings, each unit's part, contacts, extensions, urgings."""

from functools import partial

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.proposals import permissions
from yizheng.proposals.models import AssignmentMeeting, Contact, Extension, Handling, Urging
from yizheng.proposals.panels import handling as panels
from yizheng.proposals.panels.replies import ANSWERING_PANEL
from yizheng.proposals.services import handling as services

from .telling import told

ACTS["proposals.give"] = "交办"
ACTS["proposals.remind"] = "到期提醒"

MEETINGS = register(
    AssignmentMeeting,
    slug="assignment-meetings",
    importable=False,
    section="proposals",
    view=permissions.view_periods,
    enter=permissions.keep_periods,
    columns=("title", "held_on", Column("session", "届次", "session")),
    hidden=("note",),
    order="-held_on",
    search=("title",),
    filters=("session",),
    day="held_on",
    related=("session__term",),
    panels=(panels.BATCH,),
    groups=(Group("交办会", ("title", "session", "held_on", "note")),),
    intro="先登记一次交办会，再打开它，把已立案的提案成批交办给承办单位。",
    in_menu=False,
)
for label, url_name, right in (
    (MEETINGS.label, "proposals:assignment-meetings-list", permissions.assign),
    ("督办台账", "proposals:ledger", permissions.view_ledger),
):
    navigation.item("proposals", label, url_name, partial(may, right=right))


HANDLINGS = register(
    Handling,
    slug="handlings",
    section="proposals",
    view=permissions.view_handling,
    columns=(
        Column("number", "提案号", "proposal__printed_number", sort="proposal__number"),
        Column("title", "案由", "proposal__title"),
        Column("unit", "承办单位", "unit__short_name", sort="unit__short_name"),
        "role",
        "state",
        "due_on",
        Column("standing", "距期限", "standing", kind="badge"),
    ),
    hidden=(
        "round",
        Column("meeting", "交办会", "meeting"),
        "assigned_on",
        "first_due_on",
        told(Handling, "due_note"),
        told(Handling, "object_by"),
        told(Handling, "accepted_on"),
        "is_silent",
        told(Handling, "officer"),
        told(Handling, "return_asked_on"),
        told(Handling, "return_reason"),
        Column("return_unit", "建议改由谁办理", "return_unit", on_page=False),
        told(Handling, "decision_note"),
        told(Handling, "opined_on"),
        told(Handling, "replied_on"),
        Column("replaces", "接替", "replaces__unit", on_page=False),
        told(Handling, "ended_on"),
    ),
    order="due_on",
    search=("proposal__title", "unit__name", "unit__short_name"),
    filters=("unit", "state", "role", "proposal__session"),
    day="due_on",
    due="due_on",
    related=("proposal__session__term", "unit", "meeting", "replaces__unit", "return_unit"),
    panels=(panels.PROPOSAL, ANSWERING_PANEL, panels.PART, panels.OPINIONS),
    told=("proposals.reply", "proposals.unitrating"),
    intro="每个单位承办的每件提案，按办理期限排列。打开一件，可以签收、申请退办或延期、登记沟通。",
)


def _of_handling(*columns: Column | str) -> tuple[Column | str, ...]:
    """The columns of what hangs on a handling: whose it is, and its own."""
    return (
        *columns,
        Column("unit", "承办单位", "handling__unit__short_name", sort="handling__unit__short_name"),
        Column("proposal", "提案", "handling__proposal__title"),
    )


RELATED = ("handling__proposal", "handling__unit")
CONTACTS = register(
    Contact,
    slug="contacts",
    section="proposals",
    view=permissions.view_of_handling,
    enter=permissions.record_handling,
    columns=_of_handling("held_on", "mode", "people", "content"),
    hidden=("is_face_to_face",),
    order="-held_on",
    search=("people", "content", "handling__proposal__title"),
    filters=("mode", "is_face_to_face"),
    day="held_on",
    related=RELATED,
    groups=(Group("沟通", ("held_on", "mode", "people", "content")),),
    in_menu=False,
    begun_elsewhere=True,
    revise_with=services.revise_contact,
)
EXTENSIONS = register(
    Extension,
    slug="extensions",
    section="proposals",
    view=permissions.view_of_handling,
    columns=_of_handling("asked_on", "until", "reason", "state"),
    hidden=(
        Column("due_on", "现在的期限", "handling__due_on", kind="day"),
        "decided_on",
        "decision_note",
    ),
    order="-asked_on",
    search=("reason", "handling__proposal__title"),
    filters=("state",),
    day="asked_on",
    related=RELATED,
    in_menu=False,
)
URGINGS = register(
    Urging,
    slug="urgings",
    section="proposals",
    view=permissions.view_of_handling,
    columns=_of_handling("urged_on", "level", "content", "response"),
    hidden=("is_automatic", Column("urged_by", "催办人", "urged_by")),
    order="-urged_on",
    search=("content", "response", "handling__proposal__title"),
    filters=("level", "is_automatic"),
    day="urged_on",
    related=(*RELATED, "urged_by"),
    in_menu=False,
)
