"""The engines' tables."""

from .history import Chain, Event
from .idempotency import Answer
from .jobs import Job
from .numbering import Series
from .rules import RuleValue
from .workdays import CalendarDay, CalendarYear

__all__ = [
    "Answer",
    "CalendarDay",
    "CalendarYear",
    "Chain",
    "Event",
    "Job",
    "RuleValue",
    "Series",
]
