"""The wiring of the pages: one success, one refusal, and what a list costs."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
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
from tests.factories.members import OrganFactory, two_sessions
from yizheng.accounts.roles import Role
from yizheng.consultations.models import Recommendation
from yizheng.consultations.panels.recommendations import WAY
from yizheng.consultations.states import RecommendationState

PRODUCTS = "/consultations/products/"


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


@pytest.fixture
def special(client, city):
    two_sessions()
    return signed_in(client, "special")


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("/consultations/plan/", lambda: PlanItemFactory(organ=OrganFactory())),
        ("/consultations/campaigns/", CampaignFactory),
        (
            PRODUCTS,
            lambda: product_from(
                "consultation.forum", organ=OrganFactory(), campaign=CampaignFactory()
            ),
        ),
        (
            "/consultations/recommendations/",
            lambda: RecommendationFactory(product=product_from("consultation.forum")),
        ),
    ],
)
def test_a_list_of_three_costs_what_a_list_of_one_does(client, special, address, make):
    make()
    one = queries(client, address)
    make(), make()

    assert queries(client, address) == one


def test_a_product_shows_its_recommendations_numbered_with_their_adoption(client, special):
    product = ProductFactory()
    adopted(product=product, ordinal=1, adopted_by="市交通局")
    declined(product=product, ordinal=2)
    RecommendationFactory(product=product, ordinal=3)

    page = client.get(f"{PRODUCTS}{product.pk}/").content.decode()

    assert "共 3 条，已采纳 <strong>1</strong> 条，未采纳 1 条，1 条还没有答复" in page
    assert "市交通局" in page


def test_a_product_page_costs_the_same_for_one_recommendation_and_for_three(client, special):
    product = ProductFactory()
    RecommendationFactory(product=product, ordinal=1)
    address = f"{PRODUCTS}{product.pk}/"
    one = queries(client, address)
    adopted(product=product, ordinal=2)
    adopted(product=product, ordinal=3)

    assert queries(client, address) == one


def test_lines_typed_at_once_become_rows(client, special):
    product = ProductFactory()
    form = posted(lines="1. 修路\r\n2. 打井\r\n", made_on="2025-06-10")

    response = client.post(f"{PRODUCTS}{product.pk}/recommend/", form, follow=True)

    rows = Recommendation.objects.values_list("ordinal", "text", "made_on")
    day = date(2025, 6, 10)
    assert list(rows) == [(1, "修路", day), (2, "打井", day)]
    assert response.redirect_chain[0] == (f"{PRODUCTS}{product.pk}/", 303)
    assert "已登记 2 条建议" in response.content.decode()


def test_the_same_lines_sent_twice_are_entered_once(client, special):
    product = ProductFactory()
    form = posted(lines="修路", made_on="2025-06-10")

    client.post(f"{PRODUCTS}{product.pk}/recommend/", form)
    client.post(f"{PRODUCTS}{product.pk}/recommend/", form)

    assert Recommendation.objects.count() == 1


def test_nothing_but_list_marks_is_refused_in_the_form(client, special):
    product = ProductFactory()

    response = client.post(
        f"{PRODUCTS}{product.pk}/recommend/", posted(lines="1.", made_on="2025-06-10")
    )

    assert response.status_code == 422
    assert "请至少写一条建议" in response.content.decode()
    assert Recommendation.objects.count() == 0


@pytest.mark.parametrize("role", ["office", "leader", "member", "unit"])
def test_who_may_not_enter_finds_no_such_page(client, city, role):
    product = ProductFactory()
    signed_in(client, role)

    assert client.get(f"{PRODUCTS}{product.pk}/recommend/").status_code == 404
    assert "成批登记" not in client.get(f"{PRODUCTS}{product.pk}/").content.decode()


def test_a_new_recommendation_is_numbered_by_the_form(client, special):
    product = ProductFactory()
    form = posted(text="修路", made_on="2025-06-10")

    response = client.post(f"/consultations/recommendations/new/?product={product.pk}", form)

    assert response.status_code == 303
    assert Recommendation.objects.values_list("product", "ordinal").get() == (product.pk, 1)


def test_a_topic_is_completed_from_its_page(client, special):
    item = PlanItemFactory()
    activity = HeldActivityFactory()
    address = f"/consultations/plan/{item.pk}/moves/consultations.complete_item/"

    assert client.get(address).status_code == 200
    response = client.post(address, posted(activity=activity.pk, version=1))

    item.refresh_from_db()
    assert (response.status_code, item.state, item.activity) == (303, "done", activity)


def test_what_a_list_leaves_out_is_on_the_page_and_in_the_export(client, special):
    product = product_from("consultation.forum")
    RecommendationFactory(product=product)
    address = "/consultations/recommendations/"

    assert product.activity.title not in client.get(address).content.decode()
    assert product.activity.title in client.get(f"{address}export.csv").content.decode()


def test_who_made_a_recommendation_reads_how_far_it_is(city):
    made = RecommendationFactory()
    done = RecommendationFactory(
        state=RecommendationState.IMPLEMENTED,
        adopted_on=date(2025, 8, 1),
        adopted_by="市民政局",
        measure="写入实施方案",
        implemented_on=date(2025, 9, 1),
        evidence="某发〔2025〕3号",
        is_partial=True,
    )

    def way(row):
        given = WAY.context(row, acting(Role.MEMBER))
        return [(step.label, step.note) for step in given["steps"]], given["next"]

    assert way(made) == ([("提出", f"来自{made.product}")], "还没有转送单位")
    assert way(done) == (
        [
            ("提出", f"来自{done.product}"),
            ("市民政局部分采纳", "写入实施方案"),
            ("落实", "某发〔2025〕3号"),
        ],
        "",
    )
