"""All activities together."""

from django.db.models import QuerySet

from yizheng.activities import selectors
from yizheng.activities.models import Activity, Participation
from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.indicators import indicator
from yizheng.core.periods import Period

from .counting import NOT_HELD


@indicator(
    "activities.count",
    "各类履职活动",
    unit="次",
    counts="日期在期内、已举办的各类活动，不论种类，每次计一",
    leaves_out=NOT_HELD,
    citation=STATISTICS_RULES("活动登记"),
    splits=("kind__group", "kind", "organiser"),
)
def count(period: Period) -> QuerySet[Activity]:
    """Whatever was held."""
    return selectors.held_in(period)


@indicator(
    "activities.participants",
    "参与履职活动人次",
    unit="人次",
    counts="到会参加各类活动的委员，一人到会一次计一人次；迟到、早退的计入",
    leaves_out="机关工作人员和其他人员；请假、缺席和仅通知的",
    citation=STATISTICS_RULES("活动登记"),
    splits=("activity__kind__group",),
)
def participants(period: Period) -> QuerySet[Participation]:
    """Members who were there, every time."""
    return selectors.of_members(selectors.present_at(count.records(period)))
