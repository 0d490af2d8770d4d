"""What the database refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories.consultations import (
    CampaignFactory,
    HeldActivityFactory,
    PlanItemFactory,
    ProductFactory,
    RecommendationFactory,
    adopted,
    declined,
)

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("make", "facts"),
    [
        (PlanItemFactory, {"state": "done"}),
        (PlanItemFactory, {"state": "dropped"}),
        (PlanItemFactory, {"drop_reason": "没有取消却有原因"}),
        (PlanItemFactory, {"state": "moved"}),
        (CampaignFactory, {"purpose": "sport"}),
        (CampaignFactory, {"ended_on": date(2025, 1, 31)}),
        (ProductFactory, {"kind": "poem"}),
        (ProductFactory, {"recipients": ""}),
        (RecommendationFactory, {"state": "adopted"}),
        (RecommendationFactory, {"state": "declined"}),
        (RecommendationFactory, {"state": "lost"}),
        (RecommendationFactory, {"adopted_on": DAY}),
        (RecommendationFactory, {"measure": "没有采纳却有举措"}),
        (adopted, {"adopted_by": ""}),
        (adopted, {"adopted_on": None}),
        (adopted, {"adopted_on": date(2025, 6, 9)}),
        (adopted, {"declined_on": DAY}),
        (declined, {"decline_reason": ""}),
        (declined, {"declined_on": date(2025, 6, 9)}),
        (declined, {"measure": "没有采纳却有举措"}),
    ],
)
def test_a_contradiction_is_not_stored(city, make, facts):
    with pytest.raises(IntegrityError):
        make(**facts)


def test_a_planned_topic_has_no_activity(city):
    activity = HeldActivityFactory()

    with pytest.raises(IntegrityError):
        PlanItemFactory(activity=activity)


def test_a_number_is_used_once_in_a_product_and_in_a_year(city):
    product = ProductFactory()
    RecommendationFactory(product=product, ordinal=1)
    RecommendationFactory(ordinal=1)
    PlanItemFactory(ordinal=1)
    PlanItemFactory(ordinal=1, year=2024)

    with pytest.raises(IntegrityError):
        RecommendationFactory(product=product, ordinal=1)


def test_an_ordinal_of_the_plan_is_used_once_a_year(city):
    PlanItemFactory(ordinal=1)

    with pytest.raises(IntegrityError):
        PlanItemFactory(ordinal=1)
