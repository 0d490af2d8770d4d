"""Committees and terms; people, mandates and posts; changes of term, two records made one."""

from .merging import PersonMerge
from .organisation import Committee, Organ, Sector, Session, Term
from .people import Mandate, Person
from .tenures import Tenure
from .terms import Nominee, SectorPlaces, TermChange

__all__ = [
    "Committee",
    "Mandate",
    "Nominee",
    "Organ",
    "Person",
    "PersonMerge",
    "Sector",
    "SectorPlaces",
    "Session",
    "Tenure",
    "Term",
    "TermChange",
]
