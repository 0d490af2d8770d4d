"""Where a proposal is, in plain words: its stops, who must act, what happened."""

from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.proposals import (
    ClosedFactory,
    FiledFactory,
    HandlingFactory,
    SentReplyFactory,
    member,
    merged_proposal,
    proposal_in,
)
from yizheng.accounts.roles import Role
from yizheng.proposals import life
from yizheng.proposals.models import Contact, Proposal
from yizheng.proposals.states import State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "stops"),
    [
        (State.DRAFT, "info coming coming coming coming coming"),
        (State.RETURNED, "info coming coming coming coming coming"),
        (State.SUBMITTED, "good info coming coming coming coming"),
        (State.PRECHECKED, "good info coming coming coming coming"),
        (State.FILED, "good good info coming coming coming"),
        (State.ASSIGNED, "good good good info coming coming"),
        (State.REPLIED, "good good good good info coming"),
        (State.AGAIN, "good good good info coming coming"),
        (State.CLOSED, "good good good good good good"),
        (State.DECLINED, "good bad"),
        (State.WITHDRAWN, "good bad"),
        (State.MERGED, "good good"),
    ],
)
def test_the_stops_show_where_a_proposal_is(city, state, stops):
    assert [stop.tone for stop in life.stops(proposal_in(state))] == stops.split()


def test_a_proposal_closed_without_a_judgement_has_no_such_stop(city):
    closed = ClosedFactory(evaluated_on=None, satisfaction="", is_content=None, close_note="期满")

    assert [stop.title for stop in life.stops(closed)] == ["提交", "立案", "交办", "答复", "办结"]


def test_the_way_of_a_merged_proposal_ends_in_its_main_one(city):
    main = FiledFactory(title="关于主案的提案")

    stops = life.stops(merged_proposal(main))

    assert [stop.title for stop in stops] == ["提交", "并案"]
    assert "关于主案的提案" in stops[-1].text


TODAY = date(2025, 7, 11)


@pytest.mark.parametrize(
    ("state", "facts", "said"),
    [
        ("given", {}, [("签收", -73)]),
        ("asked_back", {"return_asked_on": date(2025, 4, 23)}, [("决定", None)]),
        ("accepted", {}, [("办理并答复", 10)]),
        ("replied", {"replied_on": date(2025, 7, 1)}, []),
        ("returned", {"ended_on": date(2025, 4, 25)}, []),
    ],
)
def test_it_says_who_must_act_and_how_near_the_day_is(city, state, facts, said):
    handling = HandlingFactory(state=state, **facts)

    found = life.awaited(handling.proposal, on=TODAY)

    assert [
        (one.what[: len(what)], one.left) for one, (what, _) in zip(found, said, strict=True)
    ] == said


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (State.DRAFT, ["提案者"]),
        (State.RETURNED, ["提案者"]),
        (State.SUBMITTED, ["提案委"]),
        (State.FILED, ["提案委"]),
        (State.REPLIED, ["提案者"]),
        (State.CLOSED, []),
        (State.DECLINED, []),
        (State.MERGED, []),
        (State.WITHDRAWN, []),
    ],
)
def test_every_state_names_who_is_waited_for(city, state, who):
    assert [one.who for one in life.awaited(proposal_in(state), on=TODAY)] == who


def test_what_happened_is_told_newest_first_as_far_as_one_may_see_it(city):
    person = member()
    reply = SentReplyFactory(
        handling__proposal__proposer=person, handling__accepted_on="2025-04-23"
    )
    Contact.unscoped.create(
        committee=city,
        handling=reply.handling,
        held_on="2025-05-06",
        mode="visit",
        people=person.name,
        content="到现场看了。",
    )
    proposal = Proposal.objects.get(pk=reply.handling.proposal_id)

    own = life.steps(proposal, acting(Role.MEMBER, person=person))
    other = life.steps(proposal, acting(Role.MEMBER, person=member()))

    unit = proposal.lead_unit
    assert [step.title for step in own] == [
        f"{unit}答复", f"{unit}走访面商", f"{unit}签收", f"交由{unit}独办", "审查立案", "提交提案",
    ]  # fmt: skip
    assert f"{unit}走访面商" not in [step.title for step in other]
