"""What authors, editors and those who keep the press can do."""

from .contributing import (
    accept_contribution,
    decline_contribution,
    mark_published,
    reconsider_contribution,
    remove_contribution,
    return_contribution,
    review_contribution,
    revise_contribution,
    submit_again,
    submit_contribution,
    withdraw_contribution,
)
from .entering import (
    amend_column,
    amend_coverage,
    amend_episode,
    enter_coverage,
    enter_episode,
)
from .publishing import Placed, arrange, enter_publication, revise_publication

__all__ = [
    "Placed",
    "accept_contribution",
    "amend_column",
    "amend_coverage",
    "amend_episode",
    "arrange",
    "decline_contribution",
    "enter_coverage",
    "enter_episode",
    "enter_publication",
    "mark_published",
    "reconsider_contribution",
    "remove_contribution",
    "return_contribution",
    "review_contribution",
    "revise_contribution",
    "revise_publication",
    "submit_again",
    "submit_contribution",
    "withdraw_contribution",
]
