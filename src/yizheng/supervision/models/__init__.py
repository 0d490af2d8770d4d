"""Records of democratic supervision."""

from .appraisals import Appraisal, Ballot, Criterion, Tally
from .findings import Assignment, Finding

__all__ = ["Appraisal", "Assignment", "Ballot", "Criterion", "Finding", "Tally"]
