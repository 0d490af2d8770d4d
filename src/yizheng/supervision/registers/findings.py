"""Supervisors and what they found."""

from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.supervision import permissions, services
from yizheng.supervision.models import Assignment, Finding
from yizheng.supervision.panels.findings import FINDINGS as FINDINGS_PANEL

ACTS["supervision.report"] = "提出"

ASSIGNMENTS = register(
    Assignment,
    slug="supervisors",
    section="consultation",
    view=permissions.view_assignment,
    enter=permissions.keep,
    columns=(
        Column("person", "监督员", "person__name"),
        Column("unit", "派驻单位", "unit__short_name", sort="unit__short_name"),
        "appointed_on",
        "ended_on",
    ),
    hidden=("document",),
    order="-appointed_on",
    search=("person__name", "unit__name"),
    filters=("unit",),
    day="appointed_on",
    related=("person", "unit"),
    panels=(FINDINGS_PANEL, ATTACHMENTS),
    told=("supervision.finding",),
    groups=(Group("委派", ("person", "unit", "appointed_on", "ended_on", "document")),),
    intro="派到单位的民主监督员。监督员用自己的账号提监督意见，单位答复以后看得到。",
)
FINDINGS = register(
    Finding,
    slug="findings",
    importable=False,
    section="consultation",
    view=permissions.view_finding,
    enter=permissions.report,
    columns=(
        Column("problem", "发现的问题", "problem"),
        Column("person", "监督员", "assignment__person__name"),
        Column("unit", "单位", "assignment__unit__short_name"),
        "state",
        "found_on",
        "due_on",
    ),
    hidden=(
        "suggestion",
        "conveyed_on",
        "due_note",
        "answer",
        "answered_on",
        "return_note",
        "closed_on",
        "kept_reason",
    ),
    order="-found_on",
    search=("problem", "suggestion", "answer", "assignment__person__name"),
    filters=("state", "assignment__unit"),
    day="found_on",
    due="due_on",
    related=("assignment__person", "assignment__unit"),
    panels=(ATTACHMENTS,),
    groups=(Group("监督意见", ("found_on", "problem", "suggestion")),),
    parent="assignment",
    create_with=services.report_finding,
    revise_with=services.revise_finding,
    intro="民主监督员发现的问题和建议。转单位办理，单位按期答复，监督员看得到。",
)
