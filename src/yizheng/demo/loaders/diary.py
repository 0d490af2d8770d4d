"""The committee's diary: activities with the people in them, collected and stored at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import PRESENT, Attendance, Part, State
from yizheng.core.records import Past
from yizheng.demo.days import at
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Person

Who = tuple[Person, str, str]
HERE = str(Attendance.PRESENT)


@dataclass(slots=True)
class Entry:
    """An activity, the people in it, and the topics it is tagged with."""

    activity: Activity
    people: list[Who]
    topics: list[str]


class Diary:
    """Activities as they are entered; `close` stores them in the order of their days."""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.chance = world, world.chance(name)
        self.entries: list[Entry] = []

    def add(
        self,
        code: str,
        title: str,
        day: date | None,
        *,
        people: Iterable[Who] = (),
        host: str = "",
        topics: Sequence[str] = (),
        county: str = "",
        state: str = State.HELD,
        **columns: Any,
    ) -> Activity:
        """Write down one activity; ordinals belong to those of a numbered series."""
        kind, world = self.world.kinds[code], self.world
        activity = Activity(
            kind=kind,
            title=title,
            held_on=day,
            state=state,
            series=kind.series,
            host=world.organs.get(host),
            organiser=world.organs.get(host) or world.organs["办公室"],
            county=world.counties.get(county),
            term=world.term if kind.series else None,
            **columns,
        )
        self.entries.append(Entry(activity, list(people), list(topics)))
        return activity

    def call_off(self, code: str, title: str, day: date, **columns: Any) -> Activity:
        """An activity that was planned and cancelled: it is counted nowhere."""
        reason = self.chance.choice(read("office")["cancel_reasons"])
        columns["cancel_reason"] = reason
        return self.add(code, title, day, state=State.CANCELLED, **columns)

    def close(self) -> None:
        """Store everything; people after their activities."""
        self.entries.sort(key=lambda entry: entry.activity.held_on or date.max)
        self.world.keep_past([self._past(entry) for entry in self.entries])
        rows = [
            Participation(activity=entry.activity, person=person, role=role, attendance=attendance)
            for entry in self.entries
            for person, role, attendance in entry.people
        ]
        self.world.keep(rows)
        for entry in self.entries:
            activity = entry.activity
            if activity.state == State.HELD and activity.held_on:
                key = (activity.kind.code, activity.held_on.year)
                self.world.activities.setdefault(key, []).append(activity)

    def _past(self, entry: Entry) -> Past:
        activity = entry.activity
        day = activity.held_on or date(2025, 12, 15)
        planned = at(
            day - timedelta(days=self.chance.randint(3, 20)), minute=self.chance.randrange(480)
        )
        steps = [("activities.create_activity", "", str(State.PLANNED), planned)]
        if activity.state == State.HELD:
            steps.append(
                ("activities.hold", "planned", "held", at(day, minute=self.chance.randrange(480)))
            )
        if activity.state == State.CANCELLED:
            steps.append(("activities.cancel", "planned", "cancelled", at(day - timedelta(days=1))))
        return Past(activity, steps, {"topics": [self.world.topics[name] for name in entry.topics]})


def present(people: Iterable[Person], role: str = Part.ATTENDEE) -> list[Who]:
    """People who were there, all in one role."""
    return [(person, str(role), HERE) for person in people]


def mostly_present(chance: Random, people: Sequence[Person], share: float = 0.9) -> list[Who]:
    """People of whom most came: some late, some on leave, a few without a word."""
    rows: list[Who] = []
    for person in people:
        drawn = chance.random()
        if drawn < share:
            attendance = HERE
        elif drawn < share + (1 - share) * 0.2:
            attendance = str(chance.choice(PRESENT[1:]))
        elif drawn < share + (1 - share) * 0.85:
            attendance = str(Attendance.ON_LEAVE)
        else:
            attendance = str(Attendance.ABSENT)
        rows.append((person, str(Part.ATTENDEE), attendance))
    return rows


def with_speakers(rows: list[Who], count: int) -> list[Who]:
    """The same people, the first `count` of those present as speakers."""
    left, found = count, []
    for person, role, attendance in rows:
        speaks = left > 0 and attendance == HERE
        left -= speaks
        found.append((person, str(Part.SPEAKER) if speaks else role, attendance))
    return found
