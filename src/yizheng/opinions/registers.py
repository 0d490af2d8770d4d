"""The registers of reports, bulletins and adoptions, and each member's own reports."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.timezone import localdate

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.advice import Advice
from yizheng.core.registers import Column, Group, register
from yizheng.core.rules import value_of
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable
from yizheng.instructions.panels import INSTRUCTIONS
from yizheng.instructions.products import instructable

from . import panels, permissions, services
from .advice import advise
from .models import Adoption, Bulletin, Forwarding, Informant, OpinionReport
from .services.city_rules import REPORT_CHARS

ACTS |= {
    "opinions.receive": "收到",
    "opinions.receive_handed": "由别处转来",
    "opinions.forward": "转送",
}


def _advise(texts: Mapping[str, str]) -> list[Advice]:
    """What to look at again while writing a report. 1 query."""
    return advise(texts, most_chars=value_of(REPORT_CHARS.key, on=localdate()))


REPORTS = register(
    OpinionReport,
    slug="reports",
    section="opinions",
    view=permissions.view,
    enter=permissions.enter,
    columns=(
        "serial",
        "title",
        Column("reporter", "反映人", "reported_by"),
        "source",
        "state",
        "received_on",
        "compiled_on",
    ),
    hidden=(
        "reporter_unit",
        "edited_title",
        "signed_by",
        "kept_on",
        "kept_reason",
        Column("editor", "编辑", "editor"),
        Column("joined_to", "并入", "joined_to"),
        Column("return_note", "退回修改的意见", "return_note"),
        Column("member", "反映人（委员）", "reporter__name", on_page=False),
        Column("member_post", "反映人（委员）单位职务", "reporter__post", on_page=False),
        Column("invited", "反映人（特邀信息员）", "informant__name", on_page=False),
        Column("named", "反映人（其他）", "reporter_name", on_page=False),
        Column("original", "原稿", "original", on_page=False),
        Column("edited", "编报稿", "edited", on_page=False),
    ),
    order="-received_on",
    search=(
        "title",
        "edited_title",
        "reporter__name",
        "informant__name",
        "reporter_name",
        "reporter_unit",
    ),
    filters=("state", "source"),
    day="received_on",
    related=("reporter", "informant", "editor", "joined_to"),
    panels=(
        panels.WAY,
        panels.SIMILAR,
        panels.TEXT,
        panels.JOINED,
        panels.FORWARDINGS,
        panels.ADOPTIONS,
        INSTRUCTIONS,
        ATTACHMENTS,
    ),
    told=("opinions.forwarding", "opinions.opinionreport"),
    groups=(
        Group(
            "反映人",
            (
                "source",
                "reporter",
                "informant",
                "reporter_name",
                "reporter_unit",
                "received_on",
            ),
        ),
        Group("内容", ("title", "original")),
    ),
    advise=_advise,
    importable=True,
    known_by=("serial",),
    create_with=services.receive_report,
    past_with=services.take_over_report,
    revise_with=services.revise_report,
    remove_with=services.remove_report,
    intro="收到一篇登记一篇，原稿保留；编报、留存以后不再改动。",
)
# On a phone, only what tells one's reports apart.
BRIEF = {"title", "state", "received_on"}
# Not registered: the same records by the same services, with what a member fills in himself.
MINE = replace(
    REPORTS,
    slug="mine",
    label="本人反映的信息",
    view=permissions.view_own,
    enter=permissions.write,
    columns=tuple(replace(column, in_list=column.name in BRIEF) for column in REPORTS.columns),
    filters=("state",),
    groups=(Group("内容", ("title", "original")),),
    intro="您反映的社情民意，以及编报、采用的情况。",
)
BULLETINS = register(
    Bulletin,
    slug="bulletins",
    importable=False,
    section="opinions",
    view=permissions.view_bulletin,
    enter=permissions.make_bulletin,
    columns=(
        "series",
        Column("number", "期号", "printed_number", sort="number"),
        "title",
        "recipients",
        "state",
        "sent_on",
    ),
    hidden=("layout", "withdrawn_on", "withdrawn_reason"),
    order="-sent_on",
    search=("title", "recipients"),
    filters=("series", "state", "year", "layout"),
    day="sent_on",
    panels=(panels.REPORTS, INSTRUCTIONS, ATTACHMENTS),
    groups=(
        Group("刊物", ("series", "title", "recipients")),
        Group("编入的信息", ("reports", "layout", "digest")),
    ),
    create_with=services.make_bulletin,
    revise_with=services.revise_bulletin,
    intro="发出时编期号，每种刊物每年从第 1 期起，期号不断、不重用。",
)
ADOPTIONS = register(
    Adoption,
    slug="adoptions",
    section="opinions",
    view=permissions.view_adoption,
    enter=permissions.keep,
    columns=(
        Column("report", "信息", "report"),
        "level",
        "organ",
        "mode",
        "adopted_on",
    ),
    order="-adopted_on",
    search=("organ", "report__title", "report__edited_title"),
    filters=("level", "mode"),
    day="adopted_on",
    related=("report",),
    groups=(Group("采用", ("level", "organ", "mode", "adopted_on")),),
    parent="report",
    create_with=services.enter_adoption,
    revise_with=services.revise_adoption,
    intro="一级机关以一种方式采用，登记一条。",
)
FORWARDINGS = register(
    Forwarding,
    slug="forwardings",
    importable=False,
    section="opinions",
    view=permissions.view_forwarding,
    enter=permissions.keep,
    columns=(
        Column("report", "信息", "report"),
        Column("unit", "转送单位", "unit__short_name", sort="unit__short_name"),
        "state",
        "forwarded_on",
        "answered_on",
    ),
    hidden=("note", "answer"),
    order="-forwarded_on",
    search=("report__title", "report__edited_title", "unit__name", "answer"),
    filters=("state", "unit"),
    day="forwarded_on",
    related=("report", "unit"),
    panels=(panels.FORWARDED, ATTACHMENTS),
    groups=(Group("转送", ("unit", "forwarded_on", "note")),),
    parent="report",
    create_with=services.forward_report,
    intro="转给能办这件事的单位的信息，不写反映人。单位用自己的账号反馈，反馈的情况反映人看得到。",
)
INFORMANTS = register(
    Informant,
    slug="informants",
    section="opinions",
    view=permissions.view_informant,
    enter=permissions.keep,
    columns=("name", "workplace", "appointed_on", "ended_on"),
    hidden=("phone",),
    order="name",
    search=("name", "workplace"),
    day="appointed_on",
    groups=(Group("信息员", ("name", "workplace", "phone", "appointed_on", "ended_on")),),
    intro="本会聘请的特邀信息员，不是委员也可以。",
)
navigation.item(
    "opinions", MINE.label, "opinions:mine-list", lambda actor: may(actor, permissions.view_own)
)
attachable(OpinionReport, permissions.write)
instructable(OpinionReport, since="compiled_on")
instructable(Bulletin, since="sent_on")
