"""Home pages by role, search, readiness."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import acting, signed_in
from tests.factories.consultations import TopicCallFactory
from tests.factories.members import (
    PersonFactory,
    SessionFactory,
    UnitFactory,
    committee,
    two_sessions,
)
from tests.factories.proposals import (
    AssignedFactory,
    ClosedFactory,
    HandlingFactory,
    ProposalFactory,
    ReturnedFactory,
    SubmittedFactory,
    member,
    merged_proposal,
)
from tests.factories.supervision import AppraisalFactory
from yizheng.accounts.roles import Role
from yizheng.core import history
from yizheng.core.history import Act, label_of
from yizheng.core.registers import REGISTERS
from yizheng.core.tenancy import within
from yizheng.core.workflow import TRANSITIONS
from yizheng.desk.selectors import finding, own
from yizheng.desk.selectors.work import waiting
from yizheng.proposals.models import Invitation
from yizheng.proposals.services import daily, inviting
from yizheng.supervision.models import Ballot
from yizheng.supervision.services import open_appraisal, vote


def test_a_stranger_learns_what_this_is_and_where_to_sign_in(db, client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "/account/login/" in answer.content.decode()
    assert answer["Content-Security-Policy"]


@pytest.mark.parametrize("role", Role)
def test_everybody_has_a_home_page(city, client, role):
    two_sessions()
    signed_in(client, role, person=PersonFactory())

    answer = client.get("/")

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"


def test_an_account_without_a_role_is_told_so(city, client):
    signed_in(client)

    assert "还没有可以办理的工作" in client.get("/").content.decode()


def test_the_home_page_costs_the_same_whatever_there_is(city, client):
    two_sessions()
    signed_in(client, Role.PROPOSALS)
    client.get("/")
    with CaptureQueriesContext(connection) as before:
        client.get("/")
    for name in ("甲", "乙", "丙"):
        PersonFactory(name=name)
    with CaptureQueriesContext(connection) as after:
        client.get("/")

    assert len(before) == len(after)


def test_what_goes_back_or_marks_is_not_awaited(city):
    actor = acting(*[role for role in Role if "officer" not in role])
    awaited = {label for line in waiting(actor) for label in line.moves}

    assert awaited == set()  # no records, so nothing waits
    assert all(move.awaited_in <= move.sources for move in TRANSITIONS.values())


def test_search_finds_only_what_the_reader_may_see(city, client):
    me = PersonFactory(name="梅晓岚")
    PersonFactory(name="梅远山")
    with within(committee("elsewhere", "别处").pk):
        PersonFactory(name="梅不见")
    signed_in(client, Role.MEMBER, person=me)

    said = client.get("/search/", {"q": "梅"}).content.decode()

    assert "梅晓岚" in said
    assert "梅远山" not in said
    assert "梅不见" not in said


def test_search_leads_to_the_rest_of_a_long_list(city, client):
    for number in range(7):
        PersonFactory(name=f"梅{number}")
    signed_in(client, Role.OFFICE)

    said = client.get("/search/", {"q": "梅"}).content.decode()

    assert said.count("/members/people/") >= 6
    assert "/members/people/?q=%E6%A2%85" in said


def test_a_search_without_words_asks_nothing(city, client):
    PersonFactory(name="梅")
    signed_in(client, Role.OFFICE)

    assert "梅" not in client.get("/search/").content.decode()


def test_the_year_can_be_switched(city, client):
    two_sessions()
    signed_in(client, Role.LEADER)

    client.get("/", {"year": "2025"})

    assert "2025年一览" in client.get("/").content.decode()


def test_readiness_is_a_write(db, client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "troubles": []})


def test_a_folder_that_cannot_be_written_makes_the_site_not_ready(db, client, settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings.MEDIA_ROOT = blocked / "files"

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["troubles"]


def test_a_unit_sees_its_due_days_and_no_other_units(city, client):
    unit, other = UnitFactory(), UnitFactory()
    signed_in(client, Role.UNIT, unit=unit)
    late = timezone.localdate() - timedelta(days=3)
    days = {"assigned_on": late, "object_by": late, "due_on": late, "first_due_on": late}
    HandlingFactory(unit=unit, proposal__title="关于甲的提案", **days)
    HandlingFactory(unit=other, proposal__title="关于乙的提案", **days)

    said = client.get("/").content.decode()

    assert "逾期 3 天" in said
    assert "关于甲的提案" in said
    assert "关于乙的提案" not in said


def test_a_member_sees_the_stage_of_what_he_proposed_or_signed(city, client):
    me = member()
    signed_in(client, Role.MEMBER, person=me)
    mine = SubmittedFactory(proposer=me, title="关于甲的提案")
    signed = AssignedFactory(title="关于乙的提案", submitter_type="joint")
    signed.co_signers.add(me)
    SubmittedFactory(title="关于丙的提案")

    said = client.get("/").content.decode()

    assert f'<a href="/proposals/mine/{mine.pk}/">关于甲的提案</a>' in said
    assert "提案委正在审查" in said
    assert "关于乙的提案" in said
    assert f"{signed.lead_unit}正在办理，应于 {signed.due_on} 前答复" in said
    assert "关于丙的提案" not in said


def test_what_is_with_the_member_comes_before_what_goes_on_and_what_is_over(city, client):
    me = member()
    signed_in(client, Role.MEMBER, person=me)
    draft, over = ProposalFactory(proposer=me), ClosedFactory(proposer=me)
    returned, going_on = ReturnedFactory(proposer=me), SubmittedFactory(proposer=me)

    tasks = own.my_proposals(acting(Role.MEMBER, person=me))

    assert [(task.url, task.what) for task in tasks] == [
        (f"/proposals/mine/{returned.pk}/", "退回补充，改好后再提交"),
        (f"/proposals/mine/{draft.pk}/", "草稿，还没有提交"),
        (f"/proposals/mine/{going_on.pk}/", "提案委正在审查"),
        (f"/proposals/mine/{over.pk}/", "已办结"),
    ]


def test_a_members_home_costs_the_same_for_one_proposal_and_for_three(city, client):
    me = member()
    signed_in(client, Role.MEMBER, person=me)
    AssignedFactory(proposer=me)
    client.get("/")
    with CaptureQueriesContext(connection) as before:
        client.get("/")
    main = AssignedFactory(proposer=me)
    merged_proposal(main, proposer=me)
    with CaptureQueriesContext(connection) as after:
        client.get("/")

    assert len(before) == len(after)


@pytest.mark.parametrize("factory", [ProposalFactory, SubmittedFactory])
def test_an_invitation_to_sign_stands_by_name_until_the_decision(city, client, factory):
    me = member()
    signed_in(client, Role.MEMBER, person=me)
    proposal = factory(title="关于甲的提案")
    inviting.invite(proposal, by=acting(Role.MEMBER, person=proposal.proposer), person=me)
    asked = Invitation.objects.get(person=me)

    said = client.get("/").content.decode()

    assert f'<a href="/proposals/invitations/{asked.pk}/">关于甲的提案</a>' in said
    assert "待我办理" not in said


def test_what_waits_is_counted_by_kind_and_state_for_those_who_may_move_it(city):
    SubmittedFactory()
    SubmittedFactory()
    reviewer, researcher = acting(Role.PROPOSALS), acting(Role.RESEARCH)

    lines = {(line.register.key, line.state): line for line in waiting(reviewer)}

    submitted = lines["proposals.proposal", "待审查"]
    assert (submitted.count, submitted.url) == (2, "/proposals/proposals/?state=submitted")
    assert {"立案", "不予立案"} <= set(submitted.moves)
    assert [line for line in waiting(researcher) if line.register.app == "proposals"] == []


def test_what_is_given_to_a_unit_waits_for_it_and_not_for_the_staff_who_may_enter_paper(city):
    overdue = HandlingFactory()
    coming = HandlingFactory(unit=overdue.unit, due_on=date(2999, 1, 1))
    clerk, staff = acting(Role.UNIT, unit=overdue.unit), acting(Role.PROPOSALS)

    lines = {(line.register.key, line.state): line for line in waiting(clerk)}

    given = lines["proposals.handling", "待签收"]
    assert (given.count, given.overdue, given.standing) == (2, 1, "逾期 1 件")
    assert given.url == "/proposals/handlings/?state=given&sort=due_on"
    assert overdue.due_on < coming.due_on
    assert [line for line in waiting(staff) if line.register.key == "proposals.handling"] == []


def test_what_waits_costs_one_query(city, django_assert_num_queries):
    actor = acting(*[role for role in Role if "officer" not in role], person=PersonFactory())
    SubmittedFactory()

    with django_assert_num_queries(1):
        waiting(actor)


def test_every_register_that_is_searched_can_be(city):
    SessionFactory(opened_on=date(2025, 3, 25))
    actor = acting(*[role for role in Role if "officer" not in role], person=PersonFactory())

    for register in REGISTERS.values():
        if register.search:
            list(register.matching(register.rows(actor), "某 词")[:1])


def test_what_the_system_did_at_night_does_not_hide_what_people_did(city):
    touched, reminded = SubmittedFactory(), HandlingFactory()
    person, system = acting(Role.PROPOSALS), daily.system_of(city.pk)
    history.write([Act("proposals.review", label_of(touched))], by=person)
    for _ in range(3):
        history.write([Act("proposals.remind", label_of(reminded))], by=system)

    assert [line.record for line in finding.latest(person)] == [touched]


def test_a_member_is_led_to_his_vote_and_to_an_open_call_for_topics(city, client):
    person = PersonFactory()
    call = TopicCallFactory()
    TopicCallFactory(closes_on=date(2025, 2, 1), code="closed")
    appraisal = AppraisalFactory(invited=[person])
    by = acting(Role.SPECIAL)
    open_appraisal(appraisal, by=by)
    ballot = Ballot.objects.get()
    signed_in(client, Role.MEMBER, person=person)

    def offered():
        part = next(
            context for name, context in client.get("/").context["parts"] if "_member" in name
        )
        return [task.url for task in part["to_vote"]], [task.url for task in part["calls"]]

    vote_url = reverse("supervision:vote", args=[ballot.pk])
    assert offered() == ([vote_url], [f"{reverse('consultations:my-topics-new')}?call={call.pk}"])
    vote(ballot, by=acting(Role.MEMBER, person=person), grades="satisfied satisfied")
    assert offered()[0] == []
