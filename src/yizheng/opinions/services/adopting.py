"""Entering which organs took a report up."""

from datetime import date, datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.opinions import permissions
from yizheng.opinions.models import Adoption, OpinionReport


@service("opinions.create_adoption")
def enter_adoption(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Adoption:
    """Enter that an organ took up a report.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or adopted before it was compiled.
    """
    _check_adoption(facts["report"], facts["adopted_on"], at=at)
    return records.create(Adoption, by=by, right=permissions.keep, facts=facts, at=at)


@service("opinions.revise_adoption")
def revise_adoption(
    adoption: Adoption, *, by: Actor, facts: dict[str, Any], version: int
) -> Adoption:
    """Correct an adoption.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or adopted before it was compiled.
    """
    report = facts.get("report", adoption.report)
    _check_adoption(report, facts.get("adopted_on", adoption.adopted_on), at=None)
    return records.revise(adoption, by=by, right=permissions.keep, facts=facts, version=version)


@service("opinions.pass_adoption")
def pass_adoption(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Adoption:
    """Write down an adoption that a committee above tells of, as its messenger.

    Raises:
        NotAllowed, Invalid: as `enter_adoption`.
    """
    _check_adoption(facts["report"], facts["adopted_on"], at=at)
    return records.create(Adoption, by=by, right=permissions.pass_down, facts=facts, at=at)


@service("opinions.take_back_adoption")
def take_back_adoption(adoption: Adoption, *, by: Actor) -> None:
    """The committee above no longer tells of it: an issue was withdrawn, a date corrected.

    Raises:
        NotAllowed, Invalid: as `core.records.remove`.
    """
    right, version = permissions.pass_down, adoption.version
    records.remove(adoption, by=by, right=right, reason="上级的采用情况有变化", version=version)


def _check_adoption(report: OpinionReport, adopted_on: date, *, at: datetime | None) -> None:
    day_of(adopted_on, at=at, field="adopted_on")
    if report.compiled_on is None:
        raise Invalid("这篇信息还没有编报，不能登记采用", field="report")
    if adopted_on < report.compiled_on:
        raise Invalid(f"这篇信息 {report.compiled_on} 编报，采用不能早于编报", field="adopted_on")
