"""Where a duty record comes from: each source declared once, one fact for one record."""

from . import doing, meeting, speaking, writing
from .declaring import GROUPS, SOURCES, Found, Source, facts_of, vocabulary

__all__ = [
    "GROUPS",
    "SOURCES",
    "Found",
    "Source",
    "doing",
    "facts_of",
    "meeting",
    "speaking",
    "vocabulary",
    "writing",
]
