"""Sending reports up, taking them in, answering, and files between installations."""

from .answering import take_answer
from .arriving import decline_arrived, deliver, take_arrived
from .exchanging import Opened, Taken, export_to, import_file, open_file
from .partners import enter_partner, revise_partner
from .sending import (
    recall_submission,
    remove_submission,
    revise_submission,
    submit_report,
)

__all__ = [
    "Opened",
    "Taken",
    "decline_arrived",
    "deliver",
    "enter_partner",
    "export_to",
    "import_file",
    "open_file",
    "recall_submission",
    "remove_submission",
    "revise_partner",
    "revise_submission",
    "submit_report",
    "take_answer",
    "take_arrived",
]
