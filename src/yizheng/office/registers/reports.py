"""The ledger of upward reports."""

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS
from yizheng.office import permissions, services
from yizheng.office.models import UpwardReport
from yizheng.office.panels.reports import ANSWER

UPWARD_REPORTS = register(
    UpwardReport,
    slug="reports",
    section="leadership",
    view=permissions.view_report,
    enter=permissions.keep,
    columns=(
        "matter",
        Column("printed_serial", "台账编号", "printed_serial"),
        "number",
        "addressee",
        "sent_on",
        "state",
        Column("waiting", "等批复", "waiting"),
        "replied_on",
    ),
    hidden=(
        "kind",
        # On the page both stand in the number of the ledger.
        Column("year", "编号年度", "year", on_page=False),
        Column("serial", "编号", "serial", on_page=False),
        Column("reply", "批复", "reply", on_page=False),
        "reply_number",
        "withdrawn_on",
        "withdrawn_reason",
    ),
    order="-sent_on",
    search=("matter", "number", "reply", "reply_number"),
    filters=("kind", "state", "year"),
    day="sent_on",
    groups=(
        Group("请示报告", ("kind", "number", "matter")),
        Group("报送", ("sent_on", "addressee")),
    ),
    panels=(ANSWER, ATTACHMENTS),
    revise_with=services.revise_report,
    remove_with=services.remove_report,
    intro="向市委请示报告重大事项的台账，一件一条，按年度、分请示和报告连续编号。请示等批复，报告不等。",
)
