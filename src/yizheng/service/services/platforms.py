"""Platforms with their public pages, and the consultations held there."""

from datetime import datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.short_codes import new_link
from yizheng.core.wording import lines_of
from yizheng.service import permissions
from yizheng.service.models import Concern, Platform, PlatformSession
from yizheng.service.states import ConcernChannel


@service("service.create_platform")
def enter_platform(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Platform:
    """Enter a platform; one that is open to everybody gets the address of its public page.

    Raises:
        NotAllowed, Invalid: as `core.records.create`.
    """
    derived = {"code": new_link()} if facts.get("is_public") else {}
    right = permissions.keep
    return records.create(Platform, by=by, right=right, facts=facts, derived=derived, at=at)


@service("service.revise_platform")
def revise_platform(
    platform: Platform, *, by: Actor, facts: dict[str, Any], version: int
) -> Platform:
    """Change it. Its address stays for good: it is printed on posters.

    Raises:
        NotAllowed, Stale, Invalid: as in `records.revise`.
    """
    wants = facts.get("is_public") and not platform.code
    derived = {"code": new_link()} if wants else {}
    return records.revise(
        platform, by=by, right=permissions.keep, facts=facts, version=version, derived=derived
    )


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
    if not platform.is_open(held_on):
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
