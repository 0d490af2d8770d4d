"""Taking an import back."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.apps import apps

from yizheng.core.actors import Actor
from yizheng.core.citations import OFFICE_RULES
from yizheng.core.errors import Invalid
from yizheng.core.many import correct_many, take_back
from yizheng.core.workflow import transition

from . import permissions
from .models import ImportedRecord, ImportRun
from .states import RunState

NAMES_TOLD = 5


@transition(
    "importing.undo",
    "撤销导入",
    sources={RunState.APPLIED},
    target=RunState.UNDONE,
    right=permissions.undo,
    citation=OFFICE_RULES("数据导入"),
    awaited_in=(),
)
def undo(run: ImportRun, *, by: Actor, at: datetime, undone_reason: str) -> None:
    """Take back every record it made and restore every one it changed, or nothing."""
    run.undone_reason = undone_reason.strip()
    _take_back(run, by=by, reason=run.undone_reason)


def _take_back(run: ImportRun, *, by: Actor, reason: str) -> None:
    """Take back what a run made and restore what it changed.

    Raises:
        Invalid: somebody has worked on one of the records since, or other records hang on it.
    """
    rows = list(ImportedRecord.objects.filter(run=run).order_by("-pk"))
    by_kind: dict[str, list[ImportedRecord]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    message = f"撤销导入：{reason}"
    for kind, noted in by_kind.items():
        model: Any = apps.get_model(kind)
        found = model._base_manager.select_for_update().in_bulk([row.record_id for row in noted])
        _unmoved(noted, found)
        made = [found[row.record_id] for row in noted if not row.before]
        take_back(made, by=by, message=message)
        moved = [
            (found[row.record_id], _restored(model, row.before)) for row in noted if row.before
        ]
        key = f"{model._meta.app_label}.revise_{model._meta.model_name}"
        correct_many(moved, by=by, key=key, message=message)


def _unmoved(noted: list[ImportedRecord], found: dict[int, Any]) -> None:
    moved = [
        row
        for row in noted
        if row.record_id not in found or found[row.record_id].version != row.version
    ]
    if not moved:
        return
    names = [str(found[row.record_id]) for row in moved if row.record_id in found][:NAMES_TOLD]
    told = f"：{'、'.join(names)}等" if names else ""
    raise Invalid(f"导入以后，有 {len(moved)} 条已被修改或者撤销{told}，不能整批撤销；请逐条处理")


def _restored(model: Any, before: dict[str, Any]) -> dict[str, Any]:
    links = {relation.name for relation in model._meta.many_to_many}
    found: dict[str, Any] = {}
    for name, value in before.items():
        if name in links:
            found[name] = value
            continue
        item = model._meta.get_field(name)
        found[item.attname] = None if value is None else item.to_python(value)
    return found
