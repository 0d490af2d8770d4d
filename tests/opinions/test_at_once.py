"""Sixteen issues sent at the same moment: the numbers of a series without gap or repetition."""

import pytest

from tests.factories.accounts import acting
from tests.factories.members import committee
from tests.factories.opinions import BulletinFactory, CompiledFactory
from tests.proposals.test_at_once import at_once
from yizheng.accounts.roles import Role
from yizheng.core.history import verify
from yizheng.core.tenancy import within
from yizheng.opinions.models import Bulletin
from yizheng.opinions.services import send_bulletin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(shipped):
    """As everywhere, for threads: the committee is opened by each of them."""
    found = committee()
    with within(found.pk):
        yield found


def test_sixteen_issues_sent_at_once_are_numbered_one_to_sixteen(city):
    report = CompiledFactory()
    issues = [(BulletinFactory(reports=[report]), acting(Role.RESEARCH)) for _ in range(16)]

    def sending(issue, by):
        return lambda: send_bulletin(issue, by=by)

    at_once(city, [sending(issue, by) for issue, by in issues])

    numbers = sorted(Bulletin.objects.values_list("number", flat=True))
    assert (numbers, verify()) == (list(range(1, 17)), [])
