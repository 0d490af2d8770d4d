"""Lists, pages and forms of supervisors, findings and appraisals."""

from .appraisals import APPRAISALS, BALLOTS, CRITERIA
from .findings import ASSIGNMENTS, FINDINGS

__all__ = ["APPRAISALS", "ASSIGNMENTS", "BALLOTS", "CRITERIA", "FINDINGS"]
