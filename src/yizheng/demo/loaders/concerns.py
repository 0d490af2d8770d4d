"""What residents asked for at forums, platforms and activities, and what became of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from yizheng.activities.models import Activity
from yizheng.core.records import Past
from yizheng.demo.composing import fill
from yizheng.demo.days import at, soon, spread
from yizheng.demo.places import somewhere
from yizheng.demo.plan import CONCERNS_RESOLVED, FORUM_CONCERNS_SOLVED, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.service.models import Concern

# Raised in the last weeks of one year and resolved in the first of the next.
OVER_THE_YEAR = 8
Source = dict[str, Any]


def load_concerns(world: World) -> None:
    """Three years; those resolved after New Year count for the year of the solution."""
    desk = _Desk(world)
    for year in YEARS:
        forums = world.held("service.resident_forum", year)
        carried = OVER_THE_YEAR if year > YEARS[0] else 0
        desk.resolved(
            year, of(FORUM_CONCERNS_SOLVED, year), lambda row=forums: desk.at_activity("forum", row)
        )
        platform = of(CONCERNS_RESOLVED, year) * 2 // 3
        days = world.held("service.activity", year)
        desk.resolved(year, platform - carried, lambda year=year: desk.at_platform(year))
        desk.resolved(
            year,
            of(CONCERNS_RESOLVED, year) - platform,
            lambda row=days: desk.at_activity("activity", row),
        )
        desk.over_new_year(year, OVER_THE_YEAR)
        desk.open_still(year, forums, days)
    world.keep_past(desk.pasts)


class _Desk:
    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("concerns")
        self.pasts: list[Past] = []
        self.kinds = [item for kind in read("concerns")["concern"] for item in kind["items"]]

    def at_platform(self, year: int) -> Source:
        """A day on which somebody came to one of the city's platforms."""
        platforms = [row for row in self.world.platforms if row.opened_on < date(year, 11, 1)]
        platform = self.chance.choice(platforms)
        day = spread(self.chance, max(date(year, 1, 6), platform.opened_on), date(year, 11, 20), 1)
        return {"channel": "platform", "platform": platform, "raised_on": day[0]}

    def at_activity(self, channel: str, activities: Sequence[Activity]) -> Source:
        """An activity early enough in the year for a solution in it."""
        early = [
            row
            for row in activities
            if row.held_on and row.held_on < date(row.held_on.year, 11, 25)
        ]
        activity = self.chance.choice(early)
        return {"channel": channel, "activity": activity, "raised_on": activity.held_on}

    def new(self, source: Source) -> tuple[Concern, str, str]:
        """A concern nobody has raised yet, the unit it goes to, and the result to come."""
        for _ in range(3000):
            title, unit, result = self.chance.choice(self.kinds)
            slots = somewhere(self.chance)
            text = fill(title, slots, self.chance)
            if text not in self.world.titles:
                self.world.titles.add(text)
                return (
                    Concern(title=text, **source),
                    fill(unit, slots, self.chance),
                    fill(result, slots, self.chance),
                )
        raise LookupError("no new concern")

    def resolved(self, year: int, count: int, source: Any) -> None:
        """Concerns raised and resolved in a year."""
        for _ in range(count):
            row, unit, result = self.new(source())
            last = date(year, 12, 30)
            done = min(soon(self.chance, row.raised_on, 3, 75), last)
            self._resolve(row, unit, result, done)

    def over_new_year(self, year: int, count: int) -> None:
        """Raised in December, resolved in January: the figure of the next year."""
        for _ in range(count):
            source = self.at_platform(year) | {
                "raised_on": spread(self.chance, date(year, 12, 8), date(year, 12, 31), 1)[0]
            }
            row, unit, result = self.new(source)
            self._resolve(row, unit, result, soon(self.chance, date(year + 1, 1, 1), 0, 20))

    def open_still(self, year: int, forums: Sequence[Activity], days: Sequence[Activity]) -> None:
        """Raised is not resolved: some are handed on, some cannot be done, some just came in."""
        for number in range(60):
            source = [
                self.at_platform(year),
                self.at_activity("forum", forums),
                self.at_activity("activity", days),
            ][number % 3]
            row, unit, _ = self.new(source)
            steps = [self._raised(row)]
            if number % 5 < 3:
                row.handed_to = unit
                steps.append(self._handed(row))
            if number % 5 == 3 or year < YEARS[-1]:
                steps = [self._raised(row), self._handed(row)]
                row.handed_to = unit
                row.result = self.chance.choice(read("concerns")["unresolved"])
                closed = soon(self.chance, row.raised_on, 30, 90)
                row.closed_on = closed
                steps.append(("service.close_concern", "handed", "unresolved", at(closed)))
                steps.append(self._told(row, closed, "unresolved"))
            self.pasts.append(Past(row, steps))

    def _resolve(self, row: Concern, unit: str, result: str, done: date) -> None:
        row.handed_to, row.resolved_on, row.result = unit, max(done, row.raised_on), result
        row.decided_on = row.raised_on
        steps = [
            self._raised(row),
            self._handed(row),
            ("service.resolve_concern", "handed", "resolved", at(row.resolved_on, minute=400)),
            self._told(row, row.resolved_on, "resolved"),
        ]
        self.pasts.append(Past(row, steps))

    def _told(self, row: Concern, ended: date, state: str) -> tuple[str, str, str, Any]:
        """Told on the day or the next, most on the telephone; where it was said in person, so."""
        number = len(self.pasts)
        row.told_on = ended + timedelta(days=number % 2)
        row.told_way = ("phone", "phone", "face", "message")[number % 4]
        return ("service.tell_concern", state, state, at(row.told_on, minute=420))

    def _raised(self, row: Concern) -> tuple[str, str, str, Any]:
        return (
            "service.create_concern",
            "",
            "raised",
            at(row.raised_on, minute=self.chance.randrange(300)),
        )

    def _handed(self, row: Concern) -> tuple[str, str, str, Any]:
        day = min(row.raised_on + timedelta(days=1), row.resolved_on or date.max)
        row.handed_on = day
        return ("service.hand_concern", "raised", "handed", at(day, minute=350))
