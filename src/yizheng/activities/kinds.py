"""The shipped taxonomy of activities, and how to find kinds by what they count as."""

from typing import NamedTuple

from django.db.models import Q, QuerySet

from .models import ActivityKind
from .states import KindGroup, Series


class Shipped(NamedTuple):
    """A kind that comes with the system. Its group is the first part of the code unless given."""

    code: str
    label: str
    unit: str = "次"
    series: Series = Series.NONE
    group: str = ""


SHIPPED = (
    Shipped("study.centre_group", "理论学习中心组学习"),
    Shipped("study.discussion_group", "学习座谈小组"),
    Shipped("study.outreach_talk", "深入基层宣讲"),
    Shipped("study.training_class", "履职培训班", "期"),
    Shipped("study.cppcc_school", "政协学堂", "期"),
    Shipped("study.reading_class", "机关读书班"),
    Shipped("study.lecture", "专题辅导"),
    Shipped("meeting.party_group", "党组会议", series=Series.PARTY_GROUP),
    Shipped("meeting.chair", "主席会议", series=Series.CHAIR),
    Shipped("meeting.standing", "常务委员会会议", series=Series.STANDING),
    Shipped("meeting.plenary", "全体会议", series=Series.PLENARY),
    Shipped("meeting.secretaries", "秘书长会议"),
    Shipped("meeting.special_committee", "专门委员会会议"),
    Shipped("consultation.standing_thematic", "专题议政性常委会议", series=Series.STANDING),
    Shipped("consultation.thematic", "专题协商会"),
    Shipped("consultation.forum", "协商座谈会"),
    Shipped("consultation.counterpart", "对口协商"),
    Shipped("consultation.sector", "界别协商"),
    Shipped("consultation.proposal", "提案办理协商"),
    Shipped("consultation.remote", "远程协商"),
    Shipped("consultation.research", "专题调研考察", group=KindGroup.SUPERVISION),
    Shipped("supervision.inspection", "监督性视察"),
    Shipped("supervision.survey", "监督性调研"),
    Shipped("supervision.appraisal", "民主评议"),
    Shipped("liaison.talk", "谈心谈话"),
    Shipped("liaison.visit", "走访委员"),
    Shipped("liaison.county_trip", "深入县市区指导调研", group=KindGroup.COOPERATION),
    Shipped("liaison.upper_survey", "配合上级政协调研", group=KindGroup.COOPERATION),
    Shipped("liaison.upper_lecture", "参加上级委员讲坛", group=KindGroup.COOPERATION),
    Shipped("liaison.upper_school", "参加上级政协学堂", group=KindGroup.COOPERATION),
    Shipped("liaison.upper_members_event", "组织上级委员活动", group=KindGroup.COOPERATION),
    Shipped("liaison.exchange", "接待和交流", "批", group=KindGroup.COOPERATION),
    Shipped("service.resident_forum", "与委员和群众座谈"),
    Shipped("service.activity", "服务为民活动"),
)


def seed() -> None:
    """Store the shipped kinds; those already there get today's label, group, series and unit.

    Called by a data migration and by tests. 1 query for each kind, again and again the same result.
    """
    for order, kind in enumerate(SHIPPED):
        ActivityKind.objects.update_or_create(
            committee=None,
            code=kind.code,
            defaults={
                "label": kind.label,
                "group": kind.group or kind.code.partition(".")[0],
                "series": kind.series,
                "unit": kind.unit,
                "order": order,
            },
        )


def shipped(code: str) -> ActivityKind:
    """The shipped kind of a code. 1 query."""
    return ActivityKind.objects.get(committee=None, code=code)


def counting_as(*codes: str) -> QuerySet[ActivityKind]:
    """The shipped kinds of these codes, and every committee's own kinds that count as one of them.

    A committee's own kind never stands for a shipped one by bearing its code.
    """
    return ActivityKind.objects.filter(
        Q(committee__isnull=True, code__in=codes) | Q(counted_as__code__in=codes)
    )


def in_groups(*groups: KindGroup) -> QuerySet[ActivityKind]:
    """All kinds of these groups, shipped or own."""
    return ActivityKind.objects.filter(group__in=groups)
