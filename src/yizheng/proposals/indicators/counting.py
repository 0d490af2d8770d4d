"""The records that figures about handling count: all of the proposals of one plenary session.

What hangs on a proposal belongs to the session its proposal is numbered in, whatever its own day.
Unrestricted: for figures.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yizheng.core.periods import Period
from yizheng.members import selectors as members
from yizheng.proposals import selectors
from yizheng.proposals.models import (
    Commendation,
    Contact,
    Evaluation,
    Extension,
    FollowUp,
    Handling,
    Promise,
    Reply,
    Supervision,
    Urging,
)
from yizheng.proposals.states import (
    ANSWERING,
    ENDED,
    CommendationState,
    EvaluationState,
    ExtensionState,
    HandlingState,
    ReplyState,
)

# The unit has answered at least once.
ANSWERED = (HandlingState.REPLIED, HandlingState.AGAIN, HandlingState.SETTLED)
LATE = Q(is_late_before=True) | Q(replied_on__gt=F("due_on"))


def handlings(period: Period) -> QuerySet[Handling]:
    """Units' parts, but for those given back or taken away."""
    handed = selectors.assigned(period)
    return Handling.objects.filter(proposal__in=handed).exclude(state__in=sorted(ENDED))


def answering(period: Period) -> QuerySet[Handling]:
    """The parts of units that answer the proposer."""
    return handlings(period).filter(role__in=sorted(ANSWERING))


def answered(period: Period) -> QuerySet[Handling]:
    """The parts that were answered, in the first round or later."""
    return answering(period).filter(state__in=ANSWERED)


def letters(period: Period) -> QuerySet[Reply]:
    """Replies sent to the proposers, those of a second handling too."""
    handed = selectors.assigned(period)
    return Reply.objects.filter(handling__proposal__in=handed, state=ReplyState.SENT)


def last_letters(period: Period) -> QuerySet[Reply]:
    """The last reply of each unit that answers."""
    later = Reply.objects.filter(
        handling=OuterRef("handling"), state=ReplyState.SENT, round__gt=OuterRef("round")
    )
    return letters(period).filter(~Exists(later), handling__in=answered(period))


def forms(period: Period) -> QuerySet[Evaluation]:
    """Judgements that count: one for each proposer and reply."""
    sent = letters(period)
    return Evaluation.objects.filter(reply__in=sent, state=EvaluationState.VALID)


def promises(period: Period) -> QuerySet[Promise]:
    """What sent replies promised."""
    return Promise.objects.filter(reply__in=letters(period))


def urgings(period: Period) -> QuerySet[Urging]:
    """Acts of urging by people; what the system reminds by itself is none."""
    handed = selectors.assigned(period)
    return Urging.objects.filter(handling__proposal__in=handed, is_automatic=False)


def follow_ups(period: Period) -> QuerySet[FollowUp]:
    """Looks back at what was answered."""
    return FollowUp.objects.filter(proposal__in=selectors.replied(period))


def supervisions(period: Period) -> QuerySet[Supervision]:
    """Acts of supervising the proposals that are key ones."""
    keys = selectors.filed(period).filter(is_key=True)
    return Supervision.objects.filter(key_proposal__proposal__in=keys)


def commended(period: Period) -> QuerySet[Commendation]:
    """Proposals and units chosen for a session."""
    return Commendation.objects.filter(
        session__in=members.sessions_between(period), state=CommendationState.COMMENDED
    )


def met() -> Q:
    """That a unit met a proposer face to face about the proposal."""
    contacts = Contact.objects.filter(handling__proposal=OuterRef("pk"), is_face_to_face=True)
    return Q(Exists(contacts))


def extended() -> Q:
    """That a unit of the proposal was given more time."""
    approved = Extension.objects.filter(
        handling__proposal=OuterRef("pk"), state=ExtensionState.APPROVED
    )
    return Q(Exists(approved))


def answered_late() -> Q:
    """That a unit of the proposal answered after its day, in any round."""
    return _by_a_unit(LATE, state__in=ANSWERED)


def handled_again() -> Q:
    """That a unit that still has the proposal was told to handle it anew."""
    return _by_a_unit(round__gt=1)


def _by_a_unit(*rules: Q, **facts: Any) -> Q:
    rows = Handling.objects.filter(*rules, proposal=OuterRef("pk"), **facts)
    return Q(Exists(rows.filter(role__in=sorted(ANSWERING)).exclude(state__in=sorted(ENDED))))


def answered_again() -> Q:
    """That a unit answered the proposal after handling it anew."""
    sent = Reply.objects.filter(
        handling__proposal=OuterRef("pk"), state=ReplyState.SENT, round__gt=1
    )
    return Q(Exists(sent))
