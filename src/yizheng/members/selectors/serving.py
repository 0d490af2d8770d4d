"""Who somebody is on the roster, and who served when."""

from datetime import date

from django.db.models import Q, QuerySet

from yizheng.core.actors import Actor
from yizheng.members.models import Mandate, Person
from yizheng.members.states import Standing


def person_of(actor: Actor) -> Person | None:
    """Who an actor is on the roster of his committee. 1 query."""
    found: Person | None = Person.objects.filter(pk=actor.person_id).first()
    return found


def mandates_on(day: date) -> QuerySet[Mandate]:
    """Mandates held on a day. Unrestricted: for figures and attendance bases."""
    return Mandate.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=day), started_on__lte=day
    )


def serving_members(on: date) -> QuerySet[Person]:
    """People who held a mandate on a day, each once. Unrestricted: for figures."""
    return Person.objects.filter(pk__in=mandates_on(on).values("person"))


def offered_members() -> QuerySet[Person]:
    """Those whom forms offer as members: serving now, by name. 1 query."""
    serving = Mandate.objects.filter(standing=Standing.SERVING).values("person")
    return Person.objects.filter(pk__in=serving)
