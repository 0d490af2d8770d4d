"""What the page of one record shows: facts, moves, panels, linked records, the time line."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from .access import can
from .actors import Actor
from .codes import CodeField
from .history import Event, events_of
from .registers import REGISTERS, Column, Panel, Register, register_of
from .workflow import TRANSITIONS, Transition, open_to

RELATED_ROWS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: where it leads, and its cells as `(column, text)`."""

    record: Any
    url: str
    cells: list[tuple[Column, str]]


@dataclass(frozen=True, slots=True)
class Related:
    """Records of another kind that point to this one."""

    register: Register
    count: int
    rows: list[Row]
    url: str


def record_context(record: Any, actor: Actor) -> dict[str, Any]:
    """What the page of one record shows."""
    register = REGISTERS[record._meta.label_lower]
    entered = register.enter is not None and register.groups and can(actor, register.enter, record)
    return {
        "register": register,
        "record": record,
        "facts": [(column, column.text(record)) for column in register.columns if column.on_page],
        "moves": offers(register, record, actor),
        "edit_url": register.url("edit", record.pk) if entered else "",
        "remove_url": register.url("remove", record.pk) if entered else "",
        "panels": _panels(register, record, actor),
        "related": _related(record, actor),
        "timeline": [told(event, register) for event in events_of(record)],
    }


@dataclass(frozen=True, slots=True)
class Offer:
    """A move the reader may make: where its form is, and whether the record waits for it."""

    move: Transition
    url: str
    is_awaited: bool


def offers(register: Register, record: Any, actor: Actor) -> list[Offer]:
    """What may be done, what the record waits for first."""
    found = [
        Offer(move, move_url(register, record, move.key), record.state in move.awaited_in)
        for move in open_to(actor, record)
    ]
    return sorted(found, key=lambda offer: not offer.is_awaited)


def rows_of(register: Register, records: list[Any]) -> list[Row]:
    """Records as rows of the register's list columns."""
    return [
        Row(
            record,
            register.url("detail", record.pk),
            [(column, column.text(record)) for column in register.list_columns],
        )
        for record in records
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the time line tells it; `changes` are `(label, before, after)`."""

    event: Event
    label: str
    door: str
    changes: list[tuple[str, str, str]]


# Acts that are no transition, by their key; registers say what they are called.
ACTS: dict[str, str] = {}
VERBS = {"create": "登记", "revise": "修改", "remove": "撤销", "import": "导入"}
DOORS = {"web": "网页", "api": "接口", "cli": "命令行", "import": "导入"}


def told(event: Event, register: Register) -> Told:
    """An event in words: what was done, through which door, what changed."""
    verb = event.action.partition(".")[2].partition("_")[0]
    move = TRANSITIONS.get(event.action)
    label = move.label if move else ACTS.get(event.action) or VERBS.get(verb, event.action)
    return Told(event, label, DOORS.get(event.via, event.via), _changes(event, register.model))


def _changes(event: Event, model: type[models.Model]) -> list[tuple[str, str, str]]:
    if not event.before:
        return []
    fields = {item.attname: item for item in model._meta.concrete_fields if item.editable}
    # Not for everybody who may see the record: that it was changed is told, not to what.
    guarded: frozenset[str] = getattr(model, "GUARDED", frozenset())
    changes = []
    for name, new in event.after.items():
        if name in fields:
            item, old = fields[name], event.before.get(name)
            hidden = item.is_relation or name in guarded
            pair = ("", "已更换") if hidden else (_said(item, old), _said(item, new))
            changes.append((str(item.verbose_name), *pair))
    return changes


def _said(item: Any, value: Any) -> str:
    named = item.label(value) if isinstance(item, CodeField) else value
    named = dict(item.flatchoices).get(named, named)
    if isinstance(named, bool):
        return "是" if named else "否"
    return "（空）" if named in (None, "") else str(named)


def move_url(register: Register, record: Any, key: str) -> str:
    """The address of one transition of one record."""
    return register.url("detail", record.pk) + f"moves/{key}/"


def _panels(register: Register, record: Any, actor: Actor) -> list[tuple[Panel, dict[str, Any]]]:
    asked = [(panel, panel.context(record, actor)) for panel in register.panels]
    return [(panel, context) for panel, context in asked if context is not None]


def _related(record: models.Model, actor: Actor) -> list[Related]:
    """Records that point to this one by a foreign key, where the reader may see them.

    What the register's panels tell is not listed a second time.
    """
    told = register_of(type(record)).told
    found = []
    for relation in record._meta.related_objects:
        other = REGISTERS.get(relation.related_model._meta.label_lower)
        if other is None or other.key in told or relation.many_to_many or relation.hidden:
            continue
        name = relation.field.name
        rows = other.rows(actor).filter(**{name: record.pk})
        first = list(rows.order_by(other.order, "pk")[: RELATED_ROWS + 1])
        if first:
            more = len(first) > RELATED_ROWS
            count = rows.count() if more else len(first)
            url = f"{other.url('list')}?{name}={record.pk}" if more else ""
            found.append(Related(other, count, rows_of(other, first[:RELATED_ROWS]), url))
    return found
