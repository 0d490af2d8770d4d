"""Lists, pages and forms of the plan, the products and the recommendations."""

from .plan import CHANGES_LIST, PLAN, PLANS
from .preparation import PREPARATIONS
from .products import CAMPAIGNS, PRODUCTS, RECOMMENDATIONS
from .topics import CALLS, MY_TOPICS, TOPICS

__all__ = [
    "CALLS",
    "CAMPAIGNS",
    "CHANGES_LIST",
    "MY_TOPICS",
    "PLAN",
    "PLANS",
    "PREPARATIONS",
    "PRODUCTS",
    "RECOMMENDATIONS",
    "TOPICS",
]
