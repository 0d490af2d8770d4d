"""Counties that send up while the city takes in: nobody waits for ever, nothing is lost."""

import pytest

from tests.factories.accounts import acting
from tests.factories.members import committee, county
from tests.factories.opinions import CompiledFactory
from tests.proposals.test_at_once import at_once
from yizheng.accounts.roles import Role
from yizheng.core.history import verify
from yizheng.core.tenancy import within
from yizheng.ladder.models import Incoming, Submission
from yizheng.ladder.services import submit_report, take_arrived
from yizheng.ladder.states import Arrived, Sent

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 4


@pytest.fixture
def city(shipped):
    """As everywhere, for threads: the committee is opened by each of them."""
    found = committee()
    with within(found.pk):
        yield found


def test_counties_send_up_while_the_city_takes_in(city):
    def sending(place, report, by):
        def send():
            with within(place.pk):
                submit_report(by=by, facts={"report": report})

        return send

    def taking(incoming, by):
        return lambda: take_arrived(incoming, by=by)

    places = [county(city, f"county{number}", f"第{number}县") for number in range(2)]
    later = []
    for place in places:
        with within(place.pk):
            by = acting(Role.RESEARCH)
            for _ in range(EACH):
                submit_report(by=by, facts={"report": CompiledFactory()})
                later.append((place, CompiledFactory(), by))
    first = [(row, acting(Role.RESEARCH)) for row in Incoming.objects.all()]

    at_once(city, [sending(*one) for one in later] + [taking(*one) for one in first])

    states = sorted(Incoming.objects.values_list("state", flat=True))
    assert states == [Arrived.TAKEN] * 2 * EACH + [Arrived.WAITING] * 2 * EACH
    for place in places:
        with within(place.pk):
            sent = sorted(Submission.objects.values_list("state", flat=True))
            assert sent == [Sent.TAKEN] * EACH + [Sent.WAITING] * EACH
    assert verify() == []
