"""Key proposals, acts of supervision and commendations, by situation."""

from datetime import date

import factory

from tests.factories.members import RecordFactory, UnitFactory
from tests.factories.proposals import AssignedFactory, RepliedFactory
from yizheng.proposals.models import Commendation, KeyProposal, Supervision
from yizheng.proposals.states import CommendationState, KeyState

DECIDED_ON = date(2025, 5, 6)
SUPERVISED_ON = date(2025, 6, 18)
CONCLUDED_ON = date(2025, 10, 20)
COMMENDED_ON = date(2025, 12, 18)


class KeyProposalFactory(RecordFactory):
    """One on the shortlist."""

    class Meta:
        model = KeyProposal

    proposal = factory.SubFactory(AssignedFactory)
    reason = "群众反映集中，涉及几个部门。"
    state = KeyState.SHORTLISTED


class DecidedKeyFactory(KeyProposalFactory):
    """One the chair meeting chose, marked on its proposal."""

    proposal = factory.SubFactory(
        AssignedFactory, is_key=True, key_on=DECIDED_ON, lead_leader="副主席甲"
    )
    state = KeyState.DECIDED
    decided_on = DECIDED_ON
    decided_by = "主席会议"
    lead_leader = "副主席甲"


class ConcludedKeyFactory(DecidedKeyFactory):
    state = KeyState.CONCLUDED
    concluded_on = CONCLUDED_ON
    result = "通道划定完毕，车位新增到位。"


class DroppedKeyFactory(KeyProposalFactory):
    state = KeyState.DROPPED
    drop_note = "与上年重点提案内容相近。"


class SupervisionFactory(RecordFactory):
    class Meta:
        model = Supervision

    key_proposal = factory.SubFactory(DecidedKeyFactory)
    held_on = SUPERVISED_ON
    form = "survey"
    people = "副主席甲、提案者和承办单位负责人"
    content = "实地查看三个小区，要求年内划定通道。"


class NominationFactory(RecordFactory):
    """A proposal that is proposed as excellent."""

    class Meta:
        model = Commendation

    proposal = factory.SubFactory(RepliedFactory)
    session = factory.SelfAttribute("proposal.session")
    reason = "调研扎实，建议全部采纳。"
    state = CommendationState.NOMINATED


class CommendedFactory(NominationFactory):
    """A proposal chosen as excellent, marked on it."""

    proposal = factory.SubFactory(RepliedFactory, is_excellent=True, excellent_on=COMMENDED_ON)
    state = CommendationState.COMMENDED
    decided_on = COMMENDED_ON
    decided_by = "主席会议"


def commended_unit(session, **facts):
    """A unit chosen for its work on a session's proposals."""
    return CommendedFactory(
        session=session, proposal=None, unit=facts.pop("unit", None) or UnitFactory(), **facts
    )
