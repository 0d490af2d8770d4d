"""Lists, pages and forms of the roster, the organisation, and what is done to the roster."""

from .changing import CHANGES, MERGES, NOMINEES, PLACES, TENURES
from .roster import MANDATES, ORGANS, PEOPLE, SECTORS, SESSIONS, TERMS

__all__ = [
    "CHANGES",
    "MANDATES",
    "MERGES",
    "NOMINEES",
    "ORGANS",
    "PEOPLE",
    "PLACES",
    "SECTORS",
    "SESSIONS",
    "TENURES",
    "TERMS",
]
