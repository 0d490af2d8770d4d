"""`yizheng daily`: what happens to proposals by itself, for a day; the worker does it every day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from yizheng.core.errors import Invalid
from yizheng.core.management.door import Door
from yizheng.members.selectors import committee_named
from yizheng.proposals.services import daily


class Command(Door):
    """Do a day's work in one committee or in all of them."""

    help = "办理每天到期的事：到期视为签收、提醒单位、邀请过期（后台处理程序每天自动做一次）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day and the committee."""
        parser.add_argument("--on", help="哪一天，例如 2026-03-02；不填为今天")
        parser.add_argument("--committee", help="哪个政协的代码；不填为全部")

    def work(self, *, on: str | None, committee: str | None, **_: Any) -> None:
        """Do it, and say what was done."""
        day = _day(on)
        chosen = [committee_named(committee)] if committee else []
        done = daily.run_everywhere(day, chosen)
        for name, what in done.items():
            self.say(f"{name} {day}：{what or '没有做完'}")
        if None in done.values():
            self.refuse("有的没有做完，原因见日志；修好后再运行一次，不会重复办理")


def _day(said: str | None) -> date:
    try:
        day = date.fromisoformat(said) if said else localdate()
    except ValueError as error:
        raise Invalid(f"“{said}”不是日期，例如 2026-03-02") from error
    if day > localdate():
        raise Invalid("日期不能晚于今天")
    return day
