"""What units do with a proposal, by situation."""

from datetime import date

import factory

from tests.factories.members import RecordFactory, SessionFactory, UnitFactory
from tests.factories.proposals import ASSIGNED_ON, AssignedFactory, HandlingFactory
from yizheng.proposals.models import AssignmentMeeting, Contact, Extension, Urging
from yizheng.proposals.states import HandlingRole, HandlingState, UrgingLevel


class AssignmentMeetingFactory(RecordFactory):
    class Meta:
        model = AssignmentMeeting

    session = factory.SubFactory(SessionFactory)
    title = "提案交办会"
    held_on = ASSIGNED_ON


class AcceptedFactory(HandlingFactory):
    """A sole unit at work, with somebody in charge."""

    state = HandlingState.ACCEPTED
    accepted_on = date(2025, 4, 23)
    officer = "经办人甲"


class HelpingFactory(HandlingFactory):
    """A helper that was just given its part in a proposal of another unit."""

    unit = factory.SubFactory(UnitFactory)
    role = HandlingRole.HELPER
    due_on = date(2025, 5, 21)
    first_due_on = date(2025, 5, 21)


class ContactFactory(RecordFactory):
    class Meta:
        model = Contact

    handling = factory.SubFactory(AcceptedFactory)
    held_on = date(2025, 5, 8)
    mode = "visit"
    is_face_to_face = True
    people = "第一提案人"
    content = "当面说明了划定通道的打算。"


class ExtensionFactory(RecordFactory):
    """A wish for one more month that waits for its decision."""

    class Meta:
        model = Extension

    handling = factory.SubFactory(AcceptedFactory)
    until = date(2025, 8, 21)
    reason = "要与规划修编衔接。"
    asked_on = date(2025, 7, 10)


class UrgingFactory(RecordFactory):
    """A telephone call that the unit has not answered."""

    class Meta:
        model = Urging

    handling = factory.SubFactory(AcceptedFactory)
    level = UrgingLevel.PHONE
    urged_on = date(2025, 7, 22)
    content = "请尽快答复提案者。"


def proposal_with(lead, *helpers, separate=False, state=HandlingState.GIVEN, **facts):
    """An assigned proposal and its units' parts, the lead unit's first: `(proposal, parts)`."""
    proposal = AssignedFactory(lead_unit=lead, **facts)
    proposal.helpers.set(helpers)
    first = HandlingRole.LEAD if helpers else HandlingRole.SOLE
    if separate:
        first = HandlingRole.SEPARATE
    parts = [HandlingFactory(proposal=proposal, unit=lead, role=first, state=state)]
    for unit in helpers:
        kind = HandlingFactory if separate else HelpingFactory
        role = first if separate else HandlingRole.HELPER
        parts.append(kind(proposal=proposal, unit=unit, role=role, state=state))
    return proposal, parts
