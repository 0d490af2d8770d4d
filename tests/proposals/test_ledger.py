from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from tests.factories.accounts import acting, signed_in
from tests.factories.handling import (
    AcceptedFactory,
    ContactFactory,
    ExtensionFactory,
    HelpingFactory,
    UrgingFactory,
    proposal_with,
)
from tests.factories.members import SessionFactory, UnitFactory
from tests.factories.proposals import AssignedFactory, HandlingFactory, member
from yizheng.accounts.roles import Role
from yizheng.proposals import deadlines
from yizheng.proposals.panels import handling as panels
from yizheng.proposals.states import HandlingState

pytestmark = pytest.mark.django_db
TODAY = date(2025, 7, 21)
LEDGER = "/proposals/ledger/"


def due(days, **facts):
    """A sole unit at work whose day is so many days from today on."""
    assigned = localdate() - timedelta(days=100)
    day = localdate() + timedelta(days=days)
    return AcceptedFactory(
        assigned_on=assigned, object_by=assigned, accepted_on=assigned, due_on=day,
        first_due_on=day, **facts,
    )  # fmt: skip


def replied(on, *, due_on=TODAY, **facts):
    return AcceptedFactory(
        state=HandlingState.REPLIED, replied_on=on, due_on=due_on, first_due_on=due_on, **facts
    )


# --- What is late --------------------------------------------------------------------------------


def test_the_last_day_counts_as_in_time(city):
    staff = acting(Role.SUPERVISION)
    row = AcceptedFactory(due_on=TODAY)
    in_time, late = replied(TODAY), replied(TODAY + timedelta(days=1))
    HelpingFactory(due_on=date(2025, 5, 21))

    assert list(deadlines.overdue(staff, TODAY)) == []
    assert list(deadlines.overdue(staff, TODAY + timedelta(days=1))) == [row]
    assert list(deadlines.late(staff, TODAY)) == [late]
    assert (in_time.standing, late.standing) == ("按期", "逾期 1 天完成")


def test_soon_is_from_today_to_the_last_of_the_days_both_included(city):
    staff = acting(Role.SUPERVISION)
    rows = [AcceptedFactory(due_on=TODAY + timedelta(days=days)) for days in (0, 15, 16)]
    AcceptedFactory(due_on=TODAY - timedelta(days=1))

    assert list(deadlines.soon(staff, TODAY, days=15)) == rows[:2]


def test_who_answered_an_earlier_round_late_stays_late(city):
    staff = acting(Role.SUPERVISION)
    again = AcceptedFactory(state=HandlingState.AGAIN, round=2, is_late_before=True)

    assert list(deadlines.late(staff, TODAY)) == [again]


def test_a_unit_sees_its_own_and_strangers_nothing(city):
    row = AcceptedFactory(due_on=TODAY)
    day = TODAY + timedelta(days=1)

    seen = {
        role: list(deadlines.overdue(acting(role, unit=row.unit), day))
        for role in (Role.UNIT, Role.UNIT_REVIEWER)
    }
    stranger = acting(Role.UNIT, unit=UnitFactory())

    assert seen == {Role.UNIT: [row], Role.UNIT_REVIEWER: [row]}
    assert list(deadlines.overdue(stranger, day)) == []


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-3, "逾期 3 天", "bad"),
        (0, "今天到期", "warn"),
        (5, "还有 5 天", "warn"),
        (6, "还有 6 天", "info"),
    ],
)
def test_how_near_the_day_is_in_words_and_colour(city, days, words, tone):
    row = due(days)

    assert (row.standing, deadlines.tone(row, on=localdate())) == (words, tone)


# --- The ledger ----------------------------------------------------------------------------------


def test_the_ledger_lists_by_day_and_counts_each_part(client, city):
    signed_in(client, Role.SUPERVISION)
    late, soon, far = due(-2), due(3), due(40)
    given = HandlingFactory(due_on=localdate() + timedelta(days=60))
    replied(date(2025, 7, 30))

    page = client.get(LEDGER)
    overdue = client.get(LEDGER, {"show": "overdue"})

    assert [row for row, _ in page.context["rows"]] == [late, soon, far, given]
    assert {cut.key: count for cut, count, _, _ in page.context["tabs"]} == {
        "working": 4,
        "overdue": 1,
        "soon": 1,
        "given": 1,
        "asked_back": 0,
        "again": 0,
        "late": 1,
        "opinions_due": 0,
    }
    assert overdue.context["rows"] == [(late, "bad")]


def test_the_ledger_of_one_unit_and_session(client, city):
    signed_in(client, Role.PROPOSALS)
    mine, other_session = due(3), due(4)
    other_session.unit = mine.unit
    other_session.save()
    session = mine.proposal.session_id

    rows = client.get(LEDGER, {"unit": mine.unit_id, "session": session}).context["rows"]

    assert [row for row, _ in rows] == [mine]


def test_the_ledger_says_when_a_unit_was_last_urged_by_people(client, city):
    signed_in(client, Role.SUPERVISION)
    row = due(-30)
    for day in (date(2025, 7, 22), date(2025, 8, 1)):
        UrgingFactory(handling=row, urged_on=day)
    UrgingFactory(handling=row, urged_on=date(2025, 9, 1), is_automatic=True)

    (found, _), *_ = client.get(LEDGER).context["rows"]

    assert found.urged_on == date(2025, 8, 1)


def test_the_ledger_is_exported_as_shown(client, city):
    signed_in(client, Role.SUPERVISION)
    late = due(-2)
    due(3)

    answer = client.get(f"{LEDGER}export.xlsx", {"show": "overdue"})

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    _, *rows = book.get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == [late.proposal.title]


@pytest.mark.parametrize("path", ["", "units/", "export.xlsx"])
def test_the_ledger_is_for_those_who_oversee_and_leaders(client, city, path):
    for role, status in (
        (Role.PROPOSALS, 200),
        (Role.SUPERVISION, 200),
        (Role.LEADER, 200),
        (Role.MEMBER, 404),
        (Role.UNIT, 404),
        (Role.OFFICE, 404),
    ):
        signed_in(client, role, unit=UnitFactory() if role == Role.UNIT else None)
        assert (role, client.get(f"{LEDGER}{path}").status_code) == (role, status)


@pytest.mark.parametrize(
    "query", [{"show": "nonsense"}, {"unit": "x"}, {"session": "9" * 30}, {"after": "???"}]
)
def test_a_senseless_address_is_no_error(client, city, query):
    signed_in(client, Role.SUPERVISION)
    due(3)

    assert client.get(LEDGER, query).status_code == (404 if "show" in query else 200)


# --- By unit -------------------------------------------------------------------------------------


def test_every_number_of_a_unit_leads_to_as_many_rows(client, city):
    signed_in(client, Role.LEADER)
    session = SessionFactory()
    unit = UnitFactory()

    def of(days):
        return due(days, proposal=AssignedFactory(lead_unit=unit, session=session))

    of(-2), of(3), of(40)
    replied(date(2025, 7, 30), proposal=AssignedFactory(lead_unit=unit, session=session))
    HelpingFactory(unit=unit, proposal=AssignedFactory(session=session))
    due(-5)

    page = client.get(f"{LEDGER}units/?year={session.opened_on.year}")

    row = next(row for row in page.context["rows"] if row["name"] == unit.name)
    told = {key: count for _, key, count, _ in row["cells"]}
    assert told == {
        "answering": 4,
        "given": 1,
        "working": 3,
        "soon": 1,
        "overdue": 1,
        "replied": 1,
        "late": 1,
        "helping": 1,
    }
    for _, key, count, url in row["cells"]:
        assert (key, client.get(url).context["page"].count) == (key, count)


@pytest.mark.parametrize("path", [LEDGER, f"{LEDGER}units/", "/proposals/handlings/"])
def test_pages_of_many_units_cost_what_one_does(
    client, city, path, django_assert_num_queries, django_assert_max_num_queries
):
    signed_in(client, Role.SUPERVISION)

    def one_more():
        row = due(3, officer="经办人甲")
        UrgingFactory(handling=row)
        HelpingFactory(proposal=row.proposal, due_on=row.due_on)

    one_more()
    with django_assert_max_num_queries(22) as one:
        client.get(path)
    one_more(), one_more()
    with django_assert_num_queries(len(one)):
        client.get(path)


# --- The panel of a proposal's page --------------------------------------------------------------


def told_of(proposal, actor):
    """What the panel tells: of each unit what hangs on it, and what is only for some."""
    given = panels.HANDLINGS.context(proposal, actor)
    return [
        (
            part.handling.unit,
            part.opinion,
            part.phone,
            len(part.contacts),
            len(part.extensions),
            len(part.urgings),
        )
        for part in given["parts"]
    ]


def test_each_reader_is_told_what_is_for_him(city):
    person = member()
    lead, helper = UnitFactory(), UnitFactory()
    proposal, (row, helping) = proposal_with(lead, helper, proposer=person)
    type(row).unscoped.filter(pk=row.pk).update(officer="甲", officer_phone="10012345678")
    type(row).unscoped.filter(pk=helping.pk).update(
        state=HandlingState.OPINED, opinion="同意", opined_on=date(2025, 5, 9)
    )
    ContactFactory(handling=row), ExtensionFactory(handling=row), UrgingFactory(handling=row)
    phone = "10012345678"
    everything = [(lead, "", phone, 1, 1, 1), (helper, "同意", "", 0, 0, 0)]

    assert told_of(proposal, acting(Role.SUPERVISION)) == everything
    assert told_of(proposal, acting(Role.LEADER)) == everything
    assert told_of(proposal, acting(Role.UNIT, unit=lead)) == everything
    assert told_of(proposal, acting(Role.UNIT, unit=helper)) == [
        (lead, "", phone, 0, 0, 0),
        (helper, "同意", "", 0, 0, 0),
    ]
    assert told_of(proposal, acting(Role.MEMBER, person=person)) == [
        (lead, "", phone, 1, 1, 1),
        (helper, "", "", 0, 0, 0),
    ]
    assert told_of(proposal, acting(Role.MEMBER, person=member())) == [
        (lead, "", "", 0, 0, 0),
        (helper, "", "", 0, 0, 0),
    ]


def test_the_panel_asks_as_much_for_many_units_as_for_one(city, django_assert_num_queries):
    staff = acting(Role.SUPERVISION)

    def proposal_of(count):
        proposal, rows = proposal_with(UnitFactory(), *(UnitFactory() for _ in range(count)))
        for row in rows:
            ContactFactory(handling=row), UrgingFactory(handling=row)
        return proposal

    for count in (0, 3):
        proposal = proposal_of(count)
        with django_assert_num_queries(4):
            panels.HANDLINGS.context(proposal, staff)


def test_the_page_of_a_units_part_leads_to_the_proposal_and_tells_the_window(client, city):
    row = HandlingFactory()
    signed_in(client, Role.UNIT, unit=row.unit)

    page = client.get(reverse("proposals:handlings-detail", args=[row.pk])).content.decode()

    assert reverse("proposals:proposals-detail", args=[row.proposal_id]) in page
    assert "自 2025-04-21 次日起第 7 个工作日为 2025-04-29；到期没有申请的，视为接受" in page
    assert "交办" in page
