"""What the page of an assignment meeting draws and reads back: one row a proposal."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.http import QueryDict

from yizheng.proposals.models import AssignmentMeeting, Proposal
from yizheng.proposals.services.batches import Choice
from yizheng.proposals.states import Mode, State
from yizheng.units.models import Unit


@dataclass(slots=True)
class Row:
    """A proposal of the batch with what is chosen for it; `fault` says why it cannot be."""

    proposal: Proposal
    wished: list[Unit]
    ticked: bool = False
    mode: str = ""
    lead: Unit | None = None
    helpers: list[Unit] = field(default_factory=list)
    fault: str = ""

    @property
    def choice(self) -> Choice:
        """The row as the service takes it."""
        mode = Mode(self.mode) if self.mode in Mode.values else None
        return Choice(self.proposal, self.lead, self.helpers, mode)


def rows_of(meeting: AssignmentMeeting, posted: QueryDict | None) -> list[Row]:
    """The filed proposals of the meeting's session by number, and any other that was posted.

    Before anything is chosen the proposers' wish stands there. 3 queries, however many rows.
    """
    ticked = _ids(posted.getlist("ids")) if posted is not None else set()
    waiting = Q(state=State.FILED) | Q(pk__in=ticked)
    found = Proposal.objects.filter(waiting, session=meeting.session_id, number__isnull=False)
    found = found.select_related("proposer", "party", "sector", "organ")
    units = {unit.pk: unit for unit in Unit.objects.all()}
    rows = [
        Row(proposal, list(proposal.intended_units.all()), proposal.pk in ticked)
        for proposal in found.prefetch_related("intended_units").order_by("number")
    ]
    for row in rows:
        if posted is None:
            _wish(row)
        else:
            _read(row, posted, units)
    return rows


def _wish(row: Row) -> None:
    open_units = [unit for unit in row.wished if unit.closed_on is None]
    row.lead, row.helpers = next(iter(open_units), None), open_units[1:]


def _read(row: Row, posted: QueryDict, units: dict[int, Unit]) -> None:
    pk = row.proposal.pk
    row.mode = posted.get(f"mode-{pk}", "")
    row.lead = next(iter(_known(posted.getlist(f"lead-{pk}"), units)), None)
    row.helpers = _known(posted.getlist(f"helpers-{pk}"), units)


def _known(said: Iterable[str], units: dict[int, Unit]) -> list[Unit]:
    return [units[int(text)] for text in said if text.isdecimal() and int(text) in units]


def _ids(said: Iterable[str]) -> set[int]:
    return {int(text) for text in said if text.isdecimal() and len(text) < 10}


def digest_of(choices: Sequence[Choice]) -> str:
    """What was chosen, as a short text: a confirmation is for exactly what was previewed."""
    said = [
        (
            choice.proposal.pk,
            choice.lead_unit.pk if choice.lead_unit else 0,
            [unit.pk for unit in choice.helpers],
            str(choice.mode or ""),
        )
        for choice in choices
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:24]
