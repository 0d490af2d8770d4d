"""How press items are entered: a report of members' deeds names the members."""

from datetime import datetime
from typing import Any

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service

from . import permissions
from .models import Coverage


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
