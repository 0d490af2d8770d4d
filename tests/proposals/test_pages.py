import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.members import UnitFactory, two_sessions
from tests.factories.proposals import (
    AssignedFactory,
    ClosedFactory,
    FiledFactory,
    ProposalFactory,
    SubmittedFactory,
    member,
    merged_proposal,
)
from yizheng.accounts.roles import Role
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import State

pytestmark = pytest.mark.django_db


def detail(proposal):
    return reverse("proposals:proposals-detail", args=[proposal.pk])


def move(proposal, key):
    return f"{detail(proposal)}moves/{key}/"


def count_of(client, url):
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_a_member_writes_opens_and_hands_in_his_proposal(client, city):
    two_sessions()
    person = member()
    signed_in(client, Role.MEMBER, person=person)
    text = {
        "title": "关于通学路的提案",
        "situation": "校门口拥堵。",
        "analysis": "没有落客区。",
        "suggestion": "设落客区。",
        "is_open": "yes",
        "is_named": "yes",
    }

    saved = client.post(reverse("proposals:mine-new"), text)

    draft = Proposal.objects.get()
    assert (saved.status_code, draft.state, draft.proposer) == (303, State.DRAFT, person)
    page = client.get(detail(draft)).content.decode()
    assert reverse("proposals:mine-edit", args=[draft.pk]) in page
    assert "校门口拥堵。" in page


def test_a_refused_form_answers_422_and_keeps_what_was_typed(client, city):
    two_sessions()
    signed_in(client, Role.MEMBER, person=member())

    answer = client.post(reverse("proposals:mine-new"), {"title": "", "situation": "写了半天"})

    assert (answer.status_code, Proposal.objects.count()) == (422, 0)
    assert "写了半天" in answer.content.decode()


def test_staff_file_by_the_page_of_the_move(client, city):
    signed_in(client, Role.PROPOSALS)
    submitted = SubmittedFactory()

    answer = client.post(move(submitted, "proposals.file"), {"category": "economy"})

    submitted.refresh_from_db()
    assert (answer.status_code, submitted.state, submitted.number) == (303, State.FILED, 1)


def test_staff_assign_several_helpers_by_the_page(client, city):
    signed_in(client, Role.PROPOSALS)
    filed, lead, first, second = FiledFactory(), UnitFactory(), UnitFactory(), UnitFactory()
    facts = {"lead_unit": lead.pk, "helpers": [first.pk, second.pk], "assigned_on": "2025-04-21"}

    answer = client.post(move(filed, "proposals.assign"), facts)

    filed.refresh_from_db()
    assert (answer.status_code, filed.lead_unit) == (303, lead)
    assert set(filed.helpers.all()) == {first, second}


def test_a_move_that_is_not_open_is_404(client, city):
    signed_in(client, Role.MEMBER, person=member())

    assert client.get(move(FiledFactory(), "proposals.assign")).status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.RESEARCH, Role.UNIT, Role.AUDIT_OFFICER])
def test_a_strangers_draft_does_not_exist(client, city, role):
    signed_in(client, role)

    assert client.get(detail(ProposalFactory())).status_code == 404


def test_the_page_shows_the_text_the_way_and_who_signed(client, city):
    signed_in(client, Role.LEADER)
    closed = ClosedFactory()
    closed.co_signers.add(member(name="联名者"))

    page = client.get(detail(closed)).content.decode()

    for words in ("划定通道，增设车位", "联名者", "A类"):
        assert words in page
    places = [
        page.index(f"<strong>{stop}</strong>")
        for stop in ("提交", "立案", "交办", "答复", "评价", "办结")
    ]
    assert places == sorted(places)


def test_the_main_proposal_lists_those_merged_into_it_as_far_as_one_may_see_them(client, city):
    main = FiledFactory()
    child = merged_proposal(main, title="关于同一件事的提案")

    signed_in(client, Role.PROPOSALS)
    assert child.title in client.get(detail(main)).content.decode()
    signed_in(client, Role.OFFICE)
    assert child.title not in client.get(detail(main)).content.decode()


@pytest.mark.parametrize("name", ["proposals-list", "mine-list"])
def test_a_list_costs_the_same_whatever_its_length(client, city, name):
    person = member()
    signed_in(client, Role.MEMBER, person=person)
    url = reverse(f"proposals:{name}")
    AssignedFactory(proposer=person)
    client.get(url)
    before = count_of(client, url)
    for _ in range(2):
        AssignedFactory(proposer=person)

    assert count_of(client, url) == before
