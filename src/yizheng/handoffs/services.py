"""What a decision in one office hands to another."""

from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import Record, before_removal
from yizheng.opinions.services import receive_handed
from yizheng.opinions.states import Source
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import BY_MEMBER, Destination, SubmitterType

from . import permissions, selectors
from .models import Handoff

# Sectors and groups of members speak as members do.
SOURCES = {
    SubmitterType.PARTY: Source.PARTY,
    SubmitterType.ORGANISATION: Source.ORGANISATION,
    SubmitterType.SPECIAL: Source.SPECIAL,
}


@after("proposals.decline")
def hand_to_opinions(proposal: Proposal, by: Actor, at: datetime) -> None:
    """A proposal that is not filed but worth reporting goes to the research office as it is."""
    if proposal.destination != Destination.INFORMATION:
        return
    day = proposal.declined_on or at.date()
    report = receive_handed(by=by, facts=_reported(proposal, day), at=at)
    hand_on(proposal, report, by=by, on=day, at=at)


def hand_on(source: Model, target: Model, *, by: Actor, on: date, at: datetime) -> Handoff:
    """Write down that one record goes on as another.

    Raises:
        NotAllowed, Invalid: as `core.records.create`.
    """
    return records.create(
        Handoff,
        by=by,
        right=permissions.hand_on,
        at=at,
        facts={
            "source_type": ContentType.objects.get_for_model(source),
            "source_id": source.pk,
            "target_type": ContentType.objects.get_for_model(target),
            "target_id": target.pk,
            "handed_on": on,
        },
    )


def _reported(proposal: Proposal, day: date) -> dict[str, Any]:
    """The proposal's text as a report, in the name of whoever proposed it."""
    by_member = proposal.submitter_type in BY_MEMBER
    signers = "、".join(str(person) for person in proposal.co_signers.order_by("pk"))
    parts = [
        *(proposal.situation, proposal.analysis, proposal.suggestion),
        f"联名：{signers}" if signers else "",
    ]
    return {
        "title": proposal.title,
        "original": "\n\n".join(part.strip() for part in parts if part.strip()),
        "reporter": proposal.proposer if by_member else None,
        "reporter_unit": "" if by_member else proposal.submitter,
        "source": SOURCES.get(SubmitterType(proposal.submitter_type), Source.MEMBER),
        "received_on": day,
    }


@before_removal
def keep_what_was_handed_on(record: Record) -> None:
    """Refuse to remove either end of a handoff."""
    if selectors.of_record(record).exists():
        raise Invalid("这条记录是转办来的，或者已经转办，不能撤销")
