from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import acting
from tests.factories.instructions import InstructionFactory, facts
from tests.factories.members import OrganFactory, PersonFactory, committee
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, Stale
from yizheng.core.history import Event
from yizheng.core.tenancy import within
from yizheng.instructions import products, selectors
from yizheng.instructions.models import Instruction
from yizheng.instructions.registers import INSTRUCTIONS
from yizheng.instructions.services import register_instruction, revise_instruction
from yizheng.members.models import Organ
from yizheng.members.registers import ORGANS

DAY_BEFORE = date(2025, 6, 9)


@pytest.fixture(autouse=True)
def organs_are_products(monkeypatch):
    """Organs stand in for the products of other apps."""
    monkeypatch.setattr(products, "INSTRUCTABLE", products.INSTRUCTABLE)
    monkeypatch.setitem(products.INSTRUCTABLE, "members.organ", Organ)


@pytest.fixture
def clerk(city):
    return acting(Role.RESEARCH)


def test_an_instruction_is_registered_on_its_product(clerk):
    organ = OrganFactory()
    made = register_instruction(by=clerk, facts=facts(organ))
    assert (made.product, made.leader_level) == (organ, "city")
    assert list(selectors.instructions_on(organ)) == [made]


def test_the_same_leader_on_the_same_product_twice_is_two_acts(clerk):
    organ = OrganFactory()
    for _ in range(2):
        register_instruction(by=clerk, facts=facts(organ))
    assert Instruction.objects.count() == 2


def test_the_product_may_be_given_as_type_and_id(clerk):
    kind = InstructionFactory().product_type
    organ = OrganFactory()
    given = facts(None) | {"product_type": kind, "product_id": organ.pk}
    assert register_instruction(by=clerk, facts=given).product == organ


@pytest.mark.parametrize("field", ["text", "feedback", "conveyed_to", "leader_post"])
def test_words_with_a_secrecy_mark_are_refused(clerk, field):
    with pytest.raises(Invalid) as refusal:
        register_instruction(by=clerk, facts=facts(OrganFactory(), **{field: "机密★10年 某事"}))
    assert (refusal.value.field, Instruction.objects.count()) == (field, 0)
    assert "某事" not in Event.objects.get(refused=True).message
    made = InstructionFactory()
    with pytest.raises(Invalid):
        revise_instruction(made, by=clerk, facts={field: "绝 密 ★"}, version=1)


def test_an_instruction_stands_on_a_product_of_this_committee(clerk):
    with within(committee("other", "他市").pk):
        theirs = OrganFactory()
    for product in (theirs, PersonFactory(), None):
        with pytest.raises(Invalid):
            register_instruction(by=clerk, facts=facts(product))
    assert Instruction.objects.count() == 0


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.SPECIAL, Role.SUPERVISION])
def test_only_the_office_and_the_research_office_register(city, role):
    made, other = InstructionFactory(), acting(role)
    with pytest.raises(NotAllowed):
        register_instruction(by=other, facts=facts(OrganFactory()))
    with pytest.raises(NotAllowed):
        revise_instruction(made, by=other, facts={"feedback": "已办"}, version=1)
    assert Instruction.objects.count() == 1


def test_what_followed_is_added_and_the_product_stays(clerk):
    made = InstructionFactory()
    done = {
        "feedback": "已纳入规划",
        "fed_back_on": date(2025, 7, 1),
        "closed_on": date(2025, 7, 2),
    }
    changed = revise_instruction(made, by=clerk, facts=done, version=1)
    assert (changed.feedback, changed.closed_on) == ("已纳入规划", date(2025, 7, 2))
    with pytest.raises(Stale):
        revise_instruction(made, by=clerk, facts=done, version=1)
    with pytest.raises(Invalid):
        revise_instruction(changed, by=clerk, facts={"product_id": 5}, version=2)


def test_a_product_with_instructions_is_not_removed(city):
    organ = OrganFactory()
    made = InstructionFactory(on=organ)
    office = acting(Role.OFFICE)
    with pytest.raises(Invalid, match="还有批示"):
        ORGANS.remove(organ, by=office, reason="重复", version=1)
    INSTRUCTIONS.remove(made, by=office, reason="重复", version=1)
    ORGANS.remove(organ, by=office, reason="重复", version=1)
    assert not Organ.objects.exists()


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({"due_on": DAY_BEFORE}, False),
        ({"due_on": date(2025, 6, 10)}, True),
        ({"fed_back_on": DAY_BEFORE, "feedback": "已办"}, False),
        ({"fed_back_on": date(2025, 6, 20)}, False),
        ({"fed_back_on": date(2025, 6, 20), "feedback": "已办"}, True),
        ({"closed_on": DAY_BEFORE}, False),
        ({"leader_level": "village"}, False),
    ],
)
def test_dates_and_levels_cannot_contradict(city, more, fits):
    try:
        with transaction.atomic():
            InstructionFactory(**more)
    except IntegrityError:
        assert not fits
    else:
        assert fits
