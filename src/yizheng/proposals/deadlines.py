"""Reading handlings by their days: who is overdue, who soon will be, how each unit stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.members.models import Session

from . import permissions
from .models import Handling, Proposal, Urging
from .states import ANSWERING, AT_WORK, ENDED, HandlingRole, HandlingState, State

ANSWERS = Q(role__in=sorted(ANSWERING))
HELPS = Q(role=HandlingRole.HELPER)
HELD = ~Q(state__in=sorted(ENDED))
WORKING = Q(state__in=sorted(AT_WORK))
REPLIED = Q(state__in=[HandlingState.REPLIED, HandlingState.SETTLED])
# In this round, or in an earlier one.
WAS_LATE = (REPLIED & Q(replied_on__gt=F("due_on"))) | Q(is_late_before=True)
# Where a helper's opinion is still of use to the lead unit.
UNANSWERED = Q(proposal__state__in=[State.ASSIGNED, State.AGAIN])
URGENT_DAYS = 5


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of the handlings that a ledger shows and a summary counts, under one name."""

    key: str
    label: str
    rule: Q


def cuts(on: date, *, soon_days: int) -> Mapping[str, Cut]:
    """The parts of the handlings on a day, by key, in the order of a ledger's tabs.

    The last day itself is in time. An approved extension has moved the day, so that nothing within
    it is overdue.
    """
    soon = on + timedelta(days=soon_days)
    told = (
        Cut("working", "在办", WORKING & ANSWERS),
        Cut("overdue", "逾期未答复", WORKING & ANSWERS & Q(due_on__lt=on)),
        Cut("soon", f"{soon_days} 天内到期", WORKING & ANSWERS & Q(due_on__range=(on, soon))),
        Cut("given", "待签收", Q(state=HandlingState.GIVEN)),
        Cut("asked_back", "退办待定", Q(state=HandlingState.ASKED_BACK)),
        Cut("again", "再次办理", Q(state=HandlingState.AGAIN)),
        Cut("replied", "已答复", REPLIED & ANSWERS),
        Cut("late", "逾期答复", HELD & ANSWERS & WAS_LATE),
        Cut("helping", "会办", HELD & HELPS),
        Cut(
            "opinions_due",
            "会办意见逾期",
            WORKING & HELPS & UNANSWERED & Q(due_on__lt=on),
        ),
        Cut("answering", "主办、独办、分办", HELD & ANSWERS),
        Cut("ended", "已退办、已调整", ~HELD),
    )
    return {cut.key: cut for cut in told}


def overdue(actor: Actor, on: date) -> QuerySet[Handling]:
    """Units that should have answered before `on` and have not, the longest overdue first."""
    return _seen(actor, cuts(on, soon_days=0)["overdue"])


def soon(actor: Actor, on: date, *, days: int) -> QuerySet[Handling]:
    """Units that have to answer from `on` to `days` days later, both included, the next first."""
    return _seen(actor, cuts(on, soon_days=days)["soon"])


def late(actor: Actor, on: date) -> QuerySet[Handling]:
    """Units that answered after their day."""
    return _seen(actor, cuts(on, soon_days=0)["late"])


def _seen(actor: Actor, cut: Cut) -> QuerySet[Handling]:
    rows = restrict(Handling.objects.filter(cut.rule), permissions.view_handling, actor)
    return rows.order_by("due_on", "pk")


def tone(handling: Handling, *, on: date) -> str:
    """The colour that goes with `Handling.standing`."""
    if handling.state not in AT_WORK:
        done = handling.done_on
        return "" if done is None else "good" if done <= handling.due_on else "warn"
    if handling.due_on < on:
        return "bad"
    return "warn" if (handling.due_on - on).days <= URGENT_DAYS else "info"


def to_remind() -> QuerySet[Handling]:
    """Units with something to do before their day: every answering one, and helpers while of use.

    Each with `reminded_on`, the day of its last automatic reminder. Unrestricted: for the daily
    work.
    """
    told = Urging.objects.filter(handling=OuterRef("pk"), is_automatic=True)
    latest = told.order_by("-urged_on").values("urged_on")[:1]
    rows: QuerySet[Handling] = Handling.objects.filter(WORKING & (ANSWERS | UNANSWERED))
    return rows.annotate(reminded_on=Subquery(latest))


def silent(on: date) -> QuerySet[Handling]:
    """Units that have neither accepted nor objected in their window. For the daily work."""
    return Handling.objects.filter(state=HandlingState.GIVEN, object_by__lt=on)


def unjudged(on: date, *, days: int) -> QuerySet[Proposal]:
    """Replied proposals whose proposers have had more than `days` days to judge. For the staff.

    Unrestricted; they are closed by hand.
    """
    rows = Proposal.objects.filter(state=State.REPLIED)
    waiting = Handling.objects.filter(ANSWERS & HELD, replied_on__gte=on - timedelta(days=days))
    return rows.exclude(pk__in=waiting.values("proposal_id"))


def units_of(
    actor: Actor, *, session: Session | None, on: date, soon_days: int
) -> list[dict[str, Any]]:
    """How each unit stands, the one with most to answer first: `{"unit_id", "unit__name", cut…}`.

    1 query, however many units. Every number is what the ledger lists under the same name.
    """
    rows = restrict(Handling.objects.all(), permissions.view_handling, actor)
    if session is not None:
        rows = rows.filter(proposal__session=session)
    counts = {
        key: Count("pk", filter=cut.rule) for key, cut in cuts(on, soon_days=soon_days).items()
    }
    grouped = rows.order_by().values("unit_id", "unit__name", "unit__channel").annotate(**counts)
    return list(grouped.order_by("-answering", "-helping", "unit__name"))
