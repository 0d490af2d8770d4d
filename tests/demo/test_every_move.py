"""Generated from the registries and the demo year, which has a record in every state.

Every move is refused from every state it does not start from; lists, records, buttons and the API
agree about every record for every role.
"""

import pytest
from django.test import Client

from yizheng.accounts.models import User
from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Via
from yizheng.core.errors import NotAllowed, WrongState
from yizheng.core.history import Event, label_of
from yizheng.core.registers import REGISTERS
from yizheng.core.workflow import TRANSITIONS, offered, open_to

MOVES = sorted(TRANSITIONS)
OURS = sorted(key for key, register in REGISTERS.items() if register.app == "proposals")
SEEN_EACH = 9


def states_of(model):
    return [str(value) for value, _ in model._meta.get_field("state").choices]


def everybody(demo):
    """One account that holds every role but the officers', as the member and the unit shown."""
    member, unit = demo.users["member"], demo.users["unit_reviewer"]
    staff = demo.users["proposals"].acting(Via.WEB)
    roles = {
        role
        for user in demo.users.values()
        for role in user.acting(Via.WEB).roles
        if "officer" not in role
    }
    return type(staff)(
        staff.user_id, staff.committee_id, frozenset(roles), Via.WEB, staff.name,
        person_id=member.person_id, unit_id=unit.unit_id,
    )  # fmt: skip


@pytest.mark.parametrize("key", MOVES)
def test_a_move_is_refused_from_every_other_state(demo, key):
    move, by = TRANSITIONS[key], everybody(demo)
    given = dict.fromkeys(move.inputs)
    for state in sorted(set(states_of(move.model)) - move.sources):
        record = move.model.objects.filter(state=state).order_by("-pk").first()
        if record is None:
            continue
        label, before = label_of(record), Event.objects.count()

        with pytest.raises((NotAllowed, WrongState)):
            move.perform(record, by=by, **given)

        now = move.model.objects.get(pk=record.pk)
        assert (now.state, now.version) == (state, record.version)
        left = Event.objects.filter(record=label, action=key).latest("pk")
        assert (Event.objects.count(), left.refused) == (before + 1, True)


def test_most_of_those_refusals_are_for_the_state(demo):
    """The account of the test above may do most things: the state is what stops it."""
    by, said = everybody(demo), []
    for move in TRANSITIONS.values():
        for state in set(states_of(move.model)) - move.sources:
            record = move.model.objects.filter(state=state).first()
            if record is not None:
                right = move.right
                said.append(right is None or can(by, right, record))

    assert sum(said) / len(said) > 0.6


def sample(model):
    """Some records of a kind: the newest, the oldest, and one in each state."""
    rows = model.objects.order_by("pk")
    found = {row.pk: row for row in [*rows[:SEEN_EACH], *rows.reverse()[:SEEN_EACH]]}
    if any(field.name == "state" for field in model._meta.concrete_fields):
        for state in states_of(model):
            row = rows.filter(state=state).first()
            found |= {row.pk: row} if row else {}
    return list(found.values())


@pytest.mark.parametrize("key", OURS)
def test_list_record_buttons_and_api_agree_for_every_role(demo, key):
    register = REGISTERS[key]
    rows = sample(register.model)
    for user in demo.users.values():
        actor = user.acting(Via.WEB)
        listed = set(register.rows(actor).values_list("pk", flat=True))
        readable = {row.pk for row in rows if can(actor, register.view, row)}

        assert readable == listed & {row.pk for row in rows}, user
        assert may(actor, register.view) or not listed, user
        for row in rows:
            for move in open_to(actor, row):
                mine = restrict(register.model.objects.all(), move.right, actor)
                assert mine.filter(pk=row.pk).exists(), (user, move.key)


@pytest.mark.parametrize("key", OURS)
def test_the_api_shows_to_each_role_what_its_list_shows(demo, key):
    register = REGISTERS[key]
    rows = sample(register.model)[:SEEN_EACH]
    for username in (
        "member",
        "proposals",
        "unit",
        "unit2",
        "supervision",
        "office",
        "audit_officer",
    ):
        user = User.objects.get(username=username)
        client, actor = Client(), user.acting(Via.WEB)
        client.force_login(user)
        listed = register.rows(actor)

        whole = client.get(f"/api/v1/records/{key}/")

        if not may(actor, register.view):
            assert whole.status_code == 404, username
            continue
        assert whole.json()["count"] == listed.count(), username
        for row in rows:
            answer = client.get(f"/api/v1/records/{key}/{row.pk}")
            seen = listed.filter(pk=row.pk).exists()
            assert answer.status_code == (200 if seen else 404), (username, row.pk)


def test_every_move_belongs_to_a_register_whose_records_it_moves(demo):
    for move in TRANSITIONS.values():
        assert move.model._meta.label_lower in REGISTERS, move.key
    assert {move.key for key in REGISTERS for move in offered(REGISTERS[key].model)} == {
        key for key, move in TRANSITIONS.items() if move.right is not None
    }
