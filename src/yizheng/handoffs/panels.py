"""Where a record came from and what it was handed on as, on the pages of both."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Panel
from yizheng.members.models import TermChange
from yizheng.members.selectors import leaving
from yizheng.proposals.states import State
from yizheng.service.states import OPEN

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


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What leaving members leave of one kind, and what becomes of it; `rows` are the first ones."""

    label: str
    becomes: str
    count: int
    rows: list[tuple[Any, Any, str]]


ROWS = 20
GOING_ON = frozenset(State) - {
    State.DRAFT, State.MERGED, State.DECLINED, State.WITHDRAWN, State.CLOSED,
}  # fmt: skip
# Of each kind: who it belongs to, which are open, and what becomes of them.
LEFT_BEHIND: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    (
        "proposals.proposal",
        "proposer",
        {"state__in": sorted(GOING_ON)},
        "照常审查和办理，答复送本人，由本人评价；没有提交的草稿，离任后不能再提交",
    ),
    (
        "service.concern",
        "member",
        {"state__in": sorted(OPEN)},
        "照常受理和办理，结果告知本人",
    ),
    (
        "supervision.assignment",
        "person",
        {"ended_on": None},
        "民主监督员的委派请在“民主监督员”里结束；已提的意见照常答复",
    ),
)


def _unfinished(change: TermChange, actor: Actor) -> dict[str, Any]:
    """What those who do not go on have under way, as far as the reader may see it. 7 queries."""
    people = list(leaving(change))
    found = []
    for label, owner, is_open, becomes in LEFT_BEHIND:
        register = REGISTERS[label]
        rows = register.rows(actor).filter(**{f"{owner}__in": people}, **is_open)
        first = list(rows.select_related(owner).order_by(f"{owner}__name", "pk")[:ROWS])
        count = rows.count() if len(first) == ROWS else len(first)
        if first:
            shown = [(row, getattr(row, owner), register.url("detail", row.pk)) for row in first]
            found.append(Unfinished(register.label, becomes, count, shown))
    return {"people": len(people), "groups": found}


UNFINISHED = Panel("离任委员未了的事", "handoffs/_unfinished.html", _unfinished)
HANDOFFS = Panel("转办", "handoffs/_handoffs.html", _handoffs)
