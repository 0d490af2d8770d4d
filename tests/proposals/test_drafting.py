from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import PersonFactory, SessionFactory, TermFactory, two_sessions
from tests.factories.proposals import (
    ProposalFactory,
    ReturnedFactory,
    SubmittedFactory,
    member,
    merged_proposal,
)
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, Stale
from yizheng.core.history import Event
from yizheng.proposals import services
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import Channel, State, SubmitterType

SHANGHAI = ZoneInfo("Asia/Shanghai")
DURING = datetime(2025, 3, 26, 9, 0, tzinfo=SHANGHAI)
TEXT = {
    "title": "关于消防通道的提案",
    "situation": "占用。",
    "analysis": "缺车位。",
    "suggestion": "划线。",
}

pytestmark = pytest.mark.django_db


def author(person=None):
    person = person or member()
    return acting(Role.MEMBER, person=person)


def refused():
    """The keys of refusals in the trail."""
    return list(Event.objects.filter(refused=True).values_list("action", flat=True))


def test_a_member_starts_a_draft_in_his_own_name_for_the_session_now_collecting(city):
    session, _ = two_sessions()
    person = member()

    draft = services.start_draft(by=author(person), facts=TEXT, at=DURING)

    assert (draft.proposer, draft.session, draft.state) == (person, session, State.DRAFT)
    assert (draft.submitter_type, draft.entered_by, draft.serial) == ("individual", None, None)


def test_before_the_opening_a_draft_goes_to_the_session_that_calls_for_proposals(city):
    _, following = two_sessions()
    called = datetime(2025, 10, 21, 0, 30, tzinfo=SHANGHAI)
    day_before = datetime(2025, 10, 20, 23, 30, tzinfo=SHANGHAI)

    assert services.start_draft(by=author(), facts=TEXT, at=called).session == following
    assert services.start_draft(by=author(), facts=TEXT, at=day_before).session != following


def test_a_member_cannot_write_for_another_nor_claim_paper(city):
    two_sessions()
    person, other = member(), member()
    claims = {"proposer": other, "channel": Channel.PAPER, "submitted_on": date(2025, 3, 1)}

    draft = services.start_draft(by=author(person), facts=TEXT | claims, at=DURING)

    assert (draft.proposer, draft.channel, draft.submitted_on) == (person, "online", None)


def test_a_member_names_no_co_signers_and_no_collective_himself(city):
    two_sessions()
    claims = {"co_signers": [member()], "submitter_type": "group", "submitter_name": "第一小组"}

    draft = services.start_draft(by=author(), facts=TEXT | claims, at=DURING)

    assert (draft.submitter_type, draft.submitter_name) == (SubmitterType.INDIVIDUAL, "")
    assert list(draft.co_signers.all()) == []


def test_staff_name_the_co_signers_on_the_paper(city):
    two_sessions()
    facts = TEXT | {
        "submitter_type": SubmitterType.JOINT,
        "proposer": member(),
        "co_signers": [member()],
        "channel": Channel.PAPER,
    }
    clerk = acting(Role.PROPOSALS)

    draft = services.start_draft(by=clerk, facts=facts, at=DURING)

    assert services.submit_proposal(draft, by=clerk, at=DURING).serial == 1


def test_staff_type_in_a_paper_proposal(city):
    two_sessions()
    clerk = acting(Role.PROPOSALS)
    facts = TEXT | {
        "submitter_type": SubmitterType.GROUP,
        "submitter_name": "第一小组",
        "channel": Channel.PAPER,
        "submitted_on": date(2025, 3, 25),
    }

    draft = services.start_draft(by=clerk, facts=facts, at=DURING)
    submitted = services.submit_proposal(draft, by=clerk, at=DURING)

    assert draft.entered_by_id == clerk.user_id
    assert (submitted.submitted_on, submitted.submitter) == (date(2025, 3, 25), "第一小组")


@pytest.mark.parametrize("role", [Role.RESEARCH, Role.UNIT, Role.LEADER, Role.AUDIT_OFFICER])
def test_others_start_no_draft(city, role):
    two_sessions()

    with pytest.raises(NotAllowed):
        services.start_draft(by=acting(role), facts=TEXT, at=DURING)

    assert Proposal.objects.count() == 0
    assert refused() == ["proposals.create_draft"]


def test_staff_who_are_members_write_their_own_as_members(city):
    two_sessions()
    person = member()
    both = acting(Role.PROPOSALS, Role.MEMBER, person=person)

    draft = services.start_draft(
        by=both, facts=TEXT | {"channel": Channel.PAPER}, own=True, at=DURING
    )
    draft = services.revise_draft(
        draft, by=both, facts={"submitter_type": "group"}, version=draft.version, at=DURING
    )

    assert (draft.proposer, draft.entered_by, draft.channel) == (person, None, Channel.ONLINE)
    assert draft.submitter_type == SubmitterType.INDIVIDUAL


def test_what_has_a_serial_stays_in_its_session(city):
    session, following = two_sessions()
    clerk = acting(Role.PROPOSALS)
    facts = TEXT | {"channel": Channel.PAPER, "proposer": member(), "session": session}
    draft = services.start_draft(by=clerk, facts=facts, at=DURING)
    submitted = services.submit_proposal(draft, by=clerk, at=DURING)
    other = acting(Role.PROPOSALS)
    returned = services.return_proposal(submitted, by=other, return_note="补", at=DURING)

    with pytest.raises(Invalid, match="不能改届次"):
        services.revise_draft(
            returned, by=clerk, facts={"session": following}, version=returned.version, at=DURING
        )


def test_lines_end_in_one_way(city):
    two_sessions()

    draft = services.start_draft(by=author(), facts=TEXT | {"analysis": "甲\r\n乙"}, at=DURING)

    assert draft.analysis == "甲\n乙"


def test_a_text_with_a_mark_of_secrecy_is_refused_and_not_repeated(city):
    two_sessions()

    with pytest.raises(Invalid):
        services.start_draft(by=author(), facts=TEXT | {"situation": "机 密★ 某事"}, at=DURING)

    assert Proposal.objects.count() == 0
    assert "某事" not in str(list(Event.objects.values()))


def test_without_a_plenary_session_on_record_nothing_is_collected(city):
    with pytest.raises(Invalid, match="请先登记全体会议"):
        services.start_draft(by=author(), facts=TEXT, at=DURING)


def test_submitting_gives_the_next_serial_of_the_session(city):
    session, _ = two_sessions()
    by = author()
    first, second = (services.start_draft(by=by, facts=TEXT, at=DURING) for _ in range(2))

    first = services.submit_proposal(first, by=by, at=DURING)
    second = services.submit_proposal(second, by=by, at=DURING)

    assert [first.serial, second.serial] == [1, 2]
    assert (first.state, first.submitted_on, first.session) == (
        State.SUBMITTED,
        date(2025, 3, 26),
        session,
    )


@pytest.mark.parametrize(
    ("moment", "is_session"),
    [
        (datetime(2025, 2, 1, tzinfo=SHANGHAI), True),
        (datetime(2025, 3, 27, 23, 59, tzinfo=SHANGHAI), True),
        (datetime(2025, 3, 28, 0, 0, tzinfo=SHANGHAI), False),
    ],
)
def test_what_comes_after_the_deadline_is_an_interim_proposal(city, moment, is_session):
    session, _ = two_sessions()
    person = member()
    draft = ProposalFactory(proposer=person, session=session)

    assert services.submit_proposal(draft, by=author(person), at=moment).is_session is is_session


def test_a_proposal_is_not_handed_in_before_the_call_for_its_session(city):
    session, _ = two_sessions()
    person = member()
    draft = ProposalFactory(proposer=person, session=session)

    with pytest.raises(Invalid, match="还没有可以提交提案的会议"):
        services.submit_proposal(
            draft, by=author(person), at=datetime(2024, 12, 24, 12, 0, tzinfo=SHANGHAI)
        )

    draft.refresh_from_db()
    assert (draft.state, draft.serial) == (State.DRAFT, None)
    assert refused() == ["proposals.submit"]


NEXT_YEAR = datetime(2026, 1, 19, 0, 30, tzinfo=SHANGHAI)


def test_a_paper_is_not_recorded_for_a_session_whose_year_is_over(city):
    session, _ = two_sessions()
    clerk = acting(Role.PROPOSALS)
    facts = {"session": session, "channel": Channel.PAPER, "proposer": member()}
    draft = services.start_draft(by=clerk, facts=TEXT | facts, at=DURING)

    with pytest.raises(Invalid, match="不能记入"):
        services.submit_proposal(draft, by=clerk, at=NEXT_YEAR)


def test_a_draft_left_lying_past_its_year_goes_to_the_session_now_collecting(city):
    session, following = two_sessions()
    person = member()
    draft = ProposalFactory(proposer=person, session=session)

    submitted = services.submit_proposal(draft, by=author(person), at=NEXT_YEAR)

    assert (submitted.session, submitted.serial) == (following, 1)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2024, 12, 25, 0, 0, tzinfo=SHANGHAI),
        datetime(2026, 1, 18, 23, 30, tzinfo=SHANGHAI),
    ],
)
def test_the_first_day_of_the_call_and_the_last_evening_of_the_year_count(city, moment):
    session, _ = two_sessions()
    person = member()
    draft = ProposalFactory(proposer=person, session=session)

    assert services.submit_proposal(draft, by=author(person), at=moment).serial == 1


def test_all_three_parts_must_be_written(city):
    session, _ = two_sessions()
    person = member()
    draft = ProposalFactory(proposer=person, session=session, analysis=" ", suggestion="")

    with pytest.raises(Invalid, match="还没有写“分析”；还没有写“建议”") as refusal:
        services.submit_proposal(draft, by=author(person), at=DURING)

    assert refusal.value.fields == {
        "analysis": ["还没有写“分析”"],
        "suggestion": ["还没有写“建议”"],
    }


def test_a_refused_submission_takes_no_serial(city):
    session, _ = two_sessions()
    person = member()
    bad = ProposalFactory(proposer=person, session=session, suggestion="")
    good = ProposalFactory(proposer=person, session=session)

    with pytest.raises(Invalid):
        services.submit_proposal(bad, by=author(person), at=DURING)

    assert services.submit_proposal(good, by=author(person), at=DURING).serial == 1


def test_somebody_who_is_no_member_can_neither_propose_nor_sign(city):
    session, _ = two_sessions()
    person, stranger = member(), PersonFactory(name="未任委员者")
    draft = ProposalFactory(proposer=person, session=session, submitter_type=SubmitterType.JOINT)
    draft.co_signers.add(stranger)

    with pytest.raises(Invalid, match="未任委员者在 2025-03-26 不是本会委员"):
        services.submit_proposal(draft, by=author(person), at=DURING)


@pytest.mark.parametrize(
    ("kind", "signers", "sentence"),
    [
        (SubmitterType.JOINT, 0, "联名提案须有联名委员"),
        (SubmitterType.INDIVIDUAL, 1, "联名提案须有联名委员"),
    ],
)
def test_joint_means_that_somebody_joins(city, kind, signers, sentence):
    session, _ = two_sessions()
    person = member()
    draft = ProposalFactory(proposer=person, session=session, submitter_type=kind)
    draft.co_signers.set([member() for _ in range(signers)])

    with pytest.raises(Invalid, match=sentence):
        services.submit_proposal(draft, by=author(person), at=DURING)


def test_a_co_signer_cannot_hand_the_draft_in(city):
    session, _ = two_sessions()
    friend = member()
    draft = ProposalFactory(session=session, submitter_type=SubmitterType.JOINT)
    draft.co_signers.add(friend)

    with pytest.raises(NotAllowed):
        services.submit_proposal(draft, by=author(friend), at=DURING)


def test_a_returned_proposal_keeps_serial_and_day_when_it_comes_again(city):
    session, _ = two_sessions()
    person = member()
    by = author(person)
    draft = ProposalFactory(proposer=person, session=session)
    submitted = services.submit_proposal(draft, by=by, at=DURING)

    returned = services.return_proposal(
        submitted, by=acting(Role.PROPOSALS), return_note="请补充数据"
    )
    again = services.submit_proposal(
        returned, by=by, at=datetime(2025, 4, 20, 10, 0, tzinfo=SHANGHAI)
    )

    assert (returned.state, returned.return_note, returned.serial) == (
        State.RETURNED,
        "请补充数据",
        submitted.serial,
    )
    assert (again.serial, again.submitted_on, again.return_note) == (
        submitted.serial,
        date(2025, 3, 26),
        "",
    )


def test_what_others_were_merged_into_is_not_returned(city):
    main = SubmittedFactory()
    merged_proposal(main)

    with pytest.raises(Invalid, match="已有提案并入"):
        services.return_proposal(main, by=acting(Role.PROPOSALS), return_note="补充")


def test_revising_is_for_the_draft_and_for_what_was_read(city):
    session, _ = two_sessions()
    person = member()
    by = author(person)
    draft = ProposalFactory(proposer=person, session=session)

    revised = services.revise_draft(draft, by=by, facts={"title": "新的案由"}, version=1)

    assert (revised.title, revised.version) == ("新的案由", 2)
    with pytest.raises(Stale):
        services.revise_draft(draft, by=by, facts={"title": "又一个"}, version=1)
    submitted = SubmittedFactory(proposer=person)
    with pytest.raises(NotAllowed):
        services.revise_draft(submitted, by=by, facts={"title": "改"}, version=1)


def test_a_draft_is_thrown_away_unless_it_has_a_serial(city):
    person = member()
    by = author(person)
    draft = ProposalFactory(proposer=person)
    returned = ReturnedFactory(proposer=person)

    services.remove_draft(draft, by=by, reason="不提了", version=1)
    with pytest.raises(Invalid, match="已编流水号"):
        services.remove_draft(returned, by=by, reason="不提了", version=1)

    assert list(Proposal.objects.all()) == [returned]


def test_serials_run_by_session_and_by_committee(city):
    term = TermFactory(ordinal=4)
    old = SessionFactory(term=term, opened_on=date(2024, 3, 1))
    new = SessionFactory(term=term, opened_on=date(2025, 3, 25))
    person = member()
    by = author(person)

    first, second = (ProposalFactory(proposer=person, session=old) for _ in range(2))

    before_the_call = datetime(2024, 12, 24, tzinfo=SHANGHAI)
    called = datetime(2024, 12, 25, tzinfo=SHANGHAI)
    first = services.submit_proposal(first, by=by, at=before_the_call)
    second = services.submit_proposal(second, by=by, at=called)
    assert [(row.session, row.serial) for row in (first, second)] == [(old, 1), (new, 1)]


def test_a_submitted_proposal_is_not_submitted_again(city):
    person = member()
    submitted = SubmittedFactory(proposer=person)

    with pytest.raises(NotAllowed):
        services.submit_proposal(submitted, by=author(person), at=DURING)
