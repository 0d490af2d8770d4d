"""Figures of the handling units: one unit's part in one proposal is one 件次.

A proposal that three units answer separately counts once for each of them here, and once in the
figures about proposals.
"""

from django.db.models import QuerySet

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.indicators import disjoint, indicator, part_of
from yizheng.core.periods import Clock, Period
from yizheng.proposals.codes import DEFERRED, PLANNED, SOLVED
from yizheng.proposals.models import Handling, Reply
from yizheng.proposals.states import HandlingRole

from . import counting

GIVEN_BACK = "退办后不再承办的，调整给别的单位的"
ANSWER = "每个单位的每件提案计一件次，按最近一次答复的类别"


@indicator(
    "proposals.answering_parts",
    "主办件次",
    unit="件次",
    clock=Clock.SESSION,
    counts="交办的提案中，独办、主办、分办的单位各计一件次",
    leaves_out=f"会办的，{GIVEN_BACK}",
    citation=PROPOSAL_RULES("交办"),
    splits=("unit", "role", "state"),
    words=("主办+件次",),
)
def answering_parts(period: Period) -> QuerySet[Handling]:
    """Parts of units that answer."""
    return counting.answering(period)


@indicator(
    "proposals.helping_parts",
    "会办件次",
    unit="件次",
    clock=Clock.SESSION,
    counts="交办的提案中，会办的单位各计一件次",
    leaves_out=f"独办、主办、分办的，{GIVEN_BACK}",
    citation=PROPOSAL_RULES("交办"),
    splits=("unit", "state"),
    words=("会办+件次",),
)
def helping_parts(period: Period) -> QuerySet[Handling]:
    """Parts of units that help."""
    return counting.handlings(period).filter(role=HandlingRole.HELPER)


@indicator(
    "proposals.parts_answered",
    "已答复件次",
    unit="件次",
    clock=Clock.SESSION,
    counts="主办件次中，已答复提案者的；再次办理的也计",
    leaves_out="还没有答复过的",
    citation=PROPOSAL_RULES("答复"),
    splits=("unit", "role"),
    relations=(part_of("proposals.answering_parts"),),
    words=("已答复+件次",),
)
def parts_answered(period: Period) -> QuerySet[Handling]:
    """Parts answered at least once."""
    return counting.answered(period)


@indicator(
    "proposals.parts_on_time",
    "按期答复件次",
    unit="件次",
    clock=Clock.SESSION,
    counts="已答复件次中，每次答复都不晚于当时的办理期限的；经批准延期的，按延长后的期限",
    leaves_out="某次答复逾期的",
    citation=PROPOSAL_RULES("办理期限"),
    splits=("unit",),
    relations=(part_of("proposals.parts_answered"),),
    words=("按期+件次",),
)
def parts_on_time(period: Period) -> QuerySet[Handling]:
    """Parts answered within their days, in every round."""
    return counting.answered(period).exclude(pk__in=parts_late.records(period).values("pk"))


@indicator(
    "proposals.parts_late",
    "逾期答复件次",
    unit="件次",
    clock=Clock.SESSION,
    counts="已答复件次中，某次答复晚于当时的办理期限的",
    leaves_out="已过期限、还没有答复的",
    citation=PROPOSAL_RULES("办理期限"),
    splits=("unit",),
    relations=(part_of("proposals.parts_answered"), disjoint("proposals.parts_on_time")),
    words=("逾期+件次",),
)
def parts_late(period: Period) -> QuerySet[Handling]:
    """Parts answered after their day, in any round."""
    return counting.answered(period).filter(counting.LATE)


@indicator(
    "proposals.parts_again",
    "再次办理件次",
    unit="件次",
    clock=Clock.SESSION,
    counts="主办件次中，因提案者不满意再次办理过的，办几次都计一件次",
    leaves_out="别的单位再次办理的",
    citation=PROPOSAL_RULES("办理评价"),
    splits=("unit",),
    relations=(part_of("proposals.answering_parts"),),
    words=("再次办理+件次",),
)
def parts_again(period: Period) -> QuerySet[Handling]:
    """Parts handled anew."""
    return counting.answering(period).filter(round__gt=1)


def _classed(period: Period, sense: str) -> QuerySet[Reply]:
    return counting.last_letters(period).filter(result_sense=sense)


@indicator(
    "proposals.parts_resolved",
    "答复A类件次",
    unit="件次",
    clock=Clock.SESSION,
    counts=f"答复为A类的：已经解决或者采纳。{ANSWER}",
    leaves_out="再次答复以前的答复",
    citation=PROPOSAL_RULES("答复"),
    splits=("handling__unit",),
    words=("A类+件次",),
)
def parts_resolved(period: Period) -> QuerySet[Reply]:
    """Last replies in class A."""
    return _classed(period, SOLVED)


@indicator(
    "proposals.parts_in_progress",
    "答复B类件次",
    unit="件次",
    clock=Clock.SESSION,
    counts=f"答复为B类的：正在解决或者列入计划。{ANSWER}",
    leaves_out="再次答复以前的答复",
    citation=PROPOSAL_RULES("答复"),
    splits=("handling__unit",),
    words=("B类+件次",),
)
def parts_in_progress(period: Period) -> QuerySet[Reply]:
    """Last replies in class B."""
    return _classed(period, PLANNED)


@indicator(
    "proposals.parts_deferred",
    "答复C类件次",
    unit="件次",
    clock=Clock.SESSION,
    counts=f"答复为C类的：因条件限制暂缓、留作参考。{ANSWER}",
    leaves_out="再次答复以前的答复",
    citation=PROPOSAL_RULES("答复"),
    splits=("handling__unit",),
    words=("C类+件次",),
)
def parts_deferred(period: Period) -> QuerySet[Reply]:
    """Last replies in class C."""
    return _classed(period, DEFERRED)
