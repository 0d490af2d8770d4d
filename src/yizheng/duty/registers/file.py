"""Objections and outside activities; the file itself has a page of its own."""

from yizheng.core.access import may
from yizheng.core.navigation import item
from yizheng.core.registers import Column, Group, add_panel, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.duty import permissions, services
from yizheng.duty.models import Objection, OutsideActivity
from yizheng.duty.panels.file import ENTRY, FILE_LINK

ACTS["duty.object"] = "提出异议"
ACTS["duty.report_outside"] = "报来"

OBJECTIONS = register(
    Objection,
    slug="objections",
    section="liaison",
    view=permissions.view_objection,
    columns=(
        Column("text", "说明", "text", on_page=False),
        Column("person", "委员", "mandate__person__name", sort="mandate__person__name"),
        "kind",
        Column("entry", "所指的一条", "entry"),
        "state",
        "raised_on",
    ),
    hidden=(
        "entry_on",
        "answered_on",
        Column("answer", "答复", "answer", on_page=False),
        "answered_by",
    ),
    order="-raised_on",
    search=("mandate__person__name", "entry", "text"),
    filters=("state", "kind"),
    day="raised_on",
    related=("mandate__person",),
    panels=(ENTRY, ATTACHMENTS),
    intro="委员对本人履职记录的异议。先把那条记录改好或者补登，再答复“已更正”；不改的写明理由。",
)
OUTSIDE = register(
    OutsideActivity,
    slug="outside",
    section="liaison",
    view=permissions.view_outside,
    enter=permissions.report_outside,
    columns=(
        "title",
        Column("person", "委员", "mandate__person__name", sort="mandate__person__name"),
        "kind",
        "held_on",
        "state",
    ),
    hidden=("organiser", "place", "content", "decided_on", "decided_by", "decline_reason"),
    order="-held_on",
    search=("title", "organiser", "content", "mandate__person__name"),
    filters=("state", "kind"),
    day="held_on",
    related=("mandate__person",),
    panels=(ATTACHMENTS,),
    groups=(
        Group("做了什么", ("title", "kind", "held_on")),
        Group("情况", ("organiser", "place", "content")),
    ),
    create_with=services.report_outside,
    revise_with=services.revise_outside,
    importable=False,
    intro="政协组织的活动已经自动记入档案，不用再报。这里只报在外面做的；保存以后请加上照片、证明等附件，办公室认可后记入档案。",
)
add_panel("members.mandate", FILE_LINK)
item(
    "liaison",
    "我的履职档案",
    "duty:mine",
    lambda actor: may(actor, permissions.view_own_file),
)
item("liaison", "履职档案", "duty:files", lambda actor: may(actor, permissions.keep_files))
