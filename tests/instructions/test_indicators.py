from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType

from tests.factories.instructions import InstructionFactory
from tests.factories.members import OrganFactory, committee
from yizheng.core import indicators
from yizheng.core.periods import Year, calendar_year
from yizheng.core.tenancy import within


@pytest.fixture
def year(city):
    return Year(city.pk, 2025, calendar_year(2025))


def content_type(label):
    app, _, model = label.partition(".")
    return ContentType.objects.get_or_create(app_label=app, model=model)[0]


def on(label, day=date(2025, 6, 10), product_id=1, **facts):
    """An instruction on a product of a kind, which need not exist."""
    kind = content_type(label)
    return InstructionFactory(
        on=None, product_type=kind, product_id=product_id, instructed_on=day, **facts
    )


def test_each_act_on_a_consultation_product_counts_once(year):
    counted = {on("consultations.product") for _ in range(2)}
    counted.add(on("consultations.product", date(2025, 1, 1), 2))
    counted.add(on("consultations.product", date(2025, 12, 31), 2))
    on("consultations.product", date(2024, 12, 31))
    on("consultations.product", date(2026, 1, 1))
    bulletin = on("opinions.bulletin")
    assert set(indicators.find("instructions.on_products").rows(year)) == counted
    assert indicators.find("instructions.on_products").value(year) == 4
    assert set(indicators.find("instructions.acts").rows(year)) == counted | {bulletin}


def test_another_committees_instructions_are_not_counted(year):
    with within(committee("other", "他市").pk):
        InstructionFactory(on=OrganFactory())
    assert indicators.find("instructions.acts").value(year) == 0


def test_acts_are_split_by_level(year):
    for level in ("city", "city", "province"):
        on("consultations.product", leader_level=level)
    split = indicators.find("instructions.acts").split(year, "leader_level")
    assert split == {"city": 2, "province": 1}


def test_acts_on_bulletins_are_declared_as_another_class():
    kinds = {
        (each.kind, each.other) for each in indicators.find("instructions.on_products").relations
    }
    assert ("disjoint", "instructions.on_bulletins") in kinds
