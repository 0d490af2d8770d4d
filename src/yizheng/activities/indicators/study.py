"""Theory study, training, outreach talks."""

from django.db.models import QuerySet

from yizheng.activities import selectors
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Theme
from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.indicators import at_most, indicator, part_of
from yizheng.core.periods import Period
from yizheng.members.models import Person
from yizheng.members.states import OrganKind

from .counting import NOT_HELD, held

STUDY = STATISTICS_RULES("学习活动")


@indicator(
    "study.centre_group",
    "理论学习中心组学习",
    unit="次",
    counts="日期在期内、已举办的党组、机关党组理论学习中心组学习，每次计一",
    leaves_out=f"{NOT_HELD}；不是以党组或机关党组名义举办的",
    citation=STUDY,
    splits=("host",),
)
def centre_group(period: Period) -> QuerySet[Activity]:
    """Study sessions of the Party group and of the office's Party group."""
    hosts = (OrganKind.PARTY_GROUP, OrganKind.OFFICE_PARTY_GROUP)
    return selectors.held_as(period, "study.centre_group").filter(host__kind__in=hosts)


@indicator(
    "study.centre_group_book",
    "专题学习（指定读本）",
    unit="次",
    counts="中心组学习中，专题归类为指定读本的，每次计一",
    leaves_out=f"{NOT_HELD}；中心组以外的学习",
    citation=STUDY,
    splits=("host",),
    relations=(part_of("study.centre_group"),),
)
def centre_group_book(period: Period) -> QuerySet[Activity]:
    """Sessions of `centre_group` on the book that was set."""
    return selectors.with_theme(centre_group.records(period), Theme.STUDY_BOOK)


@indicator(
    "study.conduct_rules_sessions",
    "党组中心组专题学习（作风建设）",
    unit="次",
    counts="党组中心组学习中，专题归类为作风建设的，每次计一",
    leaves_out=f"{NOT_HELD}；机关党组的学习",
    citation=STUDY,
    relations=(part_of("study.centre_group"),),
)
def conduct_rules_sessions(period: Period) -> QuerySet[Activity]:
    """Sessions of the Party group itself on conduct."""
    ours = centre_group.records(period).filter(host__kind=OrganKind.PARTY_GROUP)
    return selectors.with_theme(ours, Theme.CONDUCT)


@indicator(
    "study.conduct_rules_speeches",
    "专题学习交流发言",
    unit="人次",
    counts="作风建设专题学习上的发言，一人在一次学习上计一人次",
    leaves_out="参加而未发言的；其他学习上的发言",
    citation=STUDY,
    splits=("person",),
)
def conduct_rules_speeches(period: Period) -> QuerySet[Participation]:
    """Who spoke at the sessions of `conduct_rules_sessions`."""
    return selectors.speakers_at(conduct_rules_sessions.records(period))


discussion_groups = held(
    "study.discussion_groups",
    "学习座谈小组",
    "study.discussion_group",
    counts="日期在期内、已举办的学习座谈小组活动，每次计一",
    citation=STUDY,
)


@indicator(
    "study.discussion_attendance",
    "学习座谈小组参加人次",
    unit="人次",
    counts="学习座谈小组活动的到会人员，一人到会一次计一人次；迟到、早退的计入",
    leaves_out="请假、缺席和仅通知的",
    citation=STUDY,
    splits=("activity",),
)
def discussion_attendance(period: Period) -> QuerySet[Participation]:
    """Who was there, counted every time."""
    return selectors.present_at(discussion_groups.records(period))


@indicator(
    "study.group_people",
    "参加学习座谈小组人数",
    unit="名",
    counts="参加过学习座谈小组的人，不论参加几次，每人计一名",
    leaves_out="请假、缺席和仅通知的",
    citation=STUDY,
    relations=(at_most("study.discussion_attendance"),),
)
def group_people(period: Period) -> QuerySet[Person]:
    """Who was there at least once."""
    return selectors.people_in(discussion_attendance.records(period))


held(
    "study.outreach_talks",
    "深入基层宣讲",
    "study.outreach_talk",
    counts="日期在期内、已举办的基层宣讲，每次计一",
    citation=STUDY,
    splits=("kind", "host"),
)
held(
    "study.training_classes",
    "培训班和政协学堂",
    "study.training_class",
    "study.cppcc_school",
    unit="期",
    counts="日期在期内、已举办的培训班和政协学堂，两个系列相加，每期计一",
    leaves_out="机关读书班和专题辅导",
    citation=STUDY,
)
held(
    "study.office_reading_and_lectures",
    "机关读书班和专题辅导",
    "study.reading_class",
    "study.lecture",
    counts="日期在期内、已举办的机关读书班和专题辅导，两类相加，每次计一",
    leaves_out="培训班和政协学堂",
    citation=STUDY,
)
