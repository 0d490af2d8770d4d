"""Addresses of meetings. Our own pages stand before the registers'."""

from django.urls import path

from yizheng.core.pages import routes

from .registers import (
    AGENDA,
    LEAVE_RULES,
    LEAVES,
    MINUTES,
    MY_SPEECHES,
    NOTICES,
    SIGN_INS,
    SITTINGS,
    SPEECH_CALLS,
    SPEECHES,
)
from .views import calendars, papers, replying, signing

app_name = "meetings"
urlpatterns = [
    path("calendar/", calendars.calendar_page, name="calendar"),
    path("calendar/events.json", calendars.events, name="events"),
    path("calendar/subscribe/", calendars.subscribe, name="subscribe"),
    # For the calendar of a telephone, which cannot sign in.
    path("feeds/<slug:code>/<str:token>.ics", calendars.feed, name="feed"),
    path("<int:pk>/meeting.ics", calendars.one_ics, name="ics"),
    path("<int:pk>/agenda.docx", papers.agenda_file, name="agenda-file"),
    path("<int:pk>/minutes/", papers.draft_minutes, name="draft-minutes"),
    path("minutes/<int:pk>/minutes.docx", papers.minutes_file, name="minutes-file"),
    path("people/<int:pk>/reply/", replying.reply, name="reply"),
    path("people/<int:pk>/leave/", replying.leave_page, name="leave"),
    path("people/<int:pk>/code/", signing.own_code, name="own-code"),
    # Short, for pictures on screens and doors.
    path("s/<str:code>/", signing.scan, name="scan"),
    path("<int:pk>/sign-in.docx", signing.sign_sheet, name="sign-sheet"),
    path("sittings/<int:pk>/screen/", signing.screen, name="screen"),
    path("sittings/<int:pk>/door/", signing.door, name="door"),
    path("sittings/<int:pk>/desk/", signing.desk, name="desk"),
    path("sittings/<int:pk>/by-list/", signing.by_list, name="by-list"),
    *routes(NOTICES),
    *routes(SITTINGS),
    *routes(AGENDA),
    *routes(LEAVE_RULES),
    *routes(LEAVES),
    *routes(SIGN_INS),
    *routes(MINUTES),
    *routes(SPEECH_CALLS),
    *routes(SPEECHES),
    *routes(MY_SPEECHES),
]
