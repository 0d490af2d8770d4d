"""What differs from city to city in the work on reports: rules with defaults."""

from yizheng.core.citations import OPINION_RULES
from yizheng.core.rules import rule
from yizheng.opinions.states import Series

REPORT_CHARS = rule(
    "opinions.report_chars",
    "信息最多字数",
    default=1500,
    help="一篇社情民意信息以不超过多少字为宜；超过的照样收，写的时候提示",
    citation=OPINION_RULES("信息的内容"),
)
RECIPIENTS = {
    series: rule(
        f"opinions.recipients_{series}",
        f"《{series.label}》的报送对象",
        default=default,
        help="登记一期时没有填报送对象的，按这里填",
        citation=OPINION_RULES("编发刊物"),
    )
    for series, default in (
        (Series.ORDINARY, "市政协主席、副主席、秘书长"),
        (Series.SPECIAL, "市委、市政府领导"),
        (Series.DIRECT, "省政协办公厅"),
    )
}
