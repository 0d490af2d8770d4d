"""What supervisors, staff, units and members can do."""

from .appraising import (
    close_appraisal,
    enter_appraisal,
    extend_appraisal,
    open_appraisal,
    rectify_appraisal,
    revise_appraisal,
    send_result,
    vote,
)
from .finding import (
    answer_finding,
    close_finding,
    convey_finding,
    keep_finding,
    report_finding,
    return_finding,
    revise_finding,
)

__all__ = [
    "answer_finding",
    "close_appraisal",
    "close_finding",
    "convey_finding",
    "enter_appraisal",
    "extend_appraisal",
    "keep_finding",
    "open_appraisal",
    "rectify_appraisal",
    "report_finding",
    "return_finding",
    "revise_appraisal",
    "revise_finding",
    "send_result",
    "vote",
]
