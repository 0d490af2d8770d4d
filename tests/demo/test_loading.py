from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories.members import committee
from yizheng.accounts.models import User
from yizheng.accounts.roles import Role
from yizheng.core.errors import Refused
from yizheng.core.history import Event
from yizheng.demo import loading

from .contents import APPS, digest


def test_a_second_load_changes_nothing(demo):
    before = Event.objects.count()

    assert loading.load(quiet=True) is None
    assert Event.objects.count() == before


def test_the_command_says_that_it_was_loaded_before(demo):
    said = StringIO()

    call_command("demo", "load", stdout=said)

    assert "未作任何改动" in said.getvalue()


def test_a_database_of_somebody_else_is_left_alone(demo):
    committee(code="elsewhere")

    with pytest.raises(Refused, match="elsewhere"):
        loading.load(quiet=True)
    with pytest.raises(CommandError) as refusal:
        call_command("demo", "load")
    assert refusal.value.returncode == 1


def test_there_is_a_login_for_every_role_and_one_for_a_county(demo):
    found = {user.username: user for user in User.objects.all()}

    assert set(found) == {*Role.values, "member2", "office2", "proposals2", "unit2", "county"}
    for role in Role:
        assert list(found[role.value].grants.values_list("role", flat=True)) == [role.value]
    assert found["member"].person and found["unit"].unit
    assert found["county"].committee.parent_id == demo.city.pk
    assert all(user.check_password(password) for user, password in _given(demo, found))


def _given(demo, found):
    return [(found[username], password) for username, _, _, password in demo.logins]


@pytest.mark.apart
@pytest.mark.slow
def test_the_same_seed_makes_the_same_records(loaded, db):
    first = digest()
    _empty_tables()

    loading.load(quiet=True)

    assert digest() == first


def _empty_tables():
    """All rows and the counters of keys; constraints are asked when the test is taken back."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.partition("_")[0] in APPS:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
