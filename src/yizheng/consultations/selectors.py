"""Named reads of the plan, the products and the recommendations."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from yizheng.activities import kinds
from yizheng.activities.states import KindGroup
from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.periods import Period

from . import permissions
from .models import (
    Plan,
    PlanChange,
    PlanItem,
    Product,
    Recommendation,
    TopicCall,
    TopicSuggestion,
)
from .states import TAKEN_UP, PlanState, Purpose, RecommendationState, YearState

# Research trips bear a consultation's code but are no form of it.
FORMS_OF_CONSULTATION = tuple(
    kind.code
    for kind in kinds.SHIPPED
    if not kind.group and kind.code.startswith(f"{KindGroup.CONSULTATION}.")
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the recommendations of a product have come."""

    made: int
    adopted: int
    implemented: int
    declined: int

    @property
    def waiting(self) -> int:
        """Those of which nothing has been heard."""
        return self.made - self.adopted - self.declined


def recommendations_of(product: Product) -> QuerySet[Recommendation]:
    """The recommendations of one product in their order. 1 query."""
    rows = Recommendation.objects.filter(product=product).select_related("unit")
    return rows.order_by("ordinal")


def progress_of(recommendations: Iterable[Recommendation]) -> Progress:
    """How many there are, and what became of them. No query of its own."""
    counted = Counter(recommendation.state for recommendation in recommendations)
    state = RecommendationState
    return Progress(
        made=counted.total(),
        adopted=sum(counted[taken] for taken in TAKEN_UP),
        implemented=counted[state.IMPLEMENTED],
        declined=counted[state.DECLINED],
    )


def next_ordinal(product: Product) -> int:
    """The number the next recommendation of a product gets. 1 query; lock the product first."""
    last = recommendations_of(product).aggregate(last=Max("ordinal"))["last"]
    return (last or 0) + 1


def readable_products(actor: Actor) -> QuerySet[Product]:
    """The products `actor` may see, with activity and organ. 1 query."""
    rows = Product.objects.select_related("activity", "organ", "campaign")
    return restrict(rows, permissions.view_product, actor)


def made_in(period: Period) -> QuerySet[Recommendation]:
    """Recommendations made in the period. Unrestricted: for figures."""
    return Recommendation.objects.filter(made_on__range=period)


def made_at(period: Period, *codes: str) -> QuerySet[Recommendation]:
    """Those of `made_in` whose product comes from an activity that counts as one of the kinds."""
    counted = kinds.counting_as(*codes).order_by().values("pk")
    return made_in(period).filter(product__activity__kind__in=counted)


def made_in_consultation(period: Period) -> QuerySet[Recommendation]:
    """Those of `made_in` whose product comes from any form of consultation."""
    return made_at(period, *FORMS_OF_CONSULTATION)


def made_for_the_plan(period: Period) -> QuerySet[Recommendation]:
    """Those of `made_in` whose product belongs to a campaign of advice on the five-year plan."""
    return made_in(period).filter(product__campaign__purpose=Purpose.PLANNING)


def adopted_in(period: Period) -> QuerySet[Recommendation]:
    """Recommendations whose adoption falls in the period, whenever they were made."""
    return Recommendation.objects.filter(state__in=TAKEN_UP, adopted_on__range=period)


def products_sent(period: Period, *kinds: str) -> QuerySet[Product]:
    """Products of these kinds sent in the period. Unrestricted: for figures."""
    return Product.objects.filter(sent_on__range=period, kind__in=kinds)


def topics_held(period: Period) -> QuerySet[PlanItem]:
    """Items of the plan whose consultation took place in the period."""
    return PlanItem.objects.filter(state=PlanState.DONE, activity__held_on__range=period)


def open_calls() -> QuerySet[TopicCall]:
    """Calls for topics that take suggestions today, the first to close first. 1 query."""
    today = localdate()
    rows: QuerySet[TopicCall] = TopicCall.objects.filter(opens_on__lte=today, closes_on__gte=today)
    return rows.order_by("closes_on", "pk")


def plan_of(year: int) -> Plan | None:
    """The plan of a year. 1 query."""
    found: Plan | None = Plan.objects.filter(year=year).first()
    return found


def is_approved(year: int) -> bool:
    """Whether the Party committee has approved the plan of a year. 1 query."""
    return Plan.objects.filter(year=year, state=YearState.APPROVED).exists()


def items_of(plan: Plan) -> QuerySet[PlanItem]:
    """The topics of a plan in their order. 1 query."""
    rows: QuerySet[PlanItem] = PlanItem.objects.filter(year=plan.year)
    rows = rows.select_related("form", "organ", "lead").prefetch_related("units")
    return rows.order_by("ordinal", "pk")


def changes_of(plan: Plan) -> QuerySet[PlanChange]:
    """What was changed since the plan was approved, newest first. 1 query."""
    rows: QuerySet[PlanChange] = PlanChange.objects.filter(item__year=plan.year)
    return rows.select_related("item")


def credited_to(people: Collection[int], period: Period) -> QuerySet[Recommendation]:
    """Recommendations of the period that come from these people. For duty records. 2 queries."""
    rows: QuerySet[Recommendation] = made_in(period).filter(members__in=people)
    return rows.prefetch_related("members").distinct()


def suggested_by(people: Collection[int], period: Period) -> QuerySet[TopicSuggestion]:
    """Topics these people suggested in the period. For duty records. 1 query."""
    return TopicSuggestion.objects.filter(person__in=people, suggested_on__range=period)
