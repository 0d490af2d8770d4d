"""Storing what was checked: all lines that are right and new, in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError

from yizheng.core import history
from yizheng.core.access import may
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import NotAllowed, Stale
from yizheng.core.history import Act
from yizheng.core.numbering import continue_after, next_number
from yizheng.core.records import service, take_over
from yizheng.proposals import permissions
from yizheng.proposals.models import Commendation, KeyProposal, Proposal

from .building import Builder, Built
from .cases import Case
from .checking import Checked
from .known import stamp_of

CHANGED = "核对以后，系统里的提案又有变化，没有导入；请重新上传核对"


def prepare(checked: Checked, *, by: Actor) -> list[Built]:
    """The records of the new lines, in the order of their days. Stores nothing."""
    builder = Builder(by=by)
    built = [builder.build(case) for case in checked.new]
    return sorted(built, key=_order)


def _order(built: Built) -> tuple[Any, ...]:
    row = built.row
    return (row.submitted_on, row.number or 0, built.case.number)


@service("proposals.import")
def store(
    checked: Checked, built: Sequence[Built], *, by: Actor, name: str, digest: str
) -> dict[str, int]:
    """Take the new lines over with their history; returns how many lines had which fate.

    Args:
        built: what `prepare` made of `checked`.
        name: what the file was called, for the trail.
        digest: the hash of what it held, for the trail.

    Raises:
        NotAllowed: the actor may not import.
        Stale: the sessions' proposals were changed since the table was checked.
    """
    if not may(by, permissions.import_past):
        raise NotAllowed("您无权导入往年提案", action=permissions.import_past.key)
    by = by.through(Via.IMPORT)
    _take_numbers(built)
    if stamp_of(checked.sessions) != checked.stamp:
        raise Stale(CHANGED)
    try:
        _keep(built, by)
    except IntegrityError as error:
        raise Stale(CHANGED) from error
    told = {"file": name, "sha256": digest, **checked.counts}
    history.write([Act("proposals.import", Proposal._meta.label_lower, after=told)], by=by)
    return checked.counts


def _take_numbers(built: Iterable[Built]) -> None:
    """Let both series go on after the numbers of the table; give a serial to what has none.

    Takes the lock on which every filing and every submission waits.
    """
    by_session: dict[int, list[Proposal]] = defaultdict(list)
    for item in built:
        by_session[item.row.session_id].append(item.row)
    for session, rows in sorted(by_session.items()):
        continue_after(f"proposals/number/{session}", max(row.number or 0 for row in rows))
        serials = f"proposals/serial/{session}"
        continue_after(serials, max(row.serial or 0 for row in rows))
        without = [row for row in rows if row.serial is None]
        if without:
            first = next_number(serials, count=len(without))
            for offset, row in enumerate(without):
                row.serial = first + offset


def _keep(built: Sequence[Built], by: Actor) -> None:
    """Main proposals before those that were merged into them, then what hangs on all of them."""
    rows = {id(item.case): item.row for item in built}
    main = [item for item in built if item.case.main is None]
    merged = [item for item in built if item.case.main is not None]
    take_over([item.proposal for item in main], by=by)
    for item in merged:
        item.row.merged_into = _main_of(item.case, rows)
    take_over([item.proposal for item in merged], by=by)
    for part in ("handlings", "replies", "evaluations"):
        take_over([past for item in built for past in getattr(item, part)], by=by)
    honours = [past for item in built for past in item.honours]
    for model in (KeyProposal, Commendation):
        take_over([past for past in honours if isinstance(past.record, model)], by=by)


def _main_of(case: Case, rows: dict[int, Proposal]) -> Proposal | None:
    if isinstance(case.main, Case):
        return case.main.stored or rows[id(case.main)]
    return case.main
