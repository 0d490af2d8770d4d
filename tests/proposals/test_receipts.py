"""The receipt of a submission: its code, and what it proves later."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import committee, two_sessions
from tests.factories.proposals import ProposalFactory, SubmittedFactory, member
from yizheng.accounts.roles import Role
from yizheng.core.history import Event
from yizheng.core.tenancy import within
from yizheng.proposals import receipts, services
from yizheng.proposals.models import Invitation, Proposal
from yizheng.proposals.states import InvitationState

AT = datetime(2025, 3, 26, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(city):
    two_sessions()
    by = acting(Role.MEMBER, person=member())
    words = ("title", "situation", "analysis", "suggestion")
    draft = services.start_draft(by=by, facts=dict.fromkeys(words, "甲。"), at=AT - DAY)
    return services.submit_proposal(draft, by=by, at=AT)


def author(proposal):
    return acting(Role.MEMBER, person=proposal.proposer)


def test_a_receipt_names_the_entry_of_the_submission(submitted):
    receipt = receipts.receipt_of(submitted)

    event = Event.objects.get(action="proposals.submit")
    assert (receipt.event, receipt.text_digest) == (event, submitted.text_digest)
    number, *signs = receipt.code.split("-")
    assert (number, [len(sign) for sign in signs]) == (str(event.number), [4, 4, 4])


def test_before_the_submission_there_is_none(city):
    assert receipts.receipt_of(ProposalFactory()) is None
    assert receipts.receipt_of(SubmittedFactory()) is None


def test_the_code_finds_the_receipt_from_outside_the_committee(submitted):
    code = receipts.receipt_of(submitted).code

    with within(committee("linshi", "邻市").pk):
        verdict = receipts.find(code)

    assert (verdict.receipt.proposal, verdict.at) == (submitted, AT)
    assert (verdict.holds, verdict.is_same, verdict.is_good) == (True, True, True)


@pytest.mark.parametrize(
    "mistyped",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: f"  {code.replace('-', '－')} ",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_a_code_is_read_as_people_type_it(submitted, mistyped):
    code = receipts.receipt_of(submitted).code

    assert receipts.find(mistyped(code)).receipt.proposal == submitted


@pytest.mark.parametrize(
    "said",
    ["", "1", "1-2", "ABC", "9" * 80, "1-0000-0000-000", "x-0000-0000-0000", "1-0000-0000-000U"],
)
def test_what_is_no_code_finds_nothing(submitted, said):
    assert receipts.find(said) is None


def test_another_number_or_sign_finds_nothing(submitted):
    number, *signs = receipts.receipt_of(submitted).code.split("-")
    other = "0" if signs[2][-1] != "0" else "1"

    assert receipts.find("-".join([str(int(number) + 1), *signs])) is None
    assert receipts.find("-".join([number, *signs[:2], signs[2][:-1] + other])) is None


def test_the_code_of_another_act_is_no_receipt(submitted):
    services.return_proposal(submitted, by=acting(Role.PROPOSALS), return_note="补充")
    event = Event.objects.latest("number")
    code = f"{event.number}-{receipts.code_of(event)}"

    assert receipts.find(code) is None


def test_a_stored_text_that_was_changed_is_told(submitted):
    code = receipts.receipt_of(submitted).code
    Proposal.objects.filter(pk=submitted.pk).update(suggestion="悄悄改了。")

    verdict = receipts.find(code)

    assert (verdict.holds, verdict.is_same, verdict.is_good) == (True, False, False)


@pytest.mark.parametrize("place", [-1, 0, 1])
def test_an_altered_trail_is_told(submitted, place):
    services.return_proposal(submitted, by=acting(Role.PROPOSALS), return_note="补充")
    receipt = receipts.receipt_of(submitted)
    near = Event.objects.filter(number=receipt.event.number + place)
    changes = {-1: {"digest": "0" * 64}, 0: {"by_name": "别人"}, 1: {"previous": "0" * 64}}
    assert near.update(**changes[place]) == 1

    assert receipts.find(receipt.code).holds is False


def test_who_signed_later_makes_it_no_other_text(submitted):
    friend = member()
    submitted.co_signers.add(friend)
    Invitation.unscoped.create(
        committee_id=submitted.committee_id, proposal=submitted, person=friend,
        respond_by=AT + 9 * DAY, state=InvitationState.AGREED, answered_at=AT + DAY,
    )  # fmt: skip

    assert receipts.verify(receipts.receipt_of(submitted)).is_same is True


def test_each_submission_has_its_receipt(submitted):
    first = receipts.receipt_of(submitted)
    returned = services.return_proposal(
        submitted, by=acting(Role.PROPOSALS), at=AT + DAY, return_note="补充"
    )
    by = author(submitted)
    revised = services.revise_draft(
        returned, by=by, facts={"suggestion": "改写。"}, version=returned.version
    )
    again = services.submit_proposal(revised, by=by, at=AT + 2 * DAY)

    second = receipts.receipt_of(again)

    assert first.code != second.code
    assert (receipts.find(first.code).is_same, receipts.find(second.code).is_same) == (False, True)
    assert receipts.find(first.code).receipt.text_digest == first.text_digest


def test_the_same_text_handed_in_again_is_still_the_same(submitted):
    returned = services.return_proposal(
        submitted, by=acting(Role.PROPOSALS), at=AT + DAY, return_note="补充"
    )
    again = services.submit_proposal(returned, by=author(submitted), at=AT + 2 * DAY)

    receipt = receipts.receipt_of(again)

    assert receipt.event.at == AT + 2 * DAY
    assert receipts.verify(receipt).is_same is True
