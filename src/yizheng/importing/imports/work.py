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
from yizheng.core.registers import REGISTERS, Register
from yizheng.core.tables import Table, read
from yizheng.documents.inspection import inspect_table
from yizheng.documents.secrecy import REFUSAL, is_marked
from yizheng.documents.services import clean_name

from .columns import can_import, cells_of, help_for, needed_headings
from .deciding import Case, Fate, decide
from .storing import store

CHECK, IMPORT = "importing.check", "importing.import"
HELD_FOR = timedelta(days=1)
# So many are checked while their sender waits; more by a worker.
AT_ONCE = 300
# Of each fate so many lines are shown; the file of faulty lines has them all.
SHOWN = 500
FAULTS = "错在哪里"
GONE = "这次核对的内容已经清除：已经导入，或者超过了一天。请重新上传"
CHANGED = "核对以后，系统里的记录有了变化，请重新核对后再导入"


def admitted(key: str, by: Actor) -> Register:
    """The register of a key, when tables can be taken over into it and `by` may.

    Raises:
        NotAllowed: he may not, or nothing can be imported there.
    """
    register = REGISTERS.get(key)
    if register and register.enter and can_import(register) and may(by, register.enter):
        return register
    raise NotAllowed("您无权导入这个台账")


def table_of(register: Register, name: str, content: bytes) -> Table:
    """The lines of a table for a register, with the columns it knows.

    Raises:
        Invalid: at `file`; it is no such table, or nothing that may be read.
    """
    kind = inspect_table(name, content)
    known = [cell.heading for cell in cells_of(register.key)]
    table = read(kind.name, content, known=known, needed=needed_headings(register))
    if is_marked("".join(cell for line in table.lines for cell in line.cells)):
        raise Invalid(REFUSAL, field="file")
    return table


def start_check(key: str, name: str, content: bytes, *, by: Actor) -> Job:
    """Read a table, and have its lines checked.

    Raises:
        NotAllowed, Invalid: as `admitted` and `table_of`.
    """
    register = admitted(key, by)
    table = table_of(register, name, content)
    return jobs.enqueue(
        CHECK,
        f"核对{register.label}",
        by=by,
        at_once=len(table.lines) <= AT_ONCE,
        key=key,
        name=clean_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        table=table.pack(),
    )


@job(CHECK, kept_for=HELD_FOR)
def check_table(
    row: Job, *, by: Actor, key: str, name: str, sha256: str, table: str
) -> dict[str, Any]:
    """Say what would become of each line; see `deciding`."""
    register, lines = admitted(key, by), Table.unpack(table)
    total = len(lines.lines)
    found = decide(register, lines, by=by, seen=lambda done: row.progress(done, total))
    row.progress(total, total)
    return {
        "key": key,
        "name": name,
        "digest": found.digest,
        "counts": found.counts,
        "notices": found.notices,
        "wrong": [(case.number, _sentences(case)) for case in found.of(Fate.FAULTY)],
        "lines": {str(fate): [_told(case) for case in found.of(fate)[:SHOWN]] for fate in Fate},
    }


def _sentences(case: Case) -> str:
    return "；".join(f"{column}：{sentence}" for column, sentence in case.faults)


def _told(case: Case) -> dict[str, Any]:
    texts = list(case.said.texts.values())
    told: dict[str, Any] = {"line": case.number, "title": " ".join(texts[:3])[:80]}
    if case.faults:
        told["faults"] = case.faults
    if case.stored is not None:
        told["stored"] = case.stored.pk
        told["changes"] = case.told
    return told


def start_import(row: Job, *, by: Actor, digest: str) -> Job:
    """Have the lines stored that were checked by `row`.

    Raises:
        NotAllowed: the actor may not import, or did not send the table.
        Stale: what was checked is gone, or is not what was seen.
        Invalid: there is nothing in it to store.
    """
    if row.by_id != by.user_id:
        raise NotAllowed("只能导入自己核对的表格")
    if row.state != JobState.DONE or row.result.get("digest") != digest:
        raise Stale(GONE)
    counts = row.result["counts"]
    admitted(row.result["key"], by)
    if not counts[Fate.NEW] + counts[Fate.CHANGED]:
        raise Invalid("没有要导入的")
    few = counts[Fate.NEW] + counts[Fate.CHANGED] <= AT_ONCE
    label = REGISTERS[row.result["key"]].label
    return jobs.enqueue(IMPORT, f"导入{label}", by=by, at_once=few, checked=row.pk)


@job(IMPORT)
def import_table(row: Job, *, by: Actor, checked: int) -> dict[str, Any]:
    """Look once more, and store what is as it was seen; see `storing`."""
    held = Job.objects.get(pk=checked, kind=CHECK, by_id=by.user_id)
    if not held.inputs:
        raise Stale(GONE)
    register, table = admitted(held.inputs["key"], by), Table.unpack(held.inputs["table"])
    total = 2 * len(table.lines)
    found = decide(register, table, by=by, seen=lambda done: row.progress(done, total))
    if found.digest != held.result["digest"]:
        raise Stale(CHANGED)
    row.progress(total // 2, total)
    run = store(found, by=by, name=held.inputs["name"], sha256=held.inputs["sha256"])
    row.progress(total, total)
    jobs.forget(held)
    return {"key": register.key, "counts": found.counts, "run": run.pk}


def faulty_lines(row: Job) -> bytes:
    """The lines of a checked table that have faults, as they were sent, with the sentences."""
    table, wrong = Table.unpack(row.inputs["table"]), dict(row.result["wrong"])
    heads = [*table.headings, FAULTS]
    lines = [[*line.cells, wrong[line.number]] for line in table.lines if line.number in wrong]
    return sheet_of("有错误的行", heads, lines)


def template(register: Register) -> bytes:
    """An empty table of a register: its headings."""
    return sheet_of(register.label, [cell.heading for cell in cells_of(register.key)], [])


def explained(register: Register) -> list[tuple[str, str]]:
    """How each column is filled in."""
    return [(cell.heading, help_for(cell)) for cell in cells_of(register.key)]
