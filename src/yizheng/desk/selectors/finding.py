"""Search across all registers, and what was last done, within the reader's rights."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from yizheng.core.access import may
from yizheng.core.actors import Actor, Via
from yizheng.core.history import Event, chain_key
from yizheng.core.registers import REGISTERS, Column, Register
from yizheng.core.showing import Told, told

from .brief import Brief, briefly, columns_of

FOUND_EACH = 5
LATEST = 8
LOOKED_THROUGH = 60


@dataclass(frozen=True, slots=True)
class Found:
    """The first records of one kind that contain the words; `more` leads to all of them."""

    register: Register
    columns: list[Column]
    rows: list[Brief]
    more: str


def search(actor: Actor, words: str) -> list[Found]:
    """What contains every one of the words, kind by kind. One query a register, at most."""
    if not words.strip():
        return []
    found = []
    for register in REGISTERS.values():
        if not register.search or not may(actor, register.view):
            continue
        rows = register.matching(register.rows(actor), words).order_by(register.order, "pk")
        first = list(rows[: FOUND_EACH + 1])
        if first:
            url = f"{register.url('list')}?{urlencode({'q': words})}"
            more = url if len(first) > FOUND_EACH else ""
            rows_shown = briefly(register, first[:FOUND_EACH])
            found.append(Found(register, columns_of(register), rows_shown, more))
    return found


@dataclass(frozen=True, slots=True)
class Latest:
    """A record something was done to."""

    register: Register
    record: Any
    url: str
    told: Told


def latest(actor: Actor) -> list[Latest]:
    """The records last written, newest first, each once. 1 query, and one a kind of record.

    What the system does by itself every night is left out: it would hide what people did.
    """
    recent = Event.objects.filter(chain__key=chain_key(actor.committee_id), refused=False)
    recent = recent.exclude(by_id=None, via=Via.CLI)
    newest: dict[str, Event] = {}
    for event in recent.select_related("on_behalf_of").order_by("-number")[:LOOKED_THROUGH]:
        newest.setdefault(event.record, event)
    seen = _readable(actor, list(newest))
    lines = [_line(seen[label], event) for label, event in newest.items() if label in seen]
    return lines[:LATEST]


def _readable(actor: Actor, labels: list[str]) -> dict[str, Any]:
    """Those of the named records that the actor may see, by name."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for label in labels:
        kind, _, pk = label.rpartition(":")
        if kind in REGISTERS and pk.isdecimal():
            wanted[kind].append(int(pk))
    return {
        f"{kind}:{record.pk}": record
        for kind, pks in wanted.items()
        if may(actor, REGISTERS[kind].view)
        for record in REGISTERS[kind].rows(actor).filter(pk__in=pks)
    }


def _line(record: Any, event: Event) -> Latest:
    register = REGISTERS[record._meta.label_lower]
    return Latest(register, record, register.url("detail", record.pk), told(event, register))
