"""Talks and visits; work with the counties and the committees above."""

from django.db.models import QuerySet

from yizheng.activities import selectors
from yizheng.activities.models import Participation
from yizheng.activities.states import Part
from yizheng.core.citations import DUTY_RULES, STATISTICS_RULES
from yizheng.core.indicators import indicator, part_of
from yizheng.core.periods import Period

from .counting import held

TALKS = DUTY_RULES("谈心谈话和走访")
COOPERATION = STATISTICS_RULES("上下联动")
UPPER_LECTURES = ("liaison.upper_lecture", "liaison.upper_school")


@indicator(
    "liaison.talks",
    "谈心谈话",
    unit="人次",
    counts="谈心谈话的谈话对象中的委员，一人谈一次计一人次",
    leaves_out="谈话人；谈话时不是委员的人",
    citation=TALKS,
    splits=("person",),
)
def talks(period: Period) -> QuerySet[Participation]:
    """Members who were talked with, every time."""
    there = selectors.present_at(selectors.held_as(period, "liaison.talk"))
    return selectors.of_members(there.filter(role=Part.TALKED_WITH))


@indicator(
    "liaison.visits",
    "走访委员",
    unit="人次",
    counts="走访活动中被走访的委员，一人被走访一次计一人次",
    leaves_out="走访的人；走访时不是委员的人",
    citation=TALKS,
    splits=("person",),
)
def visits(period: Period) -> QuerySet[Participation]:
    """Members who were visited, every time."""
    there = selectors.present_at(selectors.held_as(period, "liaison.visit"))
    return selectors.of_members(there.filter(role=Part.VISITED))


held(
    "liaison.county_trips",
    "深入县市区指导调研",
    "liaison.county_trip",
    counts="日期在期内、已成行的深入县（市、区）指导调研，每到一县一次计一",
    citation=COOPERATION,
    splits=("county",),
)
held(
    "liaison.upper",
    "配合上级政协",
    "liaison.upper_survey",
    *UPPER_LECTURES,
    "liaison.upper_members_event",
    counts="日期在期内、已完成的配合上级调研、参加上级学堂和讲坛、组织上级委员活动，每次计一",
    citation=COOPERATION,
)
held(
    "liaison.upper_surveys",
    "配合上级调研",
    "liaison.upper_survey",
    citation=COOPERATION,
    relations=(part_of("liaison.upper"),),
)
held(
    "liaison.upper_lectures",
    "参加上级学堂和讲坛",
    *UPPER_LECTURES,
    counts="日期在期内、参加的上级政协学堂和委员讲坛，两个系列相加，每次计一",
    citation=COOPERATION,
    relations=(part_of("liaison.upper"),),
)


@indicator(
    "liaison.upper_members",
    "上级委员参加活动",
    unit="人次",
    counts="本会组织的上级委员活动中到会的上级政协委员，一人到会一次计一人次",
    leaves_out="本级委员和工作人员；请假、缺席和仅通知的",
    citation=COOPERATION,
    splits=("activity",),
)
def upper_members(period: Period) -> QuerySet[Participation]:
    """Members of the committees above who came to what was arranged for them here."""
    there = selectors.present_at(selectors.held_as(period, "liaison.upper_members_event"))
    return there.exclude(person__upper_seat="")


held(
    "liaison.exchanges",
    "接待和交流",
    "liaison.exchange",
    unit="批",
    counts="日期在期内的接待来访、外出交流和联合活动，每批计一",
    citation=COOPERATION,
)
