"""Calls, contributions, and the tables of contents they come into."""

from dataclasses import replace

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Caution, Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable
from yizheng.publicity import permissions, services
from yizheng.publicity.models import ContentsEntry, Contribution, ContributionCall
from yizheng.publicity.panels.contributions import CALLED, TEXT, WAY

ACTS |= {"publicity.submit": "投稿", "publicity.arrange": "编排目录"}
attachable(Contribution, permissions.write)

CALLS = register(
    ContributionCall,
    slug="calls",
    section="publicity",
    view=permissions.view,
    enter=permissions.keep,
    columns=("title", "kind", "opens_on", "closes_on"),
    hidden=("intro",),
    order="-closes_on",
    search=("title", "intro"),
    filters=("kind",),
    day="closes_on",
    panels=(CALLED, ATTACHMENTS),
    groups=(Group("征稿", ("title", "kind", "opens_on", "closes_on", "intro")),),
    intro="为一本书、一期会刊或者一批线索征稿。征稿期间，委员的首页上有，点开就能投。",
)


def _told(name: str, label: str, kind: str = "text") -> Column:
    """What the way on the page tells already."""
    return Column(name, label, name, kind, on_page=False)


CONTRIBUTIONS = register(
    Contribution,
    slug="contributions",
    importable=False,
    section="publicity",
    view=permissions.view_contribution,
    enter=permissions.enter,
    columns=(
        "title",
        Column("author", "作者或口述人", "by_whom"),
        "kind",
        "words",
        "state",
        "submitted_on",
    ),
    hidden=(
        "authorship",
        "witness",
        Column("period_told", "所述年代", "period_told"),
        Column("call", "应哪次征稿", "call__title"),
        Column("publication", "编入", "entry__publication__title"),
        Column("pages", "页码", "entry__pages"),
        Column("text", "正文", "text", on_page=False),
        _told("opinion", "初审意见"),
        _told("reviewed_on", "初审日期", "day"),
        _told("return_note", "退回修改的意见"),
        _told("accepted_on", "采用日期", "day"),
        _told("declined_on", "决定不采用的日期", "day"),
        _told("declined_reason", "不采用的理由"),
    ),
    order="-submitted_on",
    search=("title", "author__name", "author_name", "recorder", "text"),
    filters=("state", "kind", "witness", "call"),
    day="submitted_on",
    related=("author", "call", "entry__publication"),
    groups=(
        Group("稿件", ("call", "kind", "title", "text", "stated_words")),
        Group("作者", ("author", "author_name", "authorship", "recorder", "submitted_on")),
        Group("文史稿件填写", ("witness", "told_from", "told_to")),
    ),
    panels=(WAY, TEXT, ATTACHMENTS),
    told=("publicity.contentsentry",),
    bulk=("publicity.accept", "publicity.decline"),
    cautions=(Caution("publicity.decline", "选中的都写同一个理由，每位作者都看得到。"),),
    create_with=services.submit_contribution,
    revise_with=services.revise_contribution,
    remove_with=services.remove_contribution,
    intro="收到一篇登记一篇：一人初审、编辑，另一人决定采用，编入图书或会刊。改过的每一稿都留着。",
)
# Not registered: the same records by the same services, with what an author fills in himself.
BRIEF = {"title", "state", "submitted_on"}
MY_CONTRIBUTIONS = replace(
    CONTRIBUTIONS,
    slug="my-contributions",
    label="本人的稿件",
    view=permissions.view_own_contribution,
    enter=permissions.write,
    columns=tuple(
        replace(column, in_list=column.name in BRIEF) for column in CONTRIBUTIONS.columns
    ),
    filters=("state", "kind"),
    groups=(
        Group("稿件", ("kind", "title", "text")),
        Group("文史稿件填写", ("witness", "told_from", "told_to")),
        Group("应征", ("call",)),
    ),
    bulk=(),
    cautions=(),
    intro="您投的稿。照片、手写稿，提交以后在稿件的页面上拍照或者选文件加上去。",
)
navigation.item(
    "publicity",
    MY_CONTRIBUTIONS.label,
    "publicity:my-contributions-list",
    lambda actor: may(actor, permissions.view_own_contribution),
)
CONTENTS = register(
    ContentsEntry,
    slug="contents",
    importable=False,
    section="publicity",
    view=permissions.view_entry,
    columns=(
        Column("contribution", "题目", "contribution__title"),
        Column("author", "作者或口述人", "contribution__by_whom"),
        Column("publication", "图书或会刊", "publication__title"),
        "section",
        "ordinal",
        Column("pages", "页码", "pages"),
        Column("words", "字数", "contribution__words", "number"),
    ),
    order="-publication",
    search=("contribution__title", "publication__title", "section"),
    filters=("publication",),
    related=("publication", "contribution__author"),
    in_menu=False,
    intro="图书和会刊里有哪些稿件，在哪几页。在图书或会刊的页面上编排。",
)
