"""Reading proposals: by session for figures, and what a form or a page asks."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from yizheng.core.codes import shown
from yizheng.core.periods import Period
from yizheng.members import selectors as members
from yizheng.members.models import Mandate, Person, Session
from yizheng.units.models import Unit

from .models import Proposal
from .states import ANSWERED, HANDED, NOT_RECEIVED, State


def of_sessions(period: Period) -> QuerySet[Proposal]:
    """Proposals of the plenary session that opened in `period`. Unrestricted: for figures.

    A proposal belongs to the session in whose series it is numbered: what is handed in before the
    opening counts for the session it was handed in for.
    """
    return Proposal.objects.filter(session__in=members.sessions_between(period))


def received(period: Period) -> QuerySet[Proposal]:
    """Those handed in, merged and declined ones too. Unrestricted: for figures."""
    return of_sessions(period).exclude(state__in=NOT_RECEIVED)


def filed(period: Period) -> QuerySet[Proposal]:
    """Those with a proposal number. Unrestricted: for figures."""
    return received(period).filter(number__isnull=False)


def assigned(period: Period) -> QuerySet[Proposal]:
    """Those given to handling units. Unrestricted: for figures."""
    return of_sessions(period).filter(state__in=HANDED)


def replied(period: Period) -> QuerySet[Proposal]:
    """Those answered. Unrestricted: for figures."""
    return of_sessions(period).filter(state__in=ANSWERED)


def proposers(period: Period) -> QuerySet[Person]:
    """People who proposed or co-signed what was handed in, each once. Unrestricted: for figures."""
    return Person.objects.filter(_proposing(period))


def members_entitled(period: Period) -> QuerySet[Person]:
    """Those who served on some day of `period`, and all `proposers`. Unrestricted: for figures."""
    served = Mandate.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=period.first), started_on__lte=period.last
    )
    return Person.objects.filter(Q(pk__in=served.values("person")) | _proposing(period))


def _proposing(period: Period) -> Q:
    rows = received(period)
    signers = Proposal.co_signers.through._base_manager.filter(proposal__in=rows)
    first = rows.filter(proposer__isnull=False)
    return Q(pk__in=first.values("proposer")) | Q(pk__in=signers.values("person_id"))


def handling_units(period: Period) -> QuerySet[Unit]:
    """Units that lead or help, each once. Unrestricted: for figures."""
    rows = assigned(period)
    helping = Proposal.helpers.through._base_manager.filter(proposal__in=rows)
    return Unit.objects.filter(
        Q(pk__in=rows.values("lead_unit")) | Q(pk__in=helping.values("unit_id"))
    )


def session_for(day: date, *, call_days: int) -> Session | None:
    """The session a proposal handed in on `day` belongs to. 1 query.

    That is the latest one opened by then, or the next one once its call for proposals is out,
    `call_days` before its opening.
    """
    called = Session.objects.filter(opened_on__lte=day + timedelta(days=call_days))
    return called.order_by("-opened_on").first()


def session_year_ends(session: Session) -> date | None:
    """The opening of the session after `session`; None when it is not yet known. 1 query."""
    following = Session.objects.filter(opened_on__gt=session.opened_on).order_by("opened_on")
    return following.values_list("opened_on", flat=True).first()


def merged_into(proposal: Proposal) -> QuerySet[Proposal]:
    """The proposals that were merged into this one, in the order of their serials. 1 query."""
    return Proposal.objects.filter(merged_into=proposal).order_by("serial")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stop on a proposal's way: its name, the day it was reached, and a word about it.

    `tone` is good (done), bad (ended here), info (now) or coming.
    """

    title: str
    day: date | None
    text: str
    tone: str


def life(proposal: Proposal) -> list[Stage]:
    """The way of a proposal from submission to evaluation. No query beyond its own relations.

    A proposal that was merged or declined ends there; otherwise what is still to come is listed.
    """
    serial = f"流水号 {proposal.serial}" if proposal.serial else ""
    received = (
        # A returned one keeps the day of its first submission, but is not handed in now.
        Stage("提交", None, "退回补充中", "coming")
        if proposal.state == State.RETURNED
        else _stage("提交", proposal.submitted_on if proposal.serial else None, serial)
    )
    filed = _stage("立案", proposal.filed_on, proposal.printed_number)
    if proposal.state == State.DECLINED:
        fate = proposal.get_destination_display()
        return [received, Stage("不予立案", proposal.declined_on, fate, "bad")]
    if proposal.state == State.MERGED:
        fate = f"随“{proposal.merged_into}”一并办理"
        merged = Stage("并案", proposal.merged_on, fate, "good")
        return [received, filed, merged] if proposal.number else [received, merged]
    due = f"应于 {proposal.due_on} 前答复" if proposal.due_on else ""
    result = shown(proposal, "result_class")
    return _with_now(
        [
            received,
            filed,
            _stage("交办", proposal.assigned_on, str(proposal.lead_unit or "")),
            _stage("答复", proposal.replied_on, result or due),
            _stage("评价", proposal.evaluated_on, shown(proposal, "satisfaction")),
        ]
    )


def _stage(title: str, day: date | None, text: str) -> Stage:
    return Stage(title, day, text, "good" if day else "coming")


def _with_now(stages: list[Stage]) -> list[Stage]:
    """Mark the first stop not yet reached as the one at work."""
    place = next((place for place, stage in enumerate(stages) if stage.day is None), None)
    if place is not None:
        stages[place] = replace(stages[place], tone="info")
    return stages
