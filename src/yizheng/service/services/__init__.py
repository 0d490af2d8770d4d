"""What happens to aid, platforms, concerns and what service gave."""

from .aid import (
    enter_assignment,
    finish_matter,
    reopen_matter,
    revise_assignment,
)
from .contacts import forget_contacts, forget_everywhere, note_contact, read_contact
from .handling import (
    answer_concern,
    close_concern,
    hand_concern,
    refuse_concern,
    reopen_concern,
    resolve_concern,
    return_answer,
    take_concern,
    tell_concern,
)
from .platforms import enter_platform, enter_session, revise_platform, revise_session
from .raising import (
    WRONG_PER_HOUR,
    raise_publicly,
    report_concern,
    revise_concern,
    revise_report,
)

__all__ = [
    "WRONG_PER_HOUR",
    "answer_concern",
    "close_concern",
    "enter_assignment",
    "enter_platform",
    "enter_session",
    "finish_matter",
    "forget_contacts",
    "forget_everywhere",
    "hand_concern",
    "note_contact",
    "raise_publicly",
    "read_contact",
    "refuse_concern",
    "reopen_concern",
    "reopen_matter",
    "report_concern",
    "resolve_concern",
    "return_answer",
    "revise_assignment",
    "revise_concern",
    "revise_platform",
    "revise_report",
    "revise_session",
    "take_concern",
    "tell_concern",
]
