"""Figures about handling, judging and following up: exact values on a year with one of each."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import user_with
from tests.factories.handling import (
    ContactFactory,
    ExtensionFactory,
    HelpingFactory,
    UrgingFactory,
)
from tests.factories.honours import DecidedKeyFactory, SupervisionFactory, commended_unit
from tests.factories.members import SessionFactory, UnitFactory, committee, two_sessions
from tests.factories.proposals import (
    AgainFactory,
    AssignedFactory,
    ClosedFactory,
    HandlingFactory,
    RepliedFactory,
    ReplyFactory,
    SentReplyFactory,
)
from tests.factories.replies import EvaluationFactory, FollowUpFactory, PromiseFactory
from yizheng.core.indicators import FIGURES
from yizheng.members.selectors import year_of
from yizheng.proposals.states import ReplyState

pytestmark = pytest.mark.django_db

DUE, LATE = date(2025, 7, 21), date(2025, 7, 22)


@pytest.fixture
def session(city):
    """The session of 2025."""
    return two_sessions()[0]


def rows(key):
    return set(FIGURES[f"proposals.{key}"].rows(year_of(committee().pk, 2025)))


def value(key):
    return FIGURES[f"proposals.{key}"].value(year_of(committee().pk, 2025))


def part(proposal, *, state="replied", replied_on=DUE, **facts):
    """A unit's part in a proposal that it has answered."""
    return HandlingFactory(proposal=proposal, state=state, replied_on=replied_on, **facts)


# --- On time -------------------------------------------------------------------------------------


def test_an_answer_on_the_last_day_is_on_time_and_one_a_day_later_is_late(session):
    punctual, late = RepliedFactory(session=session), RepliedFactory(session=session)
    on_time = part(punctual)
    overdue = part(late, replied_on=LATE)

    assert rows("replied_on_time") == {punctual}
    assert rows("replied_late") == {late}
    assert (rows("parts_on_time"), rows("parts_late")) == ({on_time}, {overdue})
    assert value("on_time_rate") == Decimal(1) / Decimal(2)


def test_one_late_unit_makes_the_proposal_late_but_not_the_other_unit(session):
    proposal = RepliedFactory(session=session)
    punctual = part(proposal, role="separate")
    late = part(proposal, role="separate", unit=UnitFactory(), replied_on=LATE)

    assert rows("replied_late") == {proposal}
    assert rows("replied_on_time") == set()
    assert (rows("parts_on_time"), rows("parts_late")) == ({punctual}, {late})


def test_an_earlier_late_round_is_not_forgotten_and_a_present_one_not_foretold(session):
    was_late, was_punctual = AgainFactory(session=session), AgainFactory(session=session)
    clock = {"round": 2, "state": "again", "replied_on": None, "due_on": date(2025, 9, 1)}
    late = part(was_late, is_late_before=True, **clock)
    punctual = part(was_punctual, **clock)

    assert rows("replied_late") == {was_late}
    assert rows("replied_on_time") == {was_punctual}
    assert (rows("parts_late"), rows("parts_on_time")) == ({late}, {punctual})


def test_units_that_gave_it_back_and_helpers_do_not_make_it_late(session):
    proposal = RepliedFactory(session=session)
    part(proposal)
    part(
        proposal,
        unit=UnitFactory(),
        replied_on=LATE,
        state="relieved",
        ended_on=LATE,
    )
    helper = HelpingFactory(proposal=proposal, state="opined", opined_on=date(2025, 6, 30))

    assert rows("replied_on_time") == {proposal}
    assert rows("helping_parts") == {helper}
    assert value("answering_parts") == 1


# --- How it was handled --------------------------------------------------------------------------


def test_a_visit_counts_as_face_to_face_a_call_does_not(session):
    visited, called, silent = (RepliedFactory(session=session) for _ in range(3))
    for _ in range(2):
        ContactFactory(handling=part(visited, unit=UnitFactory()))
    ContactFactory(handling=part(called), mode="phone", is_face_to_face=False)
    part(silent)

    assert rows("face_to_face") == {visited}
    assert value("face_to_face_rate") == Decimal(1) / Decimal(3)


def test_only_an_approved_extension_makes_a_proposal_extended(session):
    extended, waiting = AssignedFactory(session=session), AssignedFactory(session=session)
    handling = HandlingFactory(proposal=extended, state="accepted")
    decided = {"decided_on": date(2025, 7, 11)}
    ExtensionFactory(handling=handling, state="approved", **decided)
    ExtensionFactory(handling=HandlingFactory(proposal=waiting, state="accepted"))

    assert rows("extended") == {extended}


def test_what_is_handled_and_answered_again(session):
    at_work, answered = AgainFactory(session=session), ClosedFactory(session=session)
    first = part(at_work, round=2, state="again", replied_on=None)
    second = part(answered, round=2, state="settled")
    part(RepliedFactory(session=session))
    for handling, rounds in ((first, [1]), (second, [1, 2])):
        for number in rounds:
            SentReplyFactory(handling=handling, round=number)

    assert rows("handled_again") == {at_work, answered}
    assert rows("answered_again") == {answered}
    assert rows("parts_again") == {first, second}
    assert value("letters") == 3


def test_people_urge_the_system_reminds(session):
    handling = HandlingFactory(proposal=AssignedFactory(session=session), state="accepted")
    urged = UrgingFactory(handling=handling)
    UrgingFactory(handling=handling, level="reminder", is_automatic=True)

    assert rows("urgings") == {urged}


def test_letters_are_those_sent_and_each_units_last_one_gives_its_class(session):
    handling = part(RepliedFactory(session=session), round=2)
    old = SentReplyFactory(handling=handling, result_class="C", result_sense="deferred")
    new = SentReplyFactory(handling=handling, round=2, result_class="B", result_sense="planned")
    other = SentReplyFactory(handling=part(RepliedFactory(session=session)))
    ReplyFactory(handling=part(AssignedFactory(session=session), state="accepted", replied_on=None))

    assert rows("letters") == {old, new, other}
    assert rows("parts_resolved") == {other}
    assert rows("parts_in_progress") == {new}
    assert rows("parts_deferred") == set()


# --- Judgements ----------------------------------------------------------------------------------


def test_every_form_counts_by_attitude_and_by_result(session):
    reply = SentReplyFactory(handling=part(RepliedFactory(session=session)))
    happy = EvaluationFactory(reply=reply)
    polite = EvaluationFactory(
        reply=reply, attitude="basic", result="dissatisfied", is_content=False
    )
    cross = EvaluationFactory(
        reply=reply,
        attitude="dissatisfied",
        is_attitude_content=False,
        result="dissatisfied",
        is_content=False,
    )
    EvaluationFactory(reply=reply, state="entered", channel="paper")
    EvaluationFactory(reply=reply, state="void")

    assert rows("forms_returned") == {happy, polite, cross}
    assert rows("forms_attitude") == {happy, polite}
    assert rows("forms_result") == {happy}
    assert rows("forms_discontent") == {polite, cross}
    assert value("attitude_rate") == Decimal(2) / Decimal(3)
    assert value("result_rate") == Decimal(1) / Decimal(3)


def test_a_paper_form_counts_once_a_second_person_has_compared_it(session):
    reply = SentReplyFactory(handling=part(RepliedFactory(session=session)))
    clerks = user_with("proposals"), user_with("proposals")
    compared = EvaluationFactory(
        reply=reply, channel="paper", entered_by=clerks[0], confirmed_by=clerks[1]
    )

    assert rows("forms_returned") == {compared}


# --- Afterwards ----------------------------------------------------------------------------------


def test_promises_are_those_of_sent_replies(session):
    handling = part(RepliedFactory(session=session))
    reply = SentReplyFactory(handling=handling, result_class="B", result_sense="planned")
    ended = {"outcome": "已办。", "ended_on": date(2026, 1, 5)}
    waiting = PromiseFactory(reply=reply)
    kept = PromiseFactory(reply=reply, state="kept", **ended)
    explained = PromiseFactory(reply=reply, state="explained", **ended)
    draft = ReplyFactory(
        handling=part(AssignedFactory(session=session), state="accepted", replied_on=None)
    )
    PromiseFactory(reply=draft)

    assert rows("promises") == {waiting, kept, explained}
    assert rows("promises_kept") == {kept}
    assert value("promise_rate") == Decimal(1) / Decimal(3)


def test_a_look_back_counts_for_the_session_of_its_proposal(session):
    ours = FollowUpFactory(proposal=RepliedFactory(session=session))
    other = SessionFactory(term=session.term, ordinal=3, opened_on=date(2024, 3, 20))
    FollowUpFactory(proposal=RepliedFactory(session=other))

    assert rows("follow_ups") == {ours}


def test_acts_of_supervision_count_as_long_as_the_proposal_is_a_key_one(session):
    key = DecidedKeyFactory(
        proposal=AssignedFactory(session=session, is_key=True, key_on=date(2025, 5, 6))
    )
    acts = {SupervisionFactory(key_proposal=key) for _ in range(2)}
    no_longer = DecidedKeyFactory(proposal=AssignedFactory(session=session))
    SupervisionFactory(key_proposal=no_longer)

    assert rows("supervision_events") == acts


def test_units_commended_for_the_session_count_once_each(session):
    chosen = commended_unit(session)
    commended_unit(session, state="passed")
    commended_unit(SessionFactory(term=session.term, ordinal=3, opened_on=date(2024, 3, 20)))

    assert rows("units_commended") == {chosen.unit}


def test_what_hangs_on_another_sessions_proposals_does_not_count(session):
    other = SessionFactory(term=session.term, ordinal=3, opened_on=date(2024, 3, 20))
    handling = part(RepliedFactory(session=other), round=2)
    ContactFactory(handling=handling)
    UrgingFactory(handling=handling)
    EvaluationFactory(reply=SentReplyFactory(handling=handling, round=2))

    counted = "letters answering_parts parts_answered parts_again forms_returned urgings"
    for key in [*counted.split(" "), "face_to_face", "replied_on_time", "handled_again"]:
        assert value(key) == 0, key


@pytest.mark.parametrize("state", [ReplyState.CHECKING, ReplyState.DRAFT])
def test_a_letter_on_its_way_is_not_sent(session, state):
    signed = {"signed_by": "负责人", "signed_on": DUE} if state == ReplyState.CHECKING else {}
    handling = part(AssignedFactory(session=session), state="accepted", replied_on=None)
    ReplyFactory(handling=handling, state=state, **signed)

    assert value("letters") == 0
