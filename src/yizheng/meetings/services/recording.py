"""Minutes: drafted from the agenda, issued by somebody else."""

from datetime import date, datetime
from typing import Any

from yizheng.activities.models import Activity
from yizheng.activities.states import State
from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import MEETING_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.meetings import permissions
from yizheng.meetings.models import Minutes
from yizheng.meetings.states import MinutesState

RECORDING = MEETING_RULES("会议纪要")


@service("meetings.draft_minutes")
def draft_minutes(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Minutes:
    """Draft the minutes of a meeting that was held.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or the meeting was not held.
    """
    activity: Activity = facts["activity"]
    if activity.state != State.HELD:
        raise Invalid("会议还没有确认举办，不能写纪要", field="activity")
    refuse_marked(text=facts.get("text") or "")
    derived = {"drafted_by": by.name, "drafted_by_id": by.user_id}
    return records.create(
        Minutes, by=by, right=permissions.draft_minutes, facts=facts, derived=derived,
        key="meetings.draft_minutes", at=at,
    )  # fmt: skip


@transition(
    "meetings.issue_minutes",
    "印发",
    sources={MinutesState.DRAFT},
    target=MinutesState.ISSUED,
    right=permissions.issue_minutes,
    citation=RECORDING,
)
def issue_minutes(
    minutes: Minutes, *, by: Actor, at: datetime, issued_on: date | None = None
) -> None:
    """Issue them: whoever was in the meeting may read them from now on."""
    minutes.issued_on = day_of(issued_on, at=at, field="issued_on")
    if minutes.activity.held_on and minutes.issued_on < minutes.activity.held_on:
        raise Invalid("印发日期不能早于会议", field="issued_on")
    minutes.issued_by = by.name
