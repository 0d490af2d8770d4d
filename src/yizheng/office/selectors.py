"""Named reads of upward reports, rules and honours."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from yizheng.core.periods import Period
from yizheng.members.models import Mandate, Person

from .models import Honour, OfficeRule, RuleArea, UpwardReport


def reports_sent(period: Period) -> QuerySet[UpwardReport]:
    """Requests and reports sent upward in the period. Unrestricted: for figures."""
    return UpwardReport.objects.filter(sent_on__range=period)


def rules_made(period: Period) -> QuerySet[OfficeRule]:
    """Rules adopted or amended in the period, each once. Unrestricted: for figures."""
    return OfficeRule.objects.filter(Q(adopted_on__range=period) | Q(amended_on__range=period))


def areas_ruled(period: Period) -> QuerySet[RuleArea]:
    """Fields of work in which at least one rule was adopted or amended in the period."""
    return RuleArea.objects.filter(pk__in=rules_made(period).values("area"))


def members_honoured(period: Period, *levels: str) -> QuerySet[Person]:
    """Members honoured at one of these levels in the period, each once.

    A member is who held a mandate of this committee on the day of the award.
    """
    serving = Mandate.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("awarded_on")),
        person=OuterRef("person"),
        started_on__lte=OuterRef("awarded_on"),
    )
    honours = Honour.objects.filter(Exists(serving), awarded_on__range=period, level__in=levels)
    return Person.objects.filter(pk__in=honours.values("person"))


def honours_of(people: Collection[int], period: Period) -> QuerySet[Honour]:
    """What these people were honoured with in the period. For duty records. 1 query."""
    return Honour.objects.filter(person__in=people, awarded_on__range=period)
