"""The records of this app."""

from .following import FollowUp, Promise
from .handling import AssignmentMeeting, Contact, Extension, Handling, Urging
from .honours import Commendation, KeyProposal, Supervision
from .intake import CollectionPeriod, Invitation, Review, WorkingCopy
from .proposal import Proposal
from .reply import Countersignature, Evaluation, Reply, UnitRating

__all__ = [
    "AssignmentMeeting",
    "CollectionPeriod",
    "Commendation",
    "Contact",
    "Countersignature",
    "Evaluation",
    "Extension",
    "FollowUp",
    "Handling",
    "Invitation",
    "KeyProposal",
    "Promise",
    "Proposal",
    "Reply",
    "Review",
    "Supervision",
    "UnitRating",
    "Urging",
    "WorkingCopy",
]
