"""What is said to replies and what comes of them, by situation."""

from datetime import date

import factory

from tests.factories.handling import HelpingFactory
from tests.factories.members import RecordFactory
from tests.factories.proposals import RepliedFactory, ReplyFactory, SentReplyFactory, member
from yizheng.proposals.models import Countersignature, Evaluation, FollowUp, Promise
from yizheng.proposals.states import EvaluationState
from yizheng.proposals.texts import reply_digest


class CountersignatureFactory(RecordFactory):
    """A helper that was asked to countersign the lead unit's reply."""

    class Meta:
        model = Countersignature

    reply = factory.SubFactory(ReplyFactory)
    handling = factory.SubFactory(
        HelpingFactory, proposal=factory.SelfAttribute("..reply.handling.proposal")
    )
    text_digest = factory.LazyAttribute(lambda row: reply_digest(row.reply))


class EvaluationFactory(RecordFactory):
    """A proposer's judgement that counts, content with everything."""

    class Meta:
        model = Evaluation

    reply = factory.SubFactory(SentReplyFactory)
    person = factory.LazyFunction(member)
    state = EvaluationState.VALID
    attitude = "satisfied"
    is_attitude_content = True
    result = "satisfied"
    is_content = True
    evaluated_on = date(2025, 7, 9)


class PromiseFactory(RecordFactory):
    """Something a reply promised that is still to be done."""

    class Meta:
        model = Promise

    reply = factory.SubFactory(SentReplyFactory)
    unit = factory.SelfAttribute("reply.handling.unit")
    matter = "年内建成两处停车场"
    due_on = date(2026, 6, 30)
    check_on = date(2026, 6, 30)


class FollowUpFactory(RecordFactory):
    """A look back at a replied proposal."""

    class Meta:
        model = FollowUp

    proposal = factory.SubFactory(RepliedFactory)
    checked_on = date(2026, 3, 10)
    form = "site"
    finding = "已经建成，正在验收。"
