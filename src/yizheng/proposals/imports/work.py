"""Both steps as background work: a table is held from its checking until it is stored, or a day.

What was sent is read at once and not kept; what is held are its lines, for the one who sent it.
"""

import hashlib
from datetime import timedelta
from typing import Any

from yizheng.core import jobs
from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed, Stale
from yizheng.core.exports import sheet_of
from yizheng.core.jobs import Job, JobState, job
from yizheng.core.tables import Table, read
from yizheng.documents.inspection import inspect_table
from yizheng.documents.secrecy import REFUSAL, is_marked
from yizheng.documents.services import clean_name
from yizheng.proposals import permissions

from .cases import Fate
from .checking import Checked, check
from .columns import BY_LABEL, FAULTS, NEEDED
from .storing import CHANGED, prepare, store

# An import is checked, prepared, stored.
STEPS = 3
# A year of a city is checked while its sender waits, a second at most; more by a worker.
AT_ONCE = 1000
CHECK, IMPORT = "proposals.check_import", "proposals.import"
HELD_FOR = timedelta(days=1)
GONE = "这次核对的内容已经清除：已经导入，或者超过了一天。请重新上传"


def table_of(name: str, content: bytes) -> Table:
    """The table that a file holds.

    Raises:
        Invalid: at `file`; it is no table of proposals, or nothing that may be read.
    """
    kind = inspect_table(name, content)
    table = read(kind.name, content, known=BY_LABEL, needed=NEEDED)
    if is_marked("".join(cell for line in table.lines for cell in line.cells)):
        raise Invalid(REFUSAL, field="file")
    return table


def start_check(name: str, content: bytes, *, by: Actor) -> Job:
    """Read a table, and have its lines checked in the background.

    Raises:
        NotAllowed: the actor may not import.
        Invalid: as `table_of`.
    """
    _require(by)
    table = table_of(name, content)
    return jobs.enqueue(
        CHECK,
        "核对往年提案",
        by=by,
        at_once=len(table.lines) <= AT_ONCE,
        name=clean_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        table=table.pack(),
    )


@job(CHECK, kept_for=HELD_FOR)
def check_table(row: Job, *, by: Actor, name: str, sha256: str, table: str) -> dict[str, Any]:
    """Say what would become of each line; see `checking`."""
    _require(by)
    lines = Table.unpack(table)
    total = len(lines.lines)
    checked = check(lines, seen=lambda done: row.progress(done, total))
    row.progress(total, total)
    return {
        "name": name,
        "sha256": sha256,
        "digest": checked.digest,
        "counts": checked.counts,
        "notices": checked.notices,
        "lines": checked.told(),
    }


def start_import(row: Job, *, by: Actor, digest: str) -> Job:
    """Have the lines stored that were checked by `row`.

    Args:
        digest: of what was seen; see `Checked.digest`.

    Raises:
        NotAllowed: the actor may not import, or did not send the table.
        Stale: what was checked is gone, or is not what was seen.
        Invalid: there is nothing new in it.
    """
    _require(by)
    if row.by_id != by.user_id:
        raise NotAllowed("只能导入自己核对的表格")
    if row.state != JobState.DONE or row.result.get("digest") != digest:
        raise Stale(GONE)
    if not row.result["counts"][Fate.NEW]:
        raise Invalid("没有可以导入的提案")
    return jobs.enqueue(IMPORT, "导入往年提案", by=by, checked=row.pk)


@job(IMPORT)
def import_table(row: Job, *, by: Actor, checked: int) -> dict[str, Any]:
    """Check once more, and store what is as it was seen; see `storing`."""
    held = Job.objects.get(pk=checked, kind=CHECK, by_id=by.user_id)
    if not held.inputs:
        raise Stale(GONE)
    row.progress(0, STEPS)
    table, name = Table.unpack(held.inputs["table"]), held.inputs["name"]
    found = check(table)
    if found.new:
        try:
            _store(row, held, found, by)
        except Stale:
            # Another worker, which took this one for dead, may have stored the very same.
            found = check(table)
            if found.new:
                raise
    jobs.forget(held)
    return {"name": name, "counts": found.counts}


def _store(row: Job, held: Job, found: Checked, by: Actor) -> None:
    if found.digest != held.result["digest"]:
        raise Stale(CHANGED)
    row.progress(1, STEPS)
    built = prepare(found, by=by)
    row.progress(2, STEPS)
    store(found, built, by=by, name=held.inputs["name"], digest=held.inputs["sha256"])


def faulty_lines(row: Job) -> bytes:
    """The lines of a checked table that have faults, as they were sent, with the sentences."""
    table = Table.unpack(row.inputs["table"])
    wrong = {
        told["line"]: "；".join(f"{column}：{sentence}" for column, sentence in told["faults"])
        for told in row.result["lines"]
        if told["fate"] == Fate.FAULTY
    }
    heads = [*table.headings, FAULTS]
    lines = [[*line.cells, wrong[line.number]] for line in table.lines if line.number in wrong]
    return sheet_of("有错误的行", heads, lines)


def _require(by: Actor) -> None:
    if not may(by, permissions.import_past):
        raise NotAllowed("您无权导入往年提案", action=permissions.import_past.key)
