"""Editing reports (编报): edited by one, signed by another; or kept on file, or joined."""

from datetime import date, datetime
from typing import Annotated

from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.opinions import permissions
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.states import IN_USE, UNSETTLED, State

RECEIVED, EDITED, KEPT = State.RECEIVED, State.EDITED, State.KEPT
EDITING = OPINION_RULES("编辑和签发")


@transition(
    "opinions.edit",
    "编辑",
    # What was put aside can become worth reporting.
    sources={RECEIVED, EDITED, KEPT},
    target=EDITED,
    right=permissions.keep,
    citation=EDITING,
    awaited_in={RECEIVED},
)
def edit_report(
    report: OpinionReport, *, by: Actor, at: datetime, edited: str, edited_title: str = ""
) -> None:
    """Turn a report into what is to go out, again and again; the original stays as it came."""
    refuse_marked(edited=edited, edited_title=edited_title)
    if not edited.strip():
        raise Invalid("请写编报稿", field="edited")
    report.edited, report.edited_title = edited.strip(), edited_title.strip()
    report.editor_id = by.user_id
    report.kept_reason, report.kept_on, report.return_note = "", None, ""


@transition(
    "opinions.sign",
    "签发",
    sources={EDITED},
    target=State.COMPILED,
    right=permissions.sign,
    citation=EDITING,
)
def sign_report(
    report: OpinionReport,
    *,
    by: Actor,
    at: datetime,
    signed_by: Annotated[str, "签发人", "不填的，记签发账号的姓名"] = "",
    compiled_on: date | None = None,
) -> None:
    """Sign off what somebody else has edited: it may go out."""
    _sign(report, signed_by=signed_by.strip() or by.name, on=compiled_on, at=at)


@transition(
    "opinions.enter_signed",
    "登记纸上签发",
    sources={EDITED},
    target=State.COMPILED,
    right=permissions.keep,
    citation=EDITING,
    awaited_in=(),
)
def enter_signed_report(
    report: OpinionReport,
    *,
    by: Actor,
    at: datetime,
    signed_by: str,
    compiled_on: date | None = None,
) -> None:
    """A leader has signed it off on paper: who, and when."""
    _sign(report, signed_by=signed_by.strip(), on=compiled_on, at=at)


def _sign(report: OpinionReport, *, signed_by: str, on: date | None, at: datetime) -> None:
    report.signed_by = signed_by
    report.compiled_on = day_of(on, at=at, field="compiled_on")


@transition(
    "opinions.send_back",
    "退回修改",
    sources={EDITED},
    target=RECEIVED,
    right=permissions.sign,
    citation=EDITING,
    awaited_in=(),
)
def send_back_report(report: OpinionReport, *, by: Actor, at: datetime, return_note: str) -> None:
    """Have it edited again, and say what is wrong; the edited text stays as a basis."""
    report.return_note = return_note


@transition(
    "opinions.keep_on_file",
    "留存",
    sources={RECEIVED, EDITED},
    target=KEPT,
    right=permissions.keep,
    citation=EDITING,
    awaited_in={RECEIVED},
)
def keep_report(
    report: OpinionReport,
    *,
    by: Actor,
    at: datetime,
    kept_reason: str,
    kept_on: date | None = None,
) -> None:
    """Do not use a report; the reason is what its reporter reads."""
    report.kept_reason = kept_reason.strip()
    report.kept_on = day_of(kept_on, at=at, field="kept_on")


@transition(
    "opinions.join",
    "并入另一篇",
    sources=UNSETTLED,
    target=State.JOINED,
    right=permissions.keep,
    citation=OPINION_RULES("信息的收集"),
    awaited_in=(),
)
def join_report(
    report: OpinionReport, *, by: Actor, at: datetime, joined_to: OpinionReport
) -> None:
    """Let a report go on with another one on the same matter; its reporter is told which."""
    if joined_to.pk == report.pk:
        raise Invalid("不能并入自己", field="joined_to")
    if joined_to.state not in IN_USE:
        sentence = f"那一篇现在“{joined_to.get_state_display()}”，不能再并入"
        raise Invalid(sentence, field="joined_to")
    report.joined_to = joined_to
    report.kept_reason, report.kept_on = "", None


@transition(
    "opinions.part",
    "取消并入",
    sources={State.JOINED},
    target=RECEIVED,
    right=permissions.keep,
    citation=OPINION_RULES("信息的收集"),
    awaited_in=(),
)
def part_report(report: OpinionReport, *, by: Actor, at: datetime) -> None:
    """It is another matter after all."""
    report.joined_to = None
