"""The engines' tables."""

from .history import Chain, Event
from .idempotency import Answer
from .jobs import Job
from .numbering import Series
from .rules import RuleValue
from .saved_views import SavedView
from .workdays import CalendarDay, CalendarYear

__all__ = [
    "Answer",
    "CalendarDay",
    "CalendarYear",
    "Chain",
    "Event",
    "Job",
    "RuleValue",
    "SavedView",
    "Series",
]
