"""What happens to plan items and recommendations, and how recommendations are entered."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from yizheng.activities.models import Activity
from yizheng.core import history, records
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.history import Act, label_of
from yizheng.core.records import check, service, snapshot
from yizheng.core.workflow import transition

from . import permissions, selectors
from .models import PlanItem, Product, Recommendation
from .states import PlanState, RecommendationState

# What a pasted list puts before each line: 1. 1、（1） （一） 一、 — but not the 3.5 of a figure.
LIST_MARK = re.compile(
    r"^\s*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"
    r"|\d{1,2}[.．](?!\d)|\d{1,2}、|[一二三四五六七八九十]{1,3}、)\s*"
)


@transition(
    "consultations.complete_item",
    "记为完成",
    sources=[PlanState.PLANNED],
    target=PlanState.DONE,
    right=permissions.keep_plan,
    citation=CONSULTATION_RULES("年度协商计划"),
)
def complete_item(item: PlanItem, *, by: Actor, at: datetime, activity: Activity) -> None:
    """Say by which activity, of the planned form, a topic of the plan was consulted."""
    item.activity = activity


@transition(
    "consultations.drop_item",
    "取消议题",
    sources=[PlanState.PLANNED],
    target=PlanState.DROPPED,
    right=permissions.keep_plan,
    citation=CONSULTATION_RULES("年度协商计划"),
)
def drop_item(item: PlanItem, *, by: Actor, at: datetime, drop_reason: str) -> None:
    """Take a topic out of the plan, with the reason."""
    item.drop_reason = drop_reason


@transition(
    "consultations.restore_item",
    "恢复为待办",
    sources=[PlanState.DONE, PlanState.DROPPED],
    target=PlanState.PLANNED,
    right=permissions.keep_plan,
    citation=CONSULTATION_RULES("年度协商计划"),
    awaited_in=(),
)
def restore_item(item: PlanItem, *, by: Actor, at: datetime) -> None:
    """Put a topic back on the plan: it was completed or dropped by mistake."""
    item.activity, item.drop_reason = None, ""


@transition(
    "consultations.adopt_recommendation",
    "登记采纳",
    sources=[RecommendationState.MADE],
    target=RecommendationState.ADOPTED,
    right=permissions.answer,
    citation=CONSULTATION_RULES("成果采纳"),
)
def adopt_recommendation(
    recommendation: Recommendation,
    *,
    by: Actor,
    at: datetime,
    adopted_on: date,
    adopted_by: str,
    measure: str = "",
) -> None:
    """Record who took a recommendation up, on which day, and the measure it became."""
    recommendation.adopted_on = adopted_on
    recommendation.adopted_by = adopted_by
    recommendation.measure = measure


@transition(
    "consultations.decline_recommendation",
    "登记未采纳",
    sources=[RecommendationState.MADE],
    target=RecommendationState.DECLINED,
    right=permissions.answer,
    citation=CONSULTATION_RULES("成果采纳"),
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
    recommendation.declined_on = declined_on
    recommendation.decline_reason = decline_reason


@transition(
    "consultations.reopen_recommendation",
    "撤回采纳登记",
    sources=[RecommendationState.ADOPTED, RecommendationState.DECLINED],
    target=RecommendationState.MADE,
    right=permissions.answer,
    citation=CONSULTATION_RULES("成果采纳"),
    awaited_in=(),
)
def reopen_recommendation(recommendation: Recommendation, *, by: Actor, at: datetime) -> None:
    """Take back an answer that was recorded by mistake; what it said stays in the trail."""
    recommendation.adopted_on = recommendation.declined_on = None
    recommendation.adopted_by = recommendation.measure = recommendation.decline_reason = ""


@service("consultations.create_recommendation")
def create_recommendation(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Recommendation:
    """Enter one recommendation; it gets the next number of its product.

    Raises:
        NotAllowed, Invalid: as in `core.records.create`.
    """
    if facts.get("product") is None:
        raise Invalid("请选定这条建议所在的成果", field="product")
    product = _locked(facts["product"])
    numbered = facts | {"ordinal": selectors.next_ordinal(product)}
    return records.create(Recommendation, by=by, right=permissions.keep, facts=numbered, at=at)


def revise_recommendation(
    recommendation: Recommendation, *, by: Actor, facts: dict[str, Any], version: int
) -> Recommendation:
    """Change the text or the day of a recommendation; it stays in its product.

    Raises:
        NotAllowed, Stale, Invalid: as in `core.records.revise`.
    """
    kept = facts | {"product": recommendation.product}
    return records.revise(
        recommendation, by=by, right=permissions.keep, facts=kept, version=version
    )


@service("consultations.add_recommendations")
def add_recommendations(
    product: Product,
    *,
    by: Actor,
    lines: Sequence[str],
    made_on: date,
    at: datetime | None = None,
) -> list[Recommendation]:
    """Enter the recommendations of a product, one a line, numbered on from the last one.

    Empty lines are left out, and so is the list mark a pasted line begins with.

    Raises:
        NotAllowed: the actor may not enter recommendations.
        Invalid: no line holds anything.
    """
    require(by, permissions.keep, product)
    product = _locked(product)
    texts = [text for text in (LIST_MARK.sub("", line).strip() for line in lines) if text]
    if not texts:
        raise Invalid("请至少写一条建议，一行一条", field="lines")
    first = selectors.next_ordinal(product)
    rows = [
        Recommendation(
            committee_id=product.committee_id,
            product=product,
            ordinal=first + place,
            text=text,
            made_on=made_on,
        )
        for place, text in enumerate(texts)
    ]
    for row in rows:
        check(row)
    Recommendation.objects.bulk_create(rows)
    key = "consultations.create_recommendation"
    history.write([Act(key, label_of(row), after=snapshot(row), at=at) for row in rows], by=by)
    return rows


def _locked(product: Product) -> Product:
    """The product's row, locked so that two clerks do not take the same number."""
    locked: Product = Product.objects.select_for_update().get(pk=product.pk)
    return locked
