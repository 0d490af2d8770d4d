"""Meetings are numbered through a term (四届十七次): the next number, the taken, the missing."""

from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import Max, QuerySet

from yizheng.core.errors import Invalid
from yizheng.members.models import Term
from yizheng.members.selectors import current_term

from .models import Activity
from .states import Series, State


def numbered(term: Term, series: str) -> QuerySet[Activity]:
    """The meetings that bear a number in a series of a term; cancelled ones have given it back."""
    rows: QuerySet[Activity] = Activity.objects.filter(
        term=term, series=series, ordinal__isnull=False
    )
    return rows.exclude(state=State.CANCELLED)


def next_ordinal(term: Term, series: str) -> int:
    """The number after the highest one given. 1 query."""
    highest = numbered(term, series).aggregate(last=Max("ordinal"))["last"]
    return (highest or 0) + 1


def suggested(series: str, *, on: date) -> int | None:
    """What a meeting entered on a day would be numbered; None where nothing is. 2 queries."""
    term = current_term(on) if series else None
    return next_ordinal(term, series) if term else None


def refuse_taken(activity: Activity) -> None:
    """Refuse a number that another meeting of the series bears in the same term. 1 query.

    Raises:
        Invalid: it is taken; the sentence names the other meeting.
    """
    if activity.ordinal is None or activity.term is None or not activity.series:
        return
    others = numbered(activity.term, activity.series).exclude(pk=activity.pk)
    other = others.filter(ordinal=activity.ordinal).first()
    if other:
        name, day = Series(activity.series).label, other.held_on or "日期未定"
        raise Invalid(
            f"{activity.term}{name}第{activity.ordinal}次已经登记：{other.title}（{day}）",
            field="ordinal",
        )


def gaps(*, on: date) -> dict[Series, list[int]]:
    """The numbers missing between the first and the last given, in the term of a day. 2 queries.

    `{Series.CHAIR: [3, 5]}`; series without a gap are left out.
    """
    term = current_term(on)
    if term is None:
        return {}
    rows = Activity.objects.filter(term=term, ordinal__isnull=False)
    given = rows.exclude(state=State.CANCELLED).order_by("series", "ordinal")
    found = {}
    for series, pairs in groupby(given.values_list("series", "ordinal"), key=itemgetter(0)):
        numbers = [number for _, number in pairs]
        missing = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
        if missing:
            found[Series(series)] = missing
    return found


def gap_sentences(*, on: date) -> list[str]:
    """The gaps as a clerk is told of them, a sentence a series."""
    return [
        f"本届{series.label}缺第{'、'.join(map(str, missing))}次，请补登记或核对编次。"
        for series, missing in gaps(on=on).items()
    ]
