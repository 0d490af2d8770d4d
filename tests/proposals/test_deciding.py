from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import SessionFactory, committee
from tests.factories.proposals import (
    AssignedFactory,
    DeclinedFactory,
    FiledFactory,
    ProposalFactory,
    RepliedFactory,
    SubmittedFactory,
    merged_proposal,
    proposal_in,
)
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event, events_of
from yizheng.core.rules import RuleValue
from yizheng.core.tenancy import within
from yizheng.opinions.models import OpinionReport
from yizheng.proposals.services import (
    decline_proposal,
    file_proposal,
    merge_proposal,
    return_proposal,
)
from yizheng.proposals.services.submitting import withdraw_proposal
from yizheng.proposals.states import Destination, State

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE_EVENING = datetime(2025, 12, 31, 23, 30, tzinfo=SHANGHAI)
DECISION = datetime(2025, 4, 12, 10, 0, tzinfo=SHANGHAI)
REASONS = {"decline_reason": "vague", "destination": Destination.LETTER}

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.PROPOSALS)


def adopt(city, key, value):
    """A rule of the committee's own since 2025."""
    RuleValue.unscoped.create(committee=city, key=key, valid_from=date(2025, 1, 1), value=value)


def test_filing_numbers_classes_and_dates_the_proposal(city):
    submitted = SubmittedFactory()

    filed = file_proposal(submitted, by=clerk(), at=LATE_EVENING, category="ecology")

    assert (filed.state, filed.number, filed.category) == (State.FILED, 1, "ecology")
    assert filed.filed_on == date(2025, 12, 31)
    assert filed.printed_number == "第0001号"
    assert [event.action for event in events_of(filed)] == ["proposals.file"]


def test_numbers_run_without_gap_inside_a_session(city):
    session, other = SessionFactory(), SessionFactory()
    by = clerk()
    first, second = SubmittedFactory(session=session), SubmittedFactory(session=session)
    third = SubmittedFactory(session=other)
    society = {"category": "society"}

    with pytest.raises(Invalid):
        file_proposal(first, by=by, at=DECISION, filed_on=date(2025, 4, 13), **society)
    numbers = [
        file_proposal(row, by=by, at=DECISION, **society).number for row in (second, first, third)
    ]

    assert numbers == [1, 2, 1]


def test_a_number_is_not_given_again_after_a_merging(city):
    session = SessionFactory()
    by = clerk()
    rows = [SubmittedFactory(session=session) for _ in range(3)]
    first, second = (file_proposal(row, by=by, at=DECISION, category="society") for row in rows[:2])
    merge_proposal(second, by=by, at=DECISION, merged_into=first)

    third = file_proposal(rows[2], by=by, at=DECISION, category="society")

    second.refresh_from_db()
    assert (second.state, second.number, third.number) == (State.MERGED, 2, 3)


def test_a_number_is_not_given_again_after_a_withdrawal(city):
    session, by = SessionFactory(), clerk()
    rows = [SubmittedFactory(session=session, channel="paper") for _ in range(3)]
    filed = [file_proposal(row, by=by, at=DECISION, category="society") for row in rows[:2]]

    withdrawn = withdraw_proposal(filed[1], by=by, at=DECISION, withdraw_note="提案者来信撤回。")
    third = file_proposal(rows[2], by=by, at=DECISION, category="society")

    assert (withdrawn.state, withdrawn.number, third.number) == (State.WITHDRAWN, 2, 3)


def test_filing_may_name_the_committees_own_category_as_well(city):
    codes = {"category": "society", "local_category": "city"}

    assert file_proposal(SubmittedFactory(), by=clerk(), at=DECISION, **codes).local_category == (
        "city"
    )
    with pytest.raises(Invalid, match="本会没有采用这一项") as refusal:
        file_proposal(
            SubmittedFactory(), by=clerk(), at=DECISION, **codes | {"local_category": "x"}
        )
    assert refusal.value.field == "local_category"


def test_a_category_the_committee_does_not_use_is_refused(city):
    adopt(city, "proposals.category_codes", [{"code": "society", "label": "社会建设"}])

    with pytest.raises(Invalid, match="本会没有采用这一项；可选：社会建设") as refusal:
        file_proposal(SubmittedFactory(), by=clerk(), at=DECISION, category="culture")

    assert refusal.value.field == "category"


@pytest.mark.parametrize(
    ("state", "role", "refusal"),
    [
        (State.DRAFT, Role.PROPOSALS, WrongState),
        (State.FILED, Role.PROPOSALS, WrongState),
        (State.DECLINED, Role.PROPOSALS, WrongState),
        (State.MERGED, Role.PROPOSALS, WrongState),
        (State.SUBMITTED, Role.MEMBER, NotAllowed),
        (State.SUBMITTED, Role.RESEARCH, NotAllowed),
        (State.SUBMITTED, Role.UNIT, NotAllowed),
    ],
)
def test_filing_refuses_and_leaves_only_an_entry_in_the_trail(city, state, role, refusal):
    proposal = proposal_in(state)
    number = proposal.number

    with pytest.raises(refusal):
        file_proposal(proposal, by=acting(role), at=DECISION, category="society")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (state, number)
    assert [(event.action, event.refused) for event in Event.objects.all()] == [
        ("proposals.file", True)
    ]


def test_a_merged_proposal_stays_with_what_it_was_merged_into(city):
    main = FiledFactory()
    child = SubmittedFactory(session=main.session)

    merged = merge_proposal(child, by=clerk(), at=DECISION, merged_into=main)

    assert (merged.state, merged.merged_into, merged.merged_on, merged.number) == (
        State.MERGED,
        main,
        date(2025, 4, 12),
        None,
    )


def test_a_filed_proposal_keeps_its_number_and_children_stay_where_they_went(city):
    main = FiledFactory()
    child = FiledFactory(session=main.session)

    merged = merge_proposal(child, by=clerk(), at=DECISION, merged_into=main)

    assert (merged.number, merged.state) == (child.number, State.MERGED)
    with pytest.raises(WrongState):
        merge_proposal(merged, by=clerk(), at=DECISION, merged_into=FiledFactory())
    with pytest.raises(WrongState):
        return_proposal(merged, by=clerk(), at=DECISION, return_note="请补充")


def test_merging_refuses_circles_and_chains(city):
    main = FiledFactory()
    child = FiledFactory(session=main.session)
    third = FiledFactory(session=main.session)
    by = clerk()
    merge_proposal(child, by=by, at=DECISION, merged_into=main)

    with pytest.raises(Invalid, match="不能并入自己"):
        merge_proposal(third, by=by, at=DECISION, merged_into=third)
    with pytest.raises(Invalid, match="已并案，不能并入"):
        merge_proposal(third, by=by, at=DECISION, merged_into=child)
    with pytest.raises(Invalid, match="已有提案并入这件"):
        merge_proposal(main, by=by, at=DECISION, merged_into=third)


def test_merging_stays_inside_session_and_committee(city):
    child = SubmittedFactory()
    with within(committee("linshi", "邻市").pk):
        foreign = FiledFactory()
    by = clerk()

    for main in (FiledFactory(), foreign):
        with pytest.raises(Invalid, match="同一次会议"):
            merge_proposal(child, by=by, at=DECISION, merged_into=main)

    child.refresh_from_db()
    assert (child.state, child.merged_into_id) == (State.SUBMITTED, None)


@pytest.mark.parametrize("factory", [ProposalFactory, DeclinedFactory, RepliedFactory])
def test_nothing_is_merged_into_what_is_not_open(city, factory):
    main = factory()
    child = SubmittedFactory(session=main.session)

    with pytest.raises(Invalid, match="不能并入"):
        merge_proposal(child, by=clerk(), at=DECISION, merged_into=main)


def test_a_numbered_proposal_is_not_merged_into_one_without_a_number(city):
    main = SubmittedFactory()
    child = FiledFactory(session=main.session)

    with pytest.raises(Invalid, match="已立案的提案只能并入已立案的"):
        merge_proposal(child, by=clerk(), at=DECISION, merged_into=main)


def test_an_assigned_proposal_is_not_merged(city):
    main = AssignedFactory()

    with pytest.raises(WrongState):
        merge_proposal(
            AssignedFactory(session=main.session), by=clerk(), at=DECISION, merged_into=main
        )


def test_declining_says_on_which_ground_and_what_becomes_of_it(city):
    declined = decline_proposal(
        SubmittedFactory(), by=clerk(), at=DECISION, decline_note="请补充具体建议", **REASONS
    )

    assert (declined.state, declined.declined_on, declined.number) == (
        State.DECLINED,
        date(2025, 4, 12),
        None,
    )
    assert (declined.decline_reason, declined.destination) == ("vague", "letter")


def test_a_ground_the_committee_does_not_use_is_refused(city):
    adopt(city, "proposals.decline_reason_codes", [{"code": "secret", "label": "涉密"}])

    with pytest.raises(Invalid) as refusal:
        decline_proposal(SubmittedFactory(), by=clerk(), at=DECISION, **REASONS)

    assert refusal.value.field == "decline_reason"


@pytest.mark.parametrize("destination", [Destination.INFORMATION, Destination.LETTER])
def test_what_is_declined_for_secrecy_goes_to_no_other_office(city, destination):
    proposal = SubmittedFactory()
    given = {"decline_reason": "secret", "destination": destination}

    if destination == Destination.INFORMATION:
        with pytest.raises(Invalid, match="涉及秘密") as refusal:
            decline_proposal(proposal, by=clerk(), at=DECISION, **given)
        assert refusal.value.field == "destination"
        assert OpinionReport.objects.count() == 0
    else:
        assert decline_proposal(proposal, by=clerk(), at=DECISION, **given).state == State.DECLINED


def test_what_others_were_merged_into_is_not_declined(city):
    main = SubmittedFactory()
    merged_proposal(main)

    with pytest.raises(Invalid, match="不能不予立案"):
        decline_proposal(main, by=clerk(), at=DECISION, **REASONS)


def test_a_decision_cannot_be_dated_before_the_submission(city):
    with pytest.raises(Invalid, match="不能早于提交日期"):
        decline_proposal(
            SubmittedFactory(), by=clerk(), at=DECISION, declined_on=date(2025, 3, 25), **REASONS
        )


def test_a_proposal_goes_back_with_what_is_missing(city):
    returned = return_proposal(
        SubmittedFactory(), by=clerk(), at=DECISION, return_note=" 请补充具体建议。 "
    )

    assert (returned.state, returned.return_note) == (State.RETURNED, "请补充具体建议。")
    assert returned.serial is not None


def test_nothing_goes_back_without_a_word_or_while_others_are_part_of_it(city):
    main = SubmittedFactory()
    with pytest.raises(Invalid, match="请写明要补充什么") as refusal:
        return_proposal(main, by=clerk(), at=DECISION, return_note="  ")
    assert refusal.value.field == "return_note"

    merged_proposal(main)
    with pytest.raises(Invalid, match="不能退回补充"):
        return_proposal(main, by=clerk(), at=DECISION, return_note="请补充")
