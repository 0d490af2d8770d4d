"""Two records of one person on their way to being one."""

from yizheng.core.registers import Column, register
from yizheng.core.showing import ACTS
from yizheng.members import permissions
from yizheng.members.models import PersonMerge
from yizheng.members.panels.merging import AFTERWARDS, COMPARED

ACTS |= {
    "members.ask_to_merge": "提出合并",
    "members.take_in_person": "并入另一条记录",
    "core.follow_joining": "人员合并后改指",
}
MERGES = register(
    PersonMerge,
    slug="merges",
    section="members",
    view=permissions.view_merge,
    columns=(
        Column("other", "并入的记录", "other_name", sort="other_name"),
        Column("kept", "保留的记录", "kept__name", sort="kept__name"),
        "state",
        "asked_by",
        "asked_on",
    ),
    hidden=("reason", "decided_by", "decided_on", "declined_reason"),
    order="-asked_on",
    search=("other_name", "kept__name", "reason"),
    filters=("state",),
    day="asked_on",
    related=("kept",),
    panels=(COMPARED, AFTERWARDS),
    intro="同一个人登记了两条的，提出合并，由另一人复核。合并以后不能撤销。",
)
