"""The grades of an appraisal: a committee's own list."""

from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.codes import Entry, code_list

CONTENT, DISCONTENT, UNKNOWN = "content", "discontent", "unknown"
GRADES = code_list(
    "supervision.grade_codes",
    "民主评议的等级",
    default=[
        Entry("satisfied", "满意", "", CONTENT),
        Entry("basic", "基本满意", "", CONTENT),
        Entry("dissatisfied", "不满意", "", DISCONTENT),
        Entry("unknown", "不了解", "", UNKNOWN),
    ],
    senses={CONTENT: "计入满意", DISCONTENT: "不计入满意", UNKNOWN: "不了解，不计入"},
    help="从好到差排列；满意率是计入满意的票数除以除“不了解”以外的票数",
    citation=CONSULTATION_RULES("民主评议"),
)
