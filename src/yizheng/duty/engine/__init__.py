"""Assessments as plain Python: rules and facts in, points with their records out.

No Django and no database: what was computed once can be computed again from what was stored.
"""

from .facts import Adjustment, Fact, Member
from .packing import digest_of, from_json, inputs, to_json
from .reading import Unreadable, read, sample
from .rules import Rules
from .scoring import Result, score

__all__ = [
    "Adjustment",
    "Fact",
    "Member",
    "Result",
    "Rules",
    "Unreadable",
    "digest_of",
    "from_json",
    "inputs",
    "read",
    "sample",
    "score",
    "to_json",
]
