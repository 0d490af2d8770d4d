"""Agenda, minutes and speeches on an activity's page."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from yizheng.activities.models import Activity
from yizheng.activities.states import KindGroup, State
from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.meetings import permissions
from yizheng.meetings.models import Notice, Speech, SpeechCall
from yizheng.meetings.selectors import papers
from yizheng.meetings.states import MinutesState

# Work that deals with items and leaves minutes.
WITH_AGENDA = (KindGroup.MEETING, KindGroup.CONSULTATION, KindGroup.SUPERVISION, KindGroup.STUDY)


def _agenda(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """The items with their papers. 4 queries."""
    notice = Notice.objects.filter(activity=activity).first()
    items = papers.agenda_of(activity, actor, notice.starts_at if notice else None)
    keeps = may(actor, permissions.keep) and activity.state != State.CANCELLED
    if not items and not (keeps and activity.kind.group in WITH_AGENDA):
        return None
    rows = [
        (item, reverse("meetings:agenda-detail", args=[item.item.pk]) if keeps else "")
        for item in items
    ]
    ordinal = items[-1].item.ordinal + 1 if items else 1
    new = f"{reverse('meetings:agenda-new')}?activity={activity.pk}&ordinal={ordinal}"
    return {
        "rows": rows,
        "new_url": new if keeps else "",
        "held": activity.state == State.HELD,
        "sheet_url": reverse("meetings:agenda-file", args=[activity.pk]) if items else "",
    }


def _minutes(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """The minutes, or the way to draft them. 2 queries."""
    if activity.state != State.HELD:
        return None
    found = papers.minutes_of(activity, actor)
    if found:
        return {
            "minutes": found,
            "url": reverse("meetings:minutes-detail", args=[found.pk]),
            "file_url": reverse("meetings:minutes-file", args=[found.pk]),
            "is_draft": found.state == MinutesState.DRAFT,
        }
    if not may(actor, permissions.draft_minutes) or activity.kind.group not in WITH_AGENDA:
        return None
    return {"new_url": reverse("meetings:draft-minutes", args=[activity.pk])}


def _speeches(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """What was called for, and what was chosen, in order. 3 queries."""
    call = SpeechCall.objects.filter(activity=activity).first()
    if call is None:
        if not may(actor, permissions.keep_speech_calls) or activity.state != State.PLANNED:
            return None
        if activity.kind.group not in (KindGroup.MEETING, KindGroup.CONSULTATION):
            return None
        return {"new_url": f"{reverse('meetings:speech-calls-new')}?activity={activity.pk}"}
    if not can(actor, permissions.view_speech_calls, call):
        return None
    rows = Speech.objects.filter(call=call).select_related("person")
    seen = list(restrict(rows, permissions.view_speech, actor))
    is_open = call.opens_on <= localdate() <= call.closes_on
    writes = may(actor, permissions.write_speech) and (
        is_open or may(actor, permissions.keep_speech_calls)
    )
    mine = "speeches" if may(actor, permissions.choose_speeches) else "my-speeches"
    return {
        "call": call,
        "is_open": is_open,
        "rows": [(one, reverse("meetings:speeches-detail", args=[one.pk])) for one in seen],
        "call_url": reverse("meetings:speech-calls-detail", args=[call.pk]),
        "write_url": f"{reverse(f'meetings:{mine}-new')}?call={call.pk}" if writes else "",
    }


AGENDA = Panel("议程和材料", "meetings/_agenda.html", _agenda, first=True)
MINUTES = Panel("会议纪要", "meetings/_minutes.html", _minutes)
SPEECHES = Panel("大会发言", "meetings/_speeches.html", _speeches)
