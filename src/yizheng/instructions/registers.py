"""The list, pages and form of instructions."""

from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS

from . import permissions, services
from .models import Conveyance, Instruction
from .panels import CONVEYANCES as CONVEYANCES_PANEL
from .panels import CONVEYED, PRODUCT, WORDS

ACTS |= {"instructions.convey": "转办", "instructions.write": "批示"}

INSTRUCTIONS = register(
    Instruction,
    slug="instructions",
    importable=False,
    section="leadership",
    view=permissions.view,
    enter=permissions.enter,
    columns=(
        Column("product", "批示的成果", "product"),
        "leader_name",
        "leader_post",
        "leader_level",
        "is_main",
        "instructed_on",
        "conveyed_to",
        "closed_on",
    ),
    hidden=(
        Column("product_type", "成果类型", "product_type__name"),
        "due_on",
        "feedback",
        "fed_back_on",
    ),
    order="-instructed_on",
    search=("leader_name", "leader_post", "conveyed_to", "feedback"),
    filters=("leader_level", "is_main"),
    day="instructed_on",
    related=("product_type",),
    prefetch=("product",),
    panels=(WORDS, PRODUCT, CONVEYANCES_PANEL, ATTACHMENTS),
    told=("instructions.conveyance",),
    groups=(
        Group(
            "批示",
            (
                "leader_name",
                "leader_post",
                "leader_level",
                "is_main",
                "instructed_on",
                "text",
            ),
        ),
        Group("办理", ("conveyed_to", "due_on", "feedback", "fed_back_on", "closed_on")),
    ),
    create_with=services.register_instruction,
    revise_with=services.revise_instruction,
    intro="一位领导在一份成果上批示一次为一件次。从成果的页面登记；涉密件只登记编号，不录内容。",
)
CONVEYANCES = register(
    Conveyance,
    slug="conveyances",
    section="leadership",
    view=permissions.view_conveyance,
    enter=permissions.enter,
    columns=(
        Column("request", "办理要求", "request"),
        Column("unit", "承办单位", "unit__short_name", sort="unit__short_name"),
        "state",
        "conveyed_on",
        "due_on",
        "answered_on",
    ),
    hidden=("due_note", "answer", "return_note"),
    order="due_on",
    search=("request", "unit__name", "unit__short_name", "answer"),
    filters=("state", "unit"),
    day="due_on",
    due="due_on",
    related=("unit", "instruction__product_type"),
    panels=(CONVEYED, ATTACHMENTS),
    groups=(Group("转办", ("unit", "request", "conveyed_on", "due_on")),),
    parent="instruction",
    create_with=services.convey_instruction,
    intro="批示转给哪个单位办理、什么时候反馈。从批示的页面转办；单位用自己的账号反馈。",
)
