"""Whatever a program sends, no role makes the API fail or answer what it does not document."""

from collections import Counter
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
from yizheng.accounts.roles import Role
from yizheng.api.site import site
from yizheng.config.wsgi import application
from yizheng.core.indicators import FIGURES
from yizheng.core.registers import REGISTERS

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ROLES = [(role,) for role in Role]
ALL_BUT_OFFICERS = tuple(role for role in Role if "officer" not in role)
# Every case is tried by whoever may do nearly everything, and by the next roles in turn.
ROLES_AT_ONCE = 2
QUIET = settings(
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
def headers(one_of_each, one_connection):
    """A program that may do nearly everything, then one of each role."""
    person, unit = one_of_each
    users = [user_with(*roles, person=person, unit=unit) for roles in (ALL_BUT_OFFICERS, *ROLES)]
    programs = [program_of(user) for user in users]
    return [{"Authorization": p.client.defaults["HTTP_AUTHORIZATION"]} for p in programs]


def operations():
    schema = schemathesis.openapi.from_dict(site().get_openapi_schema())
    schema.app = application
    return [found.ok() for found in schema.get_all_operations()]


def places():
    """Records and figures that are there, by the first part of the address."""
    keys = cycle(sorted(FIGURES))
    for operation in operations():
        kind = operation.path.removeprefix("/api/v1/records/").partition("/")[0]
        if kind in REGISTERS and "{id}" in operation.path:
            pk = REGISTERS[kind].model.objects.values_list("pk", flat=True).first()
            yield operation, {"id": pk} if pk else None
        elif "{year}" in operation.path:
            given = {"year": 2025, "key": next(keys)}
            yield (
                operation,
                {name: given[name] for name in given if f"{{{name}}}" in operation.path},
            )
        else:
            yield operation, None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "examples"),
    [
        (GenerationMode.POSITIVE, 2),
        # What is misshapen never reaches the database.
        pytest.param(GenerationMode.NEGATIVE, 1, marks=pytest.mark.apart),
    ],
)
def test_no_input_makes_an_operation_fail_for_any_role(headers, monkeypatch, mode, examples):
    monkeypatch.setattr("ninja.throttling.SimpleRateThrottle.allow_request", lambda *_: True)
    everybody, *roles = headers
    in_turn, statuses = cycle(roles), Counter()
    for operation, place in places():
        cases = operation.as_strategy(generation_mode=mode, path_parameters=place)

        @settings(QUIET, max_examples=examples)
        @given(case=cases)
        def attempt(case):
            for header in (everybody, *islice(in_turn, ROLES_AT_ONCE)):
                answer = case.call_and_validate(headers=header, checks=CHECKS)
                statuses[answer.status_code] += 1

        attempt()
    print(dict(statuses))  # noqa: T201
    if mode is GenerationMode.POSITIVE:
        assert {200, 201, 403, 404, 409, 422} <= set(statuses)
    else:
        refused = sum(count for status, count in statuses.items() if status >= 400)
        assert statuses[422] > 100 and refused > 3 * statuses[200]
