"""Rules in their versions, their areas, honours."""

from dataclasses import replace

from yizheng.core import navigation
from yizheng.core.access import may
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.office import permissions, services
from yizheng.office.models import Honour, OfficeRule, RuleArea
from yizheng.office.panels.rules import VERSIONS

ACTS |= {"office.amend_rule": "修订", "office.repeal_rule": "废止"}

RULES = register(
    OfficeRule,
    slug="rules",
    section="party",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "title",
        Column("area", "方面", "area__name"),
        "adopted_on",
        "amended_on",
        "repealed_on",
    ),
    hidden=("document", "repeal_reason"),
    order="-adopted_on",
    search=("title", "document"),
    filters=("area",),
    day="adopted_on",
    related=("area",),
    groups=(
        Group("制度", ("title", "area", "adopted_on", "amended_on", "document")),
        Group("废止", ("repealed_on", "repeal_reason")),
    ),
    panels=(VERSIONS, ATTACHMENTS),
    told=("office.officerule",),
    intro="本会和机关制定、修订的制度，一版一条，修订时原来的一版留着。“几方面”按方面计，不按文件计。",
)
# Not registered: a new version of a rule, and its end.
AMENDMENTS = replace(
    RULES,
    slug="amendments",
    label="制度修订",
    groups=(Group("修订", ("title", "area", "amended_on", "document")),),
    parent="replaces",
    create_with=services.amend_rule,
)
REPEALS = replace(
    RULES,
    slug="repeals",
    groups=(Group("废止", ("repealed_on", "repeal_reason")),),
    revise_with=services.repeal_rule,
)
navigation.item("party", "现行制度", "office:in-force", lambda actor: may(actor, permissions.view))
AREAS = register(
    RuleArea,
    slug="areas",
    section="party",
    view=permissions.view,
    enter=permissions.keep,
    columns=("name", "order"),
    order="order",
    search=("name",),
    groups=(Group("制度方面", ("name", "order")),),
)
HONOURS = register(
    Honour,
    slug="honours",
    section="party",
    view=permissions.view,
    enter=permissions.keep,
    columns=(
        "title",
        Column("holder", "获得者", "holder"),
        "level",
        "awarded_by",
        "awarded_on",
        Column("standing", "情况", "standing", "badge"),
    ),
    hidden=(
        "document",
        "revoked_on",
        "revoked_reason",
        Column("person", "获得的个人", "person__name", on_page=False),
        Column("post", "工作单位及职务", "person__post", on_page=False),
        Column("organ", "获得的机构", "organ__name", on_page=False),
    ),
    order="-awarded_on",
    search=("title", "person__name", "organ__name", "awarded_by", "document"),
    filters=("level",),
    day="awarded_on",
    related=("person", "organ"),
    groups=(
        Group("获得者", ("person", "organ")),
        Group("荣誉", ("title", "level", "awarded_by", "awarded_on", "document")),
        Group("撤销", ("revoked_on", "revoked_reason")),
    ),
    panels=(ATTACHMENTS,),
    intro="委员、工作人员和基层组织获得的荣誉，一项一条。被撤销的写明日期和原因，不要撤销登记。",
)
