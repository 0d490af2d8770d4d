"""Days as an office keeps them: mostly working days, and hours within office hours."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

import chinese_calendar
from django.utils import timezone


@cache
def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days of a span, both ends included, by the published calendar."""
    span = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(day for day in span if chinese_calendar.is_workday(day))


def spread(chance: Random, first: date, last: date, count: int) -> list[date]:
    """`count` working days of a span in order, as evenly as chance allows; days may repeat."""
    days = working_days(first, last)
    return sorted(chance.choice(days) for _ in range(count))


def apart(first: date, last: date, count: int, *, skip: Sequence[date] = ()) -> list[date]:
    """`count` different working days at equal distances, none of them in `skip`."""
    days = [day for day in working_days(first, last) if day not in skip]
    step = len(days) / count
    return [days[int(number * step + step / 2)] for number in range(count)]


def soon(chance: Random, day: date, least: int, most: int) -> date:
    """A working day between `least` and `most` days after `day`."""
    found = day + timedelta(days=chance.randint(least, most))
    while not chinese_calendar.is_workday(found):
        found += timedelta(days=1)
    return found


def at(day: date, *, minute: int = 0) -> datetime:
    """A moment of a day in office hours: nine o'clock and `minute` minutes, at most eight hours."""
    moment = datetime.combine(day, time(9)) + timedelta(minutes=minute % 480)
    return timezone.make_aware(moment)


def within_year(year: int) -> tuple[date, date]:
    """The days between which an ordinary year's work lies: not on New Year's Day nor its eve."""
    return date(year, 1, 6), date(year, 12, 26)
