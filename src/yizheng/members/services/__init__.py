"""What is done to committees, people and mandates beside plain entering."""

from .founding import found_committee, read_person
from .mandates import co_opt, end_mandate
from .merging import ask_to_merge, decline_merge, merge_people, withdraw_merge
from .nominees import (
    carry_posts,
    drop_term,
    prepare_term,
    revise_term,
    set_places,
    set_staying,
    settle_namesakes,
)
from .tenures import change_party, change_sector, enter_post, remove_post, revise_post
from .terms import (
    ask_term_change,
    begin_due_terms,
    begin_term,
    confirm_term_change,
    return_term_change,
)

__all__ = [
    "ask_term_change",
    "ask_to_merge",
    "begin_due_terms",
    "begin_term",
    "carry_posts",
    "change_party",
    "change_sector",
    "co_opt",
    "confirm_term_change",
    "decline_merge",
    "drop_term",
    "end_mandate",
    "enter_post",
    "found_committee",
    "merge_people",
    "prepare_term",
    "read_person",
    "remove_post",
    "return_term_change",
    "revise_post",
    "revise_term",
    "set_places",
    "set_staying",
    "settle_namesakes",
    "withdraw_merge",
]
