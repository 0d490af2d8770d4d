"""Records of the duty file and of assessments."""

from .assessing import Adjustment, Assessment, RuleSet
from .file import Objection, OutsideActivity

__all__ = ["Adjustment", "Assessment", "Objection", "OutsideActivity", "RuleSet"]
