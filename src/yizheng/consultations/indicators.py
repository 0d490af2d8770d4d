"""Figures about the plan, the products and the recommendations."""

from django.db.models import QuerySet

from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.indicators import indicator, part_of, ratio
from yizheng.core.periods import Period

from . import selectors
from .models import PlanItem, Product, Recommendation
from .states import TAKEN_UP, ProductKind

MAKING = CONSULTATION_RULES("成果形成")
ADOPTING = CONSULTATION_RULES("成果采纳")
SPLITS = ("product__kind", "product__organ", "state", "unit")


@indicator(
    "consultations.suggestions_all",
    "意见建议",
    unit="条",
    counts="各种协商成果中提出日期在期内的建议，逐条计数，不论是否采纳",
    leaves_out="没有逐条登记的讨论意见；提案和社情民意信息",
    citation=MAKING,
    splits=SPLITS,
)
def suggestions_all(period: Period) -> QuerySet[Recommendation]:
    """Every recommendation made in the period."""
    return selectors.made_in(period)


@indicator(
    "consultations.suggestions",
    "协商意见建议",
    unit="条",
    counts="期内提出、所在成果来自各种协商会议的建议，逐条计数",
    leaves_out="来自监督性调研视察的，只属于专项建言而没有协商活动的",
    citation=MAKING,
    splits=SPLITS,
    relations=(part_of("consultations.suggestions_all"),),
)
def suggestions(period: Period) -> QuerySet[Recommendation]:
    """Recommendations from any form of consultation."""
    return selectors.made_in_consultation(period)


@indicator(
    "consultations.plan_suggestions",
    "规划编制建言",
    unit="条",
    counts="期内提出、所在成果属于规划编制专项建言的建议，逐条计数",
    leaves_out="不属于规划编制专项建言的建议",
    citation=MAKING,
    splits=SPLITS,
    relations=(part_of("consultations.suggestions_all"),),
)
def plan_suggestions(period: Period) -> QuerySet[Recommendation]:
    """Recommendations of the planning campaign."""
    return selectors.made_for_the_plan(period)


@indicator(
    "consultations.standing_suggestions",
    "专题议政性常委会议建议",
    unit="条",
    counts="期内提出、所在成果来自专题议政性常委会议的建议，逐条计数",
    leaves_out="其他协商形式提出的建议；会上没有写入成果的发言意见",
    citation=MAKING,
    splits=SPLITS,
    relations=(part_of("consultations.suggestions"),),
)
def standing_suggestions(period: Period) -> QuerySet[Recommendation]:
    """Recommendations from thematic standing committee meetings."""
    return selectors.made_at(period, "consultation.standing_thematic")


@indicator(
    "consultations.thematic_suggestions",
    "专题协商会对策措施",
    unit="条",
    counts="期内提出、所在成果来自专题协商会的建议，逐条计数",
    leaves_out="其他协商形式提出的建议；会上没有写入成果的发言意见",
    citation=MAKING,
    splits=SPLITS,
    relations=(part_of("consultations.suggestions"),),
)
def thematic_suggestions(period: Period) -> QuerySet[Recommendation]:
    """Recommendations from thematic consultations."""
    return selectors.made_at(period, "consultation.thematic")


@indicator(
    "consultations.forum_suggestions",
    "协商座谈会意见建议",
    unit="条",
    counts="期内提出、所在成果来自协商座谈会的建议，逐条计数",
    leaves_out="其他协商形式提出的建议；会上没有写入成果的发言意见",
    citation=MAKING,
    splits=SPLITS,
    relations=(part_of("consultations.suggestions"),),
)
def forum_suggestions(period: Period) -> QuerySet[Recommendation]:
    """Recommendations from consultation forums."""
    return selectors.made_at(period, "consultation.forum")


@indicator(
    "consultations.supervision_suggestions",
    "监督性调研视察意见建议",
    unit="条",
    counts="期内提出、所在成果来自监督性视察或监督性调研的建议，逐条计数",
    leaves_out="民主评议和各种协商会议提出的建议",
    citation=MAKING,
    splits=SPLITS,
    relations=(part_of("consultations.suggestions_all"),),
)
def supervision_suggestions(period: Period) -> QuerySet[Recommendation]:
    """Recommendations from supervising inspections and surveys."""
    return selectors.made_at(period, "supervision.inspection", "supervision.survey")


@indicator(
    "consultations.suggestions_adopted",
    "采纳的意见建议",
    unit="条",
    counts="采纳日期在期内的建议，逐条计数，不论何时提出",
    leaves_out="领导批示肯定而没有单位采纳的；未采纳的，还没有答复的",
    citation=ADOPTING,
    splits=("product__kind", "product__organ"),
)
def suggestions_adopted(period: Period) -> QuerySet[Recommendation]:
    """Recommendations adopted in the period, whenever they were made."""
    return selectors.adopted_in(period)


@indicator(
    "consultations.suggestions_taken_up",
    "期内提出并已采纳的意见建议",
    unit="条",
    counts="期内提出、至今已登记采纳的建议，逐条计数",
    leaves_out="以前年度提出、期内采纳的",
    citation=ADOPTING,
    splits=("product__kind", "product__organ", "unit"),
    relations=(part_of("consultations.suggestions_all"),),
)
def suggestions_taken_up(period: Period) -> QuerySet[Recommendation]:
    """The part of `suggestions_all` that has been adopted."""
    return selectors.made_in(period).filter(state__in=TAKEN_UP)


adoption_rate = ratio(
    "consultations.adoption_rate",
    "意见建议采纳率",
    part=suggestions_taken_up,
    whole=suggestions_all,
    words=("采纳率",),
)


@indicator(
    "consultations.research_reports",
    "调研视察报告和建议报告",
    unit="份",
    counts="报送日期在期内的调研报告、视察报告、协商专报、集体建议书和建议案，每份计一",
    leaves_out="会议纪要；还没有报送的；社情民意专报",
    citation=MAKING,
    splits=("kind", "organ"),
)
def research_reports(period: Period) -> QuerySet[Product]:
    """Written products sent in the period, minutes left out."""
    kinds = [kind.value for kind in ProductKind if kind is not ProductKind.MINUTES]
    return selectors.products_sent(period, *kinds)


@indicator(
    "consultations.topics",
    "协商议题",
    unit="个",
    counts="年度协商计划中的议题，完成它的活动在期内举办，每个议题计一",
    leaves_out="待办和取消的议题；计划以外的活动",
    citation=CONSULTATION_RULES("年度协商计划"),
    splits=("form", "organ"),
)
def topics(period: Period) -> QuerySet[PlanItem]:
    """Topics of the plan that were consulted in the period."""
    return selectors.topics_held(period)
