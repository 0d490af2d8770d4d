"""What can be done with the plan, the products and their recommendations."""

from .answering import (
    adopt_recommendation,
    decline_recommendation,
    implement_recommendation,
    reopen_recommendation,
    send_recommendation,
)
from .planning import (
    approve_plan,
    complete_item,
    drop_item,
    enter_item,
    move_item,
    reschedule_item,
    restore_item,
    return_plan,
    revise_item,
    submit_plan,
)
from .recommending import add_recommendations, create_recommendation, revise_recommendation

__all__ = [
    "add_recommendations",
    "adopt_recommendation",
    "approve_plan",
    "complete_item",
    "create_recommendation",
    "decline_recommendation",
    "drop_item",
    "enter_item",
    "implement_recommendation",
    "move_item",
    "reopen_recommendation",
    "reschedule_item",
    "restore_item",
    "return_plan",
    "revise_item",
    "revise_recommendation",
    "send_recommendation",
    "submit_plan",
]
