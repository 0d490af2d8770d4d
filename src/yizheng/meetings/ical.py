"""Calendar files (RFC 5545), written by the `icalendar` library."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import icalendar

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting in a calendar. Days without hours end before `ends`; moments are aware."""

    uid: str
    title: str
    starts: date | datetime
    ends: date | datetime
    place: str
    text: str
    url: str
    is_cancelled: bool
    sequence: int


def as_ical(name: str, events: Iterable[Event], *, at: datetime) -> bytes:
    """A calendar of that name. `at` is when it was made."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//yizheng//meetings//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_component(event, at))
    content: bytes = calendar.to_ical()
    return content


def _component(event: Event, at: datetime) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", at.astimezone(UTC))
    component.add("dtstart", _in_utc(event.starts))
    component.add("dtend", _in_utc(event.ends))
    component.add("summary", f"（已取消）{event.title}" if event.is_cancelled else event.title)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("sequence", event.sequence)
    component.add("url", event.url)
    for key, text in (("location", event.place), ("description", event.text)):
        if text:
            component.add(key, text)
    if event.is_cancelled:
        component.add("transp", "TRANSPARENT")
    return component


def _in_utc(moment: date | datetime) -> date | datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
