"""Earlier records on the same matter: found by the words they share, without an outside service.

An app declares a `Corpus`: whose texts are compared. An index beside the database follows the trail
(docs/adr/0008-similar-texts.md). It is no record: lost, it is made again.
"""

from .corpus import Corpus
from .finding import Found, Similar, find
from .following import catch_up, keep_up, rebuild

__all__ = [
    "Corpus",
    "Found",
    "Similar",
    "catch_up",
    "find",
    "keep_up",
    "rebuild",
]
