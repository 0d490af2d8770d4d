"""Committees and their terms; people, their mandates and posts; two records made one."""

from .merging import PersonMerge
from .organisation import Committee, Organ, Sector, Session, Term
from .people import Mandate, Person

__all__ = [
    "Committee",
    "Mandate",
    "Organ",
    "Person",
    "PersonMerge",
    "Sector",
    "Session",
    "Term",
]
