"""No query on a committee's records without a committee, and never another's rows."""

import pytest

from tests.factories.members import OrganFactory, committee, county
from yizheng.core.errors import NoCommittee
from yizheng.core.tenancy import within
from yizheng.members.models import Organ

pytestmark = pytest.mark.django_db


def test_a_query_without_a_committee_is_an_error():
    with pytest.raises(NoCommittee):
        Organ.objects.all()


def test_each_committee_sees_its_own_rows_only():
    city, other = committee(), committee("beitai", "北台市")
    with within(city.pk):
        ours = OrganFactory()
    with within(other.pk):
        theirs = OrganFactory()
        assert list(Organ.objects.all()) == [theirs]
    with within(city.pk):
        assert list(Organ.objects.all()) == [ours]


def test_a_city_sees_its_counties_only_when_it_says_so():
    city = committee()
    below = county(city)
    with within(below.pk):
        theirs = OrganFactory()
    with within(city.pk):
        assert list(Organ.objects.all()) == []
    with within(city.pk, and_below=(below.pk,)):
        assert list(Organ.objects.all()) == [theirs]


def test_a_query_keeps_the_committee_it_was_built_in():
    city, other = committee(), committee("beitai", "北台市")
    with within(city.pk):
        ours, rows = OrganFactory(), Organ.objects.all()
    with within(other.pk):
        assert list(rows) == [ours]


def test_the_committee_is_closed_again_after_an_error():
    with pytest.raises(ZeroDivisionError), within(committee().pk):
        raise ZeroDivisionError
    with pytest.raises(NoCommittee):
        Organ.objects.all()
