"""Figures about what was handed in by the session's deadline: what the review report quotes."""

from django.db.models import QuerySet

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.indicators import indicator, part_of, ratio
from yizheng.core.periods import Clock, Period
from yizheng.proposals import selectors
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import BY_GROUP, BY_MEMBER

from .intake import merged, not_filed, pending, received_session


def _at_session(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.filter(is_session=True)


@indicator(
    "proposals.filed_session",
    "大会期间提案立案",
    unit="件",
    clock=Clock.SESSION,
    counts="审查立案的提案中，大会提案截止日及以前提交的",
    leaves_out="平时提案",
    citation=PROPOSAL_RULES("审查立案"),
    splits=("category", "local_category", "submitter_type"),
    relations=(part_of("proposals.filed"), part_of("proposals.received_session")),
    words=("审查立案+大会提案",),
)
def filed_session(period: Period) -> QuerySet[Proposal]:
    """Filed among what was handed in at the session."""
    return _at_session(selectors.filed(period))


@indicator(
    "proposals.merged_session",
    "大会期间提案并案",
    unit="件",
    clock=Clock.SESSION,
    counts="合并立案的提案中，大会提案截止日及以前提交的，主案不计",
    leaves_out="平时提案",
    citation=PROPOSAL_RULES("并案处理"),
    relations=(part_of("proposals.merged"), part_of("proposals.received_session")),
    words=("并案+大会提案",),
)
def merged_session(period: Period) -> QuerySet[Proposal]:
    """Merged among what was handed in at the session."""
    return _at_session(merged.records(period))


@indicator(
    "proposals.not_filed_session",
    "大会期间提案未立案",
    unit="件",
    clock=Clock.SESSION,
    counts="未立案提案中，大会提案截止日及以前提交的",
    leaves_out="平时提案，并案的，尚未审查的",
    citation=PROPOSAL_RULES("审查立案"),
    splits=("destination", "decline_reason"),
    relations=(part_of("proposals.not_filed"), part_of("proposals.received_session")),
    words=("未立案+大会提案",),
)
def not_filed_session(period: Period) -> QuerySet[Proposal]:
    """Declined among what was handed in at the session."""
    return _at_session(not_filed.records(period))


@indicator(
    "proposals.pending_session",
    "大会期间提案待审查",
    unit="件",
    clock=Clock.SESSION,
    counts="待审查提案中，大会提案截止日及以前提交的",
    leaves_out="平时提案",
    citation=PROPOSAL_RULES("审查立案"),
    relations=(part_of("proposals.pending"), part_of("proposals.received_session")),
    words=("待审查+大会提案",),
)
def pending_session(period: Period) -> QuerySet[Proposal]:
    """Not yet decided among what was handed in at the session."""
    return _at_session(pending.records(period))


@indicator(
    "proposals.received_member_session",
    "大会期间委员提案",
    unit="件",
    clock=Clock.SESSION,
    counts="大会期间提案中，委员个人提出的和委员联名提出的，不论是否立案",
    leaves_out="集体提案，平时提案",
    citation=PROPOSAL_RULES("提案者"),
    splits=("submitter_type",),
    relations=(part_of("proposals.received_session"),),
    words=("大会期间委员提案",),
)
def received_member_session(period: Period) -> QuerySet[Proposal]:
    """Handed in at the session by members in their own names."""
    return received_session.records(period).filter(submitter_type__in=sorted(BY_MEMBER))


@indicator(
    "proposals.received_group_session",
    "大会期间集体提案",
    unit="件",
    clock=Clock.SESSION,
    counts="大会期间提案中，以党派、人民团体、界别、委员小组、专门委员会名义提出的，不论是否立案",
    leaves_out="委员个人和联名的提案，平时提案",
    citation=PROPOSAL_RULES("提案者"),
    splits=("submitter_type", "party", "sector"),
    relations=(part_of("proposals.received_session"),),
    words=("大会期间集体提案",),
)
def received_group_session(period: Period) -> QuerySet[Proposal]:
    """Handed in at the session by a body."""
    return received_session.records(period).filter(submitter_type__in=sorted(BY_GROUP))


filed_session_rate = ratio(
    "proposals.filed_session_rate",
    "大会期间提案立案率",
    part=filed_session,
    whole=received_session,
    words=("立案率+大会提案",),
)
