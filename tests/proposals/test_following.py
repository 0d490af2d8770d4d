"""After the reply: promises come back until they are kept or explained; looks back; ratings."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in
from tests.factories.members import UnitFactory
from tests.factories.proposals import ReplyFactory, SentReplyFactory, member
from tests.factories.replies import PromiseFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.rules import RuleValue
from yizheng.proposals.models import FollowUp, Promise, Proposal
from yizheng.proposals.services import following
from yizheng.proposals.states import PromiseState

pytestmark = pytest.mark.django_db
DUE = date(2025, 12, 31)
DUE_PAGE = "/proposals/promises/due/"


def promised(**facts):
    reply = SentReplyFactory(result_class="B", result_sense="planned")
    clerk = acting(Role.UNIT, unit=reply.handling.unit)
    given = {"reply": reply, "matter": "建成停车场", "due_on": DUE, **facts}
    return following.make_promise(by=clerk, facts=given), clerk


def looked(proposal, **facts):
    facts = {"form": "site", "finding": "现场查看", "checked_on": date(2026, 1, 10), **facts}
    return following.follow_up(proposal, by=acting(Role.PROPOSALS), **facts)


def looked_at(promise, **facts):
    facts = {"form": "site", "finding": "现场查看", "checked_on": date(2026, 1, 10), **facts}
    return following.look_at_promise(promise, by=acting(Role.PROPOSALS), **facts)


def due(on):
    return list(Promise.objects.filter(following.OPEN_AND_SENT, check_on__lte=on))


def test_a_promise_comes_back_each_year_until_it_is_kept(city):
    promise, clerk = promised()

    early, first = due(date(2025, 12, 30)), due(DUE)
    looked_at(promise)
    after_look, next_year = due(date(2026, 1, 11)), due(date(2027, 1, 10))
    promise = Promise.objects.get(pk=promise.pk)
    following.keep_promise(promise, by=clerk, outcome="已经建成")

    assert (early, first, after_look, next_year) == ([], [promise], [], [promise])
    assert due(date(2030, 1, 1)) == []


def test_a_look_back_with_a_better_class_is_kept_beside_that_of_the_reply(city):
    promise, _ = promised()
    proposal = promise.reply.handling.proposal

    other = following.make_promise(
        by=acting(Role.UNIT, unit=promise.unit),
        facts={"reply": promise.reply, "matter": "划定车位", "due_on": DUE},
    )
    kept = looked_at(promise, result_class="A")

    seen = Proposal.objects.get(pk=proposal.pk)
    assert (seen.result_class, seen.followup_class, seen.followup_sense) == ("A", "A", "solved")
    assert FollowUp.objects.get().result_sense == "solved"
    assert (kept.state, kept.outcome, kept.ended_on) == (
        PromiseState.KEPT, "现场查看", date(2026, 1, 10),
    )  # fmt: skip
    assert Promise.objects.get(pk=other.pk).state == PromiseState.OPEN


def test_when_the_whole_proposal_is_found_solved_so_is_all_that_was_promised(city):
    promise, _ = promised()

    looked(promise.reply.handling.proposal, result_class="C")
    between = Promise.objects.get(pk=promise.pk).state
    looked(Proposal.objects.get(), result_class="A")

    assert (between, Promise.objects.get(pk=promise.pk).state) == (
        PromiseState.OPEN, PromiseState.KEPT,
    )  # fmt: skip


def test_a_promise_of_a_reply_not_yet_sent_is_not_looked_at(city):
    reply = ReplyFactory(result_class="B")
    clerk = acting(Role.UNIT, unit=reply.handling.unit)
    promise = following.make_promise(
        by=clerk, facts={"reply": reply, "matter": "建成停车场", "due_on": DUE}
    )

    with pytest.raises(NotAllowed):
        looked_at(promise)


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


# --- The page of what is to be looked at again ---------------------------------------------------


def to_look_at(days, **facts):
    """An open promise that is to be looked at so many days from today on."""
    return PromiseFactory(check_on=localdate() + timedelta(days=days), **facts)


def test_the_page_shows_what_is_overdue_first_and_counts_the_rest(client, city):
    late, longest = to_look_at(-3, matter="晚三天"), to_look_at(-30, matter="晚一个月")
    to_look_at(0, matter="正是今天")
    to_look_at(400, matter="明年的事")
    to_look_at(-9, matter="早已落实", state="kept", outcome="好了", ended_on=localdate())
    signed_in(client, Role.SUPERVISION)

    page = client.get(DUE_PAGE).content.decode()
    later = client.get(DUE_PAGE, {"show": "later"}).content.decode()

    places = [page.index(row.matter) for row in (longest, late)]
    assert places == sorted(places)
    assert ("已过 30 天" in page, "今天到期" in page) == (True, True)
    assert ("早已落实" in page, "明年的事" in page, "明年的事" in later) == (False, False, True)


def test_a_unit_sees_its_own_and_others_have_no_such_page(client, city):
    mine, others = to_look_at(-3, matter="本单位的"), to_look_at(-3, matter="别的单位的")
    signed_in(client, Role.UNIT, unit=mine.unit)
    page = client.get(DUE_PAGE, {"unit": others.unit_id}).content.decode()
    own = client.get(DUE_PAGE).content.decode()
    signed_in(client, Role.MEMBER, person=member())

    assert ("别的单位的" in page, "别的单位的" in own, "本单位的" in own) == (False, False, True)
    assert client.get(DUE_PAGE).status_code == 404


def test_an_address_that_means_nothing_shows_nothing_wrong(client, city):
    signed_in(client, Role.SUPERVISION)

    assert client.get(DUE_PAGE, {"show": "never"}).status_code == 404
    assert client.get(DUE_PAGE, {"unit": "x", "after": "？"}).status_code in (200, 400)


def test_the_page_costs_the_same_however_many_are_due(client, city):
    signed_in(client, Role.SUPERVISION)
    to_look_at(-3)
    client.get(DUE_PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(DUE_PAGE)
    for days in (-4, -5):
        to_look_at(days)
    with CaptureQueriesContext(connection) as three:
        client.get(DUE_PAGE)

    assert len(one) == len(three)
