from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.members import UnitFactory
from tests.factories.proposals import (
    AssignedFactory,
    FiledFactory,
    RepliedFactory,
    SubmittedFactory,
    member,
)
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event
from yizheng.core.rules import RuleValue
from yizheng.core.workflow import open_to
from yizheng.proposals import services
from yizheng.proposals.services.city_rules import reply_due
from yizheng.proposals.states import ResultClass, Satisfaction, State

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEETING = datetime(2025, 4, 21, 15, 0, tzinfo=SHANGHAI)
REPLY = datetime(2025, 7, 1, 15, 0, tzinfo=SHANGHAI)
FEEDBACK = datetime(2025, 7, 9, 8, 0, tzinfo=SHANGHAI)
ANSWER = {"result_class": ResultClass.B, "reply": "已列入明年计划。"}

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.PROPOSALS)


def unit_clerk(unit):
    return acting(Role.UNIT, unit=unit)


def test_assigning_names_lead_helpers_and_deadline(city):
    lead, first, second = UnitFactory(), UnitFactory(), UnitFactory()

    assigned = services.assign_proposal(
        FiledFactory(), by=clerk(), at=MEETING, lead_unit=lead, helpers=[first, second]
    )

    assert (assigned.state, assigned.lead_unit) == (State.ASSIGNED, lead)
    assert set(assigned.helpers.all()) == {first, second}
    assert (assigned.assigned_on, assigned.due_on) == (date(2025, 4, 21), date(2025, 7, 21))
    event = Event.objects.get(action="proposals.assign")
    assert event.after["helpers"] == [first.pk, second.pk]


def test_a_last_day_on_which_nobody_works_moves_to_the_next_working_day(city):
    due_on, note = reply_due(date(2025, 4, 19))

    assert (due_on, "顺延" in note) == (date(2025, 7, 21), True)


def test_months_end_on_the_last_day_of_a_shorter_month(city):
    RuleValue.unscoped.create(
        committee=city, key="proposals.reply_months", valid_from=date(2025, 1, 1), value=6
    )

    assert reply_due(date(2025, 8, 31))[0] == date(2026, 2, 28)  # a Saturday, worked


def test_a_committee_may_count_working_days_and_changes_only_the_future(city):
    RuleValue.unscoped.create(
        committee=city, key="proposals.reply_working_days", valid_from=date(2025, 6, 1), value=5
    )

    assert reply_due(date(2025, 5, 30))[0] == date(2025, 9, 1)
    assert reply_due(date(2025, 6, 2))[0] == date(2025, 6, 9)


def test_the_lead_is_no_helper_and_a_closed_unit_gets_nothing(city):
    lead = UnitFactory()
    closed = UnitFactory(closed_on=date(2025, 4, 21))
    filed = FiledFactory()

    with pytest.raises(Invalid, match="主办单位不必再列"):
        services.assign_proposal(filed, by=clerk(), at=MEETING, lead_unit=lead, helpers=[lead])
    with pytest.raises(Invalid, match="已停用"):
        services.assign_proposal(filed, by=clerk(), at=MEETING, lead_unit=closed)

    filed.refresh_from_db()
    assert (filed.state, filed.helpers.count()) == (State.FILED, 0)


def test_the_lead_unit_replies_in_a_class(city):
    assigned = AssignedFactory()

    replied = services.reply_to_proposal(
        assigned, by=unit_clerk(assigned.lead_unit), at=REPLY, **ANSWER
    )

    assert (replied.state, replied.result_class, replied.replied_on) == (
        State.REPLIED,
        "B",
        date(2025, 7, 1),
    )


def test_helpers_and_other_units_do_not_reply(city):
    assigned, helper = AssignedFactory(), UnitFactory()
    assigned.helpers.add(helper)

    for unit in (helper, UnitFactory()):
        with pytest.raises(NotAllowed):
            services.reply_to_proposal(assigned, by=unit_clerk(unit), at=REPLY, **ANSWER)

    assigned.refresh_from_db()
    assert (assigned.state, assigned.reply) == (State.ASSIGNED, "")


def test_staff_enter_a_reply_that_came_on_paper_with_its_day(city):
    replied = services.reply_to_proposal(
        AssignedFactory(), by=clerk(), at=REPLY, replied_on=date(2025, 6, 28), **ANSWER
    )

    assert replied.replied_on == date(2025, 6, 28)
    with pytest.raises(Invalid, match="不能早于交办日期"):
        services.reply_to_proposal(
            AssignedFactory(), by=clerk(), at=REPLY, replied_on=date(2025, 4, 20), **ANSWER
        )


def test_the_first_proposer_judges_once(city):
    person = member()
    replied = RepliedFactory(proposer=person)
    by = acting(Role.MEMBER, person=person)

    judged = services.evaluate_proposal(
        replied, by=by, at=FEEDBACK, satisfaction=Satisfaction.BASIC
    )

    assert (judged.state, judged.satisfaction, judged.evaluated_on) == (
        State.REPLIED,
        "basic",
        date(2025, 7, 9),
    )
    assert open_to(by, judged) == []
    with pytest.raises(WrongState):
        services.evaluate_proposal(judged, by=by, at=FEEDBACK, satisfaction=Satisfaction.SATISFIED)


def test_neither_co_signers_nor_units_judge(city):
    friend = member()
    replied = RepliedFactory()
    replied.co_signers.add(friend)

    for actor in (acting(Role.MEMBER, person=friend), unit_clerk(replied.lead_unit)):
        with pytest.raises(NotAllowed):
            services.evaluate_proposal(
                replied, by=actor, at=FEEDBACK, satisfaction=Satisfaction.SATISFIED
            )


def test_a_proposal_without_reply_is_not_judged(city):
    with pytest.raises(WrongState):
        services.evaluate_proposal(
            AssignedFactory(), by=clerk(), at=FEEDBACK, satisfaction=Satisfaction.SATISFIED
        )


def test_marking_and_unmarking_a_key_proposal_leaves_its_state(city):
    by = clerk()
    assigned = AssignedFactory()

    key = services.mark_key(assigned, by=by, at=MEETING, lead_leader="副主席甲")

    assert (key.state, key.is_key, key.key_on, key.lead_leader) == (
        State.ASSIGNED,
        True,
        date(2025, 4, 21),
        "副主席甲",
    )
    with pytest.raises(WrongState):
        services.mark_key(key, by=by, at=MEETING)
    plain = services.unmark_key(key, by=by, at=MEETING)
    assert (plain.state, plain.is_key, plain.key_on, plain.lead_leader) == (
        State.ASSIGNED,
        False,
        None,
        "",
    )


def test_buttons_offer_the_mark_or_its_removal_never_both(city):
    by = clerk()
    filed = FiledFactory()

    def offered(proposal):
        return {move.key for move in open_to(by, proposal) if "key" in move.key}

    assert offered(filed) == {"proposals.mark_key"}
    assert offered(services.mark_key(filed, by=by, at=MEETING)) == {"proposals.unmark_key"}


def test_only_filed_proposals_are_key_or_excellent(city):
    submitted = SubmittedFactory()

    for move in (services.mark_key, services.commend_proposal):
        with pytest.raises(WrongState):
            move(submitted, by=clerk(), at=MEETING)


def test_an_honour_is_given_and_taken_back(city):
    by = clerk()

    excellent = services.commend_proposal(RepliedFactory(), by=by, at=FEEDBACK)
    plain = services.withdraw_commendation(excellent, by=by, at=FEEDBACK)

    assert (excellent.is_excellent, excellent.excellent_on) == (True, date(2025, 7, 9))
    assert (plain.is_excellent, plain.excellent_on) == (False, None)
