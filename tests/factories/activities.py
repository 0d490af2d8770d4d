"""Activities and the people in them, by situation."""

from datetime import date

import factory

from tests.factories.members import MandateFactory, OrganFactory, PersonFactory, RecordFactory
from yizheng.activities import kinds
from yizheng.activities.models import Activity, ActivityKind, Participation, Topic
from yizheng.activities.states import Attendance, Part, State
from yizheng.core.tenancy import active_committee
from yizheng.members.states import OrganKind

IN_2025 = date(2025, 6, 10)


def kind(code):
    """The shipped kind of a code; the taxonomy is stored when first asked for."""
    if not ActivityKind.objects.filter(committee=None).exists():
        kinds.seed()
    return kinds.shipped(code)


def own_kind(label, counted_as=None, group="service"):
    """A kind of the active committee's own."""
    return ActivityKind.objects.create(
        committee_id=active_committee(),
        code=f"own.{label}",
        label=label,
        group=group,
        counted_as=kind(counted_as) if counted_as else None,
    )


class TopicFactory(RecordFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"专题{n}")


class ActivityFactory(RecordFactory):
    """Held in June 2025, a service activity unless said otherwise."""

    class Meta:
        model = Activity

    kind = factory.LazyFunction(lambda: kind("service.activity"))
    title = factory.Sequence(lambda n: f"活动{n}")
    state = State.HELD
    held_on = IN_2025
    series = factory.LazyAttribute(lambda o: o.kind.series)


class ParticipationFactory(RecordFactory):
    class Meta:
        model = Participation

    activity = factory.SubFactory(ActivityFactory)
    person = factory.SubFactory(PersonFactory)


def held(code, on=IN_2025, *, topics=(), **facts):
    """An activity of a shipped kind, held on a day."""
    made = ActivityFactory(kind=kind(code), held_on=on, **facts)
    made.topics.set(topics)
    return made


def planned(code="service.activity", on=None, **facts):
    """An activity that is only planned."""
    return held(code, on, state=State.PLANNED, **facts)


def cancelled(code="service.activity", on=IN_2025, **facts):
    """An activity that was cancelled."""
    return held(code, on, state=State.CANCELLED, cancel_reason="天气", **facts)


def party_group():
    """The committee's Party group."""
    return OrganFactory(kind=OrganKind.PARTY_GROUP)


def member(**facts):
    """A person with a mandate."""
    return MandateFactory(**facts).person


def there(activity, person=None, role=Part.ATTENDEE, attendance=Attendance.PRESENT):
    """Somebody in an activity; a new member unless said otherwise."""
    return ParticipationFactory(
        activity=activity, person=person or member(), role=role, attendance=attendance
    )
