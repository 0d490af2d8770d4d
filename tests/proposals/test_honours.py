"""Key proposals with their supervision, and the selection of excellent ones and of units."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.honours import (
    CommendedFactory,
    ConcludedKeyFactory,
    DecidedKeyFactory,
    DroppedKeyFactory,
    KeyProposalFactory,
    NominationFactory,
    SupervisionFactory,
    commended_unit,
)
from tests.factories.members import OrganFactory, SessionFactory, UnitFactory
from tests.factories.proposals import (
    FiledFactory,
    RepliedFactory,
    SubmittedFactory,
    member,
)
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event, label_of
from yizheng.core.workflow import open_to
from yizheng.proposals.models import Commendation, KeyProposal, Supervision
from yizheng.proposals.registers.honours import COMMENDATIONS, KEY_PROPOSALS
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.services import honours, key_proposals
from yizheng.proposals.states import CommendationState, KeyState, State

pytestmark = pytest.mark.django_db

MEETING = datetime(2025, 5, 6, 2, 0, tzinfo=UTC)
SUMMER = datetime(2025, 8, 1, 2, 0, tzinfo=UTC)
YEAR_END = datetime(2025, 12, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def staff(city):
    """A clerk of the proposal committee."""
    return acting(Role.PROPOSALS)


def mark_of(proposal):
    proposal.refresh_from_db()
    return proposal.state, proposal.is_key, proposal.key_on, proposal.lead_leader


def honour_of(proposal):
    proposal.refresh_from_db()
    return proposal.is_excellent, proposal.excellent_on


def decide(case, by, **facts):
    given = {"decided_by": "四届二十一次主席会议", "lead_leader": "副主席甲"}
    return key_proposals.decide_key(case, by=by, at=MEETING, **{**given, **facts})


# --- Key proposals -------------------------------------------------------------------------------


def test_a_filed_proposal_is_put_on_the_shortlist_once(staff):
    filed = FiledFactory()

    key_proposals.shortlist(filed, by=staff, at=MEETING, reason=" 群众关切 ")

    case = KeyProposal.objects.get(proposal=filed)
    assert (case.state, case.reason) == (KeyState.SHORTLISTED, "群众关切")
    assert mark_of(filed) == (State.FILED, False, None, "")
    with pytest.raises(WrongState):
        key_proposals.shortlist(filed, by=staff, at=MEETING, reason="又一次")


def test_what_is_not_filed_is_neither_shortlisted_nor_nominated(staff):
    submitted = SubmittedFactory()

    for move in (key_proposals.shortlist, honours.nominate):
        with pytest.raises(WrongState):
            move(submitted, by=staff, at=MEETING, reason="好")

    assert KeyProposal.objects.count() == Commendation.objects.count() == 0


def test_the_decision_of_the_chair_meeting_marks_the_proposal(staff):
    case = KeyProposalFactory()
    organ = OrganFactory()

    decided = decide(case, staff, organ=organ, decided_on=date(2025, 5, 5))

    assert (decided.state, decided.decided_on) == (KeyState.DECIDED, date(2025, 5, 5))
    assert (decided.decided_by, decided.organ) == ("四届二十一次主席会议", organ)
    marked = (State.ASSIGNED, True, date(2025, 5, 5), "副主席甲")
    assert mark_of(case.proposal) == marked
    entries = Event.objects.filter(record=label_of(case.proposal)).values_list("action", flat=True)
    assert list(entries) == ["proposals.mark_key"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"decided_by": " "}, "decided_by"),
        ({"lead_leader": ""}, "lead_leader"),
        ({"decided_on": date(2025, 5, 7)}, "decided_on"),
        ({"decided_on": date(2025, 4, 9)}, "decided_on"),
    ],
)
def test_a_decision_lacking_something_is_refused_at_its_field(staff, facts, field):
    case = KeyProposalFactory()

    with pytest.raises(Invalid) as refused:
        decide(case, staff, **facts)

    assert refused.value.field == field
    case.refresh_from_db()
    assert case.state == KeyState.SHORTLISTED
    assert mark_of(case.proposal)[1] is False


@pytest.mark.parametrize("state", ["merged", "withdrawn"])
def test_what_is_no_longer_handled_does_not_become_key(staff, state):
    ended = {"merged": {"merged_into": FiledFactory(), "merged_on": date(2025, 5, 1)}}
    ended["withdrawn"] = {"withdrawn_on": date(2025, 5, 1)}
    case = KeyProposalFactory(proposal=FiledFactory(state=state, **ended[state]))

    with pytest.raises(WrongState):
        decide(case, staff)

    case.refresh_from_db()
    assert case.state == KeyState.SHORTLISTED


def test_one_not_chosen_says_why_and_can_be_put_forward_again(staff):
    dropped = key_proposals.drop_key(
        KeyProposalFactory(), by=staff, at=MEETING, drop_note="名额已满"
    )
    assert (dropped.state, dropped.drop_note) == (KeyState.DROPPED, "名额已满")

    again = key_proposals.reopen_key(dropped, by=staff, at=MEETING)

    assert (again.state, again.drop_note) == (KeyState.SHORTLISTED, "")


def test_a_decision_is_taken_back_with_its_reason_and_the_mark_goes(staff):
    case = DecidedKeyFactory()

    with pytest.raises(Invalid):
        key_proposals.undo_key(case, by=staff, at=SUMMER, drop_note=" ")
    undone = key_proposals.undo_key(case, by=staff, at=SUMMER, drop_note="并入专项工作")

    assert (undone.state, undone.decided_on, undone.decided_by) == (KeyState.DROPPED, None, "")
    assert undone.drop_note == "并入专项工作"
    assert mark_of(case.proposal) == (State.ASSIGNED, False, None, "")


def test_the_mark_of_a_proposal_merged_later_can_still_be_taken_away(staff):
    proposal = FiledFactory(
        state=State.MERGED,
        merged_into=FiledFactory(),
        merged_on=date(2025, 5, 20),
        is_key=True,
        key_on=date(2025, 5, 6),
    )
    case = DecidedKeyFactory(proposal=proposal)

    key_proposals.undo_key(case, by=staff, at=SUMMER, drop_note="已并案")

    assert mark_of(proposal)[1] is False


def test_another_leader_takes_over(staff):
    case = DecidedKeyFactory()
    facts = {"reason": case.reason, "lead_leader": "副主席乙", "organ": None}

    revised = key_proposals.revise_key(case, by=staff, facts=facts, version=1)

    assert (revised.lead_leader, mark_of(case.proposal)[3]) == ("副主席乙", "副主席乙")
    with pytest.raises(Invalid):
        key_proposals.revise_key(revised, by=staff, facts={**facts, "lead_leader": ""}, version=2)
    with pytest.raises(Stale):
        key_proposals.revise_key(revised, by=staff, facts=facts, version=1)
    assert mark_of(case.proposal)[3] == "副主席乙"


@pytest.mark.parametrize("make", [ConcludedKeyFactory, DroppedKeyFactory])
def test_what_is_over_is_not_changed(staff, make):
    case = make()
    facts = {"reason": "别的理由", "lead_leader": "副主席乙", "organ": None}

    with pytest.raises(Invalid):
        key_proposals.revise_key(case, by=staff, facts=facts, version=1)


def test_only_what_is_undecided_is_taken_back_as_a_mistake(staff):
    decided, commended = DecidedKeyFactory(), CommendedFactory()
    waiting, nominated = KeyProposalFactory(), NominationFactory()

    for remove, row in (
        (key_proposals.remove_key, decided),
        (honours.remove_commendation, commended),
    ):
        with pytest.raises(Invalid):
            remove(row, by=staff, reason="误登记", version=1)
    key_proposals.remove_key(waiting, by=staff, reason="误登记", version=1)
    honours.remove_commendation(nominated, by=staff, reason="误登记", version=1)

    assert list(KeyProposal.objects.all()) == [decided]
    assert list(Commendation.objects.all()) == [commended]


# --- Supervision ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.PROPOSALS, Role.SUPERVISION, Role.SPECIAL])
def test_those_who_supervise_plan_act_and_conclude(city, role):
    case, by = DecidedKeyFactory(), acting(role)

    key_proposals.plan_supervision(case, by=by, at=MEETING, plan="六月调研，九月座谈。")
    key_proposals.supervise(
        case, by=by, at=SUMMER, form="survey", content="实地查看。", held_on=date(2025, 6, 18)
    )
    key_proposals.supervise(case, by=by, at=SUMMER, form="symposium", content="当面协商。")
    concluded = key_proposals.conclude_key(
        case, by=by, at=YEAR_END, result="已解决", concluded_on=date(2025, 10, 20)
    )

    acts = Supervision.objects.order_by("held_on").values_list("held_on", "form")
    assert list(acts) == [(date(2025, 6, 18), "survey"), (date(2025, 8, 1), "symposium")]
    assert concluded.plan == "六月调研，九月座谈。"
    assert (concluded.state, concluded.result) == (KeyState.CONCLUDED, "已解决")
    assert concluded.concluded_on == date(2025, 10, 20)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"held_on": date(2025, 5, 5)}, "held_on"),
        ({"held_on": date(2025, 8, 2)}, "held_on"),
        ({"form": "telepathy"}, "form"),
    ],
)
def test_an_act_on_a_wrong_day_or_in_an_unknown_form_is_refused(staff, facts, field):
    case = DecidedKeyFactory()
    given = {"form": "survey", "content": "实地查看。", **facts}

    with pytest.raises(Invalid) as refused:
        key_proposals.supervise(case, by=staff, at=SUMMER, **given)

    assert (refused.value.field, Supervision.objects.count()) == (field, 0)


def test_an_act_is_corrected_by_the_same_rules(staff):
    act = SupervisionFactory()
    facts = {"held_on": date(2025, 6, 19), "form": "site", "people": "", "content": "改正。"}

    revised = key_proposals.revise_supervision(act, by=staff, facts=facts, version=1)

    assert (revised.held_on, revised.form) == (date(2025, 6, 19), "site")
    with pytest.raises(Invalid):
        key_proposals.revise_supervision(
            revised, by=staff, facts={**facts, "held_on": date(2025, 5, 1)}, version=2
        )


@pytest.mark.parametrize(
    "facts",
    [
        {"result": " "},
        {"result": "已解决", "concluded_on": date(2025, 5, 5)},
        {"result": "已解决", "concluded_on": date(2026, 1, 1)},
    ],
)
def test_a_conclusion_needs_a_result_and_a_possible_day(staff, facts):
    case = DecidedKeyFactory()

    with pytest.raises(Invalid):
        key_proposals.conclude_key(case, by=staff, at=YEAR_END, **facts)

    case.refresh_from_db()
    assert (case.state, case.result) == (KeyState.DECIDED, "")


def test_a_concluded_one_is_supervised_on(staff):
    case = key_proposals.continue_key(ConcludedKeyFactory(), by=staff, at=YEAR_END)

    assert (case.state, case.result, case.concluded_on) == (KeyState.DECIDED, "", None)


# --- Excellent proposals, units ------------------------------------------------------------------


def test_an_excellent_proposal_is_nominated_chosen_and_marked(staff):
    replied = RepliedFactory()

    honours.nominate(replied, by=staff, at=SUMMER, reason="调研扎实")
    row = Commendation.objects.get(proposal=replied)
    assert (row.session, row.unit, row.state) == (
        replied.session,
        None,
        CommendationState.NOMINATED,
    )
    with pytest.raises(WrongState):
        honours.nominate(replied, by=staff, at=SUMMER, reason="又一次")
    chosen = honours.commend(row, by=staff, at=YEAR_END, decided_by="主席会议")

    assert (chosen.state, chosen.decided_on) == (CommendationState.COMMENDED, date(2025, 12, 18))
    assert honour_of(replied) == (True, date(2025, 12, 18))


def test_a_choice_is_taken_back_and_the_mark_goes(staff):
    row = CommendedFactory()

    back = honours.withdraw_commendation(row, by=staff, at=YEAR_END)

    assert (back.state, back.decided_on, back.decided_by) == ("nominated", None, "")
    assert honour_of(row.proposal) == (False, None)


def test_one_passed_over_is_not_marked_and_may_be_taken_up_again(staff):
    row = NominationFactory()

    passed = honours.pass_over(row, by=staff, at=YEAR_END)
    assert (passed.state, passed.decided_on) == ("passed", date(2025, 12, 18))
    assert honour_of(row.proposal) == (False, None)

    again = honours.withdraw_commendation(passed, by=staff, at=YEAR_END)
    assert (again.state, again.decided_on) == ("nominated", None)


def test_a_unit_is_nominated_once_a_session_and_commended(staff):
    session, unit = SessionFactory(), UnitFactory()
    facts = {"session": session, "unit": unit, "reason": "件件面商"}

    row = COMMENDATIONS.create(by=staff, facts=facts)
    chosen = honours.commend(row, by=staff, at=YEAR_END, decided_by="主席会议")

    assert (chosen.unit, chosen.proposal, chosen.state) == (unit, None, "commended")
    with pytest.raises(Invalid):
        honours.nominate_unit(by=staff, facts=facts)
    with pytest.raises(Invalid) as refused:
        honours.nominate_unit(by=staff, facts={"session": session, "unit": None, "reason": ""})
    assert refused.value.field == "unit"


@pytest.mark.parametrize("facts", [{"decided_by": ""}, {"decided_on": date(2025, 4, 9)}])
def test_a_choice_needs_its_meeting_and_a_possible_day(staff, facts):
    row = NominationFactory()

    with pytest.raises(Invalid):
        honours.commend(row, by=staff, at=YEAR_END, **{"decided_by": "主席会议", **facts})

    assert honour_of(row.proposal) == (False, None)


def test_who_is_proposed_stays_when_the_reason_is_corrected(staff):
    row = NominationFactory()
    facts = {"session": SessionFactory(), "unit": UnitFactory(), "reason": "更好的理由"}

    revised = honours.revise_commendation(row, by=staff, facts=facts, version=1)

    assert (revised.reason, revised.unit) == ("更好的理由", None)
    assert (revised.proposal, revised.session) == (row.proposal, row.proposal.session)


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.UNIT, Role.SUPERVISION, Role.SPECIAL, Role.LEADER]
)
def test_others_neither_shortlist_nor_decide_nor_commend(city, role):
    by = acting(role)
    for move, row, facts in (
        (key_proposals.shortlist, FiledFactory(), {"reason": "好"}),
        (
            key_proposals.decide_key,
            KeyProposalFactory(),
            {"decided_by": "主席会议", "lead_leader": "甲"},
        ),
        (honours.nominate, RepliedFactory(), {"reason": "好"}),
        (honours.commend, NominationFactory(), {"decided_by": "主席会议"}),
    ):
        with pytest.raises(NotAllowed):
            move(row, by=by, at=MEETING, **facts)


def test_the_proposals_buttons_are_to_shortlist_and_to_nominate(staff):
    filed = FiledFactory()

    def offered(proposal):
        names = ("key", "shortlist", "nominate", "excellent", "leader")
        return {move.key for move in open_to(staff, proposal) if move.key.split(".")[1] in names}

    assert offered(filed) == {"proposals.shortlist", "proposals.nominate"}
    key_proposals.shortlist(filed, by=staff, reason="好")
    assert offered(filed) == {"proposals.nominate"}


def test_the_shortlist_is_for_those_who_choose_the_decision_for_all_readers(city):
    waiting, decided = KeyProposalFactory(), DecidedKeyFactory()
    unit = decided.proposal.lead_unit

    seen = {
        role: set(KEY_PROPOSALS.rows(acting(role, person=member(), unit=unit)))
        for role in (Role.LEADER, Role.SPECIAL, Role.MEMBER, Role.OFFICE, Role.UNIT)
    }

    assert seen[Role.LEADER] == seen[Role.SPECIAL] == {waiting, decided}
    assert seen[Role.MEMBER] == seen[Role.OFFICE] == {decided}
    assert seen[Role.UNIT] in (set(), {decided})


# --- Pages ---------------------------------------------------------------------------------------


def test_a_proposals_page_tells_of_its_supervision_and_nomination(client, city):
    signed_in(client, Role.PROPOSALS)
    case = DecidedKeyFactory()
    SupervisionFactory(key_proposal=case)
    NominationFactory(proposal=RepliedFactory())

    page = client.get(
        reverse("proposals:proposals-detail", args=[case.proposal.pk])
    ).content.decode()

    for words in ("副主席甲领衔督办", "督办活动 1 次", "要求年内划定通道"):
        assert words in page


def test_a_member_does_not_learn_of_the_shortlist(client, city):
    case = KeyProposalFactory(reason="内部理由")
    signed_in(client, Role.MEMBER, person=case.proposal.proposer)

    page = client.get(reverse("proposals:proposals-detail", args=[case.proposal.pk]))

    assert page.status_code == 200
    assert "内部理由" not in page.content.decode()


def test_staff_decide_by_the_page_of_the_move(client, city):
    signed_in(client, Role.PROPOSALS)
    case = KeyProposalFactory()
    address = reverse("proposals:key-proposals-move", args=[case.pk, "proposals.decide_key"])

    refused = client.post(address, {"decided_by": "主席会议", "lead_leader": ""})
    done = client.post(
        address, {"decided_by": "主席会议", "lead_leader": "副主席甲", "decided_on": "2025-05-06"}
    )

    assert (refused.status_code, done.status_code) == (422, 303)
    assert mark_of(case.proposal)[1] is True


def test_staff_nominate_a_unit_by_the_form(client, city):
    signed_in(client, Role.PROPOSALS)
    session, unit = SessionFactory(), UnitFactory()

    answer = client.post(
        reverse("proposals:commendations-new"),
        {"session": session.pk, "unit": unit.pk, "reason": "件件面商"},
    )

    assert answer.status_code == 303
    assert Commendation.objects.values_list("unit", "state").get() == (unit.pk, "nominated")


def test_candidates_are_found_by_class_and_judgement(client, city):
    signed_in(client, Role.PROPOSALS)
    judged = {"satisfaction": "satisfied", "is_content": True, "evaluated_on": date(2025, 7, 9)}
    good = RepliedFactory(title="关于好事的提案", **judged)
    RepliedFactory(title="关于别事的提案", result_class="B", result_sense="planned", **judged)
    RepliedFactory(title="关于无评的提案")

    page = client.get(
        reverse("proposals:proposals-list"),
        {"result_class": "A", "satisfaction": "satisfied", "is_excellent": "false"},
    ).content.decode()

    assert good.title in page
    assert "关于别事的提案" not in page
    assert "关于无评的提案" not in page


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("key-proposals", ConcludedKeyFactory),
        ("supervisions", SupervisionFactory),
        ("commendations", CommendedFactory),
    ],
)
def test_a_list_costs_the_same_for_one_row_and_for_three(client, city, name, make):
    signed_in(client, Role.PROPOSALS)
    address = reverse(f"proposals:{name}-list")
    make()
    with CaptureQueriesContext(connection) as one:
        assert client.get(address).status_code == 200
    make(), make()
    with CaptureQueriesContext(connection) as three:
        assert client.get(address).status_code == 200
    assert len(three) == len(one)


def test_the_lists_can_be_filtered_by_session_and_state(client, city):
    signed_in(client, Role.LEADER)
    mine, other = DecidedKeyFactory(), ConcludedKeyFactory()
    commended_unit(mine.proposal.session)

    page = client.get(
        reverse("proposals:key-proposals-list"),
        {"proposal__session": mine.proposal.session.pk, "state": "decided"},
    ).content.decode()

    assert mine.proposal.title in page
    assert other.proposal.title not in page


def test_the_meetings_choice_is_taken_down_for_many_at_once(
    client, city, django_capture_on_commit_callbacks
):
    signed_in(client, Role.PROPOSALS)
    rows = [NominationFactory(), NominationFactory(), CommendedFactory()]
    ids = "&".join(f"ids={row.pk}" for row in rows)
    address = f"/proposals/commendations/bulk/?move=proposals.commend&{ids}"

    def send(url, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {"idempotency_key": uuid.uuid4().hex, **fields})

    preview = send(address, decided_by="主席会议")["Location"]
    before = Commendation.objects.filter(state=CommendationState.COMMENDED).count()
    send(preview)

    assert (before, Commendation.objects.filter(state=CommendationState.COMMENDED).count()) == (
        1,
        3,
    )
    assert [honour_of(row.proposal)[0] for row in rows] == [True, True, True]


def test_the_lists_offer_what_is_decided_for_many(city):
    assert {"proposals.shortlist", "proposals.nominate"} <= set(PROPOSALS.bulk)
    assert KEY_PROPOSALS.bulk == ("proposals.decide_key", "proposals.drop_key")
