"""Programs at the API's door, and records for them to meet."""

import importlib
import json
import pkgutil
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories.accounts import user_with
from tests.factories.members import MandateFactory, RecordFactory, UnitFactory, two_sessions
from yizheng.accounts.services import issue_token
from yizheng.core.actors import Via


class Program:
    """A client that speaks JSON with a token."""

    def __init__(self, token, user):
        self.client = Client(headers={"authorization": f"Bearer {token}"})
        self.user = user

    def get(self, path, **query):
        return self.client.get(f"/api/v1{path}", query)

    def send(self, method, path, content, **headers):
        return self.client.generic(
            method, f"/api/v1{path}", json.dumps(content), "application/json", headers=headers
        )

    def post(self, path, content, **headers):
        return self.send("POST", path, content, **headers)

    def patch(self, path, content, **headers):
        return self.send("PATCH", path, content, **headers)


def program_of(user):
    """A program with a good token of `user`."""
    last_day = timezone.localdate() + timedelta(days=30)
    _, text = issue_token(by=user.acting(Via.WEB), name="对接", expires_on=last_day)
    return Program(text, user)


@pytest.fixture
def program(city):
    """A maker of programs in the name of a new account with some roles."""
    return lambda *roles, **facts: program_of(user_with(*roles, **facts))


@pytest.fixture(autouse=True)
def no_throttle_left_over():
    cache.clear()


# Factories that make nothing without being told for whom or about what.
PARTICULAR = {"HonourFactory", "InstructionFactory"}


def record_factories():
    """Every factory of records, module by module."""
    for module in pkgutil.iter_modules(factories.__path__):
        found = vars(importlib.import_module(f"tests.factories.{module.name}"))
        for name, kind in found.items():
            ours = isinstance(kind, type) and issubclass(kind, RecordFactory)
            if ours and not kind._meta.abstract and name not in PARTICULAR:
                yield kind


@pytest.fixture
def one_of_each(city):
    """A member and a unit, and a record of every kind a factory knows; returns `(person, unit)`."""
    two_sessions()
    found = MandateFactory().person, UnitFactory()
    for kind in record_factories():
        kind()
    return found
