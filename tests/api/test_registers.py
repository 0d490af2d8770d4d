"""Every register through the API, for every role: what a page shows, the API shows."""

import pytest

from tests.api.conftest import program_of
from tests.factories.accounts import user_with
from yizheng.accounts.roles import Role
from yizheng.core.access import may
from yizheng.core.actors import Via
from yizheng.core.registers import REGISTERS

KEYS = sorted(REGISTERS)


@pytest.mark.parametrize("role", Role)
def test_every_register_is_read_as_the_pages_show_it(one_of_each, role):
    person, unit = one_of_each
    user = user_with(role, person=person, unit=unit)
    program, actor = program_of(user), user.acting(Via.API)

    for key in KEYS:
        register = REGISTERS[key]
        answer = program.get(f"/records/{key}/", size=200)
        if not may(actor, register.view):
            assert answer.status_code == 404, key
            continue
        readable = set(register.rows(actor).values_list("pk", flat=True))
        assert answer.status_code == 200, (key, answer.content)
        assert {row["id"] for row in answer.json()["records"]} == readable, key
        # One by itself, not all: a program may ask only so often a minute.
        alone = [program.get(f"/records/{key}/{pk}").json() for pk in sorted(readable)[:1]]
        for row in [*answer.json()["records"], *alone]:
            assert set(row["columns"]) == {column.name for column in register.columns}, key


def test_there_is_something_to_read_in_nearly_every_register(one_of_each):
    empty = {key for key in KEYS if not REGISTERS[key].model.objects.exists()}

    assert len(empty) <= len(KEYS) // 6, empty


@pytest.mark.parametrize("key", KEYS)
def test_every_register_can_be_sorted_by_each_of_its_sorts(program, one_of_each, key):
    register = REGISTERS[key]
    everybody = program(*[role for role in Role if "officer" not in role])
    sorts = {column.sort for column in register.columns if column.sort}

    for sort in sorted(sorts):
        for order in (sort, f"-{sort}"):
            answer = everybody.get(f"/records/{key}/", sort=order)
            assert answer.status_code == 200, (order, answer.content)


@pytest.mark.parametrize("key", KEYS)
def test_nothing_but_the_documented_names_is_accepted(program, key):
    register = REGISTERS[key]
    if register.enter is None or not register.groups or register.begun_elsewhere:
        pytest.skip("not entered by hand, or begun by a move of another record")
    everybody = program(*[role for role in Role if "officer" not in role])

    answer = everybody.post(
        f"/records/{key}/", {"committee": 1, "version": 9, "state": "x", "id": 7}
    )

    assert answer.status_code == 422
    named = set(answer.json()["details"]["fields"])
    assert {f"body.facts.{name}" for name in ("committee", "version", "state", "id")} <= named
    assert not register.model.objects.exists()
