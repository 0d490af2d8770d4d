"""The list of what was handed on, and its panel on the pages of both ends."""

from yizheng.core.registers import Column, add_panel, register
from yizheng.core.showing import ACTS

from . import permissions
from .models import Handoff
from .panels import HANDOFFS as PANEL
from .panels import UNFINISHED

ACTS["handoffs.create_handoff"] = "转办"

HANDOFFS = register(
    Handoff,
    slug="handoffs",
    section="proposals",
    view=permissions.view,
    columns=(
        Column("source_type", "来源", "source_type__name"),
        Column("source", "原件", "source"),
        Column("target_type", "转为", "target_type__name"),
        Column("target", "现件", "target"),
        "handed_on",
    ),
    order="-handed_on",
    day="handed_on",
    related=("source_type", "target_type"),
    prefetch=("source", "target"),
    in_menu=False,
    intro="一条记录转到另一处办理，登记一条。由审查决定自动产生。",
)
for label in ("proposals.proposal", "opinions.opinionreport", "consultations.recommendation"):
    add_panel(label, PANEL)
add_panel("members.termchange", UNFINISHED)
