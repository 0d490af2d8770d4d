"""The list, pages and form of instructions."""

from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS

from . import permissions, services
from .models import Instruction
from .panels import PRODUCT

INSTRUCTIONS = register(
    Instruction,
    slug="instructions",
    section="leadership",
    view=permissions.view,
    enter=permissions.enter,
    columns=(
        Column("product", "批示的成果", "product"),
        "leader_name",
        "leader_post",
        "leader_level",
        "instructed_on",
        "conveyed_to",
        "closed_on",
    ),
    hidden=(
        Column("product_type", "成果类型", "product_type__name"),
        "text",
        "due_on",
        "feedback",
        "fed_back_on",
    ),
    order="-instructed_on",
    search=("leader_name", "leader_post", "text", "conveyed_to", "feedback"),
    filters=("leader_level",),
    day="instructed_on",
    related=("product_type",),
    prefetch=("product",),
    panels=(PRODUCT, ATTACHMENTS),
    groups=(
        Group("批示", ("leader_name", "leader_post", "leader_level", "instructed_on", "text")),
        Group("办理", ("conveyed_to", "due_on", "feedback", "fed_back_on", "closed_on")),
    ),
    create_with=services.register_instruction,
    revise_with=services.revise_instruction,
    intro="一位领导在一份成果上批示一次为一件次。从成果的页面登记；涉密件只登记编号，不录内容。",
)
