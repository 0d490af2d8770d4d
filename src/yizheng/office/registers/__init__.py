"""Lists, pages and forms of upward reports, rules, honours and responsibilities."""

from .reports import UPWARD_REPORTS
from .responsibilities import CHECKLISTS, RESPONSIBILITIES, STEPS
from .rules import AMENDMENTS, AREAS, HONOURS, REPEALS, RULES

__all__ = [
    "AMENDMENTS",
    "AREAS",
    "CHECKLISTS",
    "HONOURS",
    "REPEALS",
    "RESPONSIBILITIES",
    "RULES",
    "STEPS",
    "UPWARD_REPORTS",
]
