from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.handling import (
    AcceptedFactory,
    ContactFactory,
    HelpingFactory,
    proposal_with,
)
from tests.factories.members import UnitFactory
from tests.factories.proposals import HandlingFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event
from yizheng.core.rules import RuleValue
from yizheng.core.workflow import open_to
from yizheng.proposals.models import Contact
from yizheng.proposals.services import handling as services
from yizheng.proposals.states import HandlingState

SHANGHAI = ZoneInfo("Asia/Shanghai")

pytestmark = pytest.mark.django_db


def noon(month, day, year=2025):
    return datetime(year, month, day, 12, 0, tzinfo=SHANGHAI)


def clerk_of(handling):
    return acting(Role.UNIT, unit=handling.unit)


# --- Accepting -----------------------------------------------------------------------------------


def test_a_unit_accepts_and_names_who_is_in_charge(city):
    given = HandlingFactory()

    accepted = services.accept_handling(
        given, by=clerk_of(given), at=noon(4, 23), officer="经办人甲", officer_phone="10012345678"
    )

    assert (accepted.state, accepted.accepted_on, accepted.officer, accepted.is_silent) == (
        HandlingState.ACCEPTED,
        date(2025, 4, 23),
        "经办人甲",
        False,
    )
    event = Event.objects.get(action="proposals.accept")
    assert event.after["officer_phone"] == "***"


def test_another_unit_neither_accepts_nor_returns(city):
    given = HandlingFactory()
    stranger = acting(Role.UNIT, unit=UnitFactory())

    with pytest.raises(NotAllowed):
        services.accept_handling(given, by=stranger, at=noon(4, 23), officer="旁人")
    with pytest.raises(NotAllowed):
        services.ask_back(
            given, by=stranger, at=noon(4, 23), return_reason="无", return_unit=UnitFactory()
        )

    given.refresh_from_db()
    assert (given.state, given.officer, given.return_reason) == (HandlingState.GIVEN, "", "")


def test_the_person_in_charge_changes_while_the_state_stays(city):
    accepted = AcceptedFactory()

    changed = services.name_officer(
        accepted, by=clerk_of(accepted), at=noon(5, 6), officer="经办人乙"
    )

    assert (changed.state, changed.officer, changed.officer_phone) == (
        HandlingState.ACCEPTED,
        "经办人乙",
        "",
    )


def test_silence_is_acceptance_from_the_day_after_the_window(city):
    given = HandlingFactory()
    by = acting(Role.SUPERVISION)

    with pytest.raises(Invalid, match="2025-04-29 以前还可以申请退办"):
        services.accept_silently(given, by=by, at=noon(4, 29))
    accepted = services.accept_silently(given, by=by, at=noon(5, 4))

    assert (accepted.state, accepted.is_silent, accepted.accepted_on) == (
        HandlingState.ACCEPTED,
        True,
        date(2025, 4, 30),
    )


# --- Asking back ---------------------------------------------------------------------------------


def test_a_unit_asks_back_on_the_last_day_at_the_latest(city):
    other = UnitFactory()
    last_day = datetime(2025, 4, 29, 23, 59, tzinfo=SHANGHAI)
    asked, late = HandlingFactory(), HandlingFactory()

    asked = services.ask_back(
        asked, by=clerk_of(asked), at=last_day, return_reason="不属本单位职责", return_unit=other
    )
    with pytest.raises(Invalid) as refusal:
        services.ask_back(
            late,
            by=clerk_of(late),
            at=noon(4, 30),
            return_reason="不属本单位职责",
            return_unit=other,
        )

    assert (asked.state, asked.return_unit, asked.return_asked_on) == (
        HandlingState.ASKED_BACK,
        other,
        date(2025, 4, 29),
    )
    assert refusal.value.message == (
        "退办应在 2025-04-29 以前申请（自 2025-04-21 次日起第 7 个工作日为 2025-04-29）；"
        "逾期没有申请的，视为接受"
    )
    late.refresh_from_db()
    assert late.state == HandlingState.GIVEN


def test_the_window_counts_a_worked_sunday_and_leaves_out_the_holidays(city):
    given = HandlingFactory(assigned_on=date(2025, 4, 25), object_by=date(2025, 5, 8))

    # Sunday 27 April is worked; 1, 2 and 5 May are not.
    assert services.objection_note(given) == (
        "自 2025-04-25 次日起第 7 个工作日为 2025-05-08，其间节假日 3 天不计"
    )


def test_a_window_that_was_told_stands_when_the_calendar_changes(city):
    given = HandlingFactory(object_by=date(2025, 4, 30))

    assert services.objection_note(given) == "交办时定为 2025-04-30"


def test_a_return_on_paper_counts_from_the_day_it_came(city):
    given = HandlingFactory()
    staff = acting(Role.PROPOSALS)

    asked = services.ask_back(
        given,
        by=staff,
        at=noon(5, 6),
        return_reason="不属本单位职责",
        return_unit=UnitFactory(),
        return_asked_on=date(2025, 4, 29),
    )

    assert (asked.state, asked.return_asked_on) == (
        HandlingState.ASKED_BACK,
        date(2025, 4, 29),
    )


def test_a_unit_that_answers_names_another_one_and_a_helper_need_not(city):
    given, helping = HandlingFactory(), HelpingFactory()

    with pytest.raises(Invalid) as nobody:
        services.ask_back(given, by=clerk_of(given), at=noon(4, 22), return_reason="无此职责")
    with pytest.raises(Invalid) as itself:
        services.ask_back(
            given,
            by=clerk_of(given),
            at=noon(4, 22),
            return_reason="无此职责",
            return_unit=given.unit,
        )
    asked = services.ask_back(
        helping, by=clerk_of(helping), at=noon(4, 22), return_reason="无此职责"
    )

    assert (nobody.value.field, itself.value.field) == ("return_unit", "return_unit")
    assert asked.state == HandlingState.ASKED_BACK


def test_a_unit_asks_back_once_only(city):
    refused = AcceptedFactory(return_asked_on=date(2025, 4, 22), return_reason="无此职责")
    by = clerk_of(refused)

    assert "proposals.ask_back" not in {move.key for move in open_to(by, refused)}
    with pytest.raises(WrongState):
        services.ask_back(
            refused, by=by, at=noon(4, 24), return_reason="还是要退", return_unit=UnitFactory()
        )


# --- Opinions and contacts -----------------------------------------------------------------------


def test_a_helper_tells_its_opinion_late_too_and_the_lead_unit_tells_none(city):
    _, (lead, helping) = proposal_with(UnitFactory(), UnitFactory(), state=HandlingState.ACCEPTED)

    opined = services.give_opinion(
        helping, by=clerk_of(helping), at=noon(6, 3), opinion="同意，愿意配合。"
    )

    assert (opined.state, opined.opined_on, opined.standing) == (
        HandlingState.OPINED,
        date(2025, 6, 3),
        "逾期 13 天完成",
    )
    with pytest.raises(WrongState):
        services.give_opinion(lead, by=clerk_of(lead), at=noon(5, 20), opinion="同意")


def test_a_contact_is_face_to_face_as_the_code_counted_on_its_day(city):
    accepted = AcceptedFactory()
    said = {"people": "第一提案人", "content": "说明了打算。"}
    RuleValue.unscoped.create(
        committee=city,
        key="proposals.contact_mode_codes",
        valid_from=date(2025, 6, 1),
        value=[
            {"code": "visit", "label": "走访", "meaning": "", "sense": ""},
            {"code": "video", "label": "视频", "meaning": "", "sense": "face"},
        ],
    )

    for day, mode in ((date(2025, 5, 31), "visit"), (date(2025, 6, 1), "visit")):
        services.log_contact(
            accepted, by=clerk_of(accepted), at=noon(6, 2), held_on=day, mode=mode, **said
        )

    assert list(Contact.objects.values_list("held_on", "is_face_to_face")) == [
        (date(2025, 5, 31), True),
        (date(2025, 6, 1), False),
    ]
    with pytest.raises(Invalid) as refusal:
        services.log_contact(
            accepted,
            by=clerk_of(accepted),
            at=noon(6, 2),
            held_on=date(2025, 5, 31),
            mode="video",
            **said,
        )
    assert refusal.value.field == "mode"


@pytest.mark.parametrize("day", [date(2025, 4, 20), date(2025, 5, 9)])
def test_a_contact_is_neither_before_the_assignment_nor_in_the_future(city, day):
    accepted = AcceptedFactory()

    with pytest.raises(Invalid) as refusal:
        services.log_contact(
            accepted,
            by=clerk_of(accepted),
            at=noon(5, 8),
            held_on=day,
            mode="phone",
            people="第一提案人",
            content="说明了打算。",
        )

    assert (refusal.value.field, Contact.objects.count()) == ("held_on", 0)


def test_a_contact_is_corrected_by_its_unit_and_counted_anew(city):
    contact = ContactFactory()
    facts = {"held_on": contact.held_on, "people": "第一提案人", "content": "改为电话说明。"}

    with pytest.raises(NotAllowed):
        services.revise_contact(
            contact,
            by=acting(Role.UNIT, unit=UnitFactory()),
            facts={**facts, "mode": "phone"},
            version=1,
        )
    revised = services.revise_contact(
        contact, by=clerk_of(contact.handling), facts={**facts, "mode": "phone"}, version=1
    )

    assert (revised.mode, revised.is_face_to_face, revised.version) == ("phone", False, 2)
    with pytest.raises(Stale):
        services.revise_contact(
            contact, by=clerk_of(contact.handling), facts={**facts, "mode": "visit"}, version=1
        )


# --- What follows from other acts ----------------------------------------------------------------


def test_a_sent_reply_marks_the_unit_and_its_day(city):
    accepted = AcceptedFactory()
    by = clerk_of(accepted)

    with pytest.raises(Invalid, match="不能早于交办日期 2025-04-21"):
        services.mark_handling_replied(accepted, by=by, at=noon(7, 1), replied_on=date(2025, 4, 20))
    replied = services.mark_handling_replied(accepted, by=by, at=noon(7, 21))

    assert (replied.state, replied.replied_on, replied.standing) == (
        HandlingState.REPLIED,
        date(2025, 7, 21),
        "按期",
    )


def test_handling_anew_has_its_own_clock(city):
    replied = AcceptedFactory(state=HandlingState.REPLIED, replied_on=date(2025, 7, 21))

    again = services.handle_again(
        replied, by=acting(Role.MEMBER), at=noon(8, 31), judged_on=date(2025, 8, 31)
    )

    assert (again.state, again.round, again.replied_on) == (HandlingState.AGAIN, 2, None)
    # 30 September is a working day: the last day of a shorter month.
    assert (again.due_on, again.first_due_on) == (date(2025, 9, 30), date(2025, 9, 30))
    assert again.due_note == "自 2025-08-31 起 1 个月为 2025-09-30"


def test_closing_settles_the_units_that_answered_and_the_helpers_whether_they_spoke_or_not(city):
    _, (lead, spoke, silent) = proposal_with(
        UnitFactory(), UnitFactory(), UnitFactory(), state=HandlingState.ACCEPTED
    )
    by = acting(Role.PROPOSALS)
    services.give_opinion(spoke, by=by, at=noon(5, 9), opinion="同意")

    with pytest.raises(Invalid, match="还没有答复"):
        services.settle(lead, by=by, at=noon(7, 30))
    services.mark_handling_replied(lead, by=by, at=noon(7, 1))
    settled = [services.settle(row, by=by, at=noon(7, 30)) for row in (lead, spoke, silent)]

    assert [row.state for row in settled] == [HandlingState.SETTLED] * 3
    assert [row.standing for row in settled] == ["按期", "按期", ""]


def test_consequences_are_offered_to_nobody(city):
    accepted = AcceptedFactory()

    offered = {move.key for move in open_to(acting(Role.PROPOSALS), accepted)}

    assert offered == {
        "proposals.ask_back",
        "proposals.ask_extension",
        "proposals.log_contact",
        "proposals.name_officer",
        "proposals.reassign",
        "proposals.urge",
    }
