"""Calendars: on the page by month, week and list; on telephones by a secret address."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from yizheng.accounts.selectors import is_active
from yizheng.activities.registers import ACTIVITIES
from yizheng.activities.states import State
from yizheng.core.access import can, may
from yizheng.core.errors import Refused
from yizheng.core.http import Request, attached, redirect_to
from yizheng.core.tenancy import within
from yizheng.meetings import ical, permissions, services
from yizheng.meetings.models import Notice
from yizheng.meetings.selectors import diary
from yizheng.members.models import Committee

# A page asks for six weeks at most; a list for a year.
LONGEST_DAYS = 400
COLOURS = {State.PLANNED: "planned", State.HELD: "held"}


@login_required
@require_safe
def calendar_page(request: Request) -> HttpResponse:
    """The calendar, the reader's own address for his telephone, and the plain list beside it."""
    if not may(request.actor, permissions.view_turnout):
        raise Http404
    feed = diary.own_feed(request.actor)
    context = {
        "feed_url": request.build_absolute_uri(_feed_path(feed)) if feed else "",
        "may_subscribe": may(request.actor, permissions.keep_feed),
        "events_url": reverse("meetings:events"),
        "list_url": ACTIVITIES.url("list"),
    }
    return render(request, "meetings/calendar.html", context)


def _feed_path(feed: Any) -> str:
    return reverse("meetings:feed", args=[feed.committee.code, feed.token])


@login_required
@require_safe
def events(request: Request) -> JsonResponse:
    """What happens between two moments, for the calendar on the page."""
    first, last = _day(request, "start"), _day(request, "end")
    if first is None or last is None or not 0 <= (last - first).days <= LONGEST_DAYS:
        return JsonResponse({"detail": "请给出不超过一年的起止时间"}, status=422)
    own = request.GET.get("own") == "1"
    found = diary.entries_between(request.actor, first, last, own=own)
    return JsonResponse([_drawn(entry) for entry in found], safe=False)


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        moment = parse_datetime(request.GET.get(name, ""))
    except ValueError:
        return None
    return moment.date() if moment else None


def _drawn(entry: diary.Entry) -> dict[str, Any]:
    activity = entry.activity
    ended = entry.ends
    return {
        "title": activity.title,
        "start": entry.starts.isoformat() if entry.starts else None,
        "end": ended.isoformat() if ended else None,
        "allDay": not isinstance(entry.starts, datetime),
        "url": ACTIVITIES.url("detail", activity.pk),
        "className": COLOURS.get(State(activity.state), ""),
        "extendedProps": {"place": activity.place, "kind": activity.kind.label},
    }


@login_required
@require_safe
def one_ics(request: Request, pk: int) -> HttpResponse:
    """One meeting as a file that calendars take."""
    activity = get_object_or_404(ACTIVITIES.rows(request.actor), pk=pk)
    if activity.held_on is None:
        raise Http404(pk)
    notice = Notice.objects.filter(activity=activity).first()
    if notice and not can(request.actor, permissions.view_notice, notice):
        notice = None
    url = request.build_absolute_uri(ACTIVITIES.url("detail", pk))
    event = diary.event_of(diary.Entry(activity, notice), url)
    content = ical.as_ical(activity.title, [event], at=timezone.now())
    return attached(content, ical.CONTENT_TYPE, f"{activity.title}.ics")


@login_required
@require_POST
def subscribe(request: Request) -> HttpResponse:
    """Make the reader's address, or a new one in place of the old."""
    try:
        services.open_feed(by=request.actor)
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "已生成您的日历地址，原来的地址不再有效")
    return redirect_to(request, reverse("meetings:calendar"))


@require_safe
def feed(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """A person's own meetings, for the calendar of his telephone. Nobody signs in here."""
    committee = get_object_or_404(Committee, code=code)
    with within(committee.pk):
        found = diary.feed_of(token)
        if found is None or not is_active(found.person_id):
            raise Http404(token)

        def address(activity: Any) -> str:
            return request.build_absolute_uri(ACTIVITIES.url("detail", activity.pk))

        events = diary.events_of(found.person_id, address)
        content = ical.as_ical(f"{committee.short_name}会议和活动", events, at=timezone.now())
    response = HttpResponse(content, content_type=ical.CONTENT_TYPE)
    response["Cache-Control"] = "private, max-age=300"
    return response
