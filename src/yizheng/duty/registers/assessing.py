"""Rules, adjustments, frozen results. No list shows anybody's points or is sorted by them."""

from yizheng.core.access import may
from yizheng.core.navigation import item
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.duty import permissions, services
from yizheng.duty.models import Adjustment, Assessment, RuleSet
from yizheng.duty.panels.result import RESULT
from yizheng.duty.panels.rules import RULES_TABLE

ACTS["duty.freeze"] = "定稿"

RULE_SETS = register(
    RuleSet,
    slug="rules",
    section="liaison",
    view=permissions.view_rules,
    enter=permissions.write_rules,
    columns=("name", "audience", "first_year", "state", "shown_from"),
    hidden=(
        "decided_by",
        "proposed_name",
        "proposed_on",
        "return_note",
        "confirmed_name",
        "confirmed_on",
        "ended_on",
        "end_reason",
        Column("text", "规则", "text", on_page=False),
    ),
    order="-first_year",
    search=("name", "text"),
    filters=("state",),
    panels=(RULES_TABLE, ATTACHMENTS),
    groups=(
        Group("规则", ("name", "audience", "first_year")),
        Group("内容", ("text",)),
    ),
    create_with=services.enter_rules,
    revise_with=services.revise_rules,
    importable=False,
    in_menu=False,
    intro="本会的履职评价规则。系统开始时没有启用，任何页面都不显示分数；经会议决定、两人办理启用以后，只有委员本人和办公室看得到。",
)
ADJUSTMENTS = register(
    Adjustment,
    slug="adjustments",
    section="liaison",
    view=permissions.view_adjustment,
    enter=permissions.adjust,
    columns=(
        Column("person", "委员", "mandate__person__name", sort="mandate__person__name"),
        "year",
        Column("points", "加减分", "points", kind="number"),
        Column("reason", "理由", "reason"),
        "state",
    ),
    hidden=("evidence", "asked_name", "decided_on", "decided_name", "note"),
    order="-year",
    search=("mandate__person__name", "reason"),
    filters=("state",),
    related=("mandate__person",),
    panels=(ATTACHMENTS,),
    groups=(Group("加减分", ("year", "points", "reason", "evidence")),),
    parent="mandate",
    create_with=services.ask_adjustment,
    revise_with=services.revise_adjustment,
    importable=False,
    in_menu=False,
    intro="启用评价以后，规则没有写到的，可以写明依据人工加减分，由另一人批准。从委员的档案页面提出。",
)
ASSESSMENTS = register(
    Assessment,
    slug="assessments",
    section="liaison",
    view=permissions.view_assessment,
    columns=(
        Column("person", "委员", "mandate__person__name", sort="mandate__person__name"),
        "year",
        Column("rules", "规则", "rules__name"),
        "state",
        "frozen_on",
    ),
    hidden=(
        "first_day",
        "last_day",
        "frozen_name",
        "digest",
        "voided_on",
        "void_reason",
    ),
    order="mandate__number",
    search=("mandate__person__name",),
    filters=("state", "rules"),
    day="frozen_on",
    related=("mandate__person", "rules"),
    panels=(RESULT,),
    in_menu=False,
    intro="已经定稿的年度履职评价，按委员证号排列。结果只有委员本人和办公室看得到。",
)
# While it is off, members find nothing of it; later their results lead to the rules.
item("liaison", "履职评价规则", "duty:rules-list", lambda actor: may(actor, permissions.keep_rules))
