"""The columns of the table: those of the register's export, and the text of the reply."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yizheng.core.exports import sheet_of
from yizheng.proposals.registers.proposal import PROPOSALS


class Kind(StrEnum):
    """What a cell of the column holds."""

    TEXT = "text"
    LINE = "line"
    DAY = "day"
    YES = "yes"
    NUMBER = "number"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name in the register, its heading, what it holds, how it is filled in."""

    name: str
    label: str
    kind: Kind
    help: str
    longest: int


LABELS = {column.name: column.label for column in PROPOSALS.columns} | {"reply": "答复内容"}
DAY_HELP = "写成 2024-3-5"
LONGEST = {
    Kind.TEXT: 5000,
    Kind.LINE: 120,
    Kind.DAY: 40,
    Kind.YES: 10,
    Kind.NUMBER: 20,
    Kind.NAMES: 2000,
}


def _field(name: str, kind: Kind, said: str = "", longest: int = 0) -> Field:
    help_text = said or (DAY_HELP if kind is Kind.DAY else "可不填")
    return Field(name, LABELS[name], kind, help_text, longest or LONGEST[kind])


FIELDS = (
    _field("session", Kind.LINE, "必填，例如 四届三次会议；须已登记"),
    _field("number", Kind.NUMBER, "立案的必填，例如 12 或 第0012号"),
    _field("serial", Kind.NUMBER, "没有的不填，导入时接着编"),
    _field("title", Kind.LINE, "必填，最多80字", 80),
    _field("submitter", Kind.LINE, "必填，第一提案人的姓名，或者集体名称", 60),
    _field("submitter_type", Kind.LINE, "委员个人、委员联名、党派、人民团体等；不填的按姓名判断"),
    _field("co_signers", Kind.NAMES, "姓名之间用顿号；重名的写成 姓名(委员证号)"),
    _field("situation", Kind.TEXT, "最多5000字"),
    _field("analysis", Kind.TEXT, "最多5000字"),
    _field("suggestion", Kind.TEXT, "最多5000字"),
    _field("submitted_on", Kind.DAY, "必填，写成 2024-3-5"),
    _field("is_session", Kind.YES, "是或否；不填的按大会提案截止日判断"),
    _field("channel", Kind.LINE, "网上提交或书面提交；不填的为书面提交"),
    _field("state", Kind.LINE, "例如 已办结；不填的按各个日期判断"),
    _field("filed_on", Kind.DAY),
    _field("category", Kind.LINE, "立案的必填，本会提案类别中的一项"),
    _field("local_category", Kind.LINE),
    _field("merged_into", Kind.LINE, "并案的填主案的提案号；主案没有编号的填案由"),
    _field("merged_on", Kind.DAY),
    _field("declined_on", Kind.DAY),
    _field("decline_reason", Kind.LINE, "不予立案的必填，本会理由中的一项"),
    _field("decline_note", Kind.TEXT),
    _field("destination", Kind.LINE, "不予立案的必填，例如 转为意见建议"),
    _field("withdrawn_on", Kind.DAY),
    _field("withdraw_note", Kind.TEXT),
    _field("assigned_on", Kind.DAY),
    _field("lead_unit", Kind.LINE, "交办的必填，全称或者简称"),
    _field("helpers", Kind.NAMES, "单位之间用顿号"),
    _field("mode", Kind.LINE, "独办、主办和会办、分办；不填的，有会办单位的为主办和会办"),
    _field("due_on", Kind.DAY, "不填的按本会规则计算"),
    _field("replied_on", Kind.DAY),
    _field("result_class", Kind.LINE, "答复的必填，例如 A类"),
    _field("reply", Kind.TEXT, "可不填；不填的注明纸质答复存档", 10_000),
    _field("evaluated_on", Kind.DAY),
    _field("satisfaction", Kind.LINE, "例如 满意"),
    _field("closed_on", Kind.DAY),
    _field("close_note", Kind.TEXT),
    _field("is_key", Kind.YES, "是或否"),
    _field("key_on", Kind.DAY),
    _field("lead_leader", Kind.LINE, "可不填", 60),
    _field("is_excellent", Kind.YES, "是或否"),
    _field("excellent_on", Kind.DAY),
    _field("is_open", Kind.YES, "提案者是否同意公开；不填的为否"),
    _field("is_named", Kind.YES, "是或否；不填的为否"),
    _field("closed_reason", Kind.LINE),
)
BY_LABEL = {field.label: field for field in FIELDS}
BY_NAME = {field.name: field for field in FIELDS}
NEEDED = tuple(LABELS[name] for name in ("session", "title", "submitter", "submitted_on"))
# How the line under the headings of a template begins; it is no proposal.
EXPLAINED = "说明："
FAULTS = "问题"


def template() -> bytes:
    """An empty table with a line that says how to fill it in, as Excel."""
    heads = [field.label for field in FIELDS]
    return sheet_of("往年提案", heads, [[f"{EXPLAINED}{field.help}" for field in FIELDS]])


def labels(names: Iterable[str]) -> str:
    """The headings of some columns, as a sentence names them."""
    return "、".join(LABELS[name] for name in names)
