"""Figures about key and excellent proposals, and how the filed ones are handled."""

from django.db.models import QuerySet

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.indicators import indicator, part_of, ratio
from yizheng.core.periods import Clock, Period
from yizheng.proposals import selectors
from yizheng.proposals.codes import DEFERRED, PLANNED, SOLVED
from yizheng.proposals.models import Proposal
from yizheng.units.models import Unit

from .intake import HANDLED, filed


@indicator(
    "proposals.key",
    "遴选重点提案",
    unit="件",
    clock=Clock.SESSION,
    counts="审查立案的提案中，确定为重点督办的",
    leaves_out="确定后又取消的",
    citation=PROPOSAL_RULES("重点提案"),
    splits=HANDLED,
    relations=(part_of("proposals.filed"),),
    words=("重点提案",),
)
def key(period: Period) -> QuerySet[Proposal]:
    """Filed and marked key."""
    return selectors.filed(period).filter(is_key=True)


@indicator(
    "proposals.excellent",
    "优秀提案",
    unit="件",
    clock=Clock.SESSION,
    counts="审查立案的提案中，被评为优秀的，记入提案所属的届次，不论哪天评定",
    leaves_out="评定后又取消的",
    citation=PROPOSAL_RULES("优秀提案"),
    splits=HANDLED,
    relations=(part_of("proposals.filed"),),
    words=("优秀提案", "好提案"),
)
def excellent(period: Period) -> QuerySet[Proposal]:
    """Filed and named excellent."""
    return selectors.filed(period).filter(is_excellent=True)


@indicator(
    "proposals.assigned",
    "交办提案",
    unit="件",
    clock=Clock.SESSION,
    counts="审查立案的提案中，已交承办单位办理的（含已答复的），独立办理的每件计一件",
    leaves_out="并入别的提案办理的，随主案办理，不另计",
    citation=PROPOSAL_RULES("交办"),
    splits=HANDLED,
    relations=(part_of("proposals.filed"),),
    words=("交办+提案", "办理提案"),
)
def assigned(period: Period) -> QuerySet[Proposal]:
    """Given to units."""
    return selectors.assigned(period)


@indicator(
    "proposals.handling_units",
    "承办单位",
    unit="家",
    clock=Clock.SESSION,
    counts="主办或者会办本次会议提案的单位，每个单位计一家",
    leaves_out="没有承办提案的单位",
    citation=PROPOSAL_RULES("交办"),
    splits=("channel",),
    words=("承办单位",),
)
def handling_units(period: Period) -> QuerySet[Unit]:
    """Units that lead or help, each once."""
    return selectors.handling_units(period)


@indicator(
    "proposals.replied",
    "办复提案",
    unit="件",
    clock=Clock.SESSION,
    counts="交办的提案中，须答复的单位都已答复提案者的，不论哪天答复；再次办理的也计",
    leaves_out="还有单位没有答复过的",
    citation=PROPOSAL_RULES("答复"),
    splits=HANDLED,
    relations=(part_of("proposals.assigned"),),
    words=("办复", "已答复"),
    version=2,
)
def replied(period: Period) -> QuerySet[Proposal]:
    """Answered."""
    return selectors.replied(period)


def _classed(period: Period, sense: str) -> QuerySet[Proposal]:
    return selectors.replied(period).filter(result_sense=sense)


@indicator(
    "proposals.resolved",
    "已解决或采纳的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="办复的提案中，答复为A类的；几个单位答复类别不同的，计入其中较低的一类",
    leaves_out="B类提案后来解决的，仍按答复时的类别计，另见“回头看后解决的提案”",
    citation=PROPOSAL_RULES("答复"),
    splits=("lead_unit", "category", "local_category"),
    relations=(part_of("proposals.replied"),),
    words=("A类", "已解决"),
    version=2,
)
def resolved(period: Period) -> QuerySet[Proposal]:
    """Answered in class A."""
    return _classed(period, SOLVED)


@indicator(
    "proposals.in_progress",
    "正在解决的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="办复的提案中，答复为B类的：正在解决或者列入计划；几个单位类别不同的，计入较低的一类",
    leaves_out="尚未答复的",
    citation=PROPOSAL_RULES("答复"),
    splits=("lead_unit", "category", "local_category"),
    relations=(part_of("proposals.replied"),),
    words=("B类", "正在解决"),
    version=2,
)
def in_progress(period: Period) -> QuerySet[Proposal]:
    """Answered in class B."""
    return _classed(period, PLANNED)


@indicator(
    "proposals.deferred",
    "留作参考的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="办复的提案中，答复为C类的：因条件限制暂缓、留作参考",
    leaves_out="尚未答复的",
    citation=PROPOSAL_RULES("答复"),
    splits=("lead_unit", "category", "local_category"),
    relations=(part_of("proposals.replied"),),
    words=("C类", "留作参考"),
    version=2,
)
def deferred(period: Period) -> QuerySet[Proposal]:
    """Answered in class C."""
    return _classed(period, DEFERRED)


@indicator(
    "proposals.evaluated",
    "收回评价的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="办复的提案中，至少一位提案者已评价办理结果的，每件计一件，不论收回几份反馈意见表",
    leaves_out="办复后未收到评价的",
    citation=PROPOSAL_RULES("办理评价"),
    splits=("satisfaction", "lead_unit", "category", "local_category"),
    relations=(part_of("proposals.replied"),),
    words=("收回+反馈意见表",),
    version=2,
)
def evaluated(period: Period) -> QuerySet[Proposal]:
    """Answered, and judged by the proposer."""
    return selectors.replied(period).filter(evaluated_on__isnull=False)


@indicator(
    "proposals.satisfied",
    "评价满意的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="收回评价的提案中，对各单位最近一次答复的评价都是满意或者基本满意的",
    leaves_out="有一位提案者对办理结果不满意的，未收到评价的",
    citation=PROPOSAL_RULES("办理评价"),
    splits=("satisfaction", "lead_unit", "category", "local_category"),
    relations=(part_of("proposals.evaluated"),),
    version=2,
)
def satisfied(period: Period) -> QuerySet[Proposal]:
    """Judged satisfied, or satisfied on the whole."""
    return evaluated.records(period).filter(is_content=True)


key_rate = ratio(
    "proposals.key_rate", "重点提案占比", part=key, whole=filed, words=("重点提案+占",)
)
replied_rate = ratio(
    "proposals.replied_rate", "办复率", part=replied, whole=assigned, words=("办复率", "办结率")
)
resolved_rate = ratio(
    "proposals.resolved_rate", "已解决或采纳占比", part=resolved, whole=replied, words=("A类+占",)
)
in_progress_rate = ratio(
    "proposals.in_progress_rate",
    "正在解决占比",
    part=in_progress,
    whole=replied,
    words=("B类+占",),
)
deferred_rate = ratio(
    "proposals.deferred_rate", "留作参考占比", part=deferred, whole=replied, words=("C类+占",)
)
satisfaction_rate = ratio(
    "proposals.satisfaction_rate", "满意率", part=satisfied, whole=evaluated, words=("满意率",)
)
