"""Records of how meetings are called, attended and kept."""

from .agenda import AgendaItem, Minutes
from .feeds import CalendarFeed
from .leave import Leave, LeaveRule
from .notices import Notice, SignIn, Sitting
from .speeches import Speech, SpeechCall

__all__ = [
    "AgendaItem",
    "CalendarFeed",
    "Leave",
    "LeaveRule",
    "Minutes",
    "Notice",
    "SignIn",
    "Sitting",
    "Speech",
    "SpeechCall",
]
