from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.factories.members import SessionFactory
from tests.factories.proposals import (
    AssignedFactory,
    ClosedFactory,
    DeclinedFactory,
    FiledFactory,
    ProposalFactory,
    RepliedFactory,
    SubmittedFactory,
    WithdrawnFactory,
    member,
    merged_proposal,
    proposal_in,
)
from yizheng.proposals.models import CollectionPeriod, Invitation, Proposal
from yizheng.proposals.states import MERGEABLE, State

pytestmark = pytest.mark.django_db

WRONG = [
    ("proposal_known_state", SubmittedFactory, {"state": "lost"}),
    ("proposal_known_submitter_type", ProposalFactory, {"submitter_type": "robot"}),
    ("proposal_known_channel", ProposalFactory, {"channel": "pigeon"}),
    ("proposal_known_destination", DeclinedFactory, {"destination": "bin"}),
    ("proposal_received", SubmittedFactory, {"serial": None}),
    ("proposal_received", SubmittedFactory, {"submitted_on": None}),
    ("proposal_received", ProposalFactory, {"serial": 5}),
    ("proposal_has_submitter", SubmittedFactory, {"proposer": None}),
    ("proposal_has_submitter", SubmittedFactory, {"submitter_type": "sector"}),
    (
        "proposal_numbered",
        SubmittedFactory,
        {"number": 5, "filed_on": date(2025, 4, 1), "category": "economy"},
    ),
    ("proposal_numbered", FiledFactory, {"number": None, "category": ""}),
    ("proposal_numbered", FiledFactory, {"filed_on": None}),
    ("proposal_classed", FiledFactory, {"category": ""}),
    ("proposal_classed", SubmittedFactory, {"category": "economy"}),
    ("proposal_merged", SubmittedFactory, {"merged_on": date(2025, 4, 1)}),
    ("proposal_merged", SubmittedFactory, {"state": State.MERGED}),
    ("proposal_declined", DeclinedFactory, {"decline_reason": ""}),
    ("proposal_declined", DeclinedFactory, {"destination": ""}),
    ("proposal_declined", DeclinedFactory, {"declined_on": None}),
    ("proposal_declined", SubmittedFactory, {"decline_reason": "vague"}),
    ("proposal_assigned", AssignedFactory, {"lead_unit": None}),
    ("proposal_assigned", AssignedFactory, {"due_on": None}),
    ("proposal_assigned", FiledFactory, {"assigned_on": date(2025, 5, 1)}),
    ("proposal_replied", RepliedFactory, {"result_class": ""}),
    ("proposal_replied", RepliedFactory, {"replied_on": None}),
    ("proposal_replied", AssignedFactory, {"result_class": "A"}),
    ("proposal_evaluated", RepliedFactory, {"satisfaction": "satisfied"}),
    ("proposal_evaluated", RepliedFactory, {"evaluated_on": date(2025, 8, 1)}),
    ("proposal_evaluated", RepliedFactory, {"is_content": True}),
    ("proposal_withdrawn", WithdrawnFactory, {"withdrawn_on": None}),
    ("proposal_withdrawn", FiledFactory, {"withdrawn_on": date(2025, 5, 1)}),
    ("proposal_withdrawn", FiledFactory, {"withdraw_note": "撤"}),
    ("proposal_closed", ClosedFactory, {"closed_on": None}),
    ("proposal_closed", RepliedFactory, {"closed_on": date(2025, 8, 1)}),
    ("proposal_followed_up", AssignedFactory, {"followup_class": "A"}),
    ("proposal_published", SubmittedFactory, {"published_on": date(2025, 5, 1)}),
    ("proposal_published", FiledFactory, {"published_on": date(2025, 5, 1), "is_open": False}),
    ("proposal_published_on_in_order", FiledFactory, {"published_on": date(2025, 4, 9)}),
    ("proposal_withdrawn_on_in_order", WithdrawnFactory, {"withdrawn_on": date(2025, 3, 25)}),
    ("proposal_key", FiledFactory, {"is_key": True}),
    ("proposal_key", FiledFactory, {"key_on": date(2025, 5, 1)}),
    ("proposal_key", SubmittedFactory, {"is_key": True, "key_on": date(2025, 5, 1)}),
    ("proposal_excellent", FiledFactory, {"is_excellent": True}),
    ("proposal_filed_on_in_order", FiledFactory, {"filed_on": date(2025, 3, 25)}),
    ("proposal_declined_on_in_order", DeclinedFactory, {"declined_on": date(2025, 3, 25)}),
    ("proposal_assigned_on_in_order", AssignedFactory, {"assigned_on": date(2025, 4, 9)}),
    ("proposal_due_on_in_order", AssignedFactory, {"due_on": date(2025, 4, 20)}),
    ("proposal_replied_on_in_order", RepliedFactory, {"replied_on": date(2025, 4, 20)}),
]


@pytest.mark.parametrize(("name", "factory", "facts"), WRONG)
def test_a_row_that_contradicts_itself_cannot_be_stored(city, name, factory, facts):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        factory(**facts)


@pytest.mark.parametrize("state", list(State))
def test_every_state_can_be_stored(city, state):
    assert Proposal.objects.get(pk=proposal_in(state).pk).state == state


def test_a_merged_row_may_keep_its_number(city):
    main = FiledFactory()

    kept = merged_proposal(main, number=77, filed_on=date(2025, 4, 9), category="society")

    assert kept.printed_number == "第0077号"


def test_no_row_is_merged_into_itself(city):
    child = merged_proposal(FiledFactory())

    with pytest.raises(IntegrityError, match="proposal_not_into_itself"), transaction.atomic():
        Proposal.objects.filter(pk=child.pk).update(merged_into=child)


@pytest.mark.parametrize("field", ["serial", "number"])
def test_a_number_is_given_once_in_a_session(city, field):
    first = FiledFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        FiledFactory(session=first.session, **{field: getattr(first, field)})

    assert getattr(FiledFactory(**{field: getattr(first, field)}), field) == getattr(first, field)


def test_forms_offer_for_merging_only_what_is_open(city):
    by_state = {state: proposal_in(state) for state in State if state != State.MERGED}

    assert set(Proposal.offered()) == {by_state[state] for state in MERGEABLE}


def test_a_collection_period_closes_after_it_opens(city):
    moment = datetime(2025, 3, 1, 1, 0, tzinfo=UTC)
    facts = {"session": SessionFactory(), "committee": city}

    with pytest.raises(IntegrityError, match="collection_period_in_order"), transaction.atomic():
        CollectionPeriod.objects.create(opens_at=moment, closes_at=moment, **facts)


@pytest.mark.parametrize(
    ("state", "answered"), [("agreed", False), ("declined", False), ("pending", True)]
)
def test_an_invitation_is_answered_when_it_says_so(city, state, answered):
    moment = datetime(2025, 3, 1, 1, 0, tzinfo=UTC)
    facts = {"proposal": ProposalFactory(), "person": member(), "committee": city}

    with pytest.raises(IntegrityError, match="invitation_answered"), transaction.atomic():
        Invitation.objects.create(
            respond_by=moment, state=state, answered_at=moment if answered else None, **facts
        )
