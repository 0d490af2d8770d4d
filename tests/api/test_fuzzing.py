"""Whatever a program sends, no role makes the API fail or answer what it does not document."""

from itertools import cycle, islice

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.conftest import program_of
from tests.factories.accounts import user_with
from tests.factories.members import MandateFactory, OrganFactory, UnitFactory, two_sessions
from yizheng.accounts.roles import Role
from yizheng.api.site import site
from yizheng.config.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ALL_BUT_OFFICERS = tuple(role for role in Role if "officer" not in role)
EXAMPLES = 2
# Every case is tried by whoever may do nearly everything, and by the next roles in turn.
ROLES_AT_ONCE = 2
QUIET = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection():
    """Requests outside Django's own client would close the connection the test's data are on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def headers(city, one_connection):
    """A program of each role, and one that may do nearly everything; a few records to meet."""
    two_sessions()
    person, unit = MandateFactory().person, UnitFactory()
    OrganFactory()
    users = [user_with(*roles, person=person, unit=unit) for roles in (ALL_BUT_OFFICERS, *ROLES)]
    return [
        {"Authorization": program_of(user).client.defaults["HTTP_AUTHORIZATION"]} for user in users
    ]


ROLES = [(role,) for role in Role]


def operations():
    schema = schemathesis.openapi.from_dict(site().get_openapi_schema())
    schema.app = application
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_input_makes_an_operation_fail_for_any_role(headers, monkeypatch, mode):
    monkeypatch.setattr("ninja.throttling.SimpleRateThrottle.allow_request", lambda *_: True)
    everybody, *roles = headers
    taking_turns = cycle(roles)
    tried = 0
    for operation in operations():

        @QUIET
        @given(case=operation.as_strategy(generation_mode=mode))
        def attempt(case):
            nonlocal tried
            for header in (everybody, *islice(taking_turns, ROLES_AT_ONCE)):
                case.call_and_validate(headers=header, checks=CHECKS)
                tried += 1

        attempt()
    assert tried > len(headers) * EXAMPLES
