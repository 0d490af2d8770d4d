"""Programs at the API's door."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import user_with
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
