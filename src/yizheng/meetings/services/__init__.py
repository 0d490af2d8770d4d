"""What is done about meetings, a module a subject."""

from .convening import archive_notice, enter_notice, move_notice, revise_notice, send_notice
from .leaving import ask_leave, grant_leave, refuse_leave, rule_for, withdraw_leave
from .recording import draft_minutes, issue_minutes
from .replying import reply
from .signing_in import sign_in, take_in
from .speaking import (
    choose_oral,
    choose_written,
    return_speech,
    revise_speech,
    submit_speech,
    withdraw_speech,
    write_speech,
)
from .subscribing import open_feed

__all__ = [
    "archive_notice",
    "ask_leave",
    "choose_oral",
    "choose_written",
    "draft_minutes",
    "enter_notice",
    "grant_leave",
    "issue_minutes",
    "move_notice",
    "open_feed",
    "refuse_leave",
    "reply",
    "return_speech",
    "revise_notice",
    "revise_speech",
    "rule_for",
    "send_notice",
    "sign_in",
    "submit_speech",
    "take_in",
    "withdraw_leave",
    "withdraw_speech",
    "write_speech",
]
