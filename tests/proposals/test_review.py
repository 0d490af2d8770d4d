"""Opinions of reviewers, and deciding as they advise."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting, user_with
from tests.factories.members import SessionFactory
from tests.factories.proposals import (
    FiledFactory,
    PrecheckedFactory,
    ReviewedFactory,
    ReviewFactory,
    SubmittedFactory,
    WithdrawnFactory,
    member,
    merged_proposal,
    proposal_in,
)
from yizheng.accounts.roles import Role
from yizheng.core.access import restrict
from yizheng.core.actors import Via
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event
from yizheng.core.rules import RuleValue
from yizheng.core.workflow import open_to
from yizheng.proposals import permissions, selectors
from yizheng.proposals.models import Proposal, Review
from yizheng.proposals.services import (
    decline_proposal,
    file_proposal,
    follow_advice,
    merge_proposal,
    precheck_proposal,
    return_proposal,
    review_proposal,
)
from yizheng.proposals.states import Advice, Destination, Stage, State

DAY = datetime(2025, 4, 12, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
FILE = {"advice": Advice.FILE, "category": "society"}

pytestmark = pytest.mark.django_db


def clerk(person=None):
    return acting(Role.PROPOSALS, person=person)


@pytest.fixture
def required(city):
    """The committee wants everything reviewed by two."""
    RuleValue.unscoped.create(
        committee=city,
        key="proposals.review_required",
        valid_from=date(2025, 1, 1),
        value=True,
    )


# --- Opinions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "stage", "state"),
    [
        (precheck_proposal, Stage.PRECHECK, State.PRECHECKED),
        (review_proposal, Stage.REVIEW, State.REVIEWED),
    ],
)
def test_an_opinion_is_kept_under_the_reviewers_name(city, step, stage, state):
    by = clerk()

    proposal = step(
        SubmittedFactory(), by=by, at=DAY, **FILE, local_category="city", note="内容具体"
    )

    opinion = Review.objects.get()
    assert (proposal.state, opinion.proposal, opinion.stage) == (state, proposal, stage)
    assert (opinion.advice, opinion.category, opinion.local_category) == ("file", "society", "city")
    assert (opinion.reviewer_id, opinion.reviewed_on) == (by.user_id, date(2025, 4, 12))
    assert (proposal.category, proposal.number) == ("", None)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"advice": Advice.MERGE}, "merged_into", "建议并案的，请选并入哪件"),
        ({"advice": Advice.DECLINE}, "decline_reason", "建议不予立案的，请选理由"),
        ({"advice": Advice.RETURN}, "note", "建议退回补充的，请写明要补充什么"),
        ({"advice": Advice.RETURN, "note": "  "}, "note", "建议退回补充的，请写明要补充什么"),
        (FILE | {"decline_reason": "vague"}, "decline_reason", "建议立案的，这一项请留空"),
        (
            {"advice": Advice.RETURN, "note": "请补充", "category": "society"},
            "category",
            "建议退回补充的，这一项请留空",
        ),
        ({"advice": Advice.FILE, "category": "nonsense"}, "category", "本会没有采用这一项"),
        (
            {"advice": Advice.DECLINE, "decline_reason": "nonsense"},
            "decline_reason",
            "本会没有采用这一项",
        ),
        (FILE | {"note": "密级：机密"}, "note", "标有国家秘密标志"),
    ],
)
def test_an_opinion_that_does_not_hold_together_is_refused_at_its_field(
    city, given, field, sentence
):
    proposal = SubmittedFactory()

    with pytest.raises(Invalid, match=sentence) as refusal:
        precheck_proposal(proposal, by=clerk(), at=DAY, **given)

    proposal.refresh_from_db()
    assert (refusal.value.field, proposal.state, Review.objects.count()) == (
        field,
        State.SUBMITTED,
        0,
    )


def test_nobody_advises_to_merge_into_what_cannot_take_it(city):
    proposal = SubmittedFactory()
    refused = {
        proposal: "不能并入自己",
        SubmittedFactory(): "同一次会议",
        proposal_in(State.DECLINED, session=proposal.session): "不予立案，不能并入",
    }

    for main, sentence in refused.items():
        with pytest.raises(Invalid, match=sentence) as refusal:
            review_proposal(proposal, by=clerk(), at=DAY, advice=Advice.MERGE, merged_into=main)
        assert refusal.value.field == "merged_into"


@pytest.mark.parametrize("role", ["proposer", "co-signer", "co-signer of a merged one"])
def test_nobody_reviews_or_decides_on_what_he_has_his_name_under(city, role):
    person = member()
    proposal = SubmittedFactory(proposer=person if role == "proposer" else member())
    if role == "co-signer":
        proposal.co_signers.add(person)
    if role == "co-signer of a merged one":
        merged_proposal(proposal).co_signers.add(person)
    by = clerk(person)

    for step, given in (
        (precheck_proposal, FILE),
        (review_proposal, FILE),
        (file_proposal, {"category": "society"}),
        (return_proposal, {"return_note": "请补充"}),
    ):
        with pytest.raises(NotAllowed, match="您无权审查提案"):
            step(proposal, by=by, at=DAY, **given)

    other = SubmittedFactory()
    reviewing = [move.key for move in open_to(by, proposal) if move.right == permissions.review]
    assert reviewing == []
    assert list(restrict(Proposal.objects.all(), permissions.review, by)) == [other]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.RESEARCH, Role.UNIT, Role.SUPERVISION])
def test_only_the_proposal_committee_reviews(city, role):
    with pytest.raises(NotAllowed):
        review_proposal(SubmittedFactory(), by=acting(role), at=DAY, **FILE)


def test_of_two_reviewers_at_once_the_second_is_told_and_nothing_is_lost(city):
    proposal = SubmittedFactory()
    review_proposal(proposal, by=clerk(), at=DAY, version=1, **FILE)

    with pytest.raises(WrongState, match="当前为“待审定”，不能复审"):
        review_proposal(proposal, by=clerk(), at=DAY, version=1, **FILE)
    with pytest.raises(WrongState, match="当前为“待审定”，不能预审"):
        precheck_proposal(proposal, by=clerk(), at=DAY, version=1, **FILE)

    assert Review.objects.count() == 1


def test_who_reviews_what_was_prechecked_since_he_opened_it_is_told_so(city):
    proposal = SubmittedFactory()
    precheck_proposal(proposal, by=clerk(), at=DAY, version=1, **FILE)

    with pytest.raises(Stale):
        review_proposal(proposal, by=clerk(), at=DAY, version=1, **FILE)

    assert [opinion.stage for opinion in Review.objects.all()] == [Stage.PRECHECK]


# --- Where the committee requires a review -------------------------------------------------------


def test_where_review_is_required_nothing_is_decided_before_it(required):
    main = FiledFactory()
    by = clerk()
    for state in (State.SUBMITTED, State.PRECHECKED):
        proposal = proposal_in(state, session=main.session)
        for step, given in (
            (file_proposal, {"category": "society"}),
            (merge_proposal, {"merged_into": main}),
            (decline_proposal, {"decline_reason": "vague", "destination": Destination.LETTER}),
        ):
            with pytest.raises(WrongState, match="这件提案还没有复审"):
                step(proposal, by=by, at=DAY, **given)

    reviewed = ReviewedFactory(session=main.session)
    assert file_proposal(reviewed, by=by, at=DAY, category="society").state == State.FILED
    filed = FiledFactory(session=main.session)
    assert merge_proposal(filed, by=by, at=DAY, merged_into=main).state == State.MERGED


def test_where_review_is_required_what_is_incomplete_goes_back_at_any_step(required):
    returned = return_proposal(SubmittedFactory(), by=clerk(), at=DAY, return_note="请补充建议")

    assert returned.state == State.RETURNED


def test_where_review_is_required_two_people_look_at_it(required):
    first, second = clerk(), clerk()
    proposal = SubmittedFactory()

    with pytest.raises(WrongState, match="还没有预审"):
        review_proposal(proposal, by=second, at=DAY, **FILE)
    precheck_proposal(proposal, by=first, at=DAY, **FILE)
    with pytest.raises(NotAllowed, match="由您预审，复审须换一个人"):
        review_proposal(proposal, by=first, at=DAY, **FILE)

    assert review_proposal(proposal, by=second, at=DAY, **FILE).state == State.REVIEWED


def test_where_it_is_not_required_one_person_may_do_both(city):
    by, proposal = clerk(), SubmittedFactory()
    precheck_proposal(proposal, by=by, at=DAY, **FILE)

    assert review_proposal(proposal, by=by, at=DAY, **FILE).state == State.REVIEWED


# --- As advised ----------------------------------------------------------------------------------


def test_as_advised_it_is_filed_with_its_categories(city):
    proposal = ReviewedFactory()
    ReviewFactory(proposal=proposal, stage=Stage.PRECHECK, category="economy")
    ReviewFactory(proposal=proposal, category="society", local_category="city")

    filed = follow_advice(proposal, by=clerk(), at=DAY, version=1)

    assert (filed.state, filed.number, filed.category, filed.local_category) == (
        State.FILED,
        1,
        "society",
        "city",
    )


def test_as_advised_it_is_merged(city):
    main = FiledFactory()
    proposal = ReviewedFactory(session=main.session)
    ReviewFactory(proposal=proposal, advice=Advice.MERGE, category="", merged_into=main)

    merged = follow_advice(proposal, by=clerk(), at=DAY)

    assert (merged.state, merged.merged_into) == (State.MERGED, main)


def test_as_advised_it_is_declined_and_the_proposer_reads_why(city):
    proposal = ReviewedFactory()
    ReviewFactory(
        proposal=proposal,
        advice=Advice.DECLINE,
        category="",
        decline_reason="vague",
        destination=Destination.LETTER,
        note="没有提出做法。",
    )

    declined = follow_advice(proposal, by=clerk(), at=DAY)

    assert (declined.state, declined.decline_reason, declined.destination) == (
        State.DECLINED,
        "vague",
        "letter",
    )
    assert declined.decline_note == "没有提出做法。"


def test_as_advised_it_goes_back_to_be_completed(city):
    proposal = PrecheckedFactory()
    ReviewFactory(proposal=proposal, advice=Advice.RETURN, category="", note="请补充数据。")

    returned = follow_advice(proposal, by=clerk(), at=DAY)

    assert (returned.state, returned.return_note) == (State.RETURNED, "请补充数据。")


def test_the_trail_names_the_move_that_was_made(city):
    proposal = ReviewedFactory()
    ReviewFactory(proposal=proposal)

    follow_advice(proposal, by=clerk(), at=DAY)

    assert [(event.action, event.refused) for event in Event.objects.all()] == [
        ("proposals.file", False)
    ]


@pytest.mark.parametrize(
    ("advice", "sentence"),
    [
        (None, "还没有审查意见，请逐件办理"),
        ({"category": ""}, "没有写类别，请单独办理立案"),
        (
            {"advice": Advice.DECLINE, "category": "", "decline_reason": "vague"},
            "没有写另行处理的办法，请单独办理不予立案",
        ),
    ],
)
def test_advice_that_is_not_complete_is_not_followed(city, advice, sentence):
    proposal = ReviewedFactory()
    if advice is not None:
        ReviewFactory(proposal=proposal, **advice)

    with pytest.raises(Invalid, match=sentence):
        follow_advice(proposal, by=clerk(), at=DAY)

    proposal.refresh_from_db()
    assert proposal.state == State.REVIEWED
    assert [(event.action, event.refused) for event in Event.objects.all()] == [
        ("proposals.follow_advice", True)
    ]


def test_advice_that_has_become_impossible_is_refused_by_the_move_itself(city):
    main = SubmittedFactory()
    proposal = ReviewedFactory(session=main.session)
    ReviewFactory(proposal=proposal, advice=Advice.MERGE, category="", merged_into=main)
    decline_proposal(
        main, by=clerk(), at=DAY, decline_reason="vague", destination=Destination.NOTHING
    )

    with pytest.raises(Invalid, match="那件提案不予立案，不能并入"):
        follow_advice(proposal, by=clerk(), at=DAY)


def test_following_needs_the_right_and_the_version_read(city):
    proposal = ReviewedFactory(proposer=(person := member()))
    ReviewFactory(proposal=proposal)

    with pytest.raises(NotAllowed):
        follow_advice(proposal, by=clerk(person), at=DAY)
    with pytest.raises(Stale):
        follow_advice(proposal, by=clerk(), at=DAY, version=7)
    with pytest.raises(WrongState):
        follow_advice(SubmittedFactory(), by=clerk(), at=DAY)


# --- Reading -------------------------------------------------------------------------------------


def test_every_proposer_is_to_be_answered_once(city):
    both, first, second, joined, stranger = (member(name=f"委员{n}") for n in "一二三四五")
    main = FiledFactory(proposer=first)
    main.co_signers.add(both, second)
    child = merged_proposal(main, proposer=joined)
    child.co_signers.add(both)
    merged_proposal(FiledFactory(), proposer=stranger)
    # A collective's proposal may name nobody.
    merged_proposal(
        main, proposer=None, submitter_type="organisation", submitter_name="市工商业联合会"
    )

    assert set(selectors.proposers_of(main)) == {first, both, second, joined}


def test_who_proposed_a_merged_one_shares_in_the_main_one(city):
    person, friend = member(), member()
    main = SubmittedFactory()
    merged_proposal(main, proposer=person).co_signers.add(friend)
    merged_proposal(SubmittedFactory())

    for one in (person, friend):
        actor = user_with(Role.MEMBER, person=one).acting(Via.WEB)
        assert main in restrict(Proposal.objects.all(), permissions.view, actor)
    stranger = acting(Role.MEMBER, person=member())
    assert list(restrict(Proposal.objects.all(), permissions.view, stranger)) == []


def test_the_overview_counts_what_became_of_a_session(city, django_assert_num_queries):
    session = SessionFactory()
    main = FiledFactory(session=session)
    for state in (State.DRAFT, State.SUBMITTED, State.PRECHECKED, State.RETURNED):
        proposal_in(state, session=session)
    proposal_in(State.DECLINED, session=session)
    proposal_in(State.DECLINED, session=session, destination=Destination.INFORMATION)
    merged_proposal(main)
    merge_proposal(FiledFactory(session=session), by=clerk(), at=DAY, merged_into=main)
    WithdrawnFactory(session=session)
    SubmittedFactory()

    with django_assert_num_queries(3):
        overview = selectors.review_overview(session)

    assert (overview.received, overview.filed) == (7, 2)
    assert (overview.merged, overview.merged_after_filing) == (2, 1)
    assert overview.declined == {"opinion": 1, "information": 1}
    assert overview.reasons == {"vague": 2}
    assert overview.count(State.SUBMITTED, State.PRECHECKED) == 2
    assert overview.count(State.WITHDRAWN) == 1
