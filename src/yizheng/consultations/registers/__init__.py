"""Lists, pages and forms of the plan, the products and the recommendations."""

from .plan import PLAN
from .products import CAMPAIGNS, PRODUCTS, RECOMMENDATIONS

__all__ = ["CAMPAIGNS", "PLAN", "PRODUCTS", "RECOMMENDATIONS"]
