"""What differs from city to city in the work on proposals: rules with defaults, and days."""

from datetime import date, datetime

from django.utils.timezone import localdate

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.rules import rule, value_of
from yizheng.proposals.states import Category, DeclineReason

CALL_DAYS = rule(
    "proposals.call_days",
    "提案征集提前天数",
    default=90,
    help="全体会议开幕前多少天起开始征集提案；此后提交的提案记入这次会议",
    citation=PROPOSAL_RULES("提案的提出"),
)
SESSION_DEADLINE_DAYS = rule(
    "proposals.session_deadline_days",
    "大会提案截止",
    default=2,
    help="开幕后第几天截止；截止日及以前提交的为大会期间提案，以后的为平时提案",
    citation=PROPOSAL_RULES("提案的提出"),
)
REQUIRED_PARTS = rule(
    "proposals.required_parts",
    "提案必须写的部分",
    default=["situation", "analysis", "suggestion"],
    help="可选 situation（情况）、analysis（分析）、suggestion（建议）",
    citation=PROPOSAL_RULES("提案的内容"),
)
CATEGORIES = rule(
    "proposals.categories",
    "提案类别",
    default=[str(category) for category in Category],
    help="立案时可以选用的类别代码",
    citation=PROPOSAL_RULES("审查立案"),
)
DECLINE_REASONS = rule(
    "proposals.decline_reasons",
    "不予立案的理由",
    default=[str(reason) for reason in DeclineReason],
    help="本会采用的理由代码",
    citation=PROPOSAL_RULES("审查立案"),
)
REPLY_MONTHS = rule(
    "proposals.reply_months",
    "答复期限（月）",
    default=3,
    help="自交办之日起几个月内答复；末日不是工作日的，顺延到下一个工作日",
    citation=PROPOSAL_RULES("办理期限"),
)
REPLY_WORKING_DAYS = rule(
    "proposals.reply_working_days",
    "答复期限（工作日）",
    default=0,
    help="按工作日计算的填天数，自交办次日起算；填 0 的按月计算",
    citation=PROPOSAL_RULES("办理期限"),
)
RESULT_CLASSES = rule(
    "proposals.result_classes",
    "办理结果的含义",
    default=[
        "A类：所提问题已经解决或者基本解决，建议已经采纳",
        "B类：所提问题正在解决，或者已经列入计划逐步解决",
        "C类：所提问题因条件限制暂时不能解决，留作参考",
    ],
    help="A、B、C 三类各一句，印在答复页上",
    citation=PROPOSAL_RULES("答复"),
)


def one_of(value: str, key: str, *, on: date, field: str) -> None:
    """Refuse a code that the committee's rule `key` did not list on a day.

    Raises:
        Invalid: it did not.
    """
    if value not in value_of(key, on=on):
        raise Invalid("本会的规则没有采用这一项", field=field)


def day_of(given: date | None, *, at: datetime, field: str) -> date:
    """The day of an act: the one given, which is not in the future, or the local day of `at`.

    Raises:
        Invalid: the given day is later than `at`.
    """
    today = localdate(at)
    if given and given > today:
        raise Invalid("日期不能晚于今天", field=field)
    return given or today
