"""Books and issues, and the day they are out."""

from dataclasses import replace

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS
from yizheng.publicity import permissions, services
from yizheng.publicity.models import Publication
from yizheng.publicity.panels.publications import CONTENTS

PUBLICATIONS = register(
    Publication,
    slug="publications",
    section="publicity",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "title",
        "kind",
        "series_title",
        "issue_no",
        "words",
        "published_on",
        Column("standing", "情况", "standing", "badge"),
    ),
    hidden=("internal_no",),
    order="-published_on",
    search=("title", "series_title", "internal_no"),
    filters=("kind",),
    day="published_on",
    groups=(
        Group("出版物", ("kind", "title", "series_title", "issue_no", "internal_no")),
        Group("出版", ("words", "published_on")),
    ),
    panels=(CONTENTS, ATTACHMENTS),
    told=("publicity.contentsentry",),
    create_with=services.enter_publication,
    revise_with=services.revise_publication,
    intro="文史图书和会刊，一本一期一条。编辑时编排目录；填上出版日期，编入的稿件就记为刊用。",
)
# Not registered: only what is filled in on the day it is out.
PUBLISHING = replace(
    PUBLICATIONS,
    slug="publishing",
    groups=(Group("出版", ("words", "internal_no", "published_on")),),
)
