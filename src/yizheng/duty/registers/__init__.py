"""Lists, pages and forms of objections, outside activities, rules and results."""

from .assessing import ADJUSTMENTS, ASSESSMENTS, RULE_SETS
from .file import OBJECTIONS, OUTSIDE

__all__ = ["ADJUSTMENTS", "ASSESSMENTS", "OBJECTIONS", "OUTSIDE", "RULE_SETS"]
