"""The trail shows every tampering that does not rewrite all of it."""

import pytest

from tests.factories.accounts import acting
from yizheng.core.history import GENESIS, Act, Chain, Event, verify, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(city):
    write([Act(f"members.act_{n}", "members.organ:1") for n in range(5)], by=acting("office"))
    return Chain.objects.get()


def test_an_untouched_trail_verifies(trail):
    assert verify() == []
    assert trail.events.first().previous == GENESIS


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Event.objects.filter(number=3).update(message="改"),
        lambda: Event.objects.filter(number=3).update(after={"name": "改"}),
        lambda: Event.objects.filter(number=3).update(by_name="别人"),
        lambda: Event.objects.filter(number=3).update(refused=True),
        lambda: Event.objects.filter(number=3).update(digest="0" * 64),
        lambda: Event.objects.filter(number=3).delete(),
        lambda: Event.objects.filter(number=5).delete(),
    ],
)
def test_tampering_is_found(trail, tamper):
    tamper()

    assert verify() != []


def test_each_committee_has_its_own_trail(trail, city):
    write([Act("accounts.sign_in", "accounts.user:1")], by=acting("office").through("cli"))

    assert Chain.objects.count() == 1
    assert Chain.objects.get().length == 6
