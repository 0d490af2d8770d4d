"""What becomes of a finding and of an appraisal; whether somebody has voted."""

from django.db.models import TextChoices


class FindingState(TextChoices):
    """Where what a supervisor found stands."""

    REPORTED = "reported", "待转办"
    CONVEYED = "conveyed", "待答复"
    ANSWERED = "answered", "已答复"
    CLOSED = "closed", "已办结"
    KEPT = "kept", "不转办"


# What the unit has been given.
WITH_UNIT = frozenset({FindingState.CONVEYED, FindingState.ANSWERED, FindingState.CLOSED})


class AppraisalState(TextChoices):
    """Where an appraisal stands."""

    DRAFT = "draft", "筹备中"
    OPEN = "open", "评议中"
    CLOSED = "closed", "待反馈"
    SENT = "sent", "待整改"
    RECTIFIED = "rectified", "已整改"


# The result is there: for the office, and for everybody it concerns.
COUNTED = frozenset({AppraisalState.CLOSED, AppraisalState.SENT, AppraisalState.RECTIFIED})
TOLD = frozenset({AppraisalState.SENT, AppraisalState.RECTIFIED})


class VoteState(TextChoices):
    """Whether an invited member has voted."""

    WAITING = "waiting", "待评议"
    VOTED = "voted", "已评议"
