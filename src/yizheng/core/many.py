"""Many records at once, as an import corrects them or takes them back."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import ProtectedError

from . import history
from .actors import Actor
from .errors import Invalid
from .history import Act, changed, facts_of, label_of
from .records import Record, ask_guards, snapshot, still_linked

T = TypeVar("T")


def parts(rows: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """Rows or ids in parts that one statement can name."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def take_back(records: Sequence[Record], *, by: Actor, message: str) -> None:
    """Delete many records of one model that were taken over; what they said stays in the trail.

    Raises:
        Invalid: other records point to one of them.
    """
    if not records:
        return
    model = type(records[0])
    key = f"{model._meta.app_label}.remove_{model._meta.model_name}"
    with transaction.atomic():
        for some in parts(records):
            ask_guards(some)
        acts = [
            Act(key, label_of(record), before=facts_of(record), message=message)
            for record in records
        ]
        try:
            for part in parts([record.pk for record in records]):
                model._base_manager.filter(pk__in=part).delete()
        except ProtectedError as error:
            raise Invalid(still_linked(error)) from error
        history.write(acts, by=by)


def correct_many(
    changed_rows: Sequence[tuple[Record, dict[str, Any]]], *, by: Actor, key: str, message: str = ""
) -> None:
    """Change fields of many records of one model, as an import does.

    `(record, facts)`: values by field; of many-to-many fields the rows or their ids. Constraints
    are checked by the database.
    """
    if not changed_rows:
        return
    model = type(changed_rows[0][0])
    links = {relation.name for relation in model._meta.many_to_many}
    acts, columns = [], {"version"}
    with transaction.atomic():
        for record, facts in changed_rows:
            before = snapshot(record) if links & facts.keys() else facts_of(record)
            for name, value in facts.items():
                if name in links:
                    getattr(record, name).set(value)
                else:
                    setattr(record, name, value)
                    columns.add(name)
            record.version += 1
            after = snapshot(record) if links & facts.keys() else facts_of(record)
            old, new = changed(before, after)
            acts.append(Act(key, label_of(record), before=old, after=new, message=message))
        rows = [record for record, _ in changed_rows]
        model._base_manager.bulk_update(rows, sorted(columns), batch_size=500)
        history.write(acts, by=by)
