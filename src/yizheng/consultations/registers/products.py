"""Lists, pages and forms of campaigns, products and recommendations."""

from yizheng.consultations import permissions, services
from yizheng.consultations.models import Campaign, Product, Recommendation
from yizheng.consultations.panels.products import RECOMMENDATIONS as RECOMMENDATIONS_PANEL
from yizheng.consultations.panels.recommendations import WAY
from yizheng.core.registers import Column, Group, register
from yizheng.documents.panels import ATTACHMENTS
from yizheng.instructions.panels import INSTRUCTIONS
from yizheng.instructions.products import instructable

CAMPAIGNS = register(
    Campaign,
    slug="campaigns",
    section="planning",
    view=permissions.view_campaign,
    enter=permissions.keep,
    columns=("name", "purpose", "started_on", "ended_on"),
    order="-started_on",
    search=("name",),
    filters=("purpose",),
    day="started_on",
    groups=(Group("专项建言", ("name", "purpose", "started_on", "ended_on")),),
    intro="围绕一件大事组织的建言，如规划编制。成果登记时选定所属专项。",
)
PRODUCTS = register(
    Product,
    slug="products",
    section="consultation",
    view=permissions.view_product,
    enter=permissions.keep,
    columns=(
        "title",
        "kind",
        Column("organ", "起草机构", "organ__name"),
        "sent_on",
        "recipients",
    ),
    hidden=(
        Column("activity", "来自的活动", "activity__title"),
        Column("campaign", "所属专项建言", "campaign__name"),
        Column("followed_up", "跟踪回访的活动", "followed_up__title"),
    ),
    order="-sent_on",
    search=("title", "recipients"),
    filters=("kind", "organ", "campaign", "activity__kind"),
    day="sent_on",
    related=("organ", "activity", "campaign", "followed_up"),
    groups=(
        Group("成果", ("kind", "title", "organ")),
        Group("来源", ("activity", "campaign")),
        Group("报送", ("sent_on", "recipients", "followed_up")),
    ),
    panels=(RECOMMENDATIONS_PANEL, INSTRUCTIONS, ATTACHMENTS),
    intro="调研报告、视察报告、协商专报、集体建议书、建议案和纪要，一份一条。",
)
RECOMMENDATIONS = register(
    Recommendation,
    slug="recommendations",
    section="consultation",
    view=permissions.view_recommendation,
    enter=permissions.keep,
    columns=(
        "text",
        Column("product", "协商成果", "product__title"),
        "ordinal",
        "made_on",
        "state",
        Column("unit", "承办单位", "unit__short_name", sort="unit__short_name"),
        "due_on",
        "adopted_by",
    ),
    hidden=(
        Column("activity", "来自的活动", "product__activity__title"),
        "sent_on",
        "due_note",
        "adopted_on",
        "is_partial",
        "measure",
        "implemented_on",
        "evidence",
        "declined_on",
        "decline_reason",
    ),
    order="-made_on",
    search=("text", "product__title", "adopted_by"),
    filters=("state", "unit", "product__kind", "product__activity__kind", "product__campaign"),
    day="made_on",
    due="due_on",
    related=("product__activity", "unit"),
    bulk=("consultations.send_recommendation",),
    groups=(Group("建议", ("text", "made_on", "members")),),
    parent="product",
    create_with=services.create_recommendation,
    revise_with=services.revise_recommendation,
    panels=(WAY, INSTRUCTIONS, ATTACHMENTS),
    intro="成果中的建议，一条一登记，按提出日期计入年度。转送单位以后，由单位答复采不采纳、落实得怎样。",
)

# Leaders write on what was sent to them: instructions name a product.
instructable(Product, since="sent_on")
instructable(Recommendation, since="made_on")
