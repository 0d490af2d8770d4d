"""Consultations held, research and supervision, who took part and who spoke."""

from django.db.models import QuerySet

from yizheng.activities import selectors
from yizheng.activities.models import Participation
from yizheng.core.citations import CONSULTATION_RULES, MEETING_RULES
from yizheng.core.indicators import indicator
from yizheng.core.periods import Period
from yizheng.members.models import Person

from .counting import held

FORMS = CONSULTATION_RULES("协商形式")
CONSULTATIONS = (
    "consultation.standing_thematic",
    "consultation.thematic",
    "consultation.forum",
    "consultation.counterpart",
    "consultation.sector",
    "consultation.proposal",
    "consultation.remote",
)

held(
    "consultations.held",
    "协商活动",
    *CONSULTATIONS,
    counts="日期在期内、已举办的各种形式的协商，每次计一；专题议政性常委会议计入",
    leaves_out="协商平台上的基层协商",
    citation=FORMS,
)
research_activities = held(
    "consultations.research_activities",
    "调研视察考察",
    "consultation.research",
    "supervision.inspection",
    "supervision.survey",
    counts="日期在期内、已开展的专题调研考察和监督性调研、视察，每次计一",
    leaves_out="配合上级的调研，深入县市区的指导调研",
    citation=FORMS,
)


@indicator(
    "consultations.research_people",
    "参与调研视察的委员",
    unit="名",
    counts="参加过调研视察考察的委员，不论参加几次，每人计一名",
    leaves_out="机关工作人员和邀请的专家；请假、缺席的",
    citation=FORMS,
)
def research_people(period: Period) -> QuerySet[Person]:
    """Members who were there at least once."""
    there = selectors.present_at(research_activities.records(period))
    return selectors.people_in(selectors.of_members(there))


held(
    "consultations.supervisions",
    "民主监督活动",
    "supervision.inspection",
    "supervision.survey",
    "supervision.appraisal",
    counts="日期在期内、已开展的监督性视察、监督性调研和民主评议，每次计一",
    leaves_out="以提案、社情民意信息进行的监督",
    citation=CONSULTATION_RULES("民主监督"),
)


@indicator(
    "consultations.speeches",
    "大会和协商会议发言",
    unit="人次",
    counts="全体会议、常委会议和协商会议上的发言，一人在一次会议上计一人次",
    leaves_out="学习活动上的发言；只提交书面材料的",
    citation=MEETING_RULES("会议发言"),
    splits=("activity",),
)
def speeches(period: Period) -> QuerySet[Participation]:
    """Who spoke at the sessions where the committee deliberates."""
    where = ("meeting.plenary", "meeting.standing", *CONSULTATIONS)
    return selectors.speakers_at(selectors.held_as(period, *where))
