from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.handling import proposal_with
from tests.factories.members import UnitFactory
from tests.factories.proposals import SentReplyFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event, events_of
from yizheng.proposals.models import Handling
from yizheng.proposals.services import adjusting, handling, headline
from yizheng.proposals.states import HandlingRole, HandlingState, State

SHANGHAI = ZoneInfo("Asia/Shanghai")
ASKED_ON = datetime(2025, 4, 24, 12, 0, tzinfo=SHANGHAI)
DECIDED_ON = datetime(2025, 4, 28, 12, 0, tzinfo=SHANGHAI)
OUR_DAY = date(2025, 4, 28)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(city):
    return acting(Role.SUPERVISION)


def asked_back(row, instead=None):
    by = acting(Role.UNIT, unit=row.unit)
    unit = instead or UnitFactory()
    return handling.ask_back(
        row, by=by, at=ASKED_ON, return_reason="不属本单位职责", return_unit=unit
    )


def units_of(proposal):
    """The head line: lead unit, helpers, assigned, due; checked against what the records say."""
    proposal.refresh_from_db()
    helpers = list(proposal.helpers.order_by("pk"))
    told = headline.expected(proposal)
    assert told.units == (proposal.lead_unit_id, *(unit.pk for unit in helpers))
    assert told.due_on == proposal.due_on
    return proposal.lead_unit, helpers, proposal.assigned_on, proposal.due_on


def roles_of(proposal):
    return [(row.unit, row.role) for row in headline.live(proposal)]


# --- Decisions on returns ------------------------------------------------------------------------


def test_a_granted_return_passes_the_proposal_on_with_fresh_days(office):
    first, second = UnitFactory(), UnitFactory()
    proposal, (row,) = proposal_with(first)

    returned = adjusting.grant_return(
        asked_back(row), by=office, at=DECIDED_ON, unit=second, decision_note="属职责调整"
    )

    assert (returned.state, returned.ended_on, returned.decision_note, returned.standing) == (
        HandlingState.RETURNED,
        OUR_DAY,
        "属职责调整",
        "",
    )
    fresh = proposal.handlings.get(unit=second)
    assert (fresh.role, fresh.state, fresh.replaces, fresh.assigned_on) == (
        HandlingRole.SOLE,
        HandlingState.GIVEN,
        returned,
        OUR_DAY,
    )
    # 28 July is a Monday; seven working days after 28 April, over the May holidays.
    assert (fresh.due_on, fresh.object_by) == (date(2025, 7, 28), date(2025, 5, 12))
    assert units_of(proposal) == (second, [], OUR_DAY, date(2025, 7, 28))


def test_a_refused_return_leaves_the_unit_with_it_for_good(office):
    _, (row,) = proposal_with(UnitFactory())

    kept = adjusting.refuse_return(
        asked_back(row), by=office, at=DECIDED_ON, decision_note="职责就在你单位"
    )

    assert (kept.state, kept.accepted_on, kept.decision_note, kept.ended_on) == (
        HandlingState.ACCEPTED,
        OUR_DAY,
        "职责就在你单位",
        None,
    )


def test_units_do_not_decide_on_their_own_return(city):
    _, (row,) = proposal_with(UnitFactory())
    asked = asked_back(row)
    unit = acting(Role.UNIT_REVIEWER, unit=row.unit)

    for decide in (adjusting.grant_return, adjusting.refuse_return):
        with pytest.raises(NotAllowed):
            decide(asked, by=unit, at=DECIDED_ON, decision_note="好")

    assert Handling.objects.get().state == HandlingState.ASKED_BACK


def test_somebody_must_answer_the_proposer(office):
    _, (row,) = proposal_with(UnitFactory())
    asked = asked_back(row)

    with pytest.raises(Invalid) as refusal:
        adjusting.grant_return(asked, by=office, at=DECIDED_ON)

    assert refusal.value.field == "unit"
    asked.refresh_from_db()
    assert (asked.state, asked.ended_on) == (HandlingState.ASKED_BACK, None)


def test_a_helper_leaves_without_replacement_and_the_lead_unit_goes_on_alone(office):
    lead = UnitFactory()
    proposal, (_, helping) = proposal_with(lead, UnitFactory())

    adjusting.grant_return(asked_back(helping), by=office, at=DECIDED_ON)

    assert roles_of(proposal) == [(lead, HandlingRole.SOLE)]
    assert units_of(proposal)[:2] == (lead, [])


def test_of_separate_units_one_may_leave_and_the_last_may_not(office):
    first, second = UnitFactory(), UnitFactory()
    proposal, (one, other) = proposal_with(first, second, separate=True)

    adjusting.grant_return(asked_back(one), by=office, at=DECIDED_ON)
    with pytest.raises(Invalid, match="没有别的单位答复提案者"):
        adjusting.grant_return(asked_back(other), by=office, at=DECIDED_ON)

    assert roles_of(proposal) == [(second, HandlingRole.SOLE)]
    assert units_of(proposal)[0] == second


def test_when_only_the_unit_that_leaves_was_waited_for_the_proposal_is_replied(office):
    first, second = UnitFactory(), UnitFactory()
    proposal, (one, other) = proposal_with(
        first, second, separate=True, state=HandlingState.ACCEPTED
    )
    handling.mark_handling_replied(one, by=office, at=ASKED_ON)
    SentReplyFactory(handling=one, sent_on=date(2025, 4, 24), signed_on=date(2025, 4, 24))

    adjusting.grant_return(asked_back(other), by=office, at=DECIDED_ON)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.replied_on, proposal.result_class) == (
        State.REPLIED,
        date(2025, 4, 24),
        "A",
    )


def test_a_helper_that_takes_over_helps_no_longer(office):
    first, helper = UnitFactory(), UnitFactory()
    proposal, (row, helping) = proposal_with(first, helper)

    adjusting.grant_return(asked_back(row, helper), by=office, at=DECIDED_ON, unit=helper)

    helping.refresh_from_db()
    assert (helping.state, helping.ended_on) == (HandlingState.RELIEVED, OUR_DAY)
    assert roles_of(proposal) == [(helper, HandlingRole.SOLE)]
    assert units_of(proposal)[:2] == (helper, [])


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [("itself", "就是原来的单位"), ("other", "已在承办这件提案"), ("closed", "已停用")],
)
def test_who_cannot_take_over(office, instead, sentence):
    first, second = UnitFactory(), UnitFactory()
    proposal, (one, _) = proposal_with(first, second, separate=True)
    closed = UnitFactory(closed_on=OUR_DAY)
    unit = {"itself": first, "other": second, "closed": closed}[instead]

    with pytest.raises(Invalid, match=sentence) as refusal:
        adjusting.grant_return(asked_back(one), by=office, at=DECIDED_ON, unit=unit)

    assert (refusal.value.field, proposal.handlings.count()) == ("unit", 2)


# --- Reassignment --------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [HandlingState.GIVEN, HandlingState.ACCEPTED])
def test_reassignment_keeps_what_was(office, state):
    first, second, third = UnitFactory(), UnitFactory(), UnitFactory()
    proposal, (row,) = proposal_with(first, state=state)

    adjusting.reassign(row, by=office, at=ASKED_ON, unit=second, decision_note="机构改革")
    again = proposal.handlings.get(unit=second)
    adjusting.reassign(again, by=office, at=DECIDED_ON, unit=third, decision_note="再次调整")

    told = [
        (row.unit, row.state, row.ended_on, row.replaces and row.replaces.unit)
        for row in proposal.handlings.order_by("pk")
    ]
    assert told == [
        (first, HandlingState.RELIEVED, date(2025, 4, 24), None),
        (second, HandlingState.RELIEVED, OUR_DAY, first),
        (third, HandlingState.GIVEN, None, second),
    ]
    assert units_of(proposal)[:2] == (third, [])
    assert [event.action for event in events_of(again)] == [
        "proposals.give",
        "proposals.reassign",
    ]


def test_a_unit_that_was_relieved_may_be_asked_again(office):
    first, second = UnitFactory(), UnitFactory()
    proposal, (row,) = proposal_with(first)

    adjusting.reassign(row, by=office, at=ASKED_ON, unit=second, decision_note="调整")
    moved = proposal.handlings.get(unit=second)
    adjusting.reassign(moved, by=office, at=DECIDED_ON, unit=first, decision_note="调回")

    assert roles_of(proposal) == [(first, HandlingRole.SOLE)]
    assert proposal.handlings.filter(unit=first).count() == 2


# --- Helpers -------------------------------------------------------------------------------------


def test_a_sole_unit_becomes_the_lead_unit_of_those_that_join(office):
    lead, first, second = UnitFactory(), UnitFactory(), UnitFactory()
    proposal, _ = proposal_with(lead)

    changed = adjusting.add_helpers(proposal, by=office, at=DECIDED_ON, helpers=[first, second])

    assert changed.state == State.ASSIGNED
    assert roles_of(proposal) == [
        (lead, HandlingRole.LEAD),
        (first, HandlingRole.HELPER),
        (second, HandlingRole.HELPER),
    ]
    # 28 May is a working day.
    assert proposal.handlings.get(unit=first).due_on == date(2025, 5, 28)
    assert units_of(proposal) == (lead, [first, second], date(2025, 4, 21), date(2025, 7, 21))


def test_beside_separate_units_another_one_answers_on_its_own_too(office):
    third = UnitFactory()
    proposal, _ = proposal_with(UnitFactory(), UnitFactory(), separate=True)

    adjusting.add_helpers(proposal, by=office, at=DECIDED_ON, helpers=[third])

    assert proposal.handlings.get(unit=third).role == HandlingRole.SEPARATE


def test_the_same_unit_does_not_join_twice(office):
    lead, helper = UnitFactory(), UnitFactory()
    proposal, _ = proposal_with(lead, helper)

    for helpers, sentence in (
        ([helper], "已在承办"),
        ([lead], "已在承办"),
        ([], "请选择"),
        ([UnitFactory(closed_on=OUR_DAY)], "已停用"),
    ):
        with pytest.raises(Invalid, match=sentence) as refusal:
            adjusting.add_helpers(proposal, by=office, at=DECIDED_ON, helpers=helpers)
        assert refusal.value.field == "helpers"

    assert proposal.handlings.count() == 2


def test_a_helper_is_let_off_with_the_reason(office):
    lead, first, second = UnitFactory(), UnitFactory(), UnitFactory()
    proposal, (_, one, _) = proposal_with(lead, first, second)

    gone = adjusting.remove_helper(one, by=office, at=DECIDED_ON, decision_note="已由市里统筹")

    assert (gone.state, gone.ended_on) == (HandlingState.RELIEVED, OUR_DAY)
    assert units_of(proposal)[:2] == (lead, [second])
    assert Event.objects.filter(action="proposals.change_role").count() == 0


def test_only_those_who_oversee_change_units(city):
    proposal, (row,) = proposal_with(UnitFactory())
    other = UnitFactory()

    for actor in (acting(Role.LEADER), acting(Role.MEMBER), acting(Role.UNIT, unit=row.unit)):
        with pytest.raises(NotAllowed):
            adjusting.add_helpers(proposal, by=actor, at=DECIDED_ON, helpers=[other])
        with pytest.raises(NotAllowed):
            adjusting.reassign(row, by=actor, at=DECIDED_ON, unit=other, decision_note="调整")

    assert proposal.handlings.count() == 1
