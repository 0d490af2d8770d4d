"""Who sees money and grants, who the rest."""

import pytest

from tests.factories.accounts import acting
from tests.factories.members import committee
from tests.factories.service import AidFundFactory, ConcernFactory, GrantFactory
from yizheng.core.access import can, may, restrict
from yizheng.core.tenancy import within
from yizheng.service import permissions

CONCERN, MONEY, GRANT = (
    permissions.view_concern, permissions.view_money, permissions.view_grant,
)  # fmt: skip
MAKERS = {CONCERN: ConcernFactory, MONEY: AidFundFactory, GRANT: GrantFactory}


@pytest.mark.parametrize(
    ("role", "held"),
    [
        ("office", {CONCERN, MONEY, GRANT}),
        ("special", {CONCERN, MONEY, GRANT}),
        ("leader", {CONCERN, MONEY, GRANT}),
        ("research", {CONCERN, MONEY}),
        ("member", {CONCERN}),
        ("unit", set()),
        ("system_officer", set()),
    ],
)
def test_lists_and_single_records_answer_alike(city, role, held):
    actor = acting(role)
    for right, make in MAKERS.items():
        record = make()
        listed = list(restrict(type(record).objects.all(), right, actor))
        assert (record in listed) == can(actor, right, record) == (right in held)
        assert may(actor, right) == (right in held)


def test_the_neighbours_records_are_nobodys_here(city):
    with within(committee("beitai", "北台市").pk):
        theirs = [make() for make in MAKERS.values()]
    actor = acting("office")

    for right, record in zip(MAKERS, theirs, strict=True):
        assert not can(actor, right, record)
        assert list(restrict(type(record).objects.all(), right, actor)) == []


@pytest.mark.parametrize("role", ["research", "proposals", "leader", "member"])
def test_only_who_organises_records(city, role):
    assert not may(acting(role), permissions.keep)
    assert may(acting("special"), permissions.keep)
