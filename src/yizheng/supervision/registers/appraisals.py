"""Appraisals, what is graded, and who was asked."""

from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.supervision import permissions, services
from yizheng.supervision.models import Appraisal, Ballot, Criterion
from yizheng.supervision.panels.appraisals import RESULT, VOTING

ACTS["supervision.ask"] = "请委员评议"

APPRAISALS = register(
    Appraisal,
    slug="appraisals",
    importable=False,
    section="consultation",
    view=permissions.view_appraisal,
    enter=permissions.prepare,
    columns=(
        "title",
        Column("unit", "被评议单位", "unit__short_name", sort="unit__short_name"),
        "state",
        "opens_on",
        "closes_on",
        "due_on",
    ),
    hidden=(
        "is_anonymous",
        "criteria_lines",
        Column("activity", "评议会", "activity__title"),
        "closed_on",
        "sent_on",
        "due_note",
        "rectified_on",
        Column("request", "整改意见", "request", on_page=False),
        Column("rectification", "整改情况", "rectification", on_page=False),
    ),
    order="-opens_on",
    search=("title", "unit__name"),
    filters=("state", "unit"),
    day="opens_on",
    due="due_on",
    related=("unit", "activity"),
    panels=(VOTING, RESULT, ATTACHMENTS),
    told=("supervision.ballot", "supervision.criterion"),
    groups=(
        Group("评议", ("title", "unit", "activity", "criteria_lines")),
        Group("时间和人员", ("opens_on", "closes_on", "is_anonymous", "invited")),
    ),
    create_with=services.enter_appraisal,
    revise_with=services.revise_appraisal,
    intro="请委员评议单位的工作，每人一次。截止以后结束评议，看结果，反馈给单位整改。",
)
BALLOTS = register(
    Ballot,
    slug="ballots",
    section="consultation",
    view=permissions.view_ballot,
    columns=(
        Column("appraisal", "民主评议", "appraisal__title"),
        Column("person", "委员", "person__name", sort="person__name"),
        "state",
        Column("closes_on", "截止日期", "appraisal__closes_on", kind="day"),
    ),
    hidden=(Column("marks", "记名的评议", "marks_told"),),
    order="-appraisal",
    search=("person__name", "appraisal__title"),
    filters=("state", "appraisal"),
    due="appraisal__closes_on",
    related=("appraisal", "person"),
    in_menu=False,
    intro="请了哪些委员评议，谁已经评议。无记名的，投了什么不保存。",
)
CRITERIA = register(
    Criterion,
    slug="criteria",
    section="consultation",
    view=permissions.keep,
    columns=("name", Column("appraisal", "民主评议", "appraisal__title"), "ordinal"),
    order="appraisal",
    search=("name",),
    filters=("appraisal",),
    related=("appraisal",),
    in_menu=False,
    intro="每次民主评议评哪几项，开始评议时定下。",
)
