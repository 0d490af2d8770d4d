"""What is done to committees, people and mandates beside plain entering."""

from .founding import found_committee
from .merging import ask_to_merge, decline_merge, merge_people, withdraw_merge

__all__ = [
    "ask_to_merge",
    "decline_merge",
    "found_committee",
    "merge_people",
    "withdraw_merge",
]
