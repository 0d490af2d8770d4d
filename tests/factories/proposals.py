"""Proposals, by situation. Numbers start high, clear of those that services give."""

from datetime import date

import factory

from tests.factories.members import (
    MandateFactory,
    PersonFactory,
    RecordFactory,
    SessionFactory,
    UnitFactory,
)
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import Category, DeclineReason, Destination, ResultClass, State

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


class DeclinedFactory(SubmittedFactory):
    state = State.DECLINED
    declined_on = FILED_ON
    decline_reason = DeclineReason.VAGUE
    destination = Destination.OPINION


class FiledFactory(SubmittedFactory):
    state = State.FILED
    number = factory.Sequence(lambda n: n + 1000)
    filed_on = FILED_ON
    category = Category.SOCIETY


class AssignedFactory(FiledFactory):
    state = State.ASSIGNED
    lead_unit = factory.SubFactory(UnitFactory)
    assigned_on = ASSIGNED_ON
    due_on = date(2025, 7, 21)


class RepliedFactory(AssignedFactory):
    state = State.REPLIED
    replied_on = REPLIED_ON
    result_class = ResultClass.A
    reply = "已划定通道并增设车位。"


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
}


def proposal_in(state, **facts):
    """A proposal in any state."""
    if state == State.MERGED:
        return merged_proposal(FiledFactory(), **facts)
    return BY_STATE[state](**facts)
