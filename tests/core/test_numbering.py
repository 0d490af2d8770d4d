"""Numbers have no gaps and are given once, also when many ask at the same time."""

import threading

import pytest
from django.db import connection, transaction

from tests.factories.members import committee
from yizheng.core.numbering import continue_after, next_number
from yizheng.core.tenancy import within


def test_each_series_of_each_committee_counts_by_itself(city):
    assert [next_number("proposals/4/4") for _ in range(3)] == [1, 2, 3]
    assert next_number("proposals/4/5") == 1
    with within(committee("beitai", "北台市").pk):
        assert next_number("proposals/4/4") == 1


def test_several_at_once_are_a_block(city):
    assert next_number("opinions/2025", count=5) == 1
    assert next_number("opinions/2025") == 6


def test_numbers_go_on_after_those_that_came_from_elsewhere_and_never_back(city):
    continue_after("opinions/2025", 40)
    assert next_number("opinions/2025") == 41
    continue_after("opinions/2025", 12)
    assert next_number("opinions/2025") == 42


def test_a_refused_transaction_gives_its_number_back(city):
    @transaction.atomic
    def fail_after_taking():
        next_number("opinions/2025")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_taking()

    assert next_number("opinions/2025") == 1


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_at_once_get_sixteen_different_numbers():
    city, taken, lock = committee(), [], threading.Lock()
    start = threading.Barrier(16)

    def take():
        try:
            start.wait()
            with within(city.pk), transaction.atomic():
                number = next_number("proposals/4/4")
            with lock:
                taken.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == list(range(1, 17))
