"""What happens to plan items and recommendations, and how recommendations are entered."""

from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.activities import kind
from tests.factories.consultations import (
    HeldActivityFactory,
    PlanItemFactory,
    ProductFactory,
    RecommendationFactory,
    adopted,
    declined,
)
from yizheng.activities.states import State as ActivityState
from yizheng.consultations import permissions
from yizheng.consultations.models import PlanItem, Product, Recommendation
from yizheng.consultations.services import (
    add_recommendations,
    adopt_recommendation,
    complete_item,
    create_recommendation,
    decline_recommendation,
    drop_item,
    reopen_recommendation,
    restore_item,
    revise_recommendation,
)
from yizheng.consultations.states import PlanState, ProductKind, RecommendationState
from yizheng.core.actors import Via
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event, label_of
from yizheng.core.records import create, revise

MADE, ADOPTED, DECLINED = (
    RecommendationState.MADE,
    RecommendationState.ADOPTED,
    RecommendationState.DECLINED,
)
JULY = date(2025, 7, 1)


def adopt(recommendation, by, **facts):
    given = {"adopted_on": JULY, "adopted_by": "市教育局", "measure": "列入明年计划"}
    return adopt_recommendation(recommendation, by=by, **{**given, **facts})


def test_an_adoption_says_who_took_it_up_and_what_it_became(city):
    found = adopt(RecommendationFactory(), acting("research"))

    found.refresh_from_db()
    assert (found.state, found.adopted_on, found.adopted_by, found.measure) == (
        ADOPTED,
        JULY,
        "市教育局",
        "列入明年计划",
    )
    assert found.version == 2


def test_a_declined_recommendation_says_why(city):
    found = decline_recommendation(
        RecommendationFactory(), by=acting("special"), declined_on=JULY, decline_reason="已有安排"
    )

    assert (found.state, found.declined_on, found.decline_reason) == (DECLINED, JULY, "已有安排")


@pytest.mark.parametrize("answered", [adopted, declined])
def test_an_answer_recorded_by_mistake_is_taken_back_whole(city, answered):
    found = reopen_recommendation(answered(), by=acting("special"))

    assert (found.state, found.adopted_on, found.adopted_by, found.measure) == (MADE, None, "", "")
    assert (found.declined_on, found.decline_reason) == (None, "")


@pytest.mark.parametrize(
    ("make", "role", "facts", "refusal"),
    [
        (RecommendationFactory, "office", {}, NotAllowed),
        (RecommendationFactory, "member", {}, NotAllowed),
        (RecommendationFactory, "research", {"adopted_by": ""}, Invalid),
        (RecommendationFactory, "research", {"adopted_on": date(2025, 6, 9)}, Invalid),
        (adopted, "research", {}, WrongState),
        (declined, "research", {}, WrongState),
    ],
)
def test_a_refused_adoption_changes_nothing_and_is_in_the_trail(city, make, role, facts, refusal):
    recommendation = make(made_on=date(2025, 6, 10))
    before = Recommendation.objects.values().get()

    with pytest.raises(refusal):
        adopt(recommendation, acting(role, via=Via.API), **facts)

    assert Recommendation.objects.values().get() == before
    entries = list(Event.objects.values_list("action", "record", "refused"))
    key = "consultations.adopt_recommendation"
    assert entries == [(key, label_of(recommendation), True)]


def test_an_adoption_of_something_changed_meanwhile_is_refused(city):
    recommendation = RecommendationFactory(version=3)

    with pytest.raises(Stale):
        adopt(recommendation, acting("research"), version=2)


def test_pasted_lines_become_numbered_recommendations(city):
    product = ProductFactory()
    RecommendationFactory(product=product, ordinal=4)
    lines = [
        "1. 加强职业教育",
        "",
        "  （二）培育托管组织  ",
        "3、改造 3.5 万亩旧灌区",
        "3.5万亩旧灌区先行",
        "十一、建立台账",
        "十里铺修路",
    ]

    rows = add_recommendations(product, by=acting("special"), lines=lines, made_on=JULY)

    assert [(row.ordinal, row.text, row.state) for row in rows] == [
        (5, "加强职业教育", MADE),
        (6, "培育托管组织", MADE),
        (7, "改造 3.5 万亩旧灌区", MADE),
        (8, "3.5万亩旧灌区先行", MADE),
        (9, "建立台账", MADE),
        (10, "十里铺修路", MADE),
    ]
    assert {row.made_on for row in Recommendation.objects.exclude(ordinal=4)} == {JULY}
    told = Event.objects.filter(refused=False).values_list("action", "record")
    assert list(told) == [("consultations.create_recommendation", label_of(row)) for row in rows]


@pytest.mark.parametrize(
    ("role", "lines", "refusal"),
    [("office", ["一条"], NotAllowed), ("special", ["", " 1. "], Invalid)],
)
def test_refused_lines_leave_no_row(city, role, lines, refusal):
    product = ProductFactory()

    with pytest.raises(refusal):
        add_recommendations(product, by=acting(role), lines=lines, made_on=JULY)

    assert Recommendation.objects.count() == 0
    entries = Event.objects.values_list("action", "record", "refused")
    assert list(entries) == [("consultations.add_recommendations", label_of(product), True)]


def test_one_recommendation_gets_the_next_number_and_stays_in_its_product(city):
    product, other = ProductFactory(), ProductFactory()
    RecommendationFactory(product=product, ordinal=7)
    actor = acting("special")
    facts = {"product": product, "text": "建立台账", "made_on": JULY}

    row = create_recommendation(by=actor, facts=facts)
    revised = revise_recommendation(
        row, by=actor, facts={"product": other, "text": "建好台账", "made_on": JULY}, version=1
    )

    assert row.ordinal == 8
    assert (revised.product, revised.ordinal, revised.text) == (product, 8, "建好台账")


def test_a_topic_is_completed_by_an_activity_of_the_planned_form(city):
    item = PlanItemFactory(code="consultation.forum")
    activity = HeldActivityFactory(code="consultation.forum")

    done = complete_item(item, by=acting("special"), activity=activity)

    assert (done.state, done.activity) == (PlanState.DONE, activity)


@pytest.mark.parametrize(
    "activity",
    [
        {"code": "consultation.thematic"},
        {"code": "consultation.forum", "state": ActivityState.PLANNED},
    ],
)
def test_another_form_or_an_event_to_come_completes_nothing(city, activity):
    item = PlanItemFactory(code="consultation.forum")

    with pytest.raises(Invalid):
        complete_item(item, by=acting("special"), activity=HeldActivityFactory(**activity))

    assert PlanItem.objects.values_list("state", "activity").get() == (PlanState.PLANNED, None)


def test_a_completed_topic_keeps_the_form_it_was_completed_in(city):
    held = HeldActivityFactory(code="consultation.forum")
    item = PlanItemFactory(code="consultation.forum", state=PlanState.DONE, activity=held)
    facts = {"form": kind("consultation.remote")}

    with pytest.raises(Invalid, match="计划的形式"):
        revise(item, by=acting("special"), right=permissions.keep_plan, facts=facts, version=1)


def test_a_recommendation_without_a_product_is_refused(city):
    with pytest.raises(Invalid, match="成果"):
        create_recommendation(by=acting("special"), facts={"text": "修路", "made_on": JULY})

    entry = Event.objects.get()
    assert (entry.action, entry.refused) == ("consultations.create_recommendation", True)


def test_a_dropped_topic_has_its_reason_and_can_come_back(city):
    actor = acting("research")

    dropped = drop_item(PlanItemFactory(), by=actor, drop_reason="并入另一议题")
    assert (dropped.state, dropped.drop_reason) == (PlanState.DROPPED, "并入另一议题")

    back = restore_item(dropped, by=actor)
    assert (back.state, back.drop_reason) == (PlanState.PLANNED, "")


def test_dropping_without_a_reason_is_refused(city):
    with pytest.raises(Invalid, match="原因"):
        drop_item(PlanItemFactory(), by=acting("research"), drop_reason="")

    assert PlanItem.objects.get().state == PlanState.PLANNED


def test_a_sent_product_says_to_whom(city):
    facts = {"kind": ProductKind.MINUTES, "title": "会议纪要", "sent_on": JULY}

    with pytest.raises(Invalid, match="报送对象"):
        create(Product, by=acting("research"), right=permissions.keep, facts=facts)

    assert Product.objects.count() == 0
