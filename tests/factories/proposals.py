"""Proposals, by situation. Numbers start high, clear of those that services give."""

from datetime import date

import factory

from tests.factories.accounts import user_with
from tests.factories.members import (
    MandateFactory,
    PersonFactory,
    RecordFactory,
    SessionFactory,
    UnitFactory,
)
from yizheng.proposals.models import Handling, Proposal, Reply, Review
from yizheng.proposals.states import (
    Advice,
    Destination,
    HandlingRole,
    HandlingState,
    ReplyState,
    Stage,
    State,
)

SUBMITTED_ON = date(2025, 3, 26)
FILED_ON = date(2025, 4, 10)
ASSIGNED_ON = date(2025, 4, 21)
REPLIED_ON = date(2025, 7, 1)


def member(**facts):
    """A person who has been a member since 2022."""
    person = PersonFactory(**facts)
    MandateFactory(person=person)
    return person


class ProposalFactory(RecordFactory):
    """A draft, complete enough to be handed in."""

    class Meta:
        model = Proposal

    session = factory.SubFactory(SessionFactory)
    title = factory.Sequence(lambda n: f"关于第{n}项工作的提案")
    situation = "城区老旧小区消防通道常被占用。"
    analysis = "车位不足，管理责任不清。"
    suggestion = "划定通道，增设车位，由街道定期检查。"
    proposer = factory.LazyFunction(member)


class SubmittedFactory(ProposalFactory):
    state = State.SUBMITTED
    serial = factory.Sequence(lambda n: n + 1000)
    submitted_on = SUBMITTED_ON
    is_session = True


class ReturnedFactory(SubmittedFactory):
    """Given back to be completed; it keeps its serial."""

    state = State.RETURNED
    return_note = "请补充具体建议。"


class PrecheckedFactory(SubmittedFactory):
    state = State.PRECHECKED


class ReviewedFactory(SubmittedFactory):
    state = State.REVIEWED


class WithdrawnFactory(SubmittedFactory):
    state = State.WITHDRAWN
    withdrawn_on = FILED_ON


class DeclinedFactory(SubmittedFactory):
    state = State.DECLINED
    declined_on = FILED_ON
    decline_reason = "vague"
    destination = Destination.OPINION


class FiledFactory(SubmittedFactory):
    state = State.FILED
    number = factory.Sequence(lambda n: n + 1000)
    filed_on = FILED_ON
    category = "society"


class AssignedFactory(FiledFactory):
    state = State.ASSIGNED
    lead_unit = factory.SubFactory(UnitFactory)
    assigned_on = ASSIGNED_ON
    due_on = date(2025, 7, 21)


class RepliedFactory(AssignedFactory):
    state = State.REPLIED
    replied_on = REPLIED_ON
    result_class = "A"
    result_sense = "solved"


class AgainFactory(RepliedFactory):
    """A proposer was not content; the units handle it anew."""

    state = State.AGAIN
    satisfaction = "dissatisfied"
    is_content = False
    evaluated_on = date(2025, 7, 9)


class ClosedFactory(RepliedFactory):
    state = State.CLOSED
    satisfaction = "satisfied"
    is_content = True
    evaluated_on = date(2025, 7, 9)
    closed_on = date(2025, 7, 9)


class ReviewFactory(RecordFactory):
    """A reviewer's advice to file a reviewed proposal."""

    class Meta:
        model = Review

    proposal = factory.SubFactory(ReviewedFactory)
    stage = Stage.REVIEW
    advice = Advice.FILE
    category = "society"
    reviewer = factory.LazyFunction(lambda: user_with("proposals"))
    reviewed_on = FILED_ON


class HandlingFactory(RecordFactory):
    """A sole unit's part, just given."""

    class Meta:
        model = Handling

    proposal = factory.SubFactory(AssignedFactory)
    unit = factory.SelfAttribute("proposal.lead_unit")
    role = HandlingRole.SOLE
    state = HandlingState.GIVEN
    assigned_on = ASSIGNED_ON
    object_by = date(2025, 4, 29)
    due_on = date(2025, 7, 21)
    first_due_on = date(2025, 7, 21)


class ReplyFactory(RecordFactory):
    """A unit's reply, just begun."""

    class Meta:
        model = Reply

    handling = factory.SubFactory(HandlingFactory, state=HandlingState.ACCEPTED)
    result_class = "A"
    body = "已划定通道并增设车位。"


class SentReplyFactory(ReplyFactory):
    """A reply that has reached the proposers of a replied proposal."""

    handling = factory.SubFactory(
        HandlingFactory,
        proposal=factory.SubFactory(RepliedFactory),
        state=HandlingState.REPLIED,
        replied_on=REPLIED_ON,
    )
    state = ReplyState.SENT
    result_sense = "solved"
    signed_by = "单位负责人"
    signed_on = REPLIED_ON
    sent_on = REPLIED_ON


def merged_proposal(main, **facts):
    """A proposal merged into `main` before it was filed."""
    return SubmittedFactory(
        state=State.MERGED,
        session=main.session,
        merged_into=main,
        merged_on=FILED_ON,
        **facts,
    )


BY_STATE = {
    State.DRAFT: ProposalFactory,
    State.SUBMITTED: SubmittedFactory,
    State.DECLINED: DeclinedFactory,
    State.FILED: FiledFactory,
    State.ASSIGNED: AssignedFactory,
    State.REPLIED: RepliedFactory,
    State.RETURNED: ReturnedFactory,
    State.PRECHECKED: PrecheckedFactory,
    State.REVIEWED: ReviewedFactory,
    State.WITHDRAWN: WithdrawnFactory,
    State.AGAIN: AgainFactory,
    State.CLOSED: ClosedFactory,
}


def proposal_in(state, **facts):
    """A proposal in any state."""
    if state == State.MERGED:
        return merged_proposal(FiledFactory(), **facts)
    return BY_STATE[state](**facts)
