"""Lists, pages and forms of publications, the programme, the press and theory papers."""

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS

from . import permissions, services
from .models import (
    Coverage,
    Outlet,
    ProgrammeColumn,
    ProgrammeEpisode,
    Publication,
    TheoryPaper,
)

PUBLICATIONS = register(
    Publication,
    slug="publications",
    section="publicity",
    view=permissions.view,
    enter=permissions.keep,
    columns=("title", "kind", "series_title", "issue_no", "words", "published_on"),
    order="-published_on",
    search=("title", "series_title"),
    filters=("kind",),
    day="published_on",
    groups=(
        Group("出版物", ("kind", "title", "series_title", "issue_no")),
        Group("出版", ("words", "published_on")),
    ),
    panels=(ATTACHMENTS,),
    intro="编辑出版的文史图书和编印的会刊，一本一期一条。",
)
EPISODES = register(
    ProgrammeEpisode,
    slug="episodes",
    section="publicity",
    view=permissions.view,
    enter=permissions.keep,
    columns=("title", "number", Column("column", "板块", "column__name"), "aired_on"),
    order="-number",
    search=("title",),
    filters=("column",),
    day="aired_on",
    related=("column",),
    groups=(Group("节目", ("number", "title", "column", "aired_on")),),
    intro="播出一期登记一期。总期号从开播起连续编号，累计期数由此而来。",
)
COLUMNS = register(
    ProgrammeColumn,
    slug="columns",
    section="publicity",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "opened_on", "closed_on"),
    order="opened_on",
    search=("name",),
    groups=(Group("板块", ("name", "opened_on", "closed_on")),),
)
COVERAGE = register(
    Coverage,
    slug="coverage",
    section="publicity",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "headline",
        Column("outlet", "媒体", "outlet__name"),
        Column("level", "层级", "outlet__get_level_display", kind="badge"),
        "published_on",
        "page",
        "about_service",
    ),
    hidden=(
        Column("people", "报道的委员", "names"),
        Column("is_system_press", "政协系统报刊", "outlet__is_system_press", kind="bool"),
        "award",
    ),
    order="-published_on",
    search=("headline", "outlet__name", "award"),
    filters=("outlet", "outlet__level", "outlet__is_system_press", "about_service"),
    day="published_on",
    related=("outlet",),
    prefetch=("people",),
    groups=(
        Group("报道", ("outlet", "headline", "published_on", "page")),
        Group("内容", ("about_service", "people", "award")),
    ),
    create_with=services.enter_coverage,
    revise_with=services.amend_coverage,
    panels=(ATTACHMENTS,),
    intro="各级媒体对本会工作的报道，一件一条。同一篇在几家媒体刊发的，各登记一条。",
)
OUTLETS = register(
    Outlet,
    slug="outlets",
    section="publicity",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "level", "is_system_press"),
    order="name",
    search=("name",),
    filters=("level", "is_system_press"),
    groups=(Group("媒体", ("name", "level", "is_system_press")),),
)
PAPERS = register(
    TheoryPaper,
    slug="papers",
    section="study",
    view=permissions.view,
    enter=permissions.keep,
    columns=("title", "author_name", "finished_on", "published_in"),
    hidden=(Column("author", "第一作者（在册人员）", "author__name"),),
    order="-finished_on",
    search=("title", "author_name", "published_in"),
    day="finished_on",
    related=("author",),
    groups=(
        Group("文章", ("title", "author_name", "author")),
        Group("成果", ("finished_on", "published_in")),
    ),
    panels=(ATTACHMENTS,),
    intro="参加征文和理论研讨形成的文章，一篇一条。",
)
