"""Records of consultation: the plan, and what consultation and supervision produce."""

from .plan import PlanItem
from .products import Campaign, Product, Recommendation

__all__ = ["Campaign", "PlanItem", "Product", "Recommendation"]
