"""Reading remarks, and who may have made one."""

from collections.abc import Collection

from django.db.models import QuerySet

from yizheng.activities.models import Activity, Participation
from yizheng.activities.selectors import present_at
from yizheng.activities.states import State
from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.periods import Period
from yizheng.members.models import Person

from . import permissions
from .models import Remark
from .states import HEARD_AS


def heard_as(activity: Activity) -> str:
    """As what members are listened to at an activity; empty where none is, or it was not held."""
    if activity.state != State.HELD:
        return ""
    return HEARD_AS.get(activity.kind.counts_as, "")


def heard_at(activity: Activity) -> QuerySet[Participation]:
    """The members who were visited or talked with, in the order of the list. 1 query."""
    rows = present_at(Activity.objects.filter(pk=activity.pk))
    return rows.filter(role=heard_as(activity)).select_related("person").order_by("pk")


def made_at(activity: Activity, actor: Actor) -> QuerySet[Remark]:
    """What was said at an activity, as far as `actor` may see it. 1 query."""
    return _seen(Remark.objects.filter(activity=activity), actor).order_by("pk")


def made_by(person_id: int, actor: Actor) -> QuerySet[Remark]:
    """What a member has said, newest first, as far as `actor` may see it. 1 query."""
    return _seen(Remark.objects.filter(member_id=person_id), actor).order_by("-made_on", "-pk")


def _seen(rows: QuerySet[Remark], actor: Actor) -> QuerySet[Remark]:
    seen = restrict(rows, permissions.view, actor)
    return seen.select_related("member", "follower", "activity")


def is_staff(person: Person) -> bool:
    """Whether somebody works in the committee's office, and can follow things up there."""
    return person.organ_id is not None


def said_by(people: Collection[int], period: Period) -> QuerySet[Remark]:
    """What these people said when visited or talked with in the period. For duty records.

    1 query.
    """
    rows: QuerySet[Remark] = Remark.objects.filter(member__in=people, made_on__range=period)
    return rows
