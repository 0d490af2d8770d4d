"""Lists, pages and forms of the meetings' records; panels on the activity's page."""

from yizheng.core.registers import add_panel
from yizheng.meetings.panels.agenda import AGENDA as AGENDA_PANEL
from yizheng.meetings.panels.agenda import MINUTES as MINUTES_PANEL
from yizheng.meetings.panels.agenda import SPEECHES as SPEECHES_PANEL
from yizheng.meetings.panels.notice import CLASHES, NOTICE, TURNOUT
from yizheng.meetings.panels.signing import SIGNING

from .notices import AGENDA, LEAVE_RULES, LEAVES, MINUTES, NOTICES, SIGN_INS, SITTINGS
from .speeches import MY_SPEECHES, SPEECH_CALLS, SPEECHES

for panel in (NOTICE, TURNOUT, AGENDA_PANEL, SIGNING, CLASHES, SPEECHES_PANEL, MINUTES_PANEL):
    add_panel("activities.activity", panel)

__all__ = [
    "AGENDA",
    "LEAVES",
    "LEAVE_RULES",
    "MINUTES",
    "MY_SPEECHES",
    "NOTICES",
    "SIGN_INS",
    "SITTINGS",
    "SPEECHES",
    "SPEECH_CALLS",
]
