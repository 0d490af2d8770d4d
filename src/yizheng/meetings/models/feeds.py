"""A person's own calendar, read by the calendar of his telephone."""

from django.db import models
from django.utils.crypto import get_random_string

from yizheng.core.records import Record


def new_token() -> str:
    """What stands in the address instead of a sign-in: 40 characters nobody guesses."""
    return get_random_string(40)


class CalendarFeed(Record):
    """The secret address of one person's calendar. A new one makes the old one worthless."""

    person = models.OneToOneField(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="calendar_feed",
        verbose_name="人员",
    )
    token = models.CharField("密码", max_length=40, unique=True, default=new_token, editable=False)
    made_at = models.DateTimeField("设立时间", editable=False)

    PERSONAL = frozenset({"token"})

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person}的日历"
