"""Meetings that are numbered through a term, and who came."""

from django.db.models import QuerySet

from yizheng.activities import selectors
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Theme
from yizheng.core.citations import MEETING_RULES
from yizheng.core.indicators import contiguous, indicator, part_of
from yizheng.core.periods import Period

from .counting import NOT_HELD, held

ORDINALS = contiguous("ordinal", within=("term",))

party_group = held(
    "meetings.party_group",
    "党组会议",
    "meeting.party_group",
    leaves_out="机关党组的会议；中心组学习",
    citation=MEETING_RULES("党组会议"),
    relations=(ORDINALS,),
)


@indicator(
    "meetings.party_group_aid",
    "研究帮扶工作的党组会议",
    unit="次",
    counts="党组会议中，专题归类为帮扶工作的，每次计一；一次会议有几个专题的也只计一次",
    leaves_out=NOT_HELD,
    citation=MEETING_RULES("党组会议"),
    relations=(part_of("meetings.party_group"),),
)
def party_group_aid(period: Period) -> QuerySet[Activity]:
    """Meetings of `party_group` that dealt with aid, whatever else they dealt with."""
    return selectors.with_theme(party_group.records(period), Theme.AID)


held(
    "meetings.chair",
    "主席会议",
    "meeting.chair",
    citation=MEETING_RULES("主席会议"),
    relations=(ORDINALS,),
)
held(
    "meetings.standing",
    "常委会议",
    "meeting.standing",
    "consultation.standing_thematic",
    counts="日期在期内、已举办的常务委员会会议，专题议政性常委会议计入，每次计一",
    citation=MEETING_RULES("常务委员会会议"),
    relations=(ORDINALS,),
)
plenary = held(
    "meetings.plenary",
    "政协全会",
    "meeting.plenary",
    counts="开幕日期在期内的全体会议，每次计一",
    citation=MEETING_RULES("全体会议"),
    relations=(ORDINALS,),
)


@indicator(
    "meetings.attendance",
    "全体会议到会委员",
    unit="人次",
    counts="全体会议的到会委员，一人到会一次计一人次；迟到、早退的计入",
    leaves_out="列席和特邀的人员；请假、缺席和仅通知的",
    citation=MEETING_RULES("全体会议"),
    splits=("activity",),
)
def attendance(period: Period) -> QuerySet[Participation]:
    """Members who were there."""
    return selectors.of_members(selectors.present_at(plenary.records(period)))
