"""Figures about what came after the replies, about supervision, and about what was commended."""

from django.db.models import QuerySet

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.indicators import indicator, part_of, ratio
from yizheng.core.periods import Clock, Period
from yizheng.proposals.codes import SOLVED
from yizheng.proposals.models import FollowUp, Promise, Proposal, Supervision, Urging
from yizheng.proposals.states import PromiseState
from yizheng.units.models import Unit

from . import counting
from .handling import in_progress

FOLLOWING = PROPOSAL_RULES("跟踪督办")


@indicator(
    "proposals.urgings",
    "催办",
    unit="次",
    clock=Clock.SESSION,
    counts="对承办单位的电话催办、督办通知书和通报，每次对一个单位的一件提案计一次",
    leaves_out="系统自动发出的到期提醒",
    citation=PROPOSAL_RULES("催办"),
    splits=("level", "handling__unit"),
    words=("催办",),
)
def urgings(period: Period) -> QuerySet[Urging]:
    """Acts of urging by people."""
    return counting.urgings(period)


@indicator(
    "proposals.promises",
    "答复承诺事项",
    unit="项",
    clock=Clock.SESSION,
    counts="送达的答复中承诺今后完成、有责任单位和期限的事项，一事一项",
    leaves_out="未列为承诺事项的一般表述，尚未送达的答复",
    citation=FOLLOWING,
    splits=("unit", "state"),
    words=("承诺事项",),
)
def promises(period: Period) -> QuerySet[Promise]:
    """What replies promised."""
    return counting.promises(period)


@indicator(
    "proposals.promises_kept",
    "已落实的承诺事项",
    unit="项",
    clock=Clock.SESSION,
    counts="答复承诺事项中，已经落实的，不论哪天落实",
    leaves_out="作了说明、不再落实的，尚待落实的",
    citation=FOLLOWING,
    splits=("unit",),
    relations=(part_of("proposals.promises"),),
    words=("承诺+落实", "已落实+承诺"),
)
def promises_kept(period: Period) -> QuerySet[Promise]:
    """What was promised and done."""
    return counting.promises(period).filter(state=PromiseState.KEPT)


@indicator(
    "proposals.follow_ups",
    "回头看",
    unit="次",
    clock=Clock.SESSION,
    counts="对本次会议提案的办理结果回头看，每件提案每次计一次，不论哪天进行",
    leaves_out="重点提案的督办活动，另行计数",
    citation=FOLLOWING,
    splits=("form",),
    words=("开展回头看", "回头看"),
)
def follow_ups(period: Period) -> QuerySet[FollowUp]:
    """Looks back at what was answered."""
    return counting.follow_ups(period)


@indicator(
    "proposals.resolved_later",
    "回头看后解决的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="答复为B类、正在解决的提案中，后来回头看认定已经解决的",
    leaves_out="答复时就是A类的；仍计入答复时的类别",
    citation=FOLLOWING,
    splits=("lead_unit", "category"),
    relations=(part_of("proposals.in_progress"),),
    words=("后来解决", "回头看+解决"),
)
def resolved_later(period: Period) -> QuerySet[Proposal]:
    """Answered in class B, and found solved."""
    return in_progress.records(period).filter(followup_sense=SOLVED)


@indicator(
    "proposals.supervision_events",
    "重点提案督办活动",
    unit="次",
    clock=Clock.SESSION,
    counts="对本次会议重点提案的座谈、调研、视察等督办活动，一件提案一次计一次，不论哪天进行",
    leaves_out="取消重点的提案的督办活动，对一般提案的催办和回头看",
    citation=PROPOSAL_RULES("重点提案"),
    splits=("form",),
    words=("督办活动",),
)
def supervision_events(period: Period) -> QuerySet[Supervision]:
    """Acts of supervising key proposals."""
    return counting.supervisions(period)


@indicator(
    "proposals.units_commended",
    "先进承办单位",
    unit="家",
    clock=Clock.SESSION,
    counts="因办理本次会议的提案被评为先进的单位，每个单位计一家，不论哪天评定",
    leaves_out="推荐后未入选的",
    citation=PROPOSAL_RULES("优秀提案"),
    splits=("channel",),
    words=("先进承办单位", "先进+承办单位"),
)
def units_commended(period: Period) -> QuerySet[Unit]:
    """Units chosen for their work."""
    return Unit.objects.filter(pk__in=counting.commended(period).values("unit"))


promise_rate = ratio(
    "proposals.promise_rate",
    "承诺落实率",
    part=promises_kept,
    whole=promises,
    words=("承诺落实率",),
)
resolved_later_rate = ratio(
    "proposals.resolved_later_rate",
    "B类提案后来解决的占比",
    part=resolved_later,
    whole=in_progress,
)
