"""The demo year, loaded once for all tests of this folder and taken back after them."""

import pytest
from django.db import connection, transaction

from yizheng.core.tenancy import within
from yizheng.demo import loading
from yizheng.members.selectors import year_of


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """The world as it was made; nothing of it outlives this folder's tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = loading.load(quiet=True)
        # Foreign keys are checked now: else PostgreSQL would check the whole year after each test.
        connection.check_constraints()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    """The world with its city open; what a test writes is taken back after it."""
    with within(loaded.city.pk):
        yield loaded


@pytest.fixture
def year(demo):
    """2025 on both clocks."""
    return year_of(demo.city.pk, 2025)
