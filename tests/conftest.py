"""What every test may ask for. Deeper folders have their own."""

import socket

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.factories.members import committee
from yizheng.activities import kinds
from yizheng.activities.models import ActivityKind
from yizheng.core import workdays
from yizheng.core.tenancy import within
from yizheng.core.workdays import CalendarYear

DEMO = "tests/demo"
# Minutes each: begun first, so that no worker is left alone with one of them at the end.
LONG = ("tests/proposals/test_machine.py", "tests/api/test_fuzzing.py", DEMO)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ByFile(LoadScopeScheduling):
    """Hands out files whole, and the folder of the demo year, so that it is loaded but once."""

    def _split_scope(self, nodeid):
        return DEMO if nodeid.startswith(f"{DEMO}/") else super()._split_scope(nodeid)


def pytest_collection_modifyitems(items):
    """The long ones first, in their order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_xdist_make_scheduler(config, log):
    """With `-n 2`."""
    return ByFile(config, log)


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch):
    """A test that would reach another machine fails."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def django_db_use_migrations():
    """Tables are made from the models, in a tenth of the time the migrations take.

    That both make the same ones is asked in tests/desk/test_site.py.
    """
    return False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """With the database, what the migrations store in it."""
    with django_db_blocker.unblock():
        workdays.seed()
        kinds.seed()


@pytest.fixture
def shipped(db):
    """What migrations store: a test that empties the database takes it along for those after."""
    if not CalendarYear.objects.exists():
        workdays.seed()
    if not ActivityKind.objects.exists():
        kinds.seed()


@pytest.fixture
def city(shipped):
    """A city's committee, opened for the length of the test."""
    found = committee()
    with within(found.pk):
        yield found
