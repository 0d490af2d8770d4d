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
from .preparing import enter_preparation, revise_preparation
from .recommending import add_recommendations, create_recommendation, revise_recommendation
from .topics import (
    join_topic,
    pass_over_topic,
    select_topic,
    suggest_publicly,
    suggest_topic,
)

__all__ = [
    "add_recommendations",
    "adopt_recommendation",
    "approve_plan",
    "complete_item",
    "create_recommendation",
    "decline_recommendation",
    "drop_item",
    "enter_item",
    "enter_preparation",
    "implement_recommendation",
    "join_topic",
    "move_item",
    "pass_over_topic",
    "reopen_recommendation",
    "reschedule_item",
    "restore_item",
    "return_plan",
    "revise_item",
    "revise_preparation",
    "revise_recommendation",
    "select_topic",
    "send_recommendation",
    "submit_plan",
    "suggest_publicly",
    "suggest_topic",
]
