"""Figures about activities and the people in them, by rows of work. Only what was held counts."""

from . import consultation, liaison, meetings, overall, service, study

__all__ = ["consultation", "liaison", "meetings", "overall", "service", "study"]
