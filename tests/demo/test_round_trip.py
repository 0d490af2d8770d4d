"""Export, import into an empty place, export: the same bytes. Export, import: nothing changes."""

import io

import pytest
from django.db import transaction

from yizheng.accounts.roles import Role
from yizheng.core.actors import Actor, Via
from yizheng.core.exports import as_csv, as_xlsx
from yizheng.core.registers import REGISTERS
from yizheng.core.tables import read
from yizheng.importing.imports.columns import can_import, cells_of, needed_headings
from yizheng.importing.imports.deciding import Fate, decide
from yizheng.importing.imports.storing import store

KINDS = sorted(key for key, register in REGISTERS.items() if can_import(register))
# Whose rows nothing but these tables points to, so that the place can be emptied.
EMPTIED = (
    "service.aidfund", "service.livelihoodmatter", "service.studentgrant", "service.concern",
    "publicity.programmeepisode", "publicity.publication", "publicity.theorypaper",
    "office.upwardreport", "office.honour", "office.officerule",
    "activities.participation", "meetings.agendaitem", "meetings.leaverule",
    "supervision.assignment", "opinions.adoption",
)  # fmt: skip
MOST = 3000


def by(demo):
    roles = frozenset(role for role in Role if "officer" not in role)
    return Actor(None, demo.city.pk, roles, Via.IMPORT, name="核对")


def rows_of(register):
    rows = register.whole(register.joined(register.model.objects.all()))
    return list(rows.order_by("pk")[:MOST])


def table_of(register, content, kind):
    known = [cell.heading for cell in cells_of(register.key)]
    return read(kind, content, known=known, needed=needed_headings(register))


@pytest.mark.apart
@pytest.mark.parametrize("key", KINDS)
def test_what_was_exported_changes_nothing_when_it_comes_back(demo, key):
    register = REGISTERS[key]
    rows = rows_of(register)
    assert rows, f"the demo has no {key}"

    decided = decide(register, table_of(register, as_xlsx(register, rows), "xlsx"), by=by(demo))

    wrong = [
        (case.number, case.faults, case.told) for case in decided.cases if case.fate != Fate.SAME
    ]
    assert wrong == []


@pytest.mark.parametrize("key", EMPTIED)
def test_exported_imported_and_exported_it_is_the_same(demo, key):
    register = REGISTERS[key]
    rows = rows_of(register)
    before = as_csv(register, rows)
    table = table_of(register, before, "csv")
    with transaction.atomic():
        register.model.objects.all()._raw_delete(register.model.objects.db)
        decided = decide(register, table, by=by(demo))
        faults = [(case.number, case.faults) for case in decided.of(Fate.FAULTY)]
        assert faults == []
        store(decided, by=by(demo), name="a.csv", sha256="")
        after = as_csv(register, rows_of(register))
        transaction.set_rollback(True)

    assert sorted(io.BytesIO(after).readlines()) == sorted(io.BytesIO(before).readlines())
