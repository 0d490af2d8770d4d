"""Plan items, campaigns, products and recommendations, by situation."""

from datetime import date

import factory

from tests.factories.activities import ActivityFactory, kind
from tests.factories.members import RecordFactory
from yizheng.consultations.models import Campaign, PlanItem, Product, Recommendation
from yizheng.consultations.states import ProductKind, Purpose, RecommendationState


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
