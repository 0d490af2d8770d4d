"""One shape of refusal, wherever it comes from."""

import pytest
from django.test import Client

from tests.factories.accounts import user_with
from yizheng.accounts.roles import Role
from yizheng.accounts.services import revoke_token
from yizheng.api.problems import CODES
from yizheng.api.site import site
from yizheng.core import registers
from yizheng.core.actors import Via


def is_problem(answer, status):
    body = answer.json()
    code = CODES[status][0]
    return (answer.status_code, set(body), body["code"]) == (
        status, {"code", "message", "details"}, code,
    )  # fmt: skip


def addresses():
    """Every address of the API with its methods, as `(path, {methods})`."""
    schema = site().get_openapi_schema()
    for path, operations in schema["paths"].items():
        numbered = path.replace("{id}", "1").replace("{year}", "2025")
        yield numbered.replace("{key}", "proposals.filed"), {name.upper() for name in operations}


ADDRESSES = list(addresses())


def test_every_address_asks_a_stranger_to_sign_in(db):
    client = Client()

    refused = [
        is_problem(client.generic(method, path, "{}", "application/json"), 401)
        for path, methods in ADDRESSES
        for method in methods
    ]

    assert refused.count(False) == 0
    assert len(refused) > 100


def test_every_address_refuses_other_methods_in_shape(db):
    client = Client()

    answers = [
        client.generic(method, path)
        for path, methods in ADDRESSES
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods
    ]

    assert [answer for answer in answers if not is_problem(answer, 405)] == []


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/records/a.b/", "/api/v2/", "/api/"])
def test_an_address_that_is_not_there_answers_in_shape(db, path):
    assert is_problem(Client().get(path), 404)


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer", "Basic dXNlcjpwYXNz", "bearer yz_", ""]
)
def test_a_bad_token_opens_nothing_even_beside_a_session(city, header):
    client = Client()
    client.force_login(user_with(Role.OFFICE))

    answer = client.get("/api/v1/records/members.organ/", headers={"authorization": header})

    assert is_problem(answer, 401)


def test_a_revoked_token_and_a_closed_account_open_nothing(program):
    revoked, closed = program(Role.OFFICE), program(Role.OFFICE)
    revoke_token(revoked.user.tokens.get(), by=revoked.user.acting(Via.WEB))
    closed.user.is_active = False
    closed.user.save()

    assert is_problem(revoked.get("/records/members.organ/"), 401)
    assert is_problem(closed.get("/records/members.organ/"), 401)


def test_a_session_reads_but_writes_only_with_its_csrf_token(city):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_with(Role.OFFICE))
    organ = {"name": "甲", "kind": "office"}

    read = client.get("/api/v1/records/members.organ/")
    bare = client.post("/api/v1/records/members.organ/", organ, "application/json")
    client.get("/accounts/me/")
    token = client.cookies["csrftoken"].value
    written = client.post(
        "/api/v1/records/members.organ/", organ, "application/json",
        headers={"x-csrftoken": token},
    )  # fmt: skip

    assert read.status_code == 200
    assert is_problem(bare, 403)
    assert written.status_code == 201


@pytest.mark.parametrize("body", ["{", "[]", "3", '"x"', "null", '{"name": {"a": 1}}'])
def test_a_body_of_another_shape_is_refused_in_shape(program, body):
    client = program(Role.OFFICE).client

    answer = client.post("/api/v1/records/members.organ/", body, "application/json")

    assert answer.status_code in (400, 422)
    assert is_problem(answer, answer.status_code)


def test_a_huge_body_is_refused_in_shape(program, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    organ = {"name": "甲" * 2000, "kind": "office"}

    plain = program(Role.OFFICE).post("/records/members.organ/", organ)
    keyed = program(Role.OFFICE).post("/records/members.organ/", organ, idempotency_key="k")

    assert [(answer.status_code, answer.json()["code"]) for answer in (plain, keyed)] == [
        (400, "too-large"), (400, "too-large"),
    ]  # fmt: skip


def test_a_fault_of_ours_is_one_sentence_without_a_trace(program, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(registers.Register, "joined", broken)

    answer = program(Role.OFFICE).get("/records/members.organ/")

    assert is_problem(answer, 500)
    assert "secret detail" not in answer.content.decode()


def test_too_many_requests_are_told_when_to_come_again(program, monkeypatch):
    office = program(Role.OFFICE)
    monkeypatch.setattr("ninja.throttling.SimpleRateThrottle.allow_request", lambda *_: False)
    monkeypatch.setattr("ninja.throttling.SimpleRateThrottle.wait", lambda *_: 7.5)

    answer = office.get("/records/members.organ/")

    assert is_problem(answer, 429)
    assert answer["Retry-After"] == "8"


def test_every_operation_documents_every_refusal():
    always = {"400", "401", "403", "404", "422", "429", "500", "503"}
    schema = site().get_openapi_schema()

    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            told = {str(status) for status in operation["responses"]}
            missing = (always if method == "get" else always | {"409"}) - told
            assert not missing, (path, method, missing)


def test_the_description_is_for_those_who_may_come_in(program):
    told = program(Role.UNIT).get("/openapi.json")

    assert is_problem(Client().get("/api/v1/openapi.json"), 401)
    assert (told.status_code, told.json()["openapi"]) == (200, "3.1.0")
    assert Client().get("/api/v1/docs").status_code == 404
