"""Records of the office."""

from .honours import Honour
from .reports import UpwardReport
from .responsibilities import Responsibility, ResponsibilityList, ResponsibilityStep
from .rules import OfficeRule, RuleArea

__all__ = [
    "Honour",
    "OfficeRule",
    "Responsibility",
    "ResponsibilityList",
    "ResponsibilityStep",
    "RuleArea",
    "UpwardReport",
]
