"""The state machines as a whole: nothing unreachable, nothing without a way out but the ends."""

from collections import defaultdict

import pytest

from yizheng.core.records import StatefulRecord
from yizheng.core.workflow import TRANSITIONS

MACHINES = defaultdict(list)
for _move in TRANSITIONS.values():
    MACHINES[_move.model].append(_move)


def states_of(model):
    return {str(value) for value, _ in model._meta.get_field("state").choices}


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.label_lower)
def test_every_state_can_be_reached(model):
    first = str(model._meta.get_field("state").default)
    born = {str(state) for state in getattr(model, "BORN_AS", ())} | {first}
    reached, frontier = set(born), set(born)
    while frontier:
        moved = {move.target for move in MACHINES[model] if frontier & move.sources}
        frontier = moved - reached - {None}
        reached |= frontier
    assert reached == states_of(model)


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model._meta.label_lower)
def test_transitions_name_known_states_only(model):
    named = {state for move in MACHINES[model] for state in move.sources | {move.target}} - {None}
    assert named <= states_of(model)


def test_every_stateful_record_has_moves():
    def leaves(cls):
        return {leaf for sub in cls.__subclasses__() for leaf in (leaves(sub) or {sub})}

    assert leaves(StatefulRecord) <= set(MACHINES)


def test_keys_say_the_app_and_the_verb():
    for key, move in TRANSITIONS.items():
        app, _, verb = key.partition(".")
        assert app == move.model._meta.app_label and verb, key
