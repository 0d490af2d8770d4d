"""Whether a request was answered, and since when it waits."""

from typing import Any

from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.office.models import UpwardReport
from yizheng.office.states import UpwardKind


def _answer(report: UpwardReport, _actor: Actor) -> dict[str, Any] | None:
    """What was answered, or for how long it waits; nothing for a report. No query."""
    if report.kind == UpwardKind.REPORT and not report.reply:
        return None
    return {"report": report, "waiting": report.waiting}


ANSWER = Panel("批复", "office/_answer.html", _answer, first=True)
