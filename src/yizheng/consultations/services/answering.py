"""What becomes of a recommendation: sent to a unit, taken up or not, carried out."""

from datetime import date, datetime
from typing import Annotated

from yizheng.consultations import permissions
from yizheng.consultations.models import Recommendation
from yizheng.consultations.states import RecommendationState
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.rules import rule, value_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.units.models import Unit

MADE, SENT, ADOPTED, IMPLEMENTED, DECLINED = (
    RecommendationState.MADE,
    RecommendationState.SENT,
    RecommendationState.ADOPTED,
    RecommendationState.IMPLEMENTED,
    RecommendationState.DECLINED,
)
OPEN = frozenset({MADE, SENT})
ADOPTING = CONSULTATION_RULES("成果采纳")
ANSWER_DAYS = rule(
    "consultations.answer_days",
    "意见建议的答复期限",
    default=30,
    help="承办单位答复协商建议采纳情况的工作日数，自转送的第二天起算",
    citation=ADOPTING,
)


@transition(
    "consultations.send_recommendation",
    "转送单位",
    sources={MADE},
    target=SENT,
    right=permissions.keep,
    citation=ADOPTING,
    awaited_in=(),
)
def send_recommendation(
    recommendation: Recommendation,
    *,
    by: Actor,
    at: datetime,
    unit: Unit,
    sent_on: date | None = None,
    due_on: Annotated[date | None, "答复期限", "不填的，按本会规则里的工作日计算"] = None,
) -> None:
    """Give it to the unit that can take it up, once its product was sent."""
    day = day_of(sent_on, at=at, field="sent_on")
    product = recommendation.product
    if product.sent_on is None:
        raise Invalid("这份成果还没有报送，报送以后再转送建议")
    if day < product.sent_on:
        raise Invalid(f"转送不能早于报送日期 {product.sent_on}", field="sent_on")
    note = ""
    if due_on is None:
        deadline = add_working_days(day, value_of(ANSWER_DAYS.key, on=day))
        due_on, note = deadline.due_on, deadline.explain()
    elif due_on < day:
        raise Invalid("答复期限不能早于转送日期", field="due_on")
    recommendation.unit, recommendation.sent_on = unit, day
    recommendation.due_on, recommendation.due_note = due_on, note


@transition(
    "consultations.adopt_recommendation",
    "登记采纳",
    sources=OPEN,
    target=ADOPTED,
    right=permissions.answer,
    citation=ADOPTING,
)
def adopt_recommendation(
    recommendation: Recommendation,
    *,
    by: Actor,
    at: datetime,
    adopted_on: date,
    adopted_by: Annotated[str, "采纳单位", "不填的，是转送的单位"] = "",
    measure: str = "",
    is_partial: bool = False,
) -> None:
    """Record who took a recommendation up, on which day, and the measure it is to become."""
    unit = recommendation.unit
    named = adopted_by.strip() or (unit.name if unit else "")
    if not named:
        raise Invalid("请填写采纳的单位", field="adopted_by")
    refuse_marked(measure=measure)
    recommendation.adopted_on = day_of(adopted_on, at=at, field="adopted_on")
    recommendation.adopted_by, recommendation.measure = named, measure
    recommendation.is_partial = is_partial


@transition(
    "consultations.implement_recommendation",
    "登记落实",
    sources={ADOPTED},
    target=IMPLEMENTED,
    right=permissions.answer,
    citation=ADOPTING,
    awaited_in=(),
)
def implement_recommendation(
    recommendation: Recommendation,
    *,
    by: Actor,
    at: datetime,
    measure: str,
    evidence: Annotated[
        str, "落实的凭据", "文件名称和文号、建成的项目、列入的预算等；材料可作附件"
    ],
    implemented_on: date | None = None,
) -> None:
    """Record what it has become, and by what that can be seen."""
    refuse_marked(measure=measure, evidence=evidence)
    day = day_of(implemented_on, at=at, field="implemented_on")
    if recommendation.adopted_on and day < recommendation.adopted_on:
        sentence = f"落实不能早于采纳日期 {recommendation.adopted_on}"
        raise Invalid(sentence, field="implemented_on")
    recommendation.measure, recommendation.evidence = measure, evidence
    recommendation.implemented_on = day


@transition(
    "consultations.decline_recommendation",
    "登记未采纳",
    sources=OPEN,
    target=DECLINED,
    right=permissions.answer,
    citation=ADOPTING,
)
def decline_recommendation(
    recommendation: Recommendation,
    *,
    by: Actor,
    at: datetime,
    declined_on: date,
    decline_reason: str,
) -> None:
    """Record that a recommendation was not taken up, and why."""
    recommendation.declined_on = day_of(declined_on, at=at, field="declined_on")
    recommendation.decline_reason = decline_reason


@transition(
    "consultations.reopen_recommendation",
    "撤回采纳登记",
    sources={SENT, ADOPTED, IMPLEMENTED, DECLINED},
    target=MADE,
    right=permissions.keep,
    citation=ADOPTING,
    awaited_in=(),
)
def reopen_recommendation(recommendation: Recommendation, *, by: Actor, at: datetime) -> None:
    """Take back what was recorded by mistake; what it said stays in the trail."""
    recommendation.unit = None
    recommendation.sent_on = recommendation.due_on = recommendation.implemented_on = None
    recommendation.adopted_on = recommendation.declined_on = None
    recommendation.due_note = recommendation.adopted_by = recommendation.measure = ""
    recommendation.evidence = recommendation.decline_reason = ""
    recommendation.is_partial = False
