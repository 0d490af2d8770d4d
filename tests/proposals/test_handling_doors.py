"""The units' part through each door: pages, the API, the command line."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import localdate

from tests.api.conftest import program_of
from tests.factories.accounts import signed_in, user_with
from tests.factories.handling import AcceptedFactory, ContactFactory, ExtensionFactory
from tests.factories.members import UnitFactory
from tests.factories.proposals import HandlingFactory
from yizheng.accounts.roles import Role
from yizheng.proposals.models import Contact, Handling
from yizheng.proposals.states import ExtensionState, HandlingState

pytestmark = pytest.mark.django_db
CONTACT = {
    "held_on": "2025-05-08",
    "mode": "visit",
    "people": "第一提案人",
    "content": "说明了打算。",
}


def move_of(row, key):
    return reverse("proposals:handlings-move", args=[row.pk, key])


def lately(**facts):
    """A part given today, so that its window is open."""
    today = localdate()
    month = today + timedelta(days=30)
    return HandlingFactory(
        assigned_on=today, object_by=today + timedelta(days=9), due_on=month, first_due_on=month,
        **facts,
    )  # fmt: skip


def test_a_unit_logs_a_contact_on_the_page_of_its_part(client, city):
    row = AcceptedFactory()
    signed_in(client, Role.UNIT, unit=row.unit)

    done = client.post(move_of(row, "proposals.log_contact"), CONTACT)

    assert done.status_code == 303
    assert list(Contact.objects.values_list("handling", "mode", "is_face_to_face")) == [
        (row.pk, "visit", True)
    ]


def test_what_was_typed_stays_when_a_contact_is_refused(client, city):
    row = AcceptedFactory()
    signed_in(client, Role.UNIT, unit=row.unit)
    tomorrow = localdate() + timedelta(days=1)

    refused = client.post(
        move_of(row, "proposals.log_contact"), {**CONTACT, "held_on": tomorrow.isoformat()}
    )

    text = refused.content.decode()
    assert (refused.status_code, Contact.objects.count()) == (422, 0)
    assert ("日期不能晚于今天" in text, "说明了打算。" in text) == (True, True)


def test_another_unit_does_not_find_the_moves(client, city):
    row = AcceptedFactory()
    signed_in(client, Role.UNIT, unit=UnitFactory())

    assert client.get(move_of(row, "proposals.log_contact")).status_code == 404


def test_a_contact_is_begun_on_its_unit_s_part_and_corrected_in_its_register(client, city):
    contact = ContactFactory()
    signed_in(client, Role.UNIT, unit=contact.handling.unit)
    edit = reverse("proposals:contacts-edit", args=[contact.pk])

    assert client.get(reverse("proposals:contacts-new")).status_code == 404
    done = client.post(edit, {**CONTACT, "mode": "phone", "version": 1})

    contact.refresh_from_db()
    assert (done.status_code, contact.mode, contact.is_face_to_face) == (303, "phone", False)


def test_a_program_of_a_unit_accepts_returns_and_asks_for_more_time(city):
    row, other = lately(), UnitFactory()
    program = program_of(user_with(Role.UNIT, unit=row.unit))
    path = f"/records/proposals.handling/{row.pk}/moves"

    accepted = program.post(f"{path}/proposals.accept", {"officer": "经办人甲"})
    until = row.due_on + timedelta(days=7)
    asked = program.post(
        f"{path}/proposals.ask_extension", {"until": until.isoformat(), "reason": "要衔接"}
    )
    back = program.post(
        f"{path}/proposals.ask_back", {"return_reason": "无此职责", "return_unit": other.pk}
    )

    assert [answer.status_code for answer in (accepted, asked, back)] == [200, 200, 200]
    assert back.json()["state"] == "asked_back"
    row.refresh_from_db()
    assert (row.state, row.return_unit, row.extensions.get().until) == (
        HandlingState.ASKED_BACK,
        other,
        until,
    )


def test_contacts_are_not_entered_on_their_own_at_the_api(city):
    contact = ContactFactory()
    program = program_of(user_with(Role.UNIT, unit=contact.handling.unit))

    entered = program.post("/records/proposals.contact/", CONTACT)
    corrected = program.patch(
        f"/records/proposals.contact/{contact.pk}", {"content": "改正", "version": 1}
    )

    assert (entered.status_code, corrected.status_code, Contact.objects.count()) == (405, 200, 1)


def test_the_command_line_passes_a_part_on_in_the_name_of_the_supervision_office(city):
    row, other = lately(), UnitFactory()
    office = user_with(Role.SUPERVISION)
    said = StringIO()

    call_command(
        "move", "proposals.reassign", str(row.pk), f"unit={other.pk}", "decision_note=调整",
        username=office.username, stdout=said,
    )  # fmt: skip
    with pytest.raises(CommandError, match="已调整"):
        call_command(
            "move", "proposals.accept", str(row.pk), "officer=甲", username=user_with(
                Role.UNIT, unit=row.unit
            ).username,
        )  # fmt: skip

    assert "待签收 → 已调整" in said.getvalue()
    assert Handling.objects.get(unit=other).replaces == row


def test_those_who_oversee_find_wishes_for_more_time_in_their_work(client, city):
    wish = ExtensionFactory(
        handling=AcceptedFactory(due_on=date(2025, 7, 21)), until=date(2025, 8, 1)
    )
    signed_in(client, Role.SUPERVISION)
    path = reverse("proposals:extensions-move", args=[wish.pk, "proposals.approve_extension"])

    listed = client.get(reverse("proposals:extensions-list"), {"state": ExtensionState.ASKED})
    done = client.post(path, {"decision_note": "同意"})

    assert [row.record for row in listed.context["rows"]] == [wish]
    wish.handling.refresh_from_db()
    assert (done.status_code, wish.handling.due_on) == (303, date(2025, 8, 1))
