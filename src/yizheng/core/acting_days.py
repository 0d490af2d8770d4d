"""The day of an act that may be entered some time after it was done."""

from datetime import date, datetime, time

from django.utils.timezone import localdate, make_aware

from .errors import Invalid


def day_of(given: date | None, *, at: datetime | None, field: str) -> date:
    """The day of an act: the one given, which is not in the future, or the local day of `at`.

    Raises:
        Invalid: the given day is later than `at`, now when that is None.
    """
    today = localdate(at)
    if given and given > today:
        raise Invalid("日期不能晚于今天", field=field)
    return given or today


def noon_of(day: date) -> datetime:
    """The moment under which an act stands of which only the day is known."""
    return make_aware(datetime.combine(day, time(12)))
