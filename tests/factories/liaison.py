"""What members say at visits and talks, by situation."""

from datetime import date

import factory

from tests.factories.activities import held, member, there
from tests.factories.members import OrganFactory, PersonFactory, RecordFactory
from yizheng.activities.states import Part
from yizheng.liaison.models import Remark
from yizheng.liaison.states import RemarkState

DAY = date(2025, 6, 10)


def visit(*people, on=DAY):
    """A visit that was held, with the members who were visited; one unless said otherwise."""
    activity = held("liaison.visit", on)
    for person in people or (member(),):
        there(activity, person, Part.VISITED)
    return activity


def clerk():
    """Somebody who works in the committee's office."""
    return PersonFactory(organ=OrganFactory())


class RemarkFactory(RecordFactory):
    """Noted at a visit."""

    class Meta:
        model = Remark

    activity = factory.LazyFunction(visit)
    member = factory.LazyFunction(member)
    text = factory.Sequence(lambda n: f"意见{n}")
    made_on = DAY


def followed(**facts):
    """A remark that somebody follows up."""
    known = {
        "state": RemarkState.FOLLOWED,
        "follower": facts.pop("follower", None) or clerk(),
        "assigned_on": DAY,
        "due_on": date(2025, 7, 10),
    }
    return RemarkFactory(**{**known, **facts})


def done(**facts):
    """A remark that was seen to."""
    known = {"state": RemarkState.DONE, "done_on": date(2025, 6, 20), "outcome": "已办妥"}
    return followed(**{**known, **facts})
