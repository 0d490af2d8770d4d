from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import acting
from tests.factories.handling import AcceptedFactory, ExtensionFactory
from tests.factories.members import UnitFactory
from tests.factories.proposals import HandlingFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.proposals import deadlines
from yizheng.proposals.models import Extension
from yizheng.proposals.services import extending, handling
from yizheng.proposals.states import ExtensionState

SHANGHAI = ZoneInfo("Asia/Shanghai")
MID_JULY = datetime(2025, 7, 15, 12, 0, tzinfo=SHANGHAI)
LAST_DAY = datetime(2025, 7, 21, 23, 59, tzinfo=SHANGHAI)
DAY_AFTER = datetime(2025, 7, 22, 0, 1, tzinfo=SHANGHAI)

pytestmark = pytest.mark.django_db


def ask(row, *, at=MID_JULY, until=date(2025, 8, 21), **facts):
    by = acting(Role.UNIT, unit=row.unit)
    return extending.ask_extension(row, by=by, at=at, until=until, reason="要与规划衔接", **facts)


def test_a_unit_asks_for_more_time_on_its_last_day_at_the_latest(city):
    in_time, late = AcceptedFactory(), AcceptedFactory()

    ask(in_time, at=LAST_DAY)
    with pytest.raises(Invalid, match="办理期限 2025-07-21 已过"):
        ask(late, at=DAY_AFTER)
    ask(late, at=DAY_AFTER, asked_on=date(2025, 7, 21))

    told = Extension.objects.order_by("pk").values_list("handling", "until", "asked_on", "state")
    assert list(told) == [
        (in_time.pk, date(2025, 8, 21), date(2025, 7, 21), ExtensionState.ASKED),
        (late.pk, date(2025, 8, 21), date(2025, 7, 21), ExtensionState.ASKED),
    ]
    in_time.refresh_from_db()
    assert (in_time.state, in_time.due_on) == (in_time.state, date(2025, 7, 21))


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (date(2025, 7, 21), "请填更晚的日期"),
        (date(2025, 10, 22), "最迟延至 2025-10-21（自 2025-04-21 起 6 个月为 2025-10-21）"),
    ],
)
def test_more_time_is_later_and_not_longer_than_the_committee_allows(city, until, sentence):
    row = AcceptedFactory()

    with pytest.raises(Invalid) as refusal:
        ask(row, until=until)

    assert (refusal.value.field, sentence in refusal.value.message) == ("until", True)
    ask(row, until=date(2025, 10, 21))


def test_one_wish_at_a_time(city):
    row = AcceptedFactory()
    ask(row)

    with pytest.raises(Invalid, match="已有一份延期申请在等审批"):
        ask(row, until=date(2025, 9, 1))

    assert Extension.objects.count() == 1


def test_a_unit_that_has_not_accepted_does_not_ask(city):
    with pytest.raises(WrongState):
        ask(HandlingFactory())


def test_an_approved_extension_moves_the_day_and_is_never_overdue(city):
    staff = acting(Role.PROPOSALS)
    extended, other = AcceptedFactory(), AcceptedFactory()
    wish = ExtensionFactory(handling=extended)

    approved = extending.approve_extension(wish, by=staff, at=MID_JULY, decision_note="同意")

    extended.refresh_from_db()
    assert (approved.state, approved.decided_on) == (ExtensionState.APPROVED, date(2025, 7, 15))
    assert (extended.due_on, extended.first_due_on, extended.due_note) == (
        date(2025, 8, 21),
        date(2025, 7, 21),
        "经批准延期，原定 2025-07-21",
    )
    extended.proposal.refresh_from_db()
    assert (extended.proposal.due_on, extended.proposal.due_note) == (
        date(2025, 8, 21),
        "经批准延期，原定 2025-07-21",
    )
    assert list(deadlines.overdue(staff, date(2025, 7, 22))) == [other]
    assert list(deadlines.overdue(staff, date(2025, 8, 21))) == [other]
    assert list(deadlines.overdue(staff, date(2025, 8, 22))) == [other, extended]
    handling.mark_handling_replied(
        extended, by=staff, at=datetime(2025, 8, 21, 9, 0, tzinfo=SHANGHAI)
    )
    assert list(deadlines.late(staff, date(2025, 8, 22))) == []


def test_a_refused_extension_leaves_the_day(city):
    wish = ExtensionFactory()

    refused = extending.refuse_extension(
        wish, by=acting(Role.SUPERVISION), at=MID_JULY, decision_note="可以如期完成"
    )

    wish.handling.refresh_from_db()
    assert (refused.state, refused.decision_note, wish.handling.due_on) == (
        ExtensionState.REFUSED,
        "可以如期完成",
        date(2025, 7, 21),
    )
    ask(wish.handling, until=date(2025, 8, 1))


def test_units_do_not_decide_on_their_own_wish(city):
    wish = ExtensionFactory()

    for actor in (
        acting(Role.UNIT_REVIEWER, unit=wish.handling.unit),
        acting(Role.UNIT, unit=UnitFactory()),
        acting(Role.LEADER),
    ):
        with pytest.raises(NotAllowed):
            extending.approve_extension(wish, by=actor, at=MID_JULY)

    wish.refresh_from_db()
    assert (wish.state, wish.handling.due_on) == (ExtensionState.ASKED, date(2025, 7, 21))


def test_what_was_replied_in_the_meantime_is_not_extended(city):
    wish, staff = ExtensionFactory(), acting(Role.PROPOSALS)
    handling.mark_handling_replied(wish.handling, by=staff, at=MID_JULY)

    with pytest.raises(WrongState, match="已答复"):
        extending.approve_extension(wish, by=staff, at=MID_JULY)

    wish.refresh_from_db()
    assert wish.state == ExtensionState.ASKED
