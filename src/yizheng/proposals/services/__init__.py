"""What can be done with a proposal, from the draft to the evaluation of its handling."""

from .drafting import (
    remove_draft,
    return_proposal,
    revise_draft,
    start_draft,
    submit_proposal,
)
from .handling import assign_proposal, evaluate_proposal, reply_to_proposal
from .honours import commend_proposal, mark_key, unmark_key, withdraw_commendation
from .review import decline_proposal, file_proposal, merge_proposal

__all__ = [
    "assign_proposal",
    "commend_proposal",
    "decline_proposal",
    "evaluate_proposal",
    "file_proposal",
    "mark_key",
    "merge_proposal",
    "remove_draft",
    "reply_to_proposal",
    "return_proposal",
    "revise_draft",
    "start_draft",
    "submit_proposal",
    "unmark_key",
    "withdraw_commendation",
]
