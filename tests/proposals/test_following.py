"""After the reply: promises come back until they are kept or explained; looks back; ratings."""

from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.members import UnitFactory
from tests.factories.proposals import SentReplyFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.rules import RuleValue
from yizheng.proposals.models import FollowUp, Promise, Proposal
from yizheng.proposals.services import following
from yizheng.proposals.states import PromiseState

pytestmark = pytest.mark.django_db
DUE = date(2025, 12, 31)


def promised(**facts):
    reply = SentReplyFactory(result_class="B", result_sense="planned")
    clerk = acting(Role.UNIT, unit=reply.handling.unit)
    given = {"reply": reply, "matter": "建成停车场", "due_on": DUE, **facts}
    return following.make_promise(by=clerk, facts=given), clerk


def looked(proposal, **facts):
    facts = {"form": "site", "finding": "现场查看", "checked_on": date(2026, 1, 10), **facts}
    return following.follow_up(proposal, by=acting(Role.PROPOSALS), **facts)


def due(on):
    return list(Promise.objects.filter(following.due_to_look_at(on)))


def test_a_promise_comes_back_each_year_until_it_is_kept(city):
    promise, clerk = promised()
    proposal = promise.reply.handling.proposal

    early, first = due(date(2025, 12, 30)), due(DUE)
    looked(proposal, promise=promise)
    after_look, next_year = due(date(2026, 1, 11)), due(date(2027, 1, 10))
    promise = Promise.objects.get(pk=promise.pk)
    following.keep_promise(promise, by=clerk, outcome="已经建成")

    assert (early, first, after_look, next_year) == ([], [promise], [], [promise])
    assert due(date(2030, 1, 1)) == []


def test_a_look_back_with_a_better_class_is_kept_beside_that_of_the_reply(city):
    promise, _ = promised()
    proposal = promise.reply.handling.proposal

    seen = looked(proposal, promise=promise, result_class="A")

    assert (seen.result_class, seen.followup_class, seen.followup_sense) == ("A", "A", "solved")
    assert FollowUp.objects.get().result_sense == "solved"


def test_what_cannot_be_done_is_explained_and_does_not_come_back(city):
    promise, clerk = promised()

    explained = following.explain_promise(promise, by=clerk, outcome="资金取消，已向提案者说明")

    assert (explained.state, due(date(2030, 1, 1))) == (PromiseState.EXPLAINED, [])
    with pytest.raises(WrongState):
        following.keep_promise(explained, by=clerk, outcome="又建成了")


def test_only_the_unit_that_promised_and_the_staff_say_what_became_of_it(city):
    promise, _ = promised()

    for stranger in (
        acting(Role.UNIT, unit=UnitFactory()),
        acting(Role.MEMBER),
        acting(Role.LEADER),
    ):
        with pytest.raises(NotAllowed):
            following.keep_promise(promise, by=stranger, outcome="建成了")

    told = following.report_progress(promise, by=acting(Role.PROPOSALS), progress="正在施工")
    assert told.progress == "正在施工"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"checked_on": date(2025, 6, 30)}, "checked_on"),
        ({"checked_on": date(2999, 1, 1)}, "checked_on"),
        ({"form": "dream"}, "form"),
        ({"result_class": "Z"}, "result_class"),
    ],
)
def test_a_look_back_that_makes_no_sense_is_refused(city, facts, field):
    proposal = promised()[0].reply.handling.proposal

    with pytest.raises(Invalid) as refusal:
        looked(proposal, **facts)

    assert (refusal.value.field, FollowUp.objects.count()) == (field, 0)
    assert Proposal.objects.get(pk=proposal.pk).followup_class == ""


def test_a_promise_of_another_proposal_is_not_looked_at_here(city):
    other, _ = promised()
    proposal = SentReplyFactory().handling.proposal

    with pytest.raises(Invalid) as refusal:
        looked(proposal, promise=other)

    assert refusal.value.field == "promise"


def test_units_rate_proposals_only_where_the_committee_asks(city):
    reply = SentReplyFactory()
    clerk = acting(Role.UNIT, unit=reply.handling.unit)
    facts = {"handling": reply.handling, "score": 86, "rated_on": date(2025, 8, 1)}
    with pytest.raises(Invalid, match="没有开展双向评议"):
        following.rate_proposal(by=clerk, facts=facts)
    RuleValue.objects.create(
        committee=city, key="proposals.two_way_rating", value=True, valid_from=date(2025, 1, 1)
    )

    with pytest.raises(NotAllowed):
        following.rate_proposal(by=acting(Role.UNIT, unit=UnitFactory()), facts=facts)
    with pytest.raises(Invalid):
        following.rate_proposal(by=clerk, facts={**facts, "score": 101})

    assert following.rate_proposal(by=clerk, facts=facts).score == 86
