"""A thousand lives of a proposal, each a random walk of moves by people who may make them.

Whatever they try and in whatever order: a refusal changes nothing and says why, the head line
agrees with its records, a number once given stays, and the trail holds.
"""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.factories.accounts import acting, just_confirmed
from tests.factories.members import UnitFactory, two_sessions
from tests.factories.proposals import SubmittedFactory, member
from yizheng.accounts.roles import Role
from yizheng.core.errors import Refused
from yizheng.core.history import Event, verify
from yizheng.proposals.models import Countersignature, Evaluation, Handling, Proposal, Reply
from yizheng.proposals.services import (
    adjusting,
    assigning,
    countersigning,
    deciding,
    evaluating,
    following,
    handling,
    replying,
    review,
    submitting,
)
from yizheng.proposals.services.headline import DONE, expected
from yizheng.proposals.states import (
    ANSWERED,
    ANSWERING,
    ENDED,
    HANDED,
    EvaluationState,
    HandlingState,
    Mode,
    State,
)

RUNS = 1000 if connection.vendor == "sqlite" else 100
UNITS = st.integers(0, 2)
OPINIONS = ["satisfied", "dissatisfied"]
WRITTEN = {"result_class": "A", "body": "已办。"}


def refused(act):
    """The refusal of an act; None when it was done."""
    try:
        act()
    except Refused as refusal:
        return refusal
    return None


class World:
    """The people and units all lives have in common, made once."""

    def __init__(self):
        self.session, _ = two_sessions()
        self.people = [member(), member()]
        self.units = [UnitFactory() for _ in range(3)]
        self.staff, self.overseer = acting(Role.PROPOSALS), acting(Role.SUPERVISION)
        self.members = [just_confirmed(acting(Role.MEMBER, person=one)) for one in self.people]
        self.clerks = [acting(Role.UNIT, unit=unit) for unit in self.units]
        self.reviewers = [acting(Role.UNIT_REVIEWER, unit=unit) for unit in self.units]


class Life(RuleBasedStateMachine):
    """One proposal with a co-signer, three units, and everybody who may do something with it."""

    world: World

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        first, second = self.world.people
        row = SubmittedFactory(session=self.world.session, proposer=first, submitter_type="joint")
        row.co_signers.add(second)
        self.pk, self.number = row.pk, None

    def teardown(self):
        assert verify() == []
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def __getattr__(self, name):
        return getattr(self.world, name)

    @initialize(mode=st.sampled_from([None, *Mode]), at_work=st.booleans())
    def begin(self, mode, at_work):
        """Just handed in, or assigned in one of the ways, or with every unit at work."""
        if mode is None:
            return
        self.file()
        self.assign(mode)
        for place in range(3 if at_work else 0):
            self.accept(place)

    # --- Trying ---

    def proposal(self):
        return Proposal.objects.get(pk=self.pk)

    def handling(self, place):
        rows = Handling.objects.filter(proposal=self.pk, unit=self.units[place])
        return rows.order_by("-pk").first()

    def reply(self, place):
        rows = Reply.objects.filter(handling__proposal=self.pk, handling__unit=self.units[place])
        return rows.order_by("-pk").first()

    def attempt(self, move, record, **inputs):
        """Make a move, or see that it was refused with a sentence and changed nothing."""
        if record is None:
            return
        kind, before, events = type(record), record.version, Event.objects.count()
        refusal = refused(lambda: move(record, **inputs))
        if refusal is not None:
            now = kind.objects.get(pk=record.pk)
            assert refusal.message
            assert (now.version, now.state) == (before, record.state)
            assert Event.objects.count() == events + 1

    # --- Moves ---

    @rule()
    def precheck(self):
        facts = {"advice": "file", "category": "economy"}
        self.attempt(review.precheck_proposal, self.proposal(), by=self.staff, **facts)

    @rule()
    def file(self):
        self.attempt(deciding.file_proposal, self.proposal(), by=self.staff, category="economy")

    @rule()
    def send_back(self):
        note = {"return_note": "请补充"}
        self.attempt(deciding.return_proposal, self.proposal(), by=self.staff, **note)
        self.attempt(submitting.submit_proposal, self.proposal(), by=self.members[0])

    @rule()
    def withdraw(self):
        note = {"withdraw_note": "已经解决"}
        self.attempt(submitting.withdraw_proposal, self.proposal(), by=self.members[0], **note)

    @rule(mode=st.sampled_from(list(Mode)))
    def assign(self, mode):
        lead, *others = self.units[: 1 if mode == Mode.SOLE else 2]
        facts = {"lead_unit": lead, "helpers": others, "mode": mode}
        self.attempt(assigning.assign_proposal, self.proposal(), by=self.staff, **facts)

    @rule(place=UNITS)
    def accept(self, place):
        by = self.clerks[place]
        self.attempt(handling.accept_handling, self.handling(place), by=by, officer="经办人")

    @rule(place=UNITS)
    def ask_back(self, place):
        facts = {"return_reason": "不属职责", "return_unit": self.units[2]}
        self.attempt(handling.ask_back, self.handling(place), by=self.clerks[place], **facts)

    @rule(place=UNITS, grant=st.booleans())
    def decide_return(self, place, grant):
        row, by = self.handling(place), self.overseer
        if grant:
            self.attempt(adjusting.grant_return, row, by=by, unit=self.units[2])
        else:
            self.attempt(adjusting.refuse_return, row, by=by, decision_note="仍请办理")

    @rule(place=UNITS)
    def opine(self, place):
        by = self.clerks[place]
        self.attempt(handling.give_opinion, self.handling(place), by=by, opinion="同意")

    @rule(place=UNITS, result=st.sampled_from("ABC"))
    def draft(self, place, result):
        row = self.handling(place)
        if row is None:
            return
        facts = {"handling": row, **WRITTEN, "result_class": result}
        count = Reply.objects.count()
        refusal = refused(lambda: replying.start_reply(by=self.clerks[place], facts=facts))
        assert Reply.objects.count() == count + (refusal is None)

    @rule(place=UNITS)
    def sign_and_check(self, place):
        clerk, row = self.clerks[place], self.reply(place)
        self.attempt(countersigning.ask_countersign, row, by=clerk)
        for asked in Countersignature.objects.filter(reply=row, state="pending"):
            helper = self.clerks[self.units.index(asked.handling.unit)]
            self.attempt(countersigning.countersign, asked, by=helper)
        self.attempt(replying.submit_reply, self.reply(place), by=clerk)
        self.attempt(replying.sign_reply, self.reply(place), by=self.reviewers[place])
        self.attempt(replying.check_reply, self.reply(place), by=self.overseer)

    @rule(place=UNITS)
    def give_reply_back(self, place):
        note = {"return_note": "请补充"}
        self.attempt(replying.send_back_reply, self.reply(place), by=self.overseer, **note)

    @rule(
        place=UNITS, who=st.integers(0, 1), opinion=st.sampled_from(["satisfied", "dissatisfied"])
    )
    def judge(self, place, who, opinion):
        facts = {"attitude": "satisfied", "result": opinion}
        self.attempt(evaluating.evaluate_reply, self.reply(place), by=self.members[who], **facts)

    @rule()
    def close(self):
        note = {"close_note": "评价期满"}
        self.attempt(evaluating.close_proposal, self.proposal(), by=self.staff, **note)

    @rule()
    def look_back(self):
        facts = {"form": "site", "finding": "看过"}
        self.attempt(following.follow_up, self.proposal(), by=self.staff, **facts)

    # --- What always holds ---

    @invariant()
    def the_head_line_agrees_with_the_records(self):
        row = self.proposal()
        if row.state not in HANDED:
            assert row.lead_unit_id is None
            return
        line = expected(row)
        units = {row.lead_unit_id, *row.helpers.values_list("pk", flat=True)}
        assert (units, row.result_class, row.satisfaction, row.due_on) == (
            set(line.units), line.result_class, line.satisfaction, line.due_on,
        )  # fmt: skip

    @invariant()
    def the_state_agrees_with_the_units(self):
        row = self.proposal()
        live = row.handlings.exclude(state__in=sorted(ENDED)).filter(role__in=sorted(ANSWERING))
        states = set(live.values_list("state", flat=True))
        if row.state in (State.REPLIED, State.CLOSED):
            assert states <= set(DONE)
        if row.state == State.AGAIN:
            assert states - set(DONE)
        if row.state == State.CLOSED:
            assert states == {HandlingState.SETTLED}
        if row.state in ANSWERED:
            assert row.replied_on

    @invariant()
    def a_number_once_given_stays(self):
        number = self.proposal().number
        assert self.number in (None, number)
        self.number = number

    @invariant()
    def nobody_has_judged_one_reply_twice(self):
        rows = Evaluation.objects.exclude(state=EvaluationState.VOID)
        pairs = list(rows.values_list("reply", "person"))
        assert len(pairs) == len(set(pairs))


@pytest.mark.apart
@pytest.mark.slow
def test_a_thousand_lives_of_a_proposal(city):
    Life.world = World()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=7,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
