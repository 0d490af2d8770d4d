"""What can be done with the plan, the products and their recommendations."""

from .answering import (
    adopt_recommendation,
    decline_recommendation,
    implement_recommendation,
    reopen_recommendation,
    send_recommendation,
)
from .planning import complete_item, drop_item, restore_item
from .recommending import add_recommendations, create_recommendation, revise_recommendation

__all__ = [
    "add_recommendations",
    "adopt_recommendation",
    "complete_item",
    "create_recommendation",
    "decline_recommendation",
    "drop_item",
    "implement_recommendation",
    "reopen_recommendation",
    "restore_item",
    "revise_recommendation",
    "send_recommendation",
]
