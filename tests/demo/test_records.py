"""Beyond the figures: what a reader of the trade would look at, and what must not be counted."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps

from yizheng.activities.models import Activity, Participation
from yizheng.core.history import Event, verify
from yizheng.core.numbering import next_number
from yizheng.core.records import Record, check
from yizheng.core.tenancy import within
from yizheng.core.workflow import TRANSITIONS
from yizheng.demo.loaders.intake import SHOWN_UNIT, shown_member
from yizheng.members.models import Committee, Mandate, Person
from yizheng.opinions.models import Adoption, Bulletin, OpinionReport
from yizheng.proposals.models import (
    Commendation,
    Handling,
    Invitation,
    KeyProposal,
    Promise,
    Proposal,
    Reply,
)
from yizheng.proposals.services.headline import expected
from yizheng.proposals.states import (
    CommendationState,
    HandlingState,
    InvitationState,
    KeyState,
    PromiseState,
    ReplyState,
    State,
)
from yizheng.service.models import Concern
from yizheng.units.models import Unit

from .contents import APPS

SEED_TEXT = Path(__file__).resolve().parents[3] / "shared" / "seed" / "summary-2025.txt"
RUN = 12
# How the services name the entering of a new record of each kind that has states.
CREATED = {
    "activities.create_activity", "consultations.create_plan",
    "consultations.create_planitem", "consultations.suggest", "consultations.suggest_publicly",
    "consultations.create_recommendation", "instructions.convey", "ladder.deliver", "ladder.submit",
    "duty.create_ruleset", "duty.create_adjustment", "duty.freeze", "duty.object",
    "duty.report_outside", "liaison.note",
    "meetings.ask_leave", "meetings.draft_minutes", "meetings.enter_notice",
    "members.ask_to_merge", "members.create_termchange",
    "meetings.write_speech", "opinions.create_bulletin",
    "opinions.forward", "opinions.receive", "publicity.submit",
    "proposals.create_draft", "proposals.give", "proposals.start_reply",
    "proposals.enter_paper_evaluation", "service.create_concern", "service.create_livelihoodmatter",
    "service.raise_publicly", "service.report_concern",
    "supervision.ask", "supervision.create_appraisal", "supervision.report",
}  # fmt: skip
# Every kind of record but the people in activities, of whom there are too many for this.
KINDS = [
    model
    for model in apps.get_models()
    if issubclass(model, Record) and model is not Participation and model._meta.app_label in APPS
]


def repeated(rows, field):
    counted = Counter(rows.values_list(field, flat=True))
    return [title for title, count in counted.items() if count > 1]


def test_the_city_has_its_size(demo):
    serving = Mandate.objects.filter(ended_on=None)

    assert Committee.objects.filter(parent=demo.city).count() == 13
    assert 375 <= serving.count() <= 390
    assert serving.values("sector").distinct().count() == 31
    assert Unit.objects.count() == 110


def test_titles_do_not_repeat(demo):
    assert repeated(Proposal.objects.all(), "title") == []
    assert repeated(OpinionReport.objects.all(), "title") == []
    assert repeated(Concern.objects.all(), "title") == []
    special = Bulletin.objects.filter(series="special", state="sent")
    assert repeated(special, "title") == []


def test_texts_are_whole_and_fit_their_fields(demo):
    for proposal in Proposal.objects.all():
        text = f"{proposal.title}{proposal.situation}{proposal.analysis}{proposal.suggestion}"
        assert "{" not in text and "。。" not in text and "，。" not in text
        assert len(proposal.title) <= 40
        assert min(map(len, (proposal.situation, proposal.analysis, proposal.suggestion))) >= 20


def test_proposals_open_in_many_ways(demo):
    opening = Counter(text[:4] for text in Proposal.objects.values_list("situation", flat=True))

    assert max(opening.values()) < Proposal.objects.count() / 6


def test_ordinals_of_the_standing_committee(demo):
    meetings = Activity.objects.filter(
        series="standing", state="held", held_on__year=2025, ordinal__isnull=False
    )

    assert sorted(meetings.values_list("ordinal", flat=True)) == [14, 15, 16, 17, 18]


def test_numbers_go_on_where_the_year_stopped(demo):
    session = demo.sessions[2025]

    assert next_number(f"proposals/number/{session.pk}") == 452
    assert next_number(f"proposals/serial/{session.pk}") == 519
    assert next_number("opinions/special/2025") == 25
    assert next_number("opinions/serial") == OpinionReport.objects.count() + 1


def test_every_number_of_the_session_is_used_once(demo):
    rows = Proposal.objects.filter(session=demo.sessions[2025])
    numbers = rows.filter(number__isnull=False).values_list("number", flat=True)
    serials = rows.filter(serial__isnull=False).values_list("serial", flat=True)

    assert sorted(numbers) == list(range(1, 452))
    assert sorted(serials) == list(range(1, 519))


def test_distractors_exist_and_are_not_what_is_counted(demo):
    year = date(2025, 1, 1), date(2025, 12, 31)
    held = Activity.objects.filter(held_on__range=year)
    twice = Counter(
        Adoption.objects.filter(
            level__in=["province", "nation"], adopted_on__range=year
        ).values_list("report", flat=True)
    )

    assert held.filter(state="cancelled").count() >= 8
    assert Activity.objects.filter(state="planned").count() >= 3
    assert Proposal.objects.filter(state="draft").count() == 9
    assert Proposal.objects.filter(session=demo.sessions[2025], state="declined").count() == 42
    assert Proposal.objects.filter(session=demo.sessions[2025], state="merged").count() == 24
    assert OpinionReport.objects.filter(state="kept", kept_on__range=year).count() == 132
    assert sorted(twice.values(), reverse=True)[:8] == [2, 2, 2, 2, 2, 2, 2, 1]
    assert set(Concern.objects.values_list("state", flat=True)) == {
        "raised", "refused", "taken", "handed", "answered", "resolved", "unresolved",
    }  # fmt: skip


def test_days_beside_the_year_have_records(demo):
    days = set(Activity.objects.filter(state="held").values_list("held_on", flat=True))
    over = Concern.objects.filter(raised_on__year=2025, resolved_on__year=2026)

    assert {date(2024, 12, 31), date(2026, 1, 1)} <= days
    assert over.count() == 8


def test_a_former_member_was_talked_with_and_is_not_counted(demo):
    mandates = {seat.person_id: seat for seat in Mandate.objects.all()}
    talks = Participation.objects.filter(
        activity__kind__code="liaison.talk",
        activity__held_on__year=2025,
        role="talked_with",
        activity__state="held",
    ).select_related("activity")
    former = [
        row
        for row in talks
        if (seat := mandates.get(row.person_id)) is None
        or (seat.ended_on and seat.ended_on < row.activity.held_on)
    ]

    assert (talks.count(), len(former)) == (245, 2)


def test_the_histories_hold_and_end_where_the_records_stand(demo):
    proposal = Proposal.objects.filter(is_key=True, satisfaction="satisfied").first()
    events = Event.objects.filter(record=f"proposals.proposal:{proposal.pk}").order_by("at")
    moves = [event.action.removeprefix("proposals.") for event in events]

    assert verify() == []
    assert list(events)[-1].after["state"] == proposal.state
    assert [move for move in moves if move not in {"mark_key", "mark_excellent"}] == [
        "create_draft", "submit", "file", "assign", "mark_replied", "mark_judged", "mark_closed",
    ]  # fmt: skip
    assert "mark_key" in moves


def test_every_step_is_a_move_the_system_knows(demo):
    known = {*TRANSITIONS, *CREATED}
    stepped = Event.objects.filter(after__has_key="state").values_list("action", flat=True)

    assert {action for action in set(stepped) if ".import_" not in action} <= known


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.label_lower)
def test_records_are_such_as_could_have_been_typed_in(demo, model):
    rows = list(model.unscoped.order_by("pk"))

    for row in rows:
        row.clean_fields()
    for row in rows[:: max(1, len(rows) // 12)]:
        with within(row.committee_id):
            check(row)


def test_the_shown_member_and_unit_have_work_of_every_kind(demo):
    member = shown_member(demo)

    assert member.proposals.exclude(state="draft").count() >= 3
    assert member.co_signed_proposals.count() >= 3
    assert member.opinion_reports.count() >= 3
    assert member.participations.count() >= 5
    assert demo.units[SHOWN_UNIT].led_proposals.filter(state="assigned").count() >= 3


def test_telephone_numbers_cannot_exist(demo):
    phones = [*Person.objects.values_list("phone", flat=True)]
    phones += Unit.objects.values_list("contact_phone", flat=True)

    assert all(phone == "" or phone.startswith("100") for phone in phones)


def test_no_run_of_words_is_taken_from_a_printed_summary(demo):
    if not SEED_TEXT.exists():
        pytest.skip("the printed summary is not beside this checkout")
    seed = "".join(SEED_TEXT.read_text(encoding="utf-8").split())
    runs = {seed[place : place + RUN] for place in range(len(seed) - RUN + 1)}
    texts = [*Event.objects.values_list("after", flat=True)]

    shared = set()
    for after in texts:
        for value in after.values():
            if isinstance(value, str) and len(value) >= RUN:
                shared |= {value[at : at + RUN] for at in range(len(value) - RUN + 1)} & runs
    assert shared == set()


def test_every_proposal_says_what_its_units_replies_and_judgements_come_to(demo):
    rows = Proposal.objects.filter(lead_unit__isnull=False).prefetch_related("helpers")

    for proposal in rows:
        units = {proposal.lead_unit_id, *(unit.pk for unit in proposal.helpers.all())}
        said = (units, proposal.result_class, proposal.satisfaction, proposal.due_on)
        line = expected(proposal)
        assert said == (set(line.units), line.result_class, line.satisfaction, line.due_on)


def test_every_state_of_the_work_on_proposals_is_shown(demo):
    shown = {
        model: set(model.objects.values_list("state", flat=True))
        for model in (Proposal, Handling, Reply, Promise, KeyProposal, Commendation, Invitation)
    }

    assert shown[Proposal] == set(State)
    assert shown[Handling] == set(HandlingState)
    assert shown[Reply] == set(ReplyState)
    assert shown[Promise] == set(PromiseState)
    assert shown[KeyProposal] == set(KeyState)
    assert shown[Commendation] == set(CommendationState)
    assert shown[Invitation] == set(InvitationState)
