"""What was decided is stored as one, with a note of each record for taking it back."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from yizheng.core.access import restrict
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import NotAllowed
from yizheng.core.history import facts_of
from yizheng.core.many import correct_many, parts
from yizheng.core.records import Past, snapshot, take_over
from yizheng.core.registers import Register
from yizheng.importing.models import ImportedRecord, ImportRun

from .deciding import Case, Decided, Fate, made, maker_of


def store(
    decided: Decided, *, by: Actor, name: str, sha256: str, at: datetime | None = None
) -> ImportRun:
    """Store every new and changed line, in one transaction, and note what was done.

    Raises:
        NotAllowed: the actor may not enter such records.
        Invalid: an app's service refuses a line that it took in the rehearsal.
    """
    register, by = decided.register, by.through(Via.IMPORT)
    new, changed = decided.of(Fate.NEW), decided.of(Fate.CHANGED)
    with transaction.atomic():
        noted = _along(new + changed, by)
        noted += [_noted(record) for record in _make(register, new, by)]
        noted += _change(register, changed, by)
        _require_all(register, noted, by)
        run = _run(decided, by=by, name=name, sha256=sha256, at=at)
        for row in noted:
            row.run = run
        ImportedRecord.objects.bulk_create(noted, batch_size=1000)
    return run


def _make(register: Register, new: list[Case], by: Actor) -> list[Any]:
    """New records: by the app's service where it has one, else all at once."""
    if maker_of(register):
        return [made(register, case, by=by) for case in new]
    return list(take_over([Past(case.record, links=case.links) for case in new], by=by))


def _change(register: Register, changed: list[Case], by: Actor) -> list[ImportedRecord]:
    moved = [case for case in changed if case.changes]
    before = [_said_before(case.stored, case.changes) for case in moved]
    if register.revise_with:
        rows = [
            register.revise(case.stored, by=by, facts=case.changes, version=case.stored.version)
            for case in moved
        ]
    else:
        key = f"{register.app}.import_{register.model._meta.model_name}"
        correct_many([(case.stored, case.changes) for case in moved], by=by, key=key)
        rows = [case.stored for case in moved]
    return [_noted(row, said) for row, said in zip(rows, before, strict=True)]


def _require_all(register: Register, noted: list[ImportedRecord], by: Actor) -> None:
    """The right to enter holds for every record that was stored."""
    if register.enter is None:
        raise NotAllowed("您无权导入这个台账")
    if register.past_with:
        # What ended long ago nobody may enter any more: its service has asked for its own right.
        return
    ids = [row.record_id for row in noted if row.kind == register.key]
    rows = restrict(register.model._default_manager.all(), register.enter, by)
    for part in parts(ids):
        if rows.filter(pk__in=part).count() < len(part):
            raise NotAllowed(f"您无权{register.enter.label}", action=register.enter.key)


def _along(cases: list[Case], by: Actor) -> list[ImportedRecord]:
    """The rows of relations that are made or corrected with the records."""
    noted: list[ImportedRecord] = []
    for name in {name for case in cases for name in case.along}:
        meant = [case.along[name] for case in cases if name in case.along]
        made = [one.row for one in meant if one.is_new]
        noted += [_noted(row) for row in take_over([Past(row) for row in made], by=by)]
        moved = [one for one in meant if one.changes]
        before = [_said_before(one.row, one.changes) for one in moved]
        if moved:
            model = type(moved[0].row)
            key = f"{model._meta.app_label}.import_{model._meta.model_name}"
            correct_many([(one.row, one.changes) for one in moved], by=by, key=key)
        noted += [_noted(one.row, said) for one, said in zip(moved, before, strict=True)]
        for case in cases:
            # The row has its key only now.
            if name in case.along and case.record is not None and case.stored is None:
                setattr(case.record, name, case.along[name].row)
    return noted


def _said_before(record: models.Model, changes: dict[str, Any]) -> dict[str, Any]:
    """The values that are about to change, as plain JSON; of personal fields too."""
    links = {relation.name for relation in record._meta.many_to_many}
    told = snapshot(record) if links & changes.keys() else facts_of(record)
    found: dict[str, Any] = {}
    for name in changes:
        if name in links:
            found[name] = told[name]
        else:
            item: Any = record._meta.get_field(name)
            is_empty = item.value_from_object(record) is None
            found[name] = None if is_empty else item.value_to_string(record)
    return found


def _noted(record: Any, before: dict[str, Any] | None = None) -> ImportedRecord:
    return ImportedRecord(
        committee_id=record.committee_id,
        kind=record._meta.label_lower,
        record_id=record.pk,
        version=record.version,
        before=before or {},
    )


def _run(decided: Decided, *, by: Actor, name: str, sha256: str, at: datetime | None) -> ImportRun:
    counts = decided.counts
    run = ImportRun(
        register=decided.register.key,
        label=decided.register.label,
        file_name=name[:200],
        sha256=sha256,
        made=counts[Fate.NEW],
        changed=counts[Fate.CHANGED],
        same=counts[Fate.SAME],
        faulty=counts[Fate.FAULTY],
        imported_at=at or timezone.now(),
        by_name=by.name,
        by_user_id=by.user_id,
    )
    return take_over([Past(run)], by=by, key="importing.run")[0]  # type: ignore[return-value]
