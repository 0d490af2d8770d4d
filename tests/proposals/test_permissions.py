from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.members import UnitFactory, committee
from tests.factories.proposals import (
    AssignedFactory,
    FiledFactory,
    HandlingFactory,
    ProposalFactory,
    member,
    merged_proposal,
    proposal_in,
)
from yizheng.accounts.roles import OFFICERS, STAFF, Role
from yizheng.core.access import ACTIONS, can, may, restrict
from yizheng.core.actors import nobody
from yizheng.core.tenancy import within
from yizheng.core.workflow import offered
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal
from yizheng.proposals.registers.proposal import MINE, PROPOSALS
from yizheng.proposals.states import ANSWERED, State

pytestmark = pytest.mark.django_db

FILED_OR_LATER = {State.FILED, State.ASSIGNED, *ANSWERED}
AFTER_DRAFT = set(State) - {State.DRAFT}


def one_of_each():
    """A stranger's proposal in every state; the main one of the merged one is removed from view."""
    return {state: proposal_in(state) for state in State}


def seen_states(actor, made):
    seen = set(PROPOSALS.rows(actor))
    return {state for state, proposal in made.items() if proposal in seen}


@pytest.mark.parametrize(
    ("role", "states"),
    [
        (Role.PROPOSALS, AFTER_DRAFT),
        (Role.RESEARCH, FILED_OR_LATER),
        (Role.OFFICE, FILED_OR_LATER),
        (Role.SPECIAL, FILED_OR_LATER),
        (Role.PARTY, FILED_OR_LATER),
        (Role.LEADER, FILED_OR_LATER),
        (Role.SUPERVISION, FILED_OR_LATER),
        (Role.MEMBER, FILED_OR_LATER),
        (Role.UNIT, set()),
        (Role.SYSTEM_OFFICER, set()),
        (Role.SECURITY_OFFICER, set()),
        (Role.AUDIT_OFFICER, set()),
    ],
)
def test_which_states_of_others_proposals_a_role_sees(city, role, states):
    made = one_of_each()

    assert seen_states(acting(role, person=member()), made) == states


def test_a_proposer_and_co_signers_see_every_state_of_theirs(city):
    person = member()
    made = {state: proposal_in(state, proposer=person) for state in State}
    assert seen_states(acting(Role.MEMBER, person=person), made) == set(State)

    friend = member()
    for proposal in made.values():
        proposal.co_signers.add(friend)
    by = acting(Role.MEMBER, person=friend)
    assert seen_states(by, made) == set(State)
    assert set(MINE.rows(by)) == set(made.values())


def test_staff_see_the_drafts_they_typed_in_and_no_others(city):
    by, colleague = acting(Role.PROPOSALS), acting(Role.PROPOSALS)
    mine = ProposalFactory(entered_by_id=by.user_id)
    ProposalFactory(entered_by_id=colleague.user_id)

    assert set(PROPOSALS.rows(by)) == {mine}


def test_a_unit_sees_what_it_leads_or_helps(city):
    unit = UnitFactory()
    led = HandlingFactory(unit=unit).proposal
    helped = HandlingFactory(unit=unit, role="helper").proposal
    HandlingFactory(unit=unit, state="returned", ended_on=date(2025, 4, 28))
    HandlingFactory()
    FiledFactory()

    assert set(PROPOSALS.rows(acting(Role.UNIT, unit=unit))) == {led, helped}


def test_a_unit_clerk_without_unit_and_a_member_without_person_see_nothing_special(city):
    AssignedFactory()
    draft = ProposalFactory(proposer=None)

    assert list(PROPOSALS.rows(acting(Role.UNIT))) == []
    assert draft not in PROPOSALS.rows(acting(Role.MEMBER))
    assert not may(acting(Role.UNIT), permissions.view)
    assert not may(nobody(), permissions.view)


def test_a_merged_child_is_seen_by_its_own_people_only(city):
    person = member()
    child = merged_proposal(FiledFactory(), proposer=person)

    assert child in PROPOSALS.rows(acting(Role.MEMBER, person=person))
    assert child not in PROPOSALS.rows(acting(Role.MEMBER, person=member()))


def test_another_committee_sees_nothing(city):
    proposal = FiledFactory()
    neighbour = committee("linshi", "邻市")
    with within(neighbour.pk):
        stranger = acting(*STAFF, Role.LEADER, committee=neighbour)
        assert list(PROPOSALS.rows(stranger)) == []
    assert not can(stranger, permissions.view, proposal)


RIGHTS = {move.right.key for move in offered(Proposal)} | {
    right.key for register in (PROPOSALS, MINE) for right in (register.view, register.enter)
}


@pytest.mark.parametrize("key", sorted(RIGHTS))
@pytest.mark.parametrize("role", [*STAFF, *OFFICERS, "member", "unit", "leader", "supervision"])
def test_list_and_object_agree(city, key, role):
    right = ACTIONS[key]
    person, unit = member(), UnitFactory()
    actor = acting(role, person=person, unit=unit)
    made = list(one_of_each().values())
    made += [proposal_in(state, proposer=person) for state in State]
    made.append(ProposalFactory(entered_by_id=actor.user_id))
    made.append(HandlingFactory(unit=unit).proposal)
    made[0].co_signers.add(person)

    listed = set(restrict(Proposal.objects.all(), right, actor))

    assert listed & set(made) == {row for row in made if can(actor, right, row)}
