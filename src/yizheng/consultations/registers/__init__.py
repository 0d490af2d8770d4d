"""Lists, pages and forms of the plan, the products and the recommendations."""

from .plan import CHANGES_LIST, PLAN, PLANS
from .products import CAMPAIGNS, PRODUCTS, RECOMMENDATIONS

__all__ = ["CAMPAIGNS", "CHANGES_LIST", "PLAN", "PLANS", "PRODUCTS", "RECOMMENDATIONS"]
