"""What a decision in one office hands to another."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.timezone import localdate

from yizheng.consultations.models import Recommendation
from yizheng.consultations.states import RecommendationState
from yizheng.core import joining, records
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import Record, before_removal
from yizheng.core.workflow import transition
from yizheng.meetings.models import CalendarFeed, SignIn
from yizheng.opinions.models import OpinionReport
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


@transition(
    "consultations.hand_to_opinions",
    "转社情民意信息",
    sources=list(RecommendationState),
    target=None,
    right=permissions.hand_recommendation,
    citation=OPINION_RULES("信息的收集"),
)
def recommendation_to_opinions(recommendation: Recommendation, *, by: Actor, at: datetime) -> None:
    """A recommendation that is worth reporting goes to the research office as well, once."""
    reports = selectors.of_record(recommendation).filter(
        target_type=ContentType.objects.get_for_model(OpinionReport)
    )
    if reports.exists():
        raise Invalid("这条建议已经转过社情民意信息")
    day = localdate(at)
    report = receive_handed(by=by, facts=_recommended(recommendation, day), at=at)
    hand_on(recommendation, report, by=by, on=day, at=at)


def _recommended(recommendation: Recommendation, day: date) -> dict[str, Any]:
    """The recommendation as a report, in the name of the one member who made it or of the organ."""
    product, people = recommendation.product, list(recommendation.members.order_by("pk")[:2])
    only = people[0] if len(people) == 1 else None
    text = recommendation.text.strip()
    longest = OpinionReport._meta.get_field("title").max_length or 0
    return {
        "title": text.splitlines()[0][:longest],
        "original": f"{text}\n\n来自《{product}》第 {recommendation.ordinal} 条",
        "reporter": only,
        "reporter_unit": "" if only else str(product.organ or product.committee.short_name),
        "source": Source.MEMBER if only else Source.SPECIAL,
        "received_on": day,
    }


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
def keep_what_was_handed_on(records: Sequence[Record]) -> None:
    """Refuse to remove either end of a handoff."""
    if selectors.of_record(*records).exists():
        raise Invalid("这条记录是转办来的，或者已经转办，不能撤销")


# --- Two records of one person, where meetings hang on them ---------------------------------------


@joining.settle("meetings.signin", "同一次会上签到两次的，只留一次")
def _signed_in_once(ours: SignIn, _theirs: SignIn) -> SignIn:
    return ours


@joining.settle("meetings.calendarfeed", "日历订阅地址只留保留的那条记录的")
def _one_calendar(ours: CalendarFeed, _theirs: CalendarFeed) -> CalendarFeed:
    return ours
