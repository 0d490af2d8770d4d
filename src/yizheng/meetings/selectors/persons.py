"""What single people did at meetings, one row a fact: for duty records."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from yizheng.activities.states import State
from yizheng.core.periods import Period
from yizheng.meetings.models import Leave, SignIn, Sitting, Speech
from yizheng.meetings.states import CHOSEN, LeaveState, SpeechState


def speeches_by(people: Collection[int], period: Period) -> QuerySet[Speech]:
    """Speeches handed in or chosen for meetings held in the period, with who signed. 2 queries."""
    rows: QuerySet[Speech] = Speech.objects.filter(
        Q(person__in=people) | Q(co_authors__in=people),
        state__in=[SpeechState.SUBMITTED, *CHOSEN],
        call__activity__state=State.HELD,
        call__activity__held_on__range=period,
    )
    return rows.select_related("call__activity").prefetch_related("co_authors").distinct()


def sittings_kept(period: Period) -> QuerySet[Sitting]:
    """The sittings of meetings held in the period to which anybody signed in. 1 query."""
    signed = SignIn.objects.filter(sitting=OuterRef("pk"))
    rows: QuerySet[Sitting] = Sitting.objects.filter(
        Exists(signed), activity__state=State.HELD, activity__held_on__range=period
    )
    return rows.select_related("activity__kind__counted_as").order_by("starts_at", "pk")


def sign_ins_of(people: Collection[int], period: Period) -> QuerySet[SignIn]:
    """Where these people signed in, at meetings held in the period. 1 query."""
    rows: QuerySet[SignIn] = SignIn.objects.filter(
        participation__person__in=people, sitting__activity__held_on__range=period
    )
    return rows


def leaves_granted(people: Collection[int], period: Period) -> QuerySet[Leave]:
    """The leave these people were granted, from meetings held in the period. 1 query."""
    rows: QuerySet[Leave] = Leave.objects.filter(
        participation__person__in=people,
        participation__activity__held_on__range=period,
        state=LeaveState.APPROVED,
    )
    return rows
