"""How press items, episodes and sections are entered: what could not be counted is refused."""

from datetime import date, datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.publicity import permissions
from yizheng.publicity.models import Coverage, ProgrammeColumn, ProgrammeEpisode


@service("publicity.enter_coverage")
def enter_coverage(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Coverage:
    """Enter a press item.

    Raises:
        Invalid: it reports members' deeds and names nobody; or as in `records.create`.
        NotAllowed: the actor may not enter it.
    """
    return _named(records.create(Coverage, by=by, right=permissions.keep, facts=facts, at=at))


@service("publicity.amend_coverage")
def amend_coverage(
    coverage: Coverage, *, by: Actor, facts: dict[str, Any], version: int
) -> Coverage:
    """Change a press item.

    Raises:
        Invalid: as in `enter_coverage`.
        NotAllowed, Stale: as in `records.revise`.
    """
    return _named(
        records.revise(coverage, by=by, right=permissions.keep, facts=facts, version=version)
    )


def _named(coverage: Coverage) -> Coverage:
    """Without names the members it reports could not be counted."""
    if coverage.about_service and not coverage.people.exists():
        raise Invalid("报道履职事迹的，请选定报道的委员", field="people")
    return coverage


@service("publicity.enter_episode")
def enter_episode(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> ProgrammeEpisode:
    """Enter an episode that was broadcast.

    Raises:
        Invalid: broadcast later than today, or in a section that was not open; or as in
            `records.create`.
        NotAllowed: the actor may not enter it.
    """
    _check_episode(facts.get("column"), facts.get("aired_on"), at)
    return records.create(ProgrammeEpisode, by=by, right=permissions.keep, facts=facts, at=at)


@service("publicity.amend_episode")
def amend_episode(
    episode: ProgrammeEpisode, *, by: Actor, facts: dict[str, Any], version: int
) -> ProgrammeEpisode:
    """Change an episode.

    Raises:
        Invalid: as in `enter_episode`.
        NotAllowed, Stale: as in `records.revise`.
    """
    column = facts.get("column", episode.column)
    _check_episode(column, facts.get("aired_on", episode.aired_on), None)
    return records.revise(episode, by=by, right=permissions.keep, facts=facts, version=version)


def _check_episode(
    column: ProgrammeColumn | None, aired_on: date | None, at: datetime | None
) -> None:
    if aired_on is None:
        return
    day_of(aired_on, at=at, field="aired_on")
    if column and aired_on < column.opened_on:
        raise Invalid(f"“{column}”{column.opened_on} 才开设", field="column")
    if column and column.closed_on and aired_on >= column.closed_on:
        raise Invalid(f"“{column}”自 {column.closed_on} 停办", field="column")


@service("publicity.amend_column")
def amend_column(
    column: ProgrammeColumn, *, by: Actor, facts: dict[str, Any], version: int
) -> ProgrammeColumn:
    """Change a section, or close it from a day on.

    Raises:
        Invalid: something was broadcast in it before it opened or after it closed; or as in
            `records.revise`.
        NotAllowed, Stale: as in `records.revise`.
    """
    opened = facts.get("opened_on", column.opened_on)
    closed = facts.get("closed_on", column.closed_on)
    aired = ProgrammeEpisode.objects.filter(column=column)
    if opened and (first := aired.filter(aired_on__lt=opened).order_by("number").first()):
        raise Invalid(f"{first}在 {first.aired_on} 已经播出", field="opened_on")
    if closed and (last := aired.filter(aired_on__gte=closed).order_by("-number").first()):
        raise Invalid(f"{last}在 {last.aired_on} 还播出", field="closed_on")
    return records.revise(column, by=by, right=permissions.keep, facts=facts, version=version)
