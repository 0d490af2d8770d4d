"""Plan items, campaigns, products and recommendations, by situation."""

from datetime import date

import factory

from tests.factories.activities import ActivityFactory, kind
from tests.factories.members import RecordFactory
from yizheng.consultations.models import (
    Campaign,
    Plan,
    PlanChange,
    PlanItem,
    Preparation,
    Product,
    Recommendation,
    TopicCall,
    TopicSuggestion,
)
from yizheng.consultations.states import (
    ChangeKind,
    ProductKind,
    Purpose,
    RecommendationState,
    YearState,
)


class HeldActivityFactory(ActivityFactory):
    """An activity that was held; `code` names its shipped kind."""

    class Params:
        code = "consultation.thematic"

    kind = factory.LazyAttribute(lambda o: kind(o.code))


class PlanItemFactory(RecordFactory):
    class Meta:
        model = PlanItem

    class Params:
        code = "consultation.thematic"

    year = 2025
    ordinal = factory.Sequence(lambda n: n + 1)
    topic = factory.Sequence(lambda n: f"议题{n}")
    form = factory.LazyAttribute(lambda o: kind(o.code))
    due_on = date(2025, 9, 30)


class PreparationFactory(RecordFactory):
    """What went out for a consultation that was held."""

    class Meta:
        model = Preparation

    activity = factory.SubFactory(HeldActivityFactory)


class PlanFactory(RecordFactory):
    """A plan that is being drawn up."""

    class Meta:
        model = Plan

    year = factory.Sequence(lambda n: 2030 + n)


def approved_plan(year=2025, **facts):
    """A plan that the Party committee has approved."""
    known = {"submitted_on": date(2025, 2, 1), "approved_on": date(2025, 2, 10)}
    known |= {"state": YearState.APPROVED, "approved_by": "市委常委会会议"}
    return PlanFactory(year=year, **known | facts)


class PlanChangeFactory(RecordFactory):
    """A topic that was added after the plan was approved."""

    class Meta:
        model = PlanChange

    item = factory.SubFactory(PlanItemFactory)
    kind = ChangeKind.ADDED
    changed_on = date(2025, 5, 6)
    reason = "市委新部署"


class TopicCallFactory(RecordFactory):
    """A call that is open to everybody for long."""

    class Meta:
        model = TopicCall

    year = 2026
    title = "2026年度协商议题征集"
    opens_on = date(2025, 1, 1)
    closes_on = date(2099, 12, 31)


class TopicSuggestionFactory(RecordFactory):
    """What somebody of the public suggested."""

    class Meta:
        model = TopicSuggestion

    call = factory.SubFactory(TopicCallFactory)
    topic = factory.Sequence(lambda n: f"第{n}件该协商的事")
    grounds = "群众反映多年，建议协商。"
    suggested_on = date(2025, 11, 3)


class CampaignFactory(RecordFactory):
    class Meta:
        model = Campaign

    name = factory.Sequence(lambda n: f"专项建言{n}")
    purpose = Purpose.PLANNING
    started_on = date(2025, 2, 1)


class ProductFactory(RecordFactory):
    """A survey report that has been sent; `sent_on=None, recipients=""` makes a draft."""

    class Meta:
        model = Product

    kind = ProductKind.SURVEY_REPORT
    title = factory.Sequence(lambda n: f"关于第{n}件事的调研报告")
    sent_on = date(2025, 6, 10)
    recipients = "市委、市政府"


class RecommendationFactory(RecordFactory):
    class Meta:
        model = Recommendation

    product = factory.SubFactory(ProductFactory)
    ordinal = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"第{n}条建议")
    made_on = date(2025, 6, 10)


def product_from(code, **facts):
    """A product that comes from an activity of a shipped kind."""
    return ProductFactory(activity=HeldActivityFactory(code=code), **facts)


def adopted(**facts):
    """A recommendation that was taken up."""
    known = {"adopted_on": date(2025, 8, 1), "adopted_by": "市民政局", "measure": "写入实施方案"}
    return RecommendationFactory(state=RecommendationState.ADOPTED, **{**known, **facts})


def declined(**facts):
    """A recommendation that was not taken up."""
    known = {"declined_on": date(2025, 8, 1), "decline_reason": "条件还不具备"}
    return RecommendationFactory(state=RecommendationState.DECLINED, **{**known, **facts})
