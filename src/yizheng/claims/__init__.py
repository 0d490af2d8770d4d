"""Figures in Chinese prose: find them, read them, link them to the records, judge them.

Pure Python: no Django, no database. `read` finds the claims of a text and names the figure each
states; `judge` compares them with what the records say. `Term` is how a figure is named in words,
`vocabulary.merged` joins an office's own terms with the shipped ones.
"""

from yizheng.claims.judging import judge
from yizheng.claims.reading import link, read
from yizheng.claims.types import Claim, Judgement, Reading, Recorded, Relation, Term, Verdict
from yizheng.claims.vocabulary import merged, shipped

__all__ = [
    "Claim",
    "Judgement",
    "Reading",
    "Recorded",
    "Relation",
    "Term",
    "Verdict",
    "judge",
    "link",
    "merged",
    "read",
    "shipped",
]
