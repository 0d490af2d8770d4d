"""Aid: who is in whose care, money that came, matters done, grants paid."""

from datetime import date, datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OFFICE_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.service import permissions, selectors
from yizheng.service.models import AidAssignment, LivelihoodMatter
from yizheng.service.states import AidKind, MatterState


@transition(
    "service.finish_matter",
    "记为办成",
    sources=[MatterState.PLANNED],
    target=MatterState.DONE,
    right=permissions.keep,
    citation=OFFICE_RULES("包联帮扶"),
)
def finish_matter(
    matter: LivelihoodMatter, *, by: Actor, at: datetime, done_on: date, evidence: str
) -> None:
    """Say when a matter was done and what proves it, such as a paper of acceptance.

    Raises:
        Invalid: a day to come.
    """
    matter.done_on, matter.evidence = day_of(done_on, at=at, field="done_on"), evidence.strip()


@transition(
    "service.reopen_matter",
    "退回推进中",
    sources=[MatterState.DONE],
    target=MatterState.PLANNED,
    right=permissions.keep,
    citation=OFFICE_RULES("包联帮扶"),
    awaited_in=(),
)
def reopen_matter(matter: LivelihoodMatter, *, by: Actor, at: datetime) -> None:
    """Take back "done": a visit showed that it was not."""
    matter.done_on, matter.evidence = None, ""


@service("service.enter_assignment")
def enter_assignment(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> AidAssignment:
    """Enter a county or village in somebody's care.

    Raises:
        Invalid: the county is in somebody's care on some of these days; or as in `records.create`.
        NotAllowed: the actor may not enter it.
    """
    return _once_a_day(
        records.create(AidAssignment, by=by, right=permissions.keep, facts=facts, at=at)
    )


@service("service.revise_assignment")
def revise_assignment(
    assignment: AidAssignment, *, by: Actor, facts: dict[str, Any], version: int
) -> AidAssignment:
    """Change it, such as by the day on which it ended.

    Raises:
        Invalid: as in `enter_assignment`.
        NotAllowed, Stale: as in `records.revise`.
    """
    return _once_a_day(
        records.revise(assignment, by=by, right=permissions.keep, facts=facts, version=version)
    )


def _once_a_day(assignment: AidAssignment) -> AidAssignment:
    """A county counted twice on one day would be two counties in the summary."""
    if assignment.kind != AidKind.COUNTY:
        return assignment
    if other := selectors.overlapping(assignment).first():
        raise Invalid(f"与{other.opened_on}开始的包联记录日期重叠，请先填写那一条的结束日期")
    return assignment
