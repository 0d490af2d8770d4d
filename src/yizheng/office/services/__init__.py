"""What those who keep the office's work, and those who answer for something, can do."""

from .reporting import enter_reply, remove_report, revise_report, take_number, withdraw_report
from .responsibilities import (
    drop_responsibility,
    enter_step,
    explain_overdue,
    finish_responsibility,
    reopen_responsibility,
)
from .ruling import amend_rule, repeal_rule

__all__ = [
    "amend_rule",
    "drop_responsibility",
    "enter_reply",
    "enter_step",
    "explain_overdue",
    "finish_responsibility",
    "remove_report",
    "reopen_responsibility",
    "repeal_rule",
    "revise_report",
    "take_number",
    "withdraw_report",
]
