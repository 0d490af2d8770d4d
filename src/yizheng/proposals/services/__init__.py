"""What can be done with a proposal, from the draft to the evaluation of its handling."""

# For the moves they declare.
from . import (
    adjusting,
    countersigning,
    evaluating,
    extending,
    following,
    handling,
    honours,
    inviting,
    key_proposals,
    replying,
    urging,
)
from .assigning import assign_proposal
from .deciding import decline_proposal, file_proposal, merge_proposal, return_proposal
from .drafting import (
    remove_draft,
    revise_draft,
    start_draft,
)
from .publishing import publish_proposal, unpublish_proposal
from .review import follow_advice, precheck_proposal, review_proposal
from .submitting import submit_proposal, withdraw_proposal

__all__ = [
    "adjusting",
    "assign_proposal",
    "countersigning",
    "decline_proposal",
    "evaluating",
    "extending",
    "file_proposal",
    "follow_advice",
    "following",
    "handling",
    "honours",
    "inviting",
    "key_proposals",
    "merge_proposal",
    "precheck_proposal",
    "publish_proposal",
    "remove_draft",
    "replying",
    "return_proposal",
    "review_proposal",
    "revise_draft",
    "start_draft",
    "submit_proposal",
    "unpublish_proposal",
    "urging",
    "withdraw_proposal",
]
