"""Agendas with their papers, and what minutes print."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.timezone import localtime

from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import PRESENT, Attendance, Part
from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.wording import chinese
from yizheng.documents.models import Attachment
from yizheng.meetings import permissions
from yizheng.meetings.models import AgendaItem, Minutes


@dataclass(frozen=True, slots=True)
class Item:
    """One item as the agenda shows it."""

    item: AgendaItem
    papers: list[Attachment]
    starts_at: datetime | None

    @property
    def hour(self) -> str:
        """When its turn comes, if everybody keeps to the time."""
        return f"{localtime(self.starts_at):%H:%M}" if self.starts_at else ""


def agenda_of(activity: Activity, actor: Actor, starts_at: datetime | None = None) -> list[Item]:
    """The items one may see, with their papers, and when their turn comes. 2 queries."""
    rows = AgendaItem.objects.filter(activity=activity).order_by("ordinal")
    items = list(restrict(rows, permissions.view_agenda, actor))
    papers = _papers_of(items)
    shown, moment = [], starts_at
    for item in items:
        shown.append(Item(item, papers[item.pk], moment))
        # Nobody knows when the next one begins if this one has no length.
        moment = moment + timedelta(minutes=item.minutes) if moment and item.minutes else None
    return shown


def _papers_of(items: list[AgendaItem]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    if items:
        kind = ContentType.objects.get_for_model(AgendaItem)
        ids = [item.pk for item in items]
        for row in Attachment.objects.filter(record_type=kind, record_id__in=ids):
            found[row.record_id].append(row)
    return found


def draft_text(activity: Activity) -> str:
    """Minutes as they begin: the agenda with what was settled. 1 query."""
    lines = []
    for place, item in enumerate(
        AgendaItem.objects.filter(activity=activity).order_by("ordinal"), 1
    ):
        lines.append(f"{chinese(place)}、{item.title}")
        lines.append(item.outcome or "会议认为，")
    return "\n".join(lines) or activity.summary


@dataclass(frozen=True, slots=True)
class Attended:
    """The names that minutes print, in the order of the list."""

    present: tuple[str, ...]
    on_leave: tuple[str, ...]
    observers: tuple[str, ...]


def attended(activity: Activity) -> Attended:
    """Who was there, who was on leave, who listened. 1 query."""
    rows = Participation.objects.filter(activity=activity).select_related("person").order_by("pk")
    there = [row for row in rows if row.attendance in PRESENT]
    return Attended(
        tuple(row.person.name for row in there if row.role != Part.OBSERVER),
        tuple(row.person.name for row in rows if row.attendance == Attendance.ON_LEAVE),
        tuple(row.person.name for row in there if row.role == Part.OBSERVER),
    )


def minutes_of(activity: Activity, actor: Actor) -> Minutes | None:
    """The minutes of a meeting, if there are any the reader may see. 1 query."""
    rows: QuerySet[Minutes] = Minutes.objects.filter(activity=activity)
    return restrict(rows, permissions.view_minutes, actor).first()
