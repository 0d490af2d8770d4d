"""What is said to replies, and what comes after them, by situation."""

from datetime import date

import factory

from tests.factories.accounts import user_with
from tests.factories.members import RecordFactory, UnitFactory
from tests.factories.proposals import (
    HandlingFactory,
    RepliedFactory,
    ReplyFactory,
    SentReplyFactory,
)
from yizheng.proposals.models import Countersignature, Evaluation, FollowUp, Promise
from yizheng.proposals.states import EvaluationState, HandlingRole


class CountersignatureFactory(RecordFactory):
    """A helper is asked for its word."""

    class Meta:
        model = Countersignature

    reply = factory.SubFactory(ReplyFactory)
    handling = factory.SubFactory(
        HandlingFactory,
        role=HandlingRole.HELPER,
        unit=factory.SubFactory(UnitFactory),
        proposal=factory.SelfAttribute("..reply.handling.proposal"),
    )


class EvaluationFactory(RecordFactory):
    """The proposer is content."""

    class Meta:
        model = Evaluation

    reply = factory.SubFactory(SentReplyFactory)
    person = factory.SelfAttribute("reply.handling.proposal.proposer")
    state = EvaluationState.VALID
    attitude = result = "satisfied"
    is_content = True
    evaluated_on = date(2025, 7, 9)
    entered_by = factory.LazyFunction(user_with)


class PromiseFactory(RecordFactory):
    """Something a unit will do by the end of the year."""

    class Meta:
        model = Promise

    reply = factory.SubFactory(SentReplyFactory)
    unit = factory.SelfAttribute("reply.handling.unit")
    matter = "年底前建成停车场"
    due_on = check_on = date(2025, 12, 31)


class FollowUpFactory(RecordFactory):
    """Somebody looked at what became of it."""

    class Meta:
        model = FollowUp

    proposal = factory.SubFactory(RepliedFactory)
    checked_on = date(2026, 1, 10)
    form = "site"
    finding = "主要措施已经到位。"
