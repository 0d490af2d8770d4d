"""The day of an act in the work with reports."""

from datetime import date, datetime

from django.utils.timezone import localdate

from yizheng.core.errors import Invalid


def day_of(given: date | None, *, at: datetime | None, field: str) -> date:
    """The day of an act: the one given, which is not in the future, or the local day of `at`."""
    today = localdate(at)
    if given and given > today:
        raise Invalid("日期不能晚于今天", field=field)
    return given or today
