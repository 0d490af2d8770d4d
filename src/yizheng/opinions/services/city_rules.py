"""What differs from city to city in the work on reports: rules with defaults."""

from yizheng.core.citations import OPINION_RULES
from yizheng.core.rules import rule

REPORT_CHARS = rule(
    "opinions.report_chars",
    "信息最多字数",
    default=1500,
    help="一篇社情民意信息以不超过多少字为宜；超过的照样收，写的时候提示",
    citation=OPINION_RULES("信息的内容"),
)
