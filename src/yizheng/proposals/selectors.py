"""Reading proposals: by session for figures, and what a form or a page asks."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.timezone import localdate

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.periods import Period
from yizheng.members import selectors as members
from yizheng.members.models import Mandate, Person, Session
from yizheng.units.models import Unit

from . import permissions
from .models import CollectionPeriod, Evaluation, Invitation, Proposal, Reply, Review
from .states import (
    ANSWERED,
    HANDED,
    NOT_RECEIVED,
    SIGNABLE,
    EvaluationState,
    HandlingState,
    InvitationState,
    ReplyState,
    State,
)


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


def session_at(moment: datetime, *, call_days: int) -> Session | None:
    """The session a proposal handed in at `moment` belongs to. 1 query.

    As `session_for`, but the call of a session with collection periods is out when its first one
    opens.
    """
    day = localdate(moment)
    calls = Min("collection_periods__opens_at")
    for session in Session.objects.annotate(calls_at=calls).order_by("-opened_on"):
        called_on = session.opened_on - timedelta(days=call_days)
        is_called = session.calls_at <= moment if session.calls_at else called_on <= day
        if is_called or session.opened_on <= day:
            found: Session = session
            return found
    return None


def periods_of(session: Session) -> list[CollectionPeriod]:
    """When proposals for a session are collected, the first period first. 1 query."""
    return list(CollectionPeriod.objects.filter(session=session).order_by("opens_at"))


def next_period(moment: datetime) -> CollectionPeriod | None:
    """The collection period that opens next. 1 query."""
    rows = CollectionPeriod.objects.filter(opens_at__gt=moment).order_by("opens_at")
    return rows.select_related("session").first()


def invitations_of(proposal: Proposal) -> QuerySet[Invitation]:
    """Who was asked to sign, in the order of asking. Unrestricted. 1 query."""
    rows = Invitation.objects.filter(proposal=proposal).order_by("pk")
    return rows.select_related("person")


def invitations_to_answer(actor: Actor) -> QuerySet[Invitation]:
    """What the actor is asked to sign and has not answered, the most urgent first. 1 query."""
    rows = restrict(Invitation.objects.all(), permissions.sign, actor)
    waiting = rows.filter(state=InvitationState.PENDING, proposal__state__in=sorted(SIGNABLE))
    return waiting.select_related("proposal__proposer").order_by("respond_by")


def session_year_ends(session: Session) -> date | None:
    """The opening of the session after `session`; None when it is not yet known. 1 query."""
    following = Session.objects.filter(opened_on__gt=session.opened_on).order_by("opened_on")
    return following.values_list("opened_on", flat=True).first()


def merged_into(proposal: Proposal) -> QuerySet[Proposal]:
    """The proposals that were merged into this one, in the order of their serials. 1 query."""
    return Proposal.objects.filter(merged_into=proposal).order_by("serial")


def proposers_of(proposal: Proposal) -> QuerySet[Person]:
    """The people under a proposal and what was merged into it, each once: those to be answered.

    By name. 1 query.
    """
    parts = Proposal.objects.filter(Q(pk=proposal.pk) | Q(merged_into=proposal))
    signers = Proposal.co_signers.through._base_manager.filter(proposal__in=parts)
    first = parts.filter(proposer__isnull=False)
    people = Q(pk__in=first.values("proposer")) | Q(pk__in=signers.values("person_id"))
    return Person.objects.filter(people).order_by("name", "pk")


def has_body(proposal: Proposal) -> bool:
    """Whether a body proposed it, or something that was merged into it. 1 query."""
    parts = Proposal.objects.filter(Q(pk=proposal.pk) | Q(merged_into=proposal))
    return parts.filter(proposer__isnull=True).exists()


def last_review(proposal: Proposal) -> Review | None:
    """What the last reviewer said. 1 query."""
    found: Review | None = reviews_of(proposal).last()
    return found


def reviews_of(proposal: Proposal) -> QuerySet[Review]:
    """What reviewers said, the first one first. Unrestricted. 1 query."""
    rows = Review.objects.filter(proposal=proposal).order_by("pk")
    return rows.select_related("reviewer", "merged_into")


@dataclass(frozen=True, slots=True)
class Overview:
    """What became of the proposals of one session (审查概况).

    `by_state` counts every proposal once, `{"submitted": 12}`. `filed` counts every number given,
    those merged or withdrawn later too; `merged` what goes on as part of another one, before filing
    and after it; `declined` by what became of them, `reasons` on which ground.
    """

    by_state: dict[str, int]
    received: int
    filed: int
    merged: int
    merged_after_filing: int
    declined: dict[str, int]
    reasons: dict[str, int]

    def count(self, *states: str) -> int:
        """How many are in any of the states."""
        return sum(self.by_state.get(state, 0) for state in states)


def review_overview(session: Session) -> Overview:
    """How far the review of a session's proposals is. Unrestricted: for figures. 3 queries."""
    rows = Proposal.objects.filter(session=session).order_by()
    by_state = _counted(rows, "state")
    numbered = Count("pk", filter=Q(number__isnull=False))
    after = Count("pk", filter=Q(number__isnull=False, state=State.MERGED))
    declined = rows.filter(state=State.DECLINED).values_list("destination", "decline_reason")
    fates = list(declined.annotate(count=Count("pk")))
    return Overview(
        by_state=by_state,
        received=sum(count for state, count in by_state.items() if state not in NOT_RECEIVED),
        merged=by_state.get(State.MERGED, 0),
        declined=_summed((fate, count) for fate, _, count in fates),
        reasons=_summed((reason, count) for _, reason, count in fates),
        **rows.aggregate(filed=numbered, merged_after_filing=after),
    )


def _counted(rows: QuerySet[Proposal], field: str) -> dict[str, int]:
    return dict(rows.values_list(field).annotate(Count("pk")))


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for key, count in pairs:
        total[key] += count
    return dict(total)


def to_judge(actor: Actor) -> QuerySet[Reply]:
    """The replies that wait for the actor's own judgement, the first sent first. 1 query."""
    judged = Evaluation.objects.filter(person_id=actor.person_id).exclude(
        state=EvaluationState.VOID
    )
    rows = restrict(Reply.objects.all(), permissions.evaluate, actor)
    waiting = rows.filter(
        state=ReplyState.SENT,
        handling__state=HandlingState.REPLIED,
        handling__proposal__state__in=[State.REPLIED, State.AGAIN],
    )
    related = ("handling__unit", "handling__proposal")
    return (
        waiting.exclude(pk__in=judged.values("reply")).select_related(*related).order_by("sent_on")
    )


def signed_by(people: Collection[int], when: Q) -> QuerySet[Proposal]:
    """What these people proposed or signed and handed in, `when` something holds. 2 queries.

    With its session and signers; withdrawn ones and drafts are left out. For duty records.
    """
    rows: QuerySet[Proposal] = Proposal.objects.filter(
        Q(proposer__in=people) | Q(co_signers__in=people), when, submitted_on__isnull=False
    ).exclude(state__in=NOT_RECEIVED)
    return rows.select_related("session").prefetch_related("co_signers").distinct()


def counted_on(proposal: Proposal) -> date:
    """The day a submitted proposal counts by: what is early for a session, from its opening."""
    return max(proposal.submitted_on or date.min, proposal.session.opened_on)


def counted_in(period: Period) -> Q:
    """Submitted proposals that count in a period, as `counted_on` says."""
    early = Q(submitted_on__lt=F("session__opened_on"), session__opened_on__range=period)
    return early | Q(submitted_on__gte=F("session__opened_on"), submitted_on__range=period)
