"""Lists of responsibilities, their items, and what was done for each."""

from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS
from yizheng.documents.permissions import attachable
from yizheng.office import permissions, services
from yizheng.office.models import Responsibility, ResponsibilityList, ResponsibilityStep
from yizheng.office.panels.responsibilities import ITEMS, PROGRESS

ACTS["office.enter_step"] = "登记步骤"
# Whoever answers for an item attaches what proves it.
attachable(Responsibility, permissions.fulfil)

CHECKLISTS = register(
    ResponsibilityList,
    slug="checklists",
    section="party",
    view=permissions.view_responsibility,
    enter=permissions.keep,
    columns=("title", "adopted_on", "document"),
    order="-adopted_on",
    search=("title", "document"),
    day="adopted_on",
    groups=(Group("责任清单", ("title", "adopted_on", "document")),),
    panels=(ITEMS, ATTACHMENTS),
    told=("office.responsibility",),
    intro="党组和机关的责任清单，一份一条。事项可以逐项登记，也可以从表格导入“责任事项”。",
)
RESPONSIBILITIES = register(
    Responsibility,
    slug="responsibilities",
    section="party",
    view=permissions.view_responsibility,
    enter=permissions.keep,
    columns=(
        "matter",
        Column("organ", "责任机构", "organ__name"),
        Column("person", "责任人", "person__name"),
        "due_on",
        "state",
        Column("standing", "时限", "standing"),
    ),
    hidden=(
        Column("checklist", "责任清单", "checklist__title"),
        Column("post", "责任人的工作单位及职务", "person__post", on_page=False),
        "ordinal",
        "requirement",
        Column("overdue_reason", "逾期的原因", "overdue_reason"),
        "expected_on",
        Column("result", "完成情况", "result", on_page=False),
        "done_on",
        "dropped_reason",
    ),
    order="due_on",
    search=("matter", "requirement", "organ__name", "person__name"),
    filters=("state", "checklist", "organ"),
    day="due_on",
    due="due_on",
    related=("organ", "person", "checklist"),
    groups=(
        Group("事项", ("ordinal", "matter", "requirement")),
        Group("谁负责、什么时候完成", ("organ", "person", "due_on")),
    ),
    panels=(PROGRESS, ATTACHMENTS),
    told=("office.responsibilitystep",),
    parent="checklist",
    intro="责任清单里的一项：谁负责，什么时候完成，做了哪些，办成没有。到期没有完成的写明原因。",
)
STEPS = register(
    ResponsibilityStep,
    slug="steps",
    importable=False,
    section="party",
    view=permissions.view_responsibility,
    enter=permissions.report_step,
    columns=(
        "what",
        "taken_on",
        Column("responsibility", "责任事项", "responsibility__matter"),
    ),
    order="-taken_on",
    search=("what", "responsibility__matter"),
    filters=("responsibility__checklist",),
    day="taken_on",
    related=("responsibility",),
    groups=(Group("步骤", ("taken_on", "what")),),
    panels=(ATTACHMENTS,),
    parent="responsibility",
    in_menu=False,
    create_with=services.enter_step,
    intro="为责任事项做了什么，一次一条，佐证材料作附件。",
)
