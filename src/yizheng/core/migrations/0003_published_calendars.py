"""Store the published working-day lists known when this was written, from 2020 on."""

from datetime import date, timedelta

import chinese_calendar
from django.db import migrations

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


def store(apps, schema_editor):
    """One row a year, one row for each day that differs from Monday-to-Friday."""
    years = apps.get_model("core", "CalendarYear")
    days = apps.get_model("core", "CalendarDay")
    year = 2020
    while is_published(year):
        row = years.objects.create(year=year, source="国务院办公厅节假日安排")
        days.objects.bulk_create(
            days(year=row, day=day, is_working=working, name=name)
            for day, working, name in exceptions(year)
        )
        year += 1


def is_published(year):
    """Whether the package has the list of a year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def exceptions(year):
    """`(day, is_working, name)` of the days that differ from Monday-to-Friday."""
    day = date(year, 1, 1)
    while day.year == year:
        working = chinese_calendar.is_workday(day)
        if working != (day.weekday() < 5):
            name = chinese_calendar.get_holiday_detail(day)[1] or ""
            yield day, working, NAMES.get(name, "调休")
        day += timedelta(days=1)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_relations")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
