"""Figures about recommendations: exact values, first and last day in, neighbours out."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.activities import own_kind
from tests.factories.consultations import (
    CampaignFactory,
    HeldActivityFactory,
    PlanItemFactory,
    ProductFactory,
    RecommendationFactory,
    adopted,
    declined,
    product_from,
)
from tests.factories.members import committee, two_sessions
from yizheng.activities import kinds
from yizheng.consultations import indicators
from yizheng.consultations.states import PlanState, ProductKind, Purpose
from yizheng.core.tenancy import within
from yizheng.members.selectors import year_of

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BEFORE, AFTER = date(2024, 12, 31), date(2026, 1, 1)


@pytest.fixture
def year(city):
    two_sessions()
    return year_of(city.pk, 2025)


def on_awkward_days(**facts):
    """One recommendation on each of: the day before, the first, the last, the day after."""
    return [RecommendationFactory(made_on=day, **facts) for day in (BEFORE, FIRST, LAST, AFTER)]


def counted(figure, year):
    return set(figure.rows(year).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("figure", "codes"),
    [
        (indicators.standing_suggestions, ["consultation.standing_thematic"]),
        (indicators.thematic_suggestions, ["consultation.thematic"]),
        (indicators.forum_suggestions, ["consultation.forum"]),
        (indicators.supervision_suggestions, ["supervision.inspection", "supervision.survey"]),
    ],
)
def test_recommendations_are_counted_by_the_form_they_come_from(year, figure, codes):
    inside = set()
    for kind in kinds.SHIPPED:
        if kind.code.startswith(("consultation.", "supervision.", "meeting.")):
            rows = on_awkward_days(product=product_from(kind.code))
            inside |= {row.pk for row in rows[1:3]} if kind.code in codes else set()
    on_awkward_days()

    assert counted(figure, year) == inside
    assert figure.value(year) == 2 * len(codes)


def test_a_committees_own_form_counts_as_the_shipped_one_it_names(year):
    own = own_kind("夜谈", counted_as="consultation.forum", group="liaison")
    product = ProductFactory(activity=HeldActivityFactory(kind=own))
    row = RecommendationFactory(product=product)

    assert counted(indicators.forum_suggestions, year) == {row.pk}
    assert counted(indicators.suggestions, year) == {row.pk}


def test_advice_on_the_plan_is_counted_by_its_campaign(year):
    planning = ProductFactory(campaign=CampaignFactory(purpose=Purpose.PLANNING))
    other = ProductFactory(campaign=CampaignFactory(purpose=Purpose.OTHER))
    rows = on_awkward_days(product=planning)
    on_awkward_days(product=other)

    assert counted(indicators.plan_suggestions, year) == {rows[1].pk, rows[2].pk}


def test_consultation_leaves_out_supervision_research_and_what_has_no_activity(year):
    forum = RecommendationFactory(product=product_from("consultation.remote"))
    inspection = RecommendationFactory(product=product_from("supervision.inspection"))
    research = RecommendationFactory(product=product_from("consultation.research"))
    alone = RecommendationFactory()

    assert counted(indicators.suggestions, year) == {forum.pk}
    every = {forum.pk, inspection.pk, research.pk, alone.pk}
    assert counted(indicators.suggestions_all, year) == every


def test_an_adoption_counts_in_the_year_it_was_recorded_for(year):
    old = adopted(made_on=BEFORE, adopted_on=FIRST)
    same = adopted(made_on=FIRST, adopted_on=LAST)
    late = adopted(made_on=LAST, adopted_on=AFTER)
    declined(made_on=FIRST)

    assert counted(indicators.suggestions_adopted, year) == {old.pk, same.pk}
    assert counted(indicators.suggestions_taken_up, year) == {same.pk, late.pk}
    assert indicators.adoption_rate.value(year) == Decimal(2) / Decimal(3)


def test_a_year_without_recommendations_has_no_rate(year):
    assert indicators.adoption_rate.value(year) is None


def test_reports_count_when_they_are_sent_and_minutes_are_none(year):
    sent = {
        ProductFactory(kind=kind, sent_on=day).pk
        for kind in ProductKind
        for day in (FIRST, LAST)
        if kind != ProductKind.MINUTES
    }
    ProductFactory(kind=ProductKind.MINUTES)
    ProductFactory(sent_on=None, recipients="")
    ProductFactory(sent_on=BEFORE)
    ProductFactory(sent_on=AFTER)

    assert counted(indicators.research_reports, year) == sent
    assert indicators.research_reports.value(year) == 10


def test_a_topic_counts_when_it_was_consulted(year):
    def done(day):
        held = HeldActivityFactory(held_on=day)
        return PlanItemFactory(state=PlanState.DONE, activity=held).pk

    inside = {done(FIRST), done(LAST)}
    done(BEFORE), done(AFTER)
    PlanItemFactory()
    PlanItemFactory(state=PlanState.DROPPED, drop_reason="并入另一议题")

    assert counted(indicators.topics, year) == inside


def test_the_neighbours_recommendations_are_not_ours(year):
    with within(committee("beitai", "北台市").pk):
        RecommendationFactory()

    assert indicators.suggestions_all.value(year) == 0


def test_the_parts_lie_inside_their_wholes(year):
    for code in ("consultation.standing_thematic", "consultation.thematic", "consultation.forum"):
        on_awkward_days(product=product_from(code))
    on_awkward_days(product=product_from("supervision.survey"))
    figures = (
        indicators.standing_suggestions,
        indicators.thematic_suggestions,
        indicators.forum_suggestions,
    )

    parts = [counted(figure, year) for figure in figures]
    assert set().union(*parts) == counted(indicators.suggestions, year)
    assert sum(map(len, parts)) == indicators.suggestions.value(year) == 6
    assert counted(indicators.suggestions, year) < counted(indicators.suggestions_all, year)
