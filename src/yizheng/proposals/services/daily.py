"""What happens to proposals by itself, once a day: silence, reminders, invitations that expire.

A run may be repeated or missed: what is done is done once, what was missed is made up for.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yizheng.accounts.roles import Role
from yizheng.core.acting_days import noon_of
from yizheng.core.actors import Actor, Via
from yizheng.core.errors import Invalid, Refused
from yizheng.core.rules import value_of
from yizheng.core.tenancy import within
from yizheng.members.models import Committee
from yizheng.proposals import deadlines

from . import autosave
from .city_rules import EVALUATION_DAYS
from .handling import accept_silently
from .inviting import expire_invitation, lapsed
from .urging import remind

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """What one day's run did in one committee, and how many proposals the staff may now close."""

    accepted: int
    reminded: int
    expired: int
    unjudged: int

    def __str__(self) -> str:
        return (
            f"到期视为签收 {self.accepted} 件，提醒单位 {self.reminded} 次，"
            f"联名邀请过期 {self.expired} 份；评价期满、可以办结的 {self.unjudged} 件"
        )


def system_of(committee_id: int) -> Actor:
    """The system itself at work in a committee, with the rights of those who oversee units."""
    return Actor(None, committee_id, frozenset({Role.SUPERVISION}), Via.CLI, "系统")


def run(on: date, *, by: Actor) -> Done:
    """Do a day's work in the open committee. Every record in a transaction of its own.

    Raises:
        Invalid: a day that has not come.
    """
    at = _moment(on)
    silent = list(deadlines.silent(on))
    accepted = _count(lambda row: accept_silently(row, by=by, at=at), silent)
    reminded = remind(by=by, on=on, at=at)
    late = list(lapsed(at))
    expired = _count(lambda row: expire_invitation(row, by=by, at=at), late)
    days = value_of(EVALUATION_DAYS.key, on=on)
    unjudged = deadlines.unjudged(on, days=days).count()
    return Done(accepted, reminded, expired, unjudged)


def run_everywhere(on: date, committees: Iterable[Committee] = ()) -> dict[str, Done | None]:
    """A day's work in the given committees, all by default, by short name.

    One that fails stops no other one: the log says why, the answer has None in its place.
    """
    done: dict[str, Done | None] = {}
    for committee in list(committees) or Committee.objects.order_by("path"):
        try:
            with within(committee.pk):
                done[committee.short_name] = run(on, by=system_of(committee.pk))
        except Exception:
            log.exception("the daily work of %s failed; the next run makes up", committee.code)
            done[committee.short_name] = None
    autosave.forget_old(timezone.now())
    return done


def _moment(on: date) -> datetime:
    """The moment under which a day's acts stand in the trail."""
    now = timezone.localtime()
    if on > now.date():
        raise Invalid("日期不能晚于今天", field="on")
    return now if on == now.date() else noon_of(on)


def _count(act: Callable[[Any], object], rows: Iterable[Any]) -> int:
    """Do something to each row; returns to how many it could be done.

    Somebody may have been quicker with one of them.
    """
    done = 0
    for row in rows:
        try:
            act(row)
        except Refused:
            log.info("%s could not be done any more", row)
        else:
            done += 1
    return done
