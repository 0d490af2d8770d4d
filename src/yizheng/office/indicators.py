"""Figures about upward reports, rules and honours."""

from django.db.models import QuerySet

from yizheng.core.citations import OFFICE_RULES, STATISTICS_RULES
from yizheng.core.indicators import at_most, indicator, part_of, ratio
from yizheng.core.periods import Period
from yizheng.members.models import Person

from . import selectors
from .models import OfficeRule, Responsibility, RuleArea, UpwardReport
from .states import HonourLevel, ResponsibilityState

RULES = OFFICE_RULES("制度建设")
HONOURS = STATISTICS_RULES("表彰")


@indicator(
    "office.upward_reports",
    "向市委请示报告重大事项",
    unit="次",
    counts="报送日期在期内的请示和报告，每件计一次，不论是否批复",
    leaves_out="平级和对下的函件；口头汇报",
    citation=OFFICE_RULES("请示报告"),
    splits=("kind", "addressee"),
)
def upward_reports(period: Period) -> QuerySet[UpwardReport]:
    """Requests and reports sent upward in the period."""
    return selectors.reports_sent(period)


@indicator(
    "office.rules",
    "制定修订制度",
    unit="项",
    counts="制定日期或修订日期在期内的制度，每项计一，期内制定又修订的也计一",
    leaves_out="期内只废止、没有制定或修订的",
    citation=RULES,
    splits=("area",),
    version=2,
)
def rules(period: Period) -> QuerySet[OfficeRule]:
    """Rules adopted or amended in the period."""
    return selectors.rules_made(period)


@indicator(
    "office.rule_areas",
    "健全完善作风制度",
    unit="方面",
    counts="期内有制度制定或修订的方面，同一方面几项制度计一个方面",
    leaves_out="期内只有制度废止的方面",
    citation=RULES,
    relations=(at_most("office.rules"),),
)
def rule_areas(period: Period) -> QuerySet[RuleArea]:
    """Fields of work in which a rule was adopted or amended in the period."""
    return selectors.areas_ruled(period)


@indicator(
    "honours.members",
    "受表彰委员",
    unit="名",
    counts="授予日期在期内、获市级以上荣誉的委员，每人计一名，几项荣誉都是一名",
    leaves_out="授予之日不在任的；期末以前被撤销的；机构获得的集体荣誉；机关工作人员获得的",
    citation=HONOURS,
    version=2,
)
def members_honoured(period: Period) -> QuerySet[Person]:
    """Members honoured at any level in the period."""
    return selectors.members_honoured(period, *HonourLevel.values)


@indicator(
    "honours.members_national",
    "委员获国家级荣誉",
    unit="名",
    counts="授予日期在期内、获国家级荣誉的委员，每人计一名，几项荣誉都是一名",
    leaves_out="授予之日不在任的；期末以前被撤销的；省级和市级荣誉；机构获得的集体荣誉",
    citation=HONOURS,
    version=2,
    relations=(part_of("honours.members"),),
)
def members_honoured_nationally(period: Period) -> QuerySet[Person]:
    """Members honoured at the national level in the period."""
    return selectors.members_honoured(period, HonourLevel.NATION)


@indicator(
    "office.responsibilities",
    "责任事项",
    unit="项",
    counts="完成时限在期内的责任清单事项，每项计一",
    leaves_out="写明原因不再办理的",
    citation=OFFICE_RULES("责任清单"),
    splits=("organ", "checklist", "state"),
)
def responsibilities(period: Period) -> QuerySet[Responsibility]:
    """Items that were to be done in the period."""
    return selectors.answered_for(period)


@indicator(
    "office.responsibilities_done",
    "完成的责任事项",
    unit="项",
    counts="完成时限在期内、已经完成的责任清单事项，每项计一，逾期完成的也计",
    leaves_out="还没有完成的；写明原因不再办理的",
    citation=OFFICE_RULES("责任清单"),
    splits=("organ", "checklist"),
    relations=(part_of("office.responsibilities"),),
)
def responsibilities_done(period: Period) -> QuerySet[Responsibility]:
    """Those of them that are done."""
    return selectors.answered_for(period).filter(state=ResponsibilityState.DONE)


ratio(
    "office.responsibility_rate",
    "责任事项完成率",
    part=responsibilities_done,
    whole=responsibilities,
)
