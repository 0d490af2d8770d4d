"""Where a record came from and what it was handed on as, on the pages of both."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Panel

from . import selectors
from .models import Handoff


@dataclass(frozen=True, slots=True)
class End:
    """The other end of a handoff; `record` and `url` are empty for who may not see it."""

    handoff: Handoff
    is_target: bool
    label: str
    record: Any
    url: str


def _handoffs(record: Any, actor: Actor) -> dict[str, Any] | None:
    """Every handoff of the record. 1 query, and 1 for each."""
    here = ContentType.objects.get_for_model(record)
    ends = [_end(row, here, record.pk, actor) for row in selectors.of_record(record)]
    return {"ends": ends} if ends else None


def _end(row: Handoff, here: ContentType, pk: int, actor: Actor) -> End:
    is_target = (row.source_type, row.source_id) == (here, pk)
    kind, other = (
        (row.target_type, row.target_id) if is_target else (row.source_type, row.source_id)
    )
    register = REGISTERS[f"{kind.app_label}.{kind.model}"]
    found = register.rows(actor).filter(pk=other).first()
    url = register.url("detail", other) if found else ""
    return End(row, is_target, register.label, found, url)


HANDOFFS = Panel("转办", "handoffs/_handoffs.html", _handoffs)
