"""What happens to matters, concerns and sessions, and how aid assignments are entered."""

from datetime import date, datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES, OFFICE_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.wording import lines_of
from yizheng.core.workflow import transition

from . import permissions, selectors
from .models import AidAssignment, Concern, LivelihoodMatter, Platform, PlatformSession
from .states import AidKind, ConcernChannel, ConcernState, MatterState


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
    """Say when a matter was done and what proves it, such as a paper of acceptance."""
    matter.done_on, matter.evidence = done_on, evidence


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


@transition(
    "service.hand_concern",
    "交办",
    sources=[ConcernState.RAISED],
    target=ConcernState.HANDED,
    right=permissions.keep,
    citation=DUTY_RULES("服务为民"),
)
def hand_concern(concern: Concern, *, by: Actor, at: datetime, handed_to: str) -> None:
    """Hand a concern to the unit that can do something about it."""
    concern.handed_to = handed_to


@transition(
    "service.resolve_concern",
    "记为解决",
    sources=[ConcernState.RAISED, ConcernState.HANDED],
    target=ConcernState.RESOLVED,
    right=permissions.keep,
    citation=DUTY_RULES("服务为民"),
)
def resolve_concern(
    concern: Concern, *, by: Actor, at: datetime, resolved_on: date, result: str
) -> None:
    """Say when a concern was resolved and how; on the spot, it was never handed to anybody."""
    concern.resolved_on, concern.result = resolved_on, result


@transition(
    "service.close_concern",
    "记为暂未解决",
    sources=[ConcernState.RAISED, ConcernState.HANDED],
    target=ConcernState.UNRESOLVED,
    right=permissions.keep,
    citation=DUTY_RULES("服务为民"),
)
def close_concern(concern: Concern, *, by: Actor, at: datetime, result: str) -> None:
    """Say why a concern cannot be resolved for now, and what residents were told."""
    concern.result = result


@transition(
    "service.reopen_concern",
    "重新交办",
    sources=[ConcernState.RESOLVED, ConcernState.UNRESOLVED],
    target=ConcernState.HANDED,
    right=permissions.keep,
    citation=DUTY_RULES("服务为民"),
    awaited_in=(),
)
def reopen_concern(concern: Concern, *, by: Actor, at: datetime, handed_to: str) -> None:
    """Hand a closed concern out again; until then it no longer counts as resolved."""
    concern.handed_to, concern.resolved_on, concern.result = handed_to, None, ""


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


@service("service.enter_session")
def enter_session(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> PlatformSession:
    """Enter a consultation at a platform; every problem raised becomes a concern in one step.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; a day to come, or when there was no platform.
    """
    platform: Platform = facts["platform"]
    held_on = day_of(facts["held_on"], at=at, field="held_on")
    closed = platform.closed_on
    if held_on < platform.opened_on or (closed and held_on >= closed):
        raise Invalid("这一天平台还没有设立，或者已经撤销", field="held_on")
    session = records.create(PlatformSession, by=by, right=permissions.keep, facts=facts, at=at)
    _raise(session, _lines(session.problems), by=by, at=at)
    return session


@service("service.revise_session")
def revise_session(
    session: PlatformSession, *, by: Actor, facts: dict[str, Any], version: int
) -> PlatformSession:
    """Correct a session; a problem added becomes a concern, one that is there stays.

    Raises:
        NotAllowed, Stale: as in `records.revise`.
        Invalid: a problem that is a concern already would vanish.
    """
    known = _lines(session.problems)
    wanted = _lines(facts.get("problems", session.problems))
    if gone := [line for line in known if line not in wanted]:
        sentence = f"“{gone[0]}”已登记为群众关切问题，要改请到那一条去改"
        raise Invalid(sentence, field="problems")
    right = permissions.keep
    revised = records.revise(session, by=by, right=right, facts=facts, version=version)
    _raise(revised, [line for line in wanted if line not in known], by=by, at=None)
    return revised


def _lines(text: str) -> list[str]:
    """The problems, each once."""
    return list(dict.fromkeys(lines_of(text)))


def _raise(
    session: PlatformSession, problems: list[str], *, by: Actor, at: datetime | None
) -> None:
    longest = Concern._meta.get_field("title").max_length or 0
    for problem in problems:
        if len(problem) > longest:
            raise Invalid(f"每个问题不超过 {longest} 字", field="problems")
        records.create(
            Concern,
            by=by,
            right=permissions.keep,
            facts={
                "title": problem,
                "channel": ConcernChannel.PLATFORM,
                "platform": session.platform,
                "raised_on": session.held_on,
            },
            derived={"session": session},
            at=at,
        )
