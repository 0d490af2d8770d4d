"""The working-day calendar: which days count, and how a deadline was computed.

Seeded from the published lists in `chinesecalendar`, editable by an office the day a new list comes
out. A year without a published list is computed from Monday to Friday and marked 暂定, never
guessed silently.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar
from django.db import models

FIRST_SEEDED_YEAR = 2020


class CalendarYear(models.Model):
    """A year whose list of holidays and make-up days has been published."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("依据", max_length=120)

    class Meta:
        app_label = "core"
        ordering = ["-year"]
        verbose_name = verbose_name_plural = "工作日历"

    def __str__(self) -> str:
        return f"{self.year}年"


class CalendarDay(models.Model):
    """A day that differs from Monday-to-Friday: a holiday on a weekday, or a worked weekend day."""

    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    day = models.DateField("日期", unique=True)
    is_working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=20, blank=True)

    class Meta:
        app_label = "core"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.is_working else '放假'}"


def published_days(year: int) -> list[tuple[date, bool, str]]:
    """The days of a year that differ from Monday-to-Friday, from the package's published list.

    Returns an empty list for a year the package does not know.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    try:
        chinese_calendar.is_workday(first)
    except NotImplementedError:
        return []
    days = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        working = chinese_calendar.is_workday(day)
        if working != (day.weekday() < 5):
            _, name = chinese_calendar.get_holiday_detail(day)
            days.append((day, working, HOLIDAY_NAMES.get(name or "", "调休")))
    return days


HOLIDAY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due day and how it was reached.

    `skipped` are the weekdays left out as holidays, `provisional` says that part of the count fell
    in a year without a published list.
    """

    due_on: date
    start: date
    working_days: int
    skipped: tuple[date, ...]
    provisional: bool

    def explain(self) -> str:
        """The working-out, for the reader who asks why this day."""
        is_before = self.due_on < self.start
        counted = f"{self.start} 前" if is_before else f"自 {self.start} 次日起"
        text = f"{counted}第 {self.working_days} 个工作日为 {self.due_on}"
        if self.skipped:
            text += f"，其间节假日 {len(self.skipped)} 天不计"
        return text + ("（暂定：当年放假安排尚未公布）" if self.provisional else "")


def add_working_days(start: date, count: int) -> Deadline:
    """The `count`-th working day after `start` (the day itself does not count). 2 queries."""
    return _counted(start, count, timedelta(days=1))


def working_days_before(start: date, count: int) -> Deadline:
    """The `count`-th working day before `start` (the day itself does not count). 2 queries."""
    return _counted(start, count, timedelta(days=-1))


def _counted(start: date, count: int, step: timedelta) -> Deadline:
    first, last = sorted((start, start + step * (count * 2 + 40)))
    days = dict(
        CalendarDay.objects.filter(day__range=(first, last)).values_list("day", "is_working")
    )
    years = CalendarYear.objects.filter(year__range=(first.year, last.year))
    known = set(years.values_list("year", flat=True))
    day, left, skipped, provisional = start, count, [], False
    while left:
        day += step
        provisional |= day.year not in known
        working = days.get(day, day.weekday() < 5)
        left -= working
        if not working and day.weekday() < 5:
            skipped.append(day)
    return Deadline(day, start, count, tuple(skipped), provisional)


def days_left(due_on: date, *, on: date) -> str:
    """How far a due day is, in words: 还有 3 天, 今天到期, 逾期 2 天. Calendar days."""
    days = (due_on - on).days
    if days == 0:
        return "今天到期"
    return f"还有 {days} 天" if days > 0 else f"逾期 {-days} 天"


def seed() -> None:
    """Store the published lists the package knows, from 2020 on; years on record are left alone."""
    year = FIRST_SEEDED_YEAR
    while days := published_days(year):
        row, is_new = CalendarYear.objects.get_or_create(
            year=year, defaults={"source": "国务院办公厅节假日安排"}
        )
        if is_new:
            CalendarDay.objects.bulk_create(
                CalendarDay(year=row, day=day, is_working=working, name=name)
                for day, working, name in days
            )
        year += 1
