"""Who sees drafts, who sees what was sent."""

import pytest

from tests.factories.accounts import acting
from tests.factories.consultations import ProductFactory, RecommendationFactory
from tests.factories.members import committee
from yizheng.consultations import permissions
from yizheng.consultations.models import Product, Recommendation
from yizheng.core.access import can, may, restrict
from yizheng.core.tenancy import within

SENT, BOTH, NONE = {"sent"}, {"sent", "draft"}, set()


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("research", BOTH),
        ("special", BOTH),
        ("party", BOTH),
        ("leader", SENT),
        ("member", SENT),
        ("supervision", SENT),
        ("unit", NONE),
        ("audit_officer", NONE),
    ],
)
def test_lists_and_single_records_answer_alike(city, role, seen):
    products = {"sent": ProductFactory(), "draft": ProductFactory(sent_on=None, recipients="")}
    rows = {name: RecommendationFactory(product=made) for name, made in products.items()}
    actor = acting(role)

    for model, right, records in (
        (Product, permissions.view_product, products),
        (Recommendation, permissions.view_recommendation, rows),
    ):
        listed = set(restrict(model.objects.all(), right, actor))
        assert listed == {records[name] for name in seen}
        assert {name for name, record in records.items() if can(actor, right, record)} == seen
        assert may(actor, right) == bool(seen)


def test_the_neighbours_products_are_nobodys_here(city):
    with within(committee("beitai", "北台市").pk):
        theirs = ProductFactory()
    actor = acting("research")

    assert not can(actor, permissions.view_product, theirs)
    assert list(restrict(Product.objects.all(), permissions.view_product, actor)) == []
