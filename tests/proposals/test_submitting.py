"""Intake: when proposals are received, by whom, how long; and taking one back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import OrganFactory, SectorFactory, two_sessions
from tests.factories.proposals import (
    AssignedFactory,
    FiledFactory,
    ProposalFactory,
    ReturnedFactory,
    SubmittedFactory,
    member,
    merged_proposal,
)
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.rules import RuleValue
from yizheng.core.tenancy import active_committee
from yizheng.proposals import services, texts
from yizheng.proposals.models import CollectionPeriod
from yizheng.proposals.services import city_rules, submitting
from yizheng.proposals.states import Channel, State, SubmitterType

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPENS = datetime(2025, 3, 1, 9, 0, tzinfo=SHANGHAI)
CLOSES = datetime(2025, 3, 26, 18, 30, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def period(session, opens=OPENS, closes=CLOSES, **facts):
    return CollectionPeriod.objects.create(
        committee_id=session.committee_id,
        session=session,
        opens_at=opens,
        closes_at=closes,
        **facts,
    )


def decided(rule, value):
    """The committee's rule, from long ago on."""
    RuleValue.unscoped.create(
        committee_id=active_committee(), key=rule.key, value=value, valid_from=date(2000, 1, 1)
    )


def submit(draft, at):
    by = acting(Role.MEMBER, person=draft.proposer)
    return services.submit_proposal(draft, by=by, at=at)


@pytest.mark.parametrize(
    ("at", "is_session"),
    [
        (OPENS, True),
        (CLOSES - MINUTE, True),
        (CLOSES, False),
        (CLOSES + MINUTE, False),
    ],
)
def test_a_period_decides_to_the_minute_what_is_handed_in_at_the_session(city, at, is_session):
    session, _ = two_sessions()
    period(session)

    assert submit(ProposalFactory(session=session), at).is_session is is_session


def test_a_period_in_ordinary_time_makes_ordinary_proposals(city):
    session, _ = two_sessions()
    period(session, is_session=False)

    assert submit(ProposalFactory(session=session), OPENS).is_session is False


def test_the_first_period_is_the_call_for_its_session(city):
    session, following = two_sessions()
    period(following, OPENS, CLOSES)
    by = acting(Role.MEMBER, person=member())

    before = services.start_draft(by=by, facts={"title": "甲"}, at=OPENS - MINUTE)
    after = services.start_draft(by=by, facts={"title": "乙"}, at=OPENS)

    assert (before.session, after.session) == (session, following)


def test_where_nothing_is_received_in_ordinary_time_the_next_period_is_told(city):
    session, _ = two_sessions()
    decided(city_rules.ORDINARY_TIME, False)
    period(session)
    period(session, CLOSES + timedelta(days=30), CLOSES + timedelta(days=31))
    draft = ProposalFactory(session=session)

    with pytest.raises(Invalid, match="2025-04-25 18:30 至 2025-04-26 18:30"):
        submit(draft, CLOSES)

    draft.refresh_from_db()
    assert (draft.state, draft.serial) == (State.DRAFT, None)
    assert submit(draft, CLOSES - MINUTE).serial == 1


def test_without_periods_the_rule_in_days_closes_the_session(city):
    session, _ = two_sessions()
    decided(city_rules.ORDINARY_TIME, False)

    with pytest.raises(Invalid, match="还没有公布"):
        submit(ProposalFactory(session=session), datetime(2025, 3, 28, 9, 0, tzinfo=SHANGHAI))


def test_what_was_returned_comes_again_when_nothing_new_is_received(city):
    session, _ = two_sessions()
    decided(city_rules.ORDINARY_TIME, False)
    returned = ReturnedFactory(session=session)

    again = submit(returned, datetime(2025, 5, 1, 9, 0, tzinfo=SHANGHAI))

    assert (again.serial, again.submitted_on, again.is_session) == (
        returned.serial,
        returned.submitted_on,
        True,
    )


@pytest.mark.parametrize(
    ("field", "most"),
    [("title", 50), ("situation", 3000), ("analysis", 3000), ("suggestion", 3000)],
)
def test_what_is_too_long_is_kept_as_a_draft_and_refused_at_submission(city, field, most):
    session, _ = two_sessions()
    by = acting(Role.MEMBER, person=member())
    draft = ProposalFactory(session=session, proposer_id=by.person_id)
    draft = services.revise_draft(draft, by=by, facts={field: "字" * (most + 1)}, version=1)

    with pytest.raises(Invalid, match=f"最多 {most} 字，现有 {most + 1} 字") as refusal:
        services.submit_proposal(draft, by=by, at=OPENS)
    draft = services.revise_draft(draft, by=by, facts={field: "字" * most}, version=2)

    assert list(refusal.value.fields) == [field]
    assert services.submit_proposal(draft, by=by, at=OPENS).serial == 1


def test_everything_that_stands_in_the_way_is_said_at_once_and_nothing_is_done(city):
    session, _ = two_sessions()
    decided(city_rules.ORDINARY_TIME, False)
    draft = ProposalFactory(
        session=session,
        title="字" * 51,
        suggestion="",
        is_open=False,
        submitter_type=SubmitterType.JOINT,
    )

    found = submitting.faults(draft, at=datetime(2025, 5, 1, 9, 0, tzinfo=SHANGHAI))

    assert [field for field, _ in found] == [
        "suggestion",
        "title",
        "closed_reason",
        None,
        "co_signers",
    ]
    assert (draft.submitted_on, draft.is_session, draft.serial) == (None, False, None)
    assert submitting.faults(ProposalFactory(session=session), at=OPENS) == []


def test_whoever_does_not_let_it_be_read_says_why(city):
    session, _ = two_sessions()

    with pytest.raises(Invalid, match="理由") as refusal:
        submit(ProposalFactory(session=session, is_open=False), OPENS)

    assert list(refusal.value.fields) == ["closed_reason"]
    closed = ProposalFactory(session=session, is_open=False, closed_reason="涉及商业秘密")
    assert submit(closed, OPENS).is_open is False


def test_a_joint_proposal_needs_as_many_as_the_rule_says(city):
    session, _ = two_sessions()
    decided(city_rules.FEWEST_SIGNERS, 3)
    draft = ProposalFactory(session=session, submitter_type=SubmitterType.JOINT)
    draft.co_signers.add(member())

    with pytest.raises(Invalid, match="至少 3 人，连第一提案人现有 2 人"):
        submit(draft, OPENS)

    draft.co_signers.add(member())
    assert submit(draft, OPENS).serial == 1


def paper(session, kind, **facts):
    """A collective's proposal that the staff typed in, and who did."""
    clerk = acting(Role.PROPOSALS)
    typed = {
        "title": "关于通学路的提案",
        "situation": "拥堵。",
        "analysis": "路窄。",
        "suggestion": "拓宽。",
        "session": session,
        "submitter_type": kind,
        "channel": Channel.PAPER,
    }
    return services.start_draft(by=clerk, facts=typed | facts, at=OPENS), clerk


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (SubmitterType.PARTY, "party"),
        (SubmitterType.ORGANISATION, "party"),
        (SubmitterType.SECTOR, "sector"),
        (SubmitterType.GROUP, "submitter_name"),
        (SubmitterType.SPECIAL, "organ"),
    ],
)
def test_a_collective_is_named(city, kind, field):
    session, _ = two_sessions()
    unnamed, clerk = paper(session, kind)
    named, other = paper(session, kind, submitter_name="某集体")

    with pytest.raises(Invalid) as refusal:
        services.submit_proposal(unnamed, by=clerk, at=OPENS)

    assert refusal.value.field == field
    assert services.submit_proposal(named, by=other, at=OPENS).submitter == "某集体"


def test_a_special_committee_or_a_sector_is_named_by_its_record(city):
    session, _ = two_sessions()
    organ, sector = OrganFactory(), SectorFactory()
    by_organ, first = paper(session, SubmitterType.SPECIAL, organ=organ)
    by_sector, second = paper(session, SubmitterType.SECTOR, sector=sector)

    assert services.submit_proposal(by_organ, by=first, at=OPENS).submitter == str(organ)
    assert services.submit_proposal(by_sector, by=second, at=OPENS).submitter == str(sector)


@pytest.mark.parametrize("kind", [SubmitterType.SECTOR, SubmitterType.GROUP])
def test_sectors_and_groups_propose_at_the_session_where_the_rule_says_so(city, kind):
    session, _ = two_sessions()
    late = datetime(2025, 6, 1, 9, 0, tzinfo=SHANGHAI)
    draft, clerk = paper(session, kind, submitter_name="某集体")

    with pytest.raises(Invalid, match="只在大会期间") as refusal:
        services.submit_proposal(draft, by=clerk, at=late)
    decided(city_rules.SECTOR_IN_SESSION, False)

    assert refusal.value.field == "submitter_type"
    assert services.submit_proposal(draft, by=clerk, at=late).is_session is False


def test_paper_counts_by_the_day_it_was_received(city):
    session, _ = two_sessions()
    period(session)
    draft, clerk = paper(
        session, SubmitterType.GROUP, submitter_name="组", submitted_on=date(2025, 3, 26)
    )

    submitted = services.submit_proposal(draft, by=clerk, at=CLOSES + timedelta(days=3))

    assert (submitted.is_session, submitted.submitted_on) == (True, date(2025, 3, 26))


def test_the_digest_of_the_text_is_taken_at_every_submission(city):
    session, _ = two_sessions()
    first = submit(ProposalFactory(session=session), OPENS)
    returned = services.return_proposal(first, by=acting(Role.PROPOSALS), return_note="补充")
    by = acting(Role.MEMBER, person=first.proposer)
    changed = services.revise_draft(
        returned, by=by, facts={"suggestion": "改写。"}, version=returned.version
    )
    again = services.submit_proposal(changed, by=by, at=CLOSES)

    assert first.text_digest != again.text_digest
    assert again.text_digest == texts.digest_of(again, [])


@pytest.mark.parametrize("made", [SubmittedFactory, FiledFactory])
def test_the_first_proposer_takes_his_proposal_back_before_it_is_assigned(city, made):
    one = made(public_text="", published_on=None)
    by = acting(Role.MEMBER, person=one.proposer)

    with pytest.raises(Invalid, match="理由") as refusal:
        services.withdraw_proposal(one, by=by, withdraw_note=" ")
    gone = services.withdraw_proposal(one, by=by, withdraw_note="情况有变")

    assert refusal.value.field == "withdraw_note"
    assert (gone.state, gone.withdraw_note) == (State.WITHDRAWN, "情况有变")
    assert (gone.serial, gone.number) == (one.serial, one.number)


def test_withdrawing_ends_publication(city):
    one = FiledFactory(public_text="情况", published_on=date(2025, 4, 12))

    gone = services.withdraw_proposal(
        one, by=acting(Role.MEMBER, person=one.proposer), withdraw_note="撤"
    )

    assert (gone.public_text, gone.published_on) == ("", None)


def test_an_assigned_proposal_and_a_main_one_are_not_withdrawn(city):
    assigned, main = AssignedFactory(), SubmittedFactory()
    merged_proposal(main)

    with pytest.raises(WrongState):
        services.withdraw_proposal(
            assigned, by=acting(Role.MEMBER, person=assigned.proposer), withdraw_note="撤"
        )
    with pytest.raises(Invalid, match="已有提案并入"):
        services.withdraw_proposal(
            main, by=acting(Role.MEMBER, person=main.proposer), withdraw_note="撤"
        )


def test_a_co_signer_and_the_staff_withdraw_nobodys_proposal(city):
    friend = member()
    one = SubmittedFactory(submitter_type=SubmitterType.JOINT)
    one.co_signers.add(friend)

    for by in (acting(Role.MEMBER, person=friend), acting(Role.PROPOSALS)):
        with pytest.raises(NotAllowed):
            services.withdraw_proposal(one, by=by, withdraw_note="撤")
