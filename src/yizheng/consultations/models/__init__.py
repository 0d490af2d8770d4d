"""Records of consultation: the plan, and what consultation and supervision produce."""

from .plan import Plan, PlanChange, PlanItem
from .products import Campaign, Product, Recommendation

__all__ = ["Campaign", "Plan", "PlanChange", "PlanItem", "Product", "Recommendation"]
