"""Two clocks: the calendar year, and the session year from one plenary session to the next."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Period(NamedTuple):
    """Calendar days, both ends included; can be given to `__range` as it is."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d} 至 {self.last:%Y-%m-%d}"


def calendar_year(year: int) -> Period:
    """1 January to 31 December."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def day_before(day: date) -> date:
    """The last day of a period that ends when something opens on `day`."""
    return day - timedelta(days=1)


class Clock(StrEnum):
    """Which year a figure is counted by."""

    YEAR = "year"
    SESSION = "session"

    @property
    def label(self) -> str:
        """In the words of the trade."""
        return {"year": "自然年度", "session": "届次年度"}[self.value]


class Basis(StrEnum):
    """What of the period a figure counts."""

    IN_YEAR = "in_year"
    CUMULATIVE = "cumulative"
    STATE = "state"

    @property
    def label(self) -> str:
        """In the words of the trade."""
        labels = {"in_year": "期内发生", "cumulative": "累计至期末", "state": "期末时点"}
        return labels[self.value]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one committee on both clocks.

    `session` runs from the year's plenary session to the day before the next one. It is None when
    no plenary session of that year is on record; `session_open` says the next one is not yet known.
    `below` are the committees under this one, for figures that include them.
    """

    committee_id: int
    number: int
    calendar: Period
    session: Period | None = None
    session_open: bool = False
    below: tuple[int, ...] = ()

    def period(self, clock: Clock) -> Period:
        """The period of a clock; the calendar year stands in where there was no plenary session."""
        return self.session or self.calendar if clock is Clock.SESSION else self.calendar
