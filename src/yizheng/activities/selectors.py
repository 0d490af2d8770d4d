"""Reading activities: what was held, who was there, whom a form may offer."""

from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.periods import Period
from yizheng.members.models import Mandate, Person

from . import kinds, permissions
from .models import Activity, ActivityKind, Participation, Topic
from .states import PRESENT, Attendance, Part, State, Theme


def readable(actor: Actor) -> QuerySet[Activity]:
    """The activities `actor` may see, kind and term joined. 1 query, however many rows."""
    rows: QuerySet[Activity] = Activity.objects.select_related("kind", "term", "host")
    return restrict(rows, permissions.view, actor)


def held_in(period: Period) -> QuerySet[Activity]:
    """What was held with its first day in the period, ends included. Unrestricted: for figures."""
    rows: QuerySet[Activity] = Activity.objects.filter(state=State.HELD, held_on__range=period)
    return rows


def held_as(period: Period, *codes: str) -> QuerySet[Activity]:
    """`held_in`, of kinds that count as one of the shipped codes. Unrestricted: for figures."""
    return of_kinds(held_in(period), kinds.counting_as(*codes))


def of_kinds(rows: QuerySet[Activity], wanted: QuerySet[ActivityKind]) -> QuerySet[Activity]:
    """Activities of these kinds, each once."""
    return rows.filter(kind__in=wanted.order_by().values("pk"))


def with_theme(rows: QuerySet[Activity], theme: Theme) -> QuerySet[Activity]:
    """Activities tagged with a topic of a theme, each once however many topics it has."""
    tagged = Topic.objects.filter(theme=theme, activities=OuterRef("pk"))
    return rows.filter(Exists(tagged))


def present_at(activities: QuerySet[Activity]) -> QuerySet[Participation]:
    """The participations of those who were there, late and early leavers included."""
    rows: QuerySet[Participation] = Participation.objects.filter(
        activity__in=activities.order_by().values("pk"), attendance__in=PRESENT
    )
    return rows


def of_members(rows: QuerySet[Participation]) -> QuerySet[Participation]:
    """Participations of those who held a mandate on the activity's day."""
    day = OuterRef("activity__held_on")
    mandates = Mandate.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=day),
        person=OuterRef("person"),
        started_on__lte=day,
    )
    return rows.filter(Exists(mandates))


def people_in(rows: QuerySet[Participation]) -> QuerySet[Person]:
    """The people of these participations, each once."""
    people: QuerySet[Person] = Person.objects.filter(pk__in=rows.order_by().values("person"))
    return people


def people_of(activity: Activity, actor: Actor) -> QuerySet[Participation]:
    """The list of an activity as far as `actor` may see it, in the order of entry, persons joined.

    1 query, however many rows.
    """
    rows: QuerySet[Participation] = Participation.objects.filter(activity=activity)
    seen = restrict(rows, permissions.view_participation, actor)
    return seen.select_related("person").order_by("pk")


def attendance_of(rows: QuerySet[Participation]) -> list[tuple[str, int]]:
    """How many came, were on leave and so on: `[("到会", 12), ("请假", 1)]`. 1 query."""
    counted = rows.order_by().values("attendance").annotate(n=Count("pk"))
    numbers = {row["attendance"]: row["n"] for row in counted}
    return [(str(kind.label), numbers[kind]) for kind in Attendance if kind in numbers]


def speakers_at(activities: QuerySet[Activity]) -> QuerySet[Participation]:
    """The participations of those who spoke."""
    return present_at(activities).filter(role=Part.SPEAKER)


def not_yet_in(activity: Activity, people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of `people` who are not in the activity's list."""
    there = Participation.objects.filter(activity=activity).values("person")
    return people.exclude(pk__in=there)


def taken_part(people: Collection[int], period: Period) -> QuerySet[Participation]:
    """Each of these people in each activity held in the period; kinds joined. For duty records.

    Whoever was not in an activity's list has no row, so nobody is absent from what he was not
    asked to.
    """
    rows: QuerySet[Participation] = Participation.objects.filter(
        person__in=people, activity__state=State.HELD, activity__held_on__range=period
    )
    return rows.select_related("activity__kind__counted_as")
