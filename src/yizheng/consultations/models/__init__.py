"""Records of consultation: the plan, and what consultation and supervision produce."""

from .plan import Plan, PlanChange, PlanItem
from .preparation import Preparation
from .products import Campaign, Product, Recommendation
from .topics import TopicCall, TopicSuggestion

__all__ = [
    "Campaign",
    "Plan",
    "PlanChange",
    "PlanItem",
    "Preparation",
    "Product",
    "Recommendation",
    "TopicCall",
    "TopicSuggestion",
]
