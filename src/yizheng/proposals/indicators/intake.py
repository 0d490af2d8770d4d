"""Figures about what is handed in and filed for one plenary session, and by whom."""

from django.db.models import QuerySet

from yizheng.core.citations import PROPOSAL_RULES, STATISTICS_RULES
from yizheng.core.indicators import indicator, part_of, ratio
from yizheng.core.periods import Clock, Period
from yizheng.members.models import Person
from yizheng.proposals import selectors
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import BY_GROUP, BY_MEMBER, UNDER_REVIEW, Destination, State

SPLITS = ("category", "local_category", "submitter_type", "is_session", "party", "sector")
HANDLED = (*SPLITS, "lead_unit", "result_class")
OTHER_SESSIONS = "记入其他届次的提案"


@indicator(
    "proposals.received",
    "征集提案",
    unit="件",
    clock=Clock.SESSION,
    counts="记入本次会议的提案，自提交（有流水号）起计一件；后来并案的、不予立案的也各计一件",
    leaves_out=f"草稿，退回补充后尚未再提交的，撤案的，{OTHER_SESSIONS}",
    citation=PROPOSAL_RULES("提案的提出"),
    splits=("submitter_type", "is_session", "party", "sector", "channel", "state"),
    words=("征集提案", "收到提案", "提交提案"),
)
def received(period: Period) -> QuerySet[Proposal]:
    """Everything handed in for the session."""
    return selectors.received(period)


@indicator(
    "proposals.received_session",
    "大会期间提案",
    unit="件",
    clock=Clock.SESSION,
    counts="征集提案中，大会提案截止日及以前提交的",
    leaves_out="截止以后提交的平时提案",
    citation=PROPOSAL_RULES("提案的提出"),
    splits=("submitter_type", "party", "sector", "state"),
    relations=(part_of("proposals.received"),),
    words=("大会期间+提案", "大会提案"),
)
def received_session(period: Period) -> QuerySet[Proposal]:
    """Handed in by the session's deadline."""
    return selectors.received(period).filter(is_session=True)


@indicator(
    "proposals.received_interim",
    "平时提案",
    unit="件",
    clock=Clock.SESSION,
    counts="征集提案中，大会提案截止以后提交的",
    leaves_out="大会期间提案",
    citation=PROPOSAL_RULES("提案的提出"),
    relations=(part_of("proposals.received"),),
    words=("平时提案", "会后提案"),
)
def received_interim(period: Period) -> QuerySet[Proposal]:
    """Handed in after the session's deadline."""
    return selectors.received(period).filter(is_session=False)


@indicator(
    "proposals.filed",
    "审查立案",
    unit="件",
    clock=Clock.SESSION,
    counts="记入本次会议、有提案号的提案，一个提案号计一件，立案以后不论办到哪一步都计",
    leaves_out=f"立案前就并入别的提案的，不予立案的，尚未审查的，撤案的，{OTHER_SESSIONS}",
    citation=PROPOSAL_RULES("审查立案"),
    splits=HANDLED,
    relations=(part_of("proposals.received"),),
    words=("审查立案", "立案"),
)
def filed(period: Period) -> QuerySet[Proposal]:
    """One per proposal number."""
    return selectors.filed(period)


@indicator(
    "proposals.merged",
    "合并立案",
    unit="件",
    clock=Clock.SESSION,
    counts="征集提案中并入别的提案一并办理的，每件计一件，主案不计",
    leaves_out="被并入的主案",
    citation=PROPOSAL_RULES("并案处理"),
    splits=("submitter_type", "is_session"),
    relations=(part_of("proposals.received"),),
    words=("并案", "合并立案"),
)
def merged(period: Period) -> QuerySet[Proposal]:
    """Merged into another one, before or after filing."""
    return selectors.received(period).filter(state=State.MERGED)


@indicator(
    "proposals.not_filed",
    "未立案提案",
    unit="件",
    clock=Clock.SESSION,
    counts="征集提案中经审查不予立案的，包括转为意见建议、转作来信、转社情民意信息的",
    leaves_out="并案的，尚未审查的",
    citation=PROPOSAL_RULES("审查立案"),
    splits=("destination", "decline_reason", "submitter_type", "is_session"),
    relations=(part_of("proposals.received"),),
    words=("未立案", "不予立案", "转为意见建议"),
)
def not_filed(period: Period) -> QuerySet[Proposal]:
    """Declined at the review."""
    return selectors.received(period).filter(state=State.DECLINED)


@indicator(
    "proposals.by_member",
    "委员提案",
    unit="件",
    clock=Clock.SESSION,
    counts="审查立案的提案中，委员个人提出的和委员联名提出的",
    leaves_out="集体提案，未立案的提案",
    citation=PROPOSAL_RULES("提案者"),
    splits=("submitter_type", "party", "sector"),
    relations=(part_of("proposals.filed"),),
    words=("委员提案", "委员联名"),
)
def by_member(period: Period) -> QuerySet[Proposal]:
    """Filed, from members in their own names."""
    return selectors.filed(period).filter(submitter_type__in=BY_MEMBER)


@indicator(
    "proposals.by_group",
    "集体提案",
    unit="件",
    clock=Clock.SESSION,
    counts="审查立案的提案中，以党派、人民团体、界别、委员小组、专门委员会名义提出的",
    leaves_out="委员个人和联名的提案，未立案的提案",
    citation=PROPOSAL_RULES("提案者"),
    splits=("submitter_type", "party", "sector"),
    relations=(part_of("proposals.filed"),),
    words=("集体提案", "党派提案"),
)
def by_group(period: Period) -> QuerySet[Proposal]:
    """Filed, from a body."""
    return selectors.filed(period).filter(submitter_type__in=BY_GROUP)


@indicator(
    "proposals.proposers",
    "提出提案的委员",
    unit="名",
    clock=Clock.SESSION,
    counts="征集提案的第一提案人和联名委员，每人计一名，提几件都是一名",
    leaves_out="只以集体名义提出、没有写明委员的提案",
    citation=STATISTICS_RULES("提案者"),
    splits=("party", "sex"),
    relations=(part_of("proposals.members_entitled"),),
    words=("提案者", "委员+提交提案"),
)
def proposers(period: Period) -> QuerySet[Person]:
    """People behind what was handed in, each once."""
    return selectors.proposers(period)


@indicator(
    "proposals.members_entitled",
    "可以提出提案的委员",
    unit="名",
    clock=Clock.SESSION,
    counts="本届次年度内担任过委员的，以及提出本次会议提案时是委员的，每人计一名",
    leaves_out="届次年度开始前已离任、也没有提出本次会议提案的",
    citation=STATISTICS_RULES("提案者"),
)
def members_entitled(period: Period) -> QuerySet[Person]:
    """Those among whom participation is counted: who served on some day of the session year."""
    return selectors.members_entitled(period)


def _sent_to(period: Period, destination: Destination) -> QuerySet[Proposal]:
    return not_filed.records(period).filter(destination=destination)


@indicator(
    "proposals.to_opinion",
    "转为意见建议的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="未立案提案中，转为意见建议送有关方面参考的",
    leaves_out="转作来信、转社情民意信息和退还提案者的",
    citation=PROPOSAL_RULES("审查立案"),
    relations=(part_of("proposals.not_filed"),),
)
def to_opinion(period: Period) -> QuerySet[Proposal]:
    """Declined, and passed on as advice."""
    return _sent_to(period, Destination.OPINION)


@indicator(
    "proposals.to_letter",
    "转作来信的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="未立案提案中，转作委员来信处理的",
    leaves_out="转为意见建议、转社情民意信息和退还提案者的",
    citation=PROPOSAL_RULES("审查立案"),
    relations=(part_of("proposals.not_filed"),),
)
def to_letter(period: Period) -> QuerySet[Proposal]:
    """Declined, and handled as a letter."""
    return _sent_to(period, Destination.LETTER)


@indicator(
    "proposals.to_information",
    "转社情民意信息的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="未立案提案中，转为社情民意信息办理的，记入提案所属的届次",
    leaves_out="转为意见建议、转作来信和退还提案者的",
    citation=PROPOSAL_RULES("审查立案"),
    relations=(part_of("proposals.not_filed"),),
)
def to_information(period: Period) -> QuerySet[Proposal]:
    """Declined, and taken up as an opinion report."""
    return _sent_to(period, Destination.INFORMATION)


@indicator(
    "proposals.pending",
    "待审查提案",
    unit="件",
    clock=Clock.SESSION,
    counts="征集提案中，已提交、尚未决定是否立案的，包括已预审、已复审的",
    leaves_out="退回补充、提案者尚未再提交的",
    citation=PROPOSAL_RULES("审查立案"),
    splits=("state", "submitter_type"),
    relations=(part_of("proposals.received"),),
)
def pending(period: Period) -> QuerySet[Proposal]:
    """Handed in and not yet decided."""
    return selectors.received(period).filter(state__in=sorted(UNDER_REVIEW))


@indicator(
    "proposals.returned",
    "退回补充的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="审查时退回补充、提案者尚未再提交的，记入提交时所属的届次",
    leaves_out="补充以后又提交的，计入征集提案",
    citation=PROPOSAL_RULES("审查立案"),
    splits=("submitter_type",),
    words=("退回补充",),
)
def returned(period: Period) -> QuerySet[Proposal]:
    """With their proposers to be completed."""
    return selectors.of_sessions(period).filter(state=State.RETURNED)


@indicator(
    "proposals.withdrawn",
    "撤案提案",
    unit="件",
    clock=Clock.SESSION,
    counts="提交以后提案者撤回的，立案前撤回和立案后撤回的各计一件",
    leaves_out="草稿阶段自行删除的；撤案的不再计入征集提案和立案",
    citation=PROPOSAL_RULES("撤案"),
    splits=("submitter_type",),
    words=("撤案", "提案者+撤案", "撤回+提案"),
)
def withdrawn(period: Period) -> QuerySet[Proposal]:
    """Taken back by their proposers."""
    return selectors.of_sessions(period).filter(state=State.WITHDRAWN)


filed_rate = ratio("proposals.filed_rate", "立案率", part=filed, whole=received, words=("立案率",))
by_member_rate = ratio(
    "proposals.by_member_rate",
    "委员提案占比",
    part=by_member,
    whole=filed,
    words=("委员提案+占",),
)
by_group_rate = ratio(
    "proposals.by_group_rate", "集体提案占比", part=by_group, whole=filed, words=("集体提案+占",)
)
participation_rate = ratio(
    "proposals.participation_rate",
    "提案参与率",
    part=proposers,
    whole=members_entitled,
    words=("参与率",),
)
