"""What happens when: for calendars on pages and on telephones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.activities import selectors as activities
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance, State
from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.meetings import permissions
from yizheng.meetings.ical import Event
from yizheng.meetings.models import CalendarFeed, Notice
from yizheng.meetings.states import LeaveState, NoticeState

# Further back a telephone keeps what it has.
BACK = timedelta(days=90)
MOST = 2000
# More is looked up in the calendar.
MOST_ASKED = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity in a calendar; without a notice it takes whole days."""

    activity: Activity
    notice: Notice | None

    @property
    def starts(self) -> date | datetime | None:
        """The moment, or the day."""
        return self.notice.starts_at if self.notice else self.activity.held_on

    @property
    def ends(self) -> date | datetime | None:
        """The moment it ends, or the day after the last one, as calendars count."""
        if self.notice:
            return self.notice.ends_at
        last = self.activity.ended_on or self.activity.held_on
        return last + timedelta(days=1) if last else None


def entries_between(actor: Actor, first: date, last: date, *, own: bool = False) -> list[Entry]:
    """What the reader may see between two days, at most `MOST`. 2 queries.

    With `own` only what he is in the list of.
    """
    rows = activities.readable(actor).filter(held_on__lte=last)
    rows = rows.filter(Q(held_on__gte=first) | Q(ended_on__gte=first))
    rows = rows.exclude(state=State.CANCELLED).order_by("held_on", "pk")
    if own:
        mine = Participation.objects.filter(person_id=actor.person_id).values("activity")
        rows = rows.filter(pk__in=mine)
    found = list(rows[:MOST])
    notices = restrict(Notice.objects.filter(activity__in=found), permissions.view_notice, actor)
    known = {notice.activity_id: notice for notice in notices}
    return [Entry(activity, known.get(activity.pk)) for activity in found]


def feed_of(token: str) -> CalendarFeed | None:
    """The calendar behind a secret address. 1 query."""
    return CalendarFeed.objects.select_related("person").filter(token=token).first()


def own_feed(actor: Actor) -> CalendarFeed | None:
    """The actor's own calendar address; None where he has none. 1 query."""
    if not actor.person_id:
        return None
    return CalendarFeed.objects.filter(person_id=actor.person_id).first()


def events_of(person_id: int, address: Any) -> list[Event]:
    """What one person was told of, from `BACK` on, cancelled ones too. 2 queries.

    `address(activity)` is the address of an activity's page. What is still a draft is left out.
    """
    mine = Participation.objects.filter(person_id=person_id).values("activity")
    rows: QuerySet[Activity] = Activity.objects.filter(pk__in=mine)
    rows = rows.filter(held_on__gte=localdate() - BACK).order_by("held_on", "pk")
    found = list(rows[:MOST])
    notices = {one.activity_id: one for one in Notice.objects.filter(activity__in=found)}
    events = []
    for activity in found:
        notice = notices.get(activity.pk)
        if notice is None or notice.state != NoticeState.DRAFT:
            events.append(event_of(Entry(activity, notice), address(activity)))
    return events


def event_of(entry: Entry, url: str) -> Event:
    """An entry as calendars on telephones take it.

    Its sequence grows with every change of the activity or its notice, so that a moved or cancelled
    meeting replaces what the telephone has.
    """
    activity, notice = entry.activity, entry.notice
    said = [notice.change_reason, notice.text, notice.contact] if notice else []
    return Event(
        uid=f"activity-{activity.committee_id}-{activity.pk}@yizheng",
        title=activity.title,
        starts=entry.starts or localdate(),
        ends=entry.ends or localdate(),
        place=activity.place,
        text="\n".join(line for line in said if line),
        url=url,
        is_cancelled=activity.state == State.CANCELLED,
        sequence=activity.version + (notice.version if notice else 0),
    )


def to_reply(actor: Actor) -> list[Notice]:
    """The meetings to come to which the reader has not answered, the next first. 1 query."""
    if not actor.person_id:
        return []
    waiting = Participation.objects.filter(
        person_id=actor.person_id, attendance=Attendance.INVITED
    ).exclude(leaves__state=LeaveState.ASKED)
    rows = Notice.objects.filter(
        state=NoticeState.SENT,
        starts_at__gt=timezone.now(),
        activity__state=State.PLANNED,
        activity__in=waiting.values("activity"),
    )
    return list(rows.select_related("activity").order_by("starts_at", "pk")[:MOST_ASKED])
