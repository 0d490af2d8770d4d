"""The course of a proposal as a line tells it: its state, what that asks for, days in their order.

What the model's constraints say of every row, said here of a line in words, with its columns.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from yizheng.proposals.codes import DISCONTENT
from yizheng.proposals.states import State

from .cases import Case, plain
from .columns import FIELDS, LABELS, labels
from .known import Known
from .naming import entry_of

EARLIEST = timedelta(days=365)
NUMBERED = ("number", "filed_on", "category")
ASSIGNED = (*NUMBERED, "lead_unit", "assigned_on")
REPLIED = (*ASSIGNED, "replied_on", "result_class")
# What a state asks for, and what it admits beside that.
NEEDED: dict[State, tuple[str, ...]] = {
    State.SUBMITTED: (),
    State.FILED: NUMBERED,
    State.ASSIGNED: ASSIGNED,
    State.REPLIED: REPLIED,
    State.AGAIN: (*REPLIED, "evaluated_on", "satisfaction"),
    State.CLOSED: (*REPLIED, "closed_on"),
    State.MERGED: ("merged_into", "merged_on"),
    State.DECLINED: ("declined_on", "decline_reason", "destination"),
    State.WITHDRAWN: ("withdrawn_on",),
}
MARKS = ("is_key", "key_on", "lead_leader", "is_excellent", "excellent_on", "local_category")
AT_UNITS = ("helpers", "due_on", *MARKS)
AFTER = ("reply", "evaluated_on", "satisfaction", *AT_UNITS)
ADMITTED: dict[State, tuple[str, ...]] = {
    State.SUBMITTED: (),
    State.FILED: MARKS,
    State.ASSIGNED: AT_UNITS,
    State.REPLIED: AFTER,
    State.AGAIN: AFTER,
    State.CLOSED: ("close_note", *AFTER),
    State.MERGED: (*NUMBERED, "local_category"),
    State.DECLINED: ("decline_note",),
    State.WITHDRAWN: ("withdraw_note", *NUMBERED, "local_category"),
}
# Columns that tell how far a proposal is; the others say something in every state.
_OF_STATES = {name for state in NEEDED for name in (*NEEDED[state], *ADMITTED[state])}
TELLING = tuple(field.name for field in FIELDS if field.name in _OF_STATES)
# The first that is filled tells the state, when the table does not.
SIGNS = (
    ("merged_into", State.MERGED),
    ("merged_on", State.MERGED),
    ("declined_on", State.DECLINED),
    ("withdrawn_on", State.WITHDRAWN),
    ("closed_on", State.CLOSED),
    ("replied_on", State.REPLIED),
    ("assigned_on", State.ASSIGNED),
    ("filed_on", State.FILED),
    ("number", State.FILED),
)
TOGETHER = (
    ("number", "filed_on"),
    ("filed_on", "number"),
    ("filed_on", "category"),
    ("evaluated_on", "satisfaction"),
    ("satisfaction", "evaluated_on"),
    ("is_key", "key_on"),
    ("is_excellent", "excellent_on"),
)
IN_ORDER = (
    ("submitted_on", "filed_on"),
    ("submitted_on", "merged_on"),
    ("submitted_on", "declined_on"),
    ("submitted_on", "withdrawn_on"),
    ("filed_on", "merged_on"),
    ("filed_on", "withdrawn_on"),
    ("filed_on", "assigned_on"),
    ("filed_on", "key_on"),
    ("filed_on", "excellent_on"),
    ("assigned_on", "due_on"),
    ("assigned_on", "replied_on"),
    ("replied_on", "evaluated_on"),
    ("replied_on", "closed_on"),
)
IN_WRITING = {
    State.DRAFT: "草稿不能导入",
    State.RETURNED: "还在退回补充的不能导入",
    State.PRECHECKED: "还在审查的，请把状态改成“待审查”",
    State.REVIEWED: "还在审查的，请把状态改成“待审查”",
}


def check_course(case: Case, known: Known, today: date) -> None:
    """State, what belongs to it, and days in their order. No query."""
    # A mark that is denied says nothing.
    for name in ("is_key", "is_excellent"):
        if case.facts.get(name) is False:
            del case.said[name]
    state = _state(case)
    if state is not None:
        case.facts["state"] = state
        _check_columns(case, state)
    for one, other in TOGETHER:
        if one in case.said and other not in case.said and not case.is_refused(other):
            case.refuse(other, f"没有填写；填了{LABELS[one]}的，须填{LABELS[other]}")
    _check_marks(case)
    _check_days(case, known, today)


def _state(case: Case) -> State | None:
    said = case.said.get("state")
    if said is None:
        return next((state for name, state in SIGNS if name in case.said), State.SUBMITTED)
    found = next((state for state in State if plain(str(state.label)) == plain(said)), None)
    if found in NEEDED:
        return found
    if found is None:
        names = "、".join(str(state.label) for state in NEEDED)
        case.refuse("state", f"没有“{said}”这种状态；可选：{names}。不填的按各个日期判断")
    else:
        case.refuse("state", IN_WRITING[found])
    return None


def _check_columns(case: Case, state: State) -> None:
    for name in NEEDED[state]:
        if name not in case.said and not case.is_refused(name):
            case.refuse(name, f"没有填写；{state.label}的提案须有{LABELS[name]}")
    admitted = {*NEEDED[state], *ADMITTED[state]}
    if extra := [name for name in TELLING if name in case.said and name not in admitted]:
        how = "" if "state" in case.said else "（状态没有填写，按日期判断）"
        case.refuse("state", f"{state.label}的提案不应填写{labels(extra)}{how}")


def _check_marks(case: Case) -> None:
    for mark, more in (("is_key", ("key_on", "lead_leader")), ("is_excellent", ("excellent_on",))):
        if mark not in case.said and (given := [name for name in more if name in case.said]):
            case.refuse(mark, f"填了{labels(given)}的，须填“是”")
    opinion = entry_of(case, "satisfaction")
    if case.facts.get("state") == State.AGAIN and opinion and opinion.sense != DISCONTENT:
        case.refuse("satisfaction", f"{State.AGAIN.label}的提案，评价应是不满意")


def _check_days(case: Case, known: Known, today: date) -> None:
    for earlier, later in IN_ORDER:
        first, then = case.day(earlier), case.day(later)
        if first and then and then < first:
            case.refuse(later, f"{then} 早于{LABELS[earlier]} {first}")
    for name in _days():
        day = case.day(name)
        if day and day > today:
            case.refuse(name, f"{day} 还没有到")
    day, ends = case.day("submitted_on"), known.ends[case.session.pk]
    opened = case.session.opened_on
    if day and (day < opened - EARLIEST or (ends and day >= ends)):
        until = f"，下次会议 {ends} 开幕" if ends else ""
        case.refuse("submitted_on", f"{day} 与届次不符：{case.session} {opened} 开幕{until}")


def _days() -> Iterable[str]:
    """All days but the one that lies ahead."""
    return dict.fromkeys(name for pair in IN_ORDER for name in pair if name != "due_on")
