"""Reports of past years, taken over from a table as they ended."""

from datetime import datetime
from typing import Any

from yizheng.core import records
from yizheng.core.access import may
from yizheng.core.acting_days import noon_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.numbering import continue_after, next_number
from yizheng.core.records import Past, service
from yizheng.core.tenancy import active_committee
from yizheng.documents.secrecy import refuse_marked
from yizheng.opinions import permissions
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.states import State

from .receiving import SERIAL

TEXTS = ("title", "original", "edited_title", "edited")
# How a report of the past may have ended; what is still on its way is entered, not taken over.
ENDED = {
    State.COMPILED: ("opinions.sign", "compiled_on"),
    State.KEPT: ("opinions.keep_on_file", "kept_on"),
}


@service("opinions.import_opinionreport")
def take_over_report(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> OpinionReport:
    """Take over a report of past years: compiled, or kept on file.

    What the table has no text of its own for was compiled as it came in. A serial that is missing
    is the next one; the series goes on after the greatest.

    Raises:
        NotAllowed: only who may import past reports.
        Invalid: it did not end, lacks what belongs to its end, or bears a secrecy mark.
    """
    if not may(by, permissions.import_past):
        raise NotAllowed("您无权导入往年的社情民意信息", action=permissions.import_past.key)
    refuse_marked(**{name: facts.get(name) or "" for name in TEXTS})
    state = facts.get("state")
    if state not in ENDED:
        raise Invalid("导入的是往年的信息，状态须是“已编报”或“留存”", field="state")
    move, ended = ENDED[State(state)]
    if not facts.get(ended):
        raise Invalid("没有填写", field=ended)
    if state == State.COMPILED:
        facts = facts | {"edited": facts.get("edited") or facts["original"]}
    report = OpinionReport(committee_id=active_committee(), **facts)
    if report.serial is None:
        report.serial = next_number(SERIAL)
    records.check(report)
    steps = [
        ("opinions.receive", "", State.RECEIVED, noon_of(report.received_on)),
        (move, State.RECEIVED, state, noon_of(getattr(report, ended))),
    ]
    records.take_over([Past(report, steps)], by=by)
    continue_after(SERIAL, report.serial)
    return report
