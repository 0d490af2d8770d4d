"""Earlier proposals on the same matter: found by the words they share, without an outside service.

An index beside the database follows the trail (docs/adr/0008-similar-proposals.md). It is no
record: lost, it is made again.
"""

from .finding import Found, Similar, find
from .following import body_of, catch_up, catch_up_everywhere, rebuild

__all__ = [
    "Found",
    "Similar",
    "body_of",
    "catch_up",
    "catch_up_everywhere",
    "find",
    "rebuild",
]
