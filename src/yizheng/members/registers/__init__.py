"""Lists, pages and forms of the roster, the organisation, and what is done to the roster."""

from .changing import MERGES
from .roster import MANDATES, ORGANS, PEOPLE, SECTORS, SESSIONS, TERMS

__all__ = ["MANDATES", "MERGES", "ORGANS", "PEOPLE", "SECTORS", "SESSIONS", "TERMS"]
