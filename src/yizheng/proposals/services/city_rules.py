"""What differs from city to city in the work on proposals: rules with defaults, and days.

Code lists (classes, categories, reasons, scales) are in `codes`.
"""

from calendar import monthrange
from datetime import date, timedelta

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.rules import Rule, among, rule, value_of, whole_numbers
from yizheng.core.workdays import add_working_days

# --- Writing and handing in ----------------------------------------------------------------------

CALL_DAYS = rule(
    "proposals.call_days",
    "提案征集提前天数",
    default=90,
    help="没有设征集期时：全体会议开幕前多少天起开始征集；此后提交的提案记入这次会议",
    citation=PROPOSAL_RULES("提案的提出"),
)
SESSION_DEADLINE_DAYS = rule(
    "proposals.session_deadline_days",
    "大会提案截止",
    default=2,
    help="没有设征集期时：开幕后第几天截止；截止日及以前提交的为大会期间提案，以后的为平时提案",
    citation=PROPOSAL_RULES("提案的提出"),
)
ORDINARY_TIME = rule(
    "proposals.ordinary_time",
    "平时可以提交提案",
    default=True,
    help="选“否”的，只在征集期内接收提案",
    citation=PROPOSAL_RULES("提案的提出"),
)
REQUIRED_PARTS = rule(
    "proposals.required_parts",
    "提案必须写的部分",
    default=["situation", "analysis", "suggestion"],
    help="可选 situation（情况）、analysis（分析）、suggestion（建议）",
    citation=PROPOSAL_RULES("提案的内容"),
    refusal=among("situation", "analysis", "suggestion"),
)
TITLE_CHARS = rule(
    "proposals.title_chars",
    "案由最多字数",
    default=50,
    help="超过的不能提交，写草稿时只提示",
    citation=PROPOSAL_RULES("提案的内容"),
)
PART_CHARS = rule(
    "proposals.part_chars",
    "每部分最多字数",
    default=3000,
    help="情况、分析、建议各自的字数；超过的不能提交，写草稿时只提示",
    citation=PROPOSAL_RULES("提案的内容"),
)
FEWEST_SIGNERS = rule(
    "proposals.fewest_signers",
    "联名提案最少人数",
    default=2,
    help="连第一提案人在内",
    citation=PROPOSAL_RULES("提案者"),
)
SECTOR_IN_SESSION = rule(
    "proposals.sector_in_session",
    "界别和委员小组提案限于大会期间",
    default=True,
    help="选“否”的，平时也可以用界别、委员小组的名义提出",
    citation=PROPOSAL_RULES("提案者"),
)
SIGN_DAYS = rule(
    "proposals.sign_days",
    "联名确认的天数",
    default=5,
    help="邀请联名时，默认给对方多少天确认",
    citation=PROPOSAL_RULES("提案者"),
)
REVIEW_REQUIRED = rule(
    "proposals.review_required",
    "立案前必须复审",
    default=False,
    help="选“是”的，提案经过预审和复审才能审定",
    citation=PROPOSAL_RULES("审查立案"),
)

# --- Handling ------------------------------------------------------------------------------------

OBJECTION_DAYS = rule(
    "proposals.objection_days",
    "申请退办的期限（工作日）",
    default=7,
    help="自交办次日起几个工作日内可以申请退办；到期没有申请的，视为接受",
    citation=PROPOSAL_RULES("退办和调整"),
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
HELPER_MONTHS = rule(
    "proposals.helper_months",
    "会办意见期限（月）",
    default=1,
    help="会办单位自交办之日起几个月内把意见告诉主办单位",
    citation=PROPOSAL_RULES("办理期限"),
)
AGAIN_MONTHS = rule(
    "proposals.again_months",
    "再次办理期限（月）",
    default=1,
    help="提案者不满意的，自评价之日起几个月内再次答复",
    citation=PROPOSAL_RULES("办理评价"),
)
LONGEST_MONTHS = rule(
    "proposals.longest_months",
    "延期以后最长（月）",
    default=6,
    help="批准延期后，自交办之日起最长几个月",
    citation=PROPOSAL_RULES("办理期限"),
)
REMIND_DAYS = rule(
    "proposals.remind_days",
    "到期前提醒",
    default=["15", "5", "1"],
    help="距办理期限还有几天时提醒承办单位，一行一个",
    citation=PROPOSAL_RULES("催办"),
    refusal=whole_numbers,
)
OVERDUE_DAYS = rule(
    "proposals.overdue_days",
    "逾期后提醒",
    default=["1", "7", "14"],
    help="逾期几天时再提醒承办单位，一行一个",
    citation=PROPOSAL_RULES("催办"),
    refusal=whole_numbers,
)

LETTER_COPIES = rule(
    "proposals.letter_copies",
    "答复函抄送",
    default=["提案委员会", "督查室"],
    help="答复函末尾抄送的机构，一行一个；“提案委员会”前面自动加本会的名称",
    citation=PROPOSAL_RULES("答复"),
)

# --- Judgement and after -------------------------------------------------------------------------

EVALUATION_DAYS = rule(
    "proposals.evaluation_days",
    "评价的天数",
    default=30,
    help="答复送达后多少天内评价；到期未评价的可以办结",
    citation=PROPOSAL_RULES("办理评价"),
)
FOLLOW_UP_MONTHS = rule(
    "proposals.follow_up_months",
    "承诺事项多久回头看一次（月）",
    default=12,
    help="到期没有落实的承诺，每隔几个月再看一次，直到落实或者说明",
    citation=PROPOSAL_RULES("跟踪督办"),
)
TWO_WAY_RATING = rule(
    "proposals.two_way_rating",
    "承办单位给提案评分",
    default=False,
    help="选“是”的，承办单位可以给所办提案的质量评分（双向评议，背靠背）",
    citation=PROPOSAL_RULES("办理评价"),
)


def reply_due(assigned_on: date) -> tuple[date, str]:
    """The last day for a reply, and how it was reached. 2-3 queries.

    By months as long as the committee does not count working days; a last day on which nobody
    works moves to the next working day.
    """
    if days := value_of(REPLY_WORKING_DAYS.key, on=assigned_on):
        deadline = add_working_days(assigned_on, days)
        return deadline.due_on, deadline.explain()
    return months_due(assigned_on, REPLY_MONTHS)


def months_due(start: date, rule: Rule) -> tuple[date, str]:
    """The day some months after `start` by a rule, moved to a working day; how it was reached.

    2-3 queries.
    """
    months = value_of(rule.key, on=start)
    last = months_after(start, months)
    deadline = add_working_days(last - timedelta(days=1), 1)
    note = f"自 {start} 起 {months} 个月为 {last}"
    if deadline.due_on != last:
        note += f"，非工作日，顺延至 {deadline.due_on}"
    if deadline.provisional:
        note += "（暂定：当年放假安排尚未公布）"
    return deadline.due_on, note


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day (31 Aug + 6 = 28 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
