"""Many at the same time: numbers without gaps, and two decisions that would contradict each other.

Threads with connections of their own; the same on SQLite and on PostgreSQL.
"""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from tests.factories.accounts import acting
from tests.factories.members import SessionFactory, committee
from tests.factories.proposals import ProposalFactory, SubmittedFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, Refused
from yizheng.core.history import Event, verify
from yizheng.core.tenancy import within
from yizheng.proposals.models import Proposal, Review
from yizheng.proposals.services import (
    file_proposal,
    merge_proposal,
    review_proposal,
    submit_proposal,
)
from yizheng.proposals.states import Advice, State

DECISION = datetime(2025, 4, 12, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(shipped):
    """As everywhere, for threads: the committee is opened by each of them."""
    found = committee()
    with within(found.pk):
        yield found


def at_once(city, acts):
    """Do all acts at the same moment; returns what each answered, a record or a refusal."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            with within(city.pk):
                start.wait()
                answers[place] = act()
        except Refused as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def filing(proposal, by, **given):
    codes = {"category": "society"} | given
    return lambda: file_proposal(proposal, by=by, at=DECISION, **codes)


def test_sixteen_filings_at_once_give_sixteen_numbers_without_gap(city):
    session = SessionFactory()
    rows = [(SubmittedFactory(session=session), acting(Role.PROPOSALS)) for _ in range(16)]

    filed = at_once(city, [filing(row, by) for row, by in rows])

    assert sorted(row.number for row in filed) == list(range(1, 17))
    assert sorted(Proposal.objects.values_list("number", flat=True)) == list(range(1, 17))
    assert verify() == []


def test_sixteen_submissions_at_once_give_sixteen_serials_without_gap(city):
    session = SessionFactory()
    drafts = [ProposalFactory(session=session) for _ in range(16)]
    authors = [acting(Role.MEMBER, person=draft.proposer) for draft in drafts]

    submitted = at_once(
        city,
        [
            lambda draft=draft, by=by: submit_proposal(draft, by=by, at=DECISION)
            for draft, by in zip(drafts, authors, strict=True)
        ],
    )

    assert sorted(row.serial for row in submitted) == list(range(1, 17))
    assert sorted(Proposal.objects.values_list("serial", flat=True)) == list(range(1, 17))
    assert verify() == []


def test_refusals_among_them_leave_no_gap(city):
    session = SessionFactory()
    rows = [(SubmittedFactory(session=session), acting(Role.PROPOSALS)) for _ in range(12)]

    answers = at_once(
        city,
        [
            filing(row, by, category="nonsense" if place % 3 == 0 else "society")
            for place, (row, by) in enumerate(rows)
        ],
    )

    refused = [answer for answer in answers if isinstance(answer, Invalid)]
    filed = [answer.number for answer in answers if not isinstance(answer, Refused)]
    assert (len(refused), sorted(filed)) == (4, list(range(1, 9)))
    assert Event.objects.filter(refused=True).count() == 4


def test_one_proposal_filed_by_two_gets_one_number(city):
    proposal = SubmittedFactory()
    clerks = [acting(Role.PROPOSALS), acting(Role.PROPOSALS)]

    answers = at_once(city, [filing(proposal, by) for by in clerks])

    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (State.FILED, 1)
    assert sorted(answer.code for answer in answers if isinstance(answer, Refused)) == [
        "wrong-state"
    ]


def test_of_two_reviewers_at_once_one_is_heard_and_the_other_told(city):
    proposal = SubmittedFactory()
    clerks = [acting(Role.PROPOSALS), acting(Role.PROPOSALS)]

    answers = at_once(
        city,
        [
            lambda by=by: review_proposal(
                proposal, by=by, at=DECISION, version=1, advice=Advice.FILE, category="society"
            )
            for by in clerks
        ],
    )

    assert [answer.code for answer in answers if isinstance(answer, Refused)] == ["wrong-state"]
    assert Review.objects.count() == 1


def test_two_that_would_be_merged_into_each_other_make_no_circle(city):
    session, by = SessionFactory(), acting(Role.PROPOSALS)
    one, other = SubmittedFactory(session=session), SubmittedFactory(session=session)

    answers = at_once(
        city,
        [
            lambda: merge_proposal(one, by=by, at=DECISION, merged_into=other),
            lambda: merge_proposal(other, by=by, at=DECISION, merged_into=one),
        ],
    )

    merged = Proposal.objects.filter(state=State.MERGED)
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert merged.count() <= 1
    assert len(refusals) == 2 - merged.count()
    assert {refusal.field for refusal in refusals} <= {"merged_into", None}
