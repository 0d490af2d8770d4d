"""What the database refuses, and what entering by hand refuses."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories.accounts import acting
from tests.factories.members import OrganFactory, PersonFactory
from tests.factories.office import HonourFactory, RuleFactory, UpwardReportFactory
from yizheng.core.errors import Invalid
from yizheng.core.history import Event
from yizheng.core.records import create
from yizheng.office import permissions
from yizheng.office.models import Honour

DAY = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("make", "facts"),
    [
        (UpwardReportFactory, {"kind": "letter"}),
        (UpwardReportFactory, {"reply": "同意"}),
        (UpwardReportFactory, {"replied_on": DAY}),
        (UpwardReportFactory, {"reply": "同意", "replied_on": date(2025, 1, 15)}),
        (RuleFactory, {"amended_on": date(2025, 5, 11)}),
        (RuleFactory, {"repealed_on": date(2025, 5, 11)}),
        (HonourFactory, {}),
    ],
)
def test_a_contradiction_is_not_stored(city, make, facts):
    with pytest.raises(IntegrityError):
        make(**facts)


def test_an_honour_has_one_holder_and_a_known_level(city):
    person, organ = PersonFactory(), OrganFactory()
    assert HonourFactory(person=person).holder == person.name
    assert HonourFactory(organ=organ).holder == organ.name

    facts = {
        "person": person,
        "organ": organ,
        "title": "先进",
        "level": "county",
        "awarded_by": "某单位",
        "awarded_on": DAY,
    }
    with pytest.raises(Invalid) as refusal:
        create(Honour, by=acting("party"), right=permissions.keep, facts=facts)

    assert "填写其中一个" in refusal.value.message
    assert Honour.objects.count() == 2
    assert Event.objects.get().refused


def test_a_number_of_the_ledger_is_used_once(city):
    UpwardReportFactory(number="第1号")

    with pytest.raises(IntegrityError):
        UpwardReportFactory(number="第1号")


@pytest.mark.parametrize("facts", [{}, {"amended_on": DAY}])
def test_a_rule_and_each_of_its_amendments_are_entered_once(city, facts):
    RuleFactory(title="调研办法")
    RuleFactory(title="调研办法", amended_on=DAY)
    RuleFactory(title="调研办法", amended_on=date(2026, 7, 1))

    with pytest.raises(IntegrityError):
        RuleFactory(title="调研办法", **facts)
