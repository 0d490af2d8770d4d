"""Named reads of upward reports, rules, honours and responsibilities."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yizheng.core.periods import Period
from yizheng.members.models import Mandate, Person

from .models import (
    Honour,
    OfficeRule,
    Responsibility,
    ResponsibilityStep,
    RuleArea,
    UpwardReport,
)
from .states import ResponsibilityState


def reports_sent(period: Period) -> QuerySet[UpwardReport]:
    """Requests and reports sent upward in the period. Unrestricted: for figures."""
    return UpwardReport.objects.filter(sent_on__range=period)


def rules_made(period: Period) -> QuerySet[OfficeRule]:
    """Rules adopted or amended in the period, each once. Unrestricted: for figures.

    A new version is made by its amendment, never again by its adoption; of several versions of one
    rule in the period the last one stands for all.
    """
    made = Q(adopted_on__range=period, replaces__isnull=True) | Q(amended_on__range=period)
    amended_again = OfficeRule.objects.filter(replaces=OuterRef("pk"), amended_on__range=period)
    return OfficeRule.objects.filter(made).exclude(Exists(amended_again))


def in_force(day: date) -> QuerySet[OfficeRule]:
    """The version of each rule that held on a day, by area. 1 query."""
    amended = OfficeRule.objects.filter(replaces=OuterRef("pk"), amended_on__lte=day)
    rows = OfficeRule.objects.filter(
        Q(amended_on__isnull=True) | Q(amended_on__lte=day),
        Q(repealed_on__isnull=True) | Q(repealed_on__gt=day),
        adopted_on__lte=day,
    ).exclude(Exists(amended))
    return rows.select_related("area").order_by("area__order", "area__pk", "adopted_on", "pk")


def versions_of(rule: OfficeRule) -> list[OfficeRule]:
    """All versions of a rule, the first one first. 2 queries."""
    newer = OfficeRule.objects.filter(replaces__isnull=False)
    links = dict(newer.values_list("pk", "replaces"))
    later = {old: new for new, old in links.items()}
    chain = [rule.pk]
    while chain[0] in links:
        chain.insert(0, links[chain[0]])
    while chain[-1] in later:
        chain.append(later[chain[-1]])
    found = OfficeRule.objects.in_bulk(chain)
    return [found[pk] for pk in chain]


def steps_of(responsibility: Responsibility) -> QuerySet[ResponsibilityStep]:
    """What was done for an item, in order. 1 query."""
    return ResponsibilityStep.objects.filter(responsibility=responsibility)


def answered_for(period: Period) -> QuerySet[Responsibility]:
    """Items that were to be done in the period and are not dropped. Unrestricted: for figures."""
    rows = Responsibility.objects.filter(due_on__range=period)
    return rows.exclude(state=ResponsibilityState.DROPPED)


def areas_ruled(period: Period) -> QuerySet[RuleArea]:
    """Fields of work in which at least one rule was adopted or amended in the period."""
    return RuleArea.objects.filter(pk__in=rules_made(period).values("area"))


def members_honoured(period: Period, *levels: str) -> QuerySet[Person]:
    """Members honoured at one of these levels in the period, each once.

    A member is who held a mandate of this committee on the day of the award. What was revoked by
    the end of the period does not count; what is revoked later changes no past year.
    """
    serving = Mandate.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=OuterRef("awarded_on")),
        person=OuterRef("person"),
        started_on__lte=OuterRef("awarded_on"),
    )
    holds = Q(revoked_on__isnull=True) | Q(revoked_on__gt=period.last)
    honours = Honour.objects.filter(
        Exists(serving), holds, awarded_on__range=period, level__in=levels
    )
    return Person.objects.filter(pk__in=honours.values("person"))


def honours_of(people: Collection[int], period: Period) -> QuerySet[Honour]:
    """What these people were honoured with and still hold. For duty records. 1 query."""
    return Honour.objects.filter(
        person__in=people, awarded_on__range=period, revoked_on__isnull=True
    )
