"""A proposal that is not filed goes on as an opinion report, and is found from either."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.consultations import RecommendationFactory
from tests.factories.handoffs import HandoffFactory
from tests.factories.members import PartyFactory, PersonFactory
from tests.factories.opinions import ReportFactory
from tests.factories.proposals import ReviewFactory, SubmittedFactory, member, proposal_in
from yizheng.accounts.roles import Role
from yizheng.core.access import restrict
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.core.records import remove
from yizheng.handoffs import permissions, selectors
from yizheng.handoffs.models import Handoff
from yizheng.handoffs.services import recommendation_to_opinions
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.permissions import write
from yizheng.opinions.services import receive_handed
from yizheng.opinions.states import Source
from yizheng.opinions.states import State as ReportState
from yizheng.proposals.services import decline_proposal, follow_advice
from yizheng.proposals.states import Advice, Destination, State, SubmitterType

DECISION = datetime(2025, 4, 12, 2, 0, tzinfo=UTC)
INFORMATION = {"decline_reason": "vague", "destination": Destination.INFORMATION}

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.PROPOSALS)


def declined(proposal=None, **given):
    proposal = proposal or SubmittedFactory()
    return decline_proposal(proposal, by=clerk(), at=DECISION, **INFORMATION | given)


def page(record, app, slug):
    return reverse(f"{app}:{slug}-detail", args=[record.pk])


# --- What becomes of the proposal ----------------------------------------------------------------


def test_a_members_proposal_becomes_his_report_with_its_whole_text(city):
    proposal = SubmittedFactory(proposer=(person := member()))
    friend = member(name="联名者")
    proposal.co_signers.add(friend)

    declined(proposal, declined_on=date(2025, 4, 11))

    report = OpinionReport.objects.get()
    assert (report.title, report.reporter, report.source, report.state) == (
        proposal.title,
        person,
        Source.MEMBER,
        ReportState.RECEIVED,
    )
    parts = (proposal.situation, proposal.analysis, proposal.suggestion, "联名：联名者")
    assert report.original == "\n\n".join(parts)
    assert (report.serial, report.received_on) == (1, date(2025, 4, 11))


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (SubmitterType.PARTY, Source.PARTY),
        (SubmitterType.ORGANISATION, Source.ORGANISATION),
        (SubmitterType.SPECIAL, Source.SPECIAL),
        (SubmitterType.SECTOR, Source.MEMBER),
        (SubmitterType.GROUP, Source.MEMBER),
    ],
)
def test_a_collectives_proposal_is_reported_by_the_collective(city, kind, source):
    proposal = SubmittedFactory(
        submitter_type=kind, submitter_name="", party=PartyFactory(short_name="某党市委")
    )

    declined(proposal)

    report = OpinionReport.objects.get()
    assert (report.source, report.reporter, report.reporter_unit) == (source, None, "某党市委")


def test_both_ends_are_written_down(city):
    proposal = declined()

    handoff = Handoff.objects.get()
    report = OpinionReport.objects.get()
    assert (handoff.source, handoff.target, handoff.handed_on) == (
        proposal,
        report,
        date(2025, 4, 12),
    )
    assert list(selectors.of_record(proposal)) == [handoff]
    assert list(selectors.of_record(report)) == [handoff]
    assert [event.action for event in Event.objects.order_by("number")] == [
        "proposals.decline",
        "opinions.receive_handed",
        "handoffs.create_handoff",
    ]


@pytest.mark.parametrize(
    "destination", [Destination.OPINION, Destination.LETTER, Destination.NOTHING]
)
def test_other_destinations_hand_nothing_on(city, destination):
    declined(destination=destination)

    assert (OpinionReport.objects.count(), Handoff.objects.count()) == (0, 0)


def test_following_advice_hands_on_like_the_single_move(city):
    proposal = proposal_in(State.REVIEWED)
    ReviewFactory(
        proposal=proposal,
        advice=Advice.DECLINE,
        category="",
        decline_reason="vague",
        destination=Destination.INFORMATION,
    )

    follow_advice(proposal, by=clerk(), at=DECISION)

    assert Handoff.objects.get().source == proposal


def test_what_the_opinions_refuse_refuses_the_decision(city):
    proposal = SubmittedFactory(situation="密级：机密")

    with pytest.raises(Invalid, match="标有国家秘密标志"):
        declined(proposal)

    proposal.refresh_from_db()
    assert (proposal.state, OpinionReport.objects.count(), Handoff.objects.count()) == (
        State.SUBMITTED,
        0,
        0,
    )
    assert [(event.action, event.refused) for event in Event.objects.all()] == [
        ("proposals.decline", True)
    ]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.MEMBER, Role.UNIT])
def test_only_offices_that_decide_hand_over(city, role):
    facts = {"title": "标题", "original": "原文", "reporter_unit": "单位"}

    with pytest.raises(NotAllowed):
        receive_handed(
            by=acting(role), facts=facts | {"received_on": date(2025, 4, 12)}, at=DECISION
        )


def test_neither_end_is_removed(city):
    handoff = HandoffFactory()

    with pytest.raises(Invalid, match="转办"):
        remove(handoff.target, by=acting(Role.RESEARCH), right=write, reason="重复", version=1)
    free = ReportFactory()
    remove(free, by=acting(Role.RESEARCH), right=write, reason="重复", version=1)
    assert not OpinionReport.objects.filter(pk=free.pk).exists()


# --- Pages ---------------------------------------------------------------------------------------


def test_the_proposer_reads_on_his_proposal_what_became_of_it(client, city):
    person = member()
    proposal = declined(SubmittedFactory(proposer=person), decline_note="请看说明。")
    report = OpinionReport.objects.get()

    signed_in(client, Role.MEMBER, person=person)
    text = client.get(page(proposal, "proposals", "proposals")).content.decode()

    assert "转为社情民意信息" in text
    assert page(report, "opinions", "reports") in text
    assert "请看说明。" in text


def test_the_research_office_reads_where_a_report_came_from(client, city):
    declined(SubmittedFactory(title="关于某事的提案"))
    report = OpinionReport.objects.get()

    signed_in(client, Role.RESEARCH)
    text = client.get(page(report, "opinions", "reports")).content.decode()

    # It may not see what was not filed: the kind is named, the proposal is not shown.
    assert "由提案转来" in text
    assert "/proposals/proposals/" not in text.partition("转办")[2].partition("</ul>")[0]


def test_the_proposal_committee_reads_both_titles_only_where_it_may(client, city):
    proposal = declined()

    signed_in(client, Role.PROPOSALS)
    text = client.get(page(proposal, "proposals", "proposals")).content.decode()

    assert "转为社情民意信息" in text
    assert "/opinions/reports/" not in text


def test_committees_read_their_own_list(city):
    handoff = HandoffFactory()

    assert list(restrict(Handoff.objects.all(), permissions.view, clerk())) == [handoff]
    assert list(restrict(Handoff.objects.all(), permissions.view, acting(Role.MEMBER))) == []


def test_the_list_costs_the_same_whatever_its_length(client, city, django_assert_num_queries):
    signed_in(client, Role.PROPOSALS)
    url = reverse("handoffs:handoffs-list")
    HandoffFactory()
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert client.get(url).status_code == 200
    HandoffFactory()
    HandoffFactory()
    with django_assert_num_queries(len(one)):
        assert client.get(url).status_code == 200


def test_a_recommendation_goes_to_the_research_office_once_in_the_makers_name(city):
    by, maker = acting(Role.SPECIAL), PersonFactory()
    recommendation = RecommendationFactory(text="建立电梯更新基金\n由财政和住户分担")
    recommendation.members.add(maker)

    recommendation_to_opinions(recommendation, by=by)
    with pytest.raises(Invalid, match="已经转过"):
        recommendation_to_opinions(recommendation, by=by)

    report = OpinionReport.objects.get()
    assert (report.title, report.reporter, report.source) == ("建立电梯更新基金", maker, "member")
    assert f"来自《{recommendation.product}》" in report.original
    assert Handoff.objects.get().target == report


def test_what_several_made_is_reported_by_the_organ(city):
    recommendation = RecommendationFactory()
    recommendation.members.set(PersonFactory.create_batch(2))

    recommendation_to_opinions(recommendation, by=acting(Role.RESEARCH))

    report = OpinionReport.objects.get()
    assert (report.reporter, report.source, bool(report.reporter_unit)) == (None, "special", True)
    with pytest.raises(NotAllowed):
        recommendation_to_opinions(RecommendationFactory(), by=acting(Role.OFFICE))
