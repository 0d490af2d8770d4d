"""Activities with their people and their history are stored many at once: imports, the demo."""

from datetime import UTC, date, datetime
from importlib import import_module

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting
from tests.factories.activities import TopicFactory, kind, member
from yizheng.accounts.roles import Role
from yizheng.activities import kinds
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Part, State, Theme
from yizheng.core import indicators
from yizheng.core.history import events_of, verify
from yizheng.core.records import Past, take_over

THEN = datetime(2025, 5, 9, 1, 0, tzinfo=UTC)
STEPS = [
    ("activities.create_activity", "", "planned", THEN),
    ("activities.hold", "planned", "held", THEN),
]


def meetings(number, term, topic):
    rows = [
        Activity(
            kind=kind("meeting.party_group"),
            title=f"四届第{ordinal}次党组会议",
            state=State.HELD,
            held_on=date(2025, 5, 9),
            term=term,
            series="party_group",
            ordinal=ordinal,
        )
        for ordinal in range(1, number + 1)
    ]
    return [Past(row, STEPS, {"topics": [topic]}) for row in rows]


def test_many_activities_are_taken_over_with_topics_people_and_steps(term, year):
    office, person = acting(Role.OFFICE), member()
    aid = TopicFactory(theme=Theme.AID)
    past = meetings(50, term, aid)
    with CaptureQueriesContext(connection) as queries:
        taken = take_over(past, by=office)
        people = [Past(Participation(activity=one, person=person, role=Part.HOST)) for one in taken]
        take_over(people, by=office)
    assert len(queries) < 25
    assert [step.action for step in events_of(taken[0])] == [step[0] for step in STEPS]
    found = {
        key: indicators.find(key).value(year)
        for key in ("meetings.party_group", "meetings.party_group_aid", "activities.participants")
    }
    assert found == {
        "meetings.party_group": 50,
        "meetings.party_group_aid": 50,
        "activities.participants": 50,
    }
    assert verify() == []


def test_the_migration_stores_the_kinds_the_code_ships():
    stored = import_module("yizheng.activities.migrations.0003_shipped_kinds").KINDS
    group = {kind.code: kind.group or kind.code.partition(".")[0] for kind in kinds.SHIPPED}
    assert list(stored) == [
        (kind.code, kind.label, group[kind.code], kind.unit, kind.series) for kind in kinds.SHIPPED
    ]
