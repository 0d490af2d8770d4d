"""What members and the office do with files, rules and results."""

from .adjusting import approve_adjustment, ask_adjustment, refuse_adjustment, revise_adjustment
from .freezing import Closing, freeze_year, void_assessment
from .objecting import correct_entry, keep_entry, object_to_entry, withdraw_objection
from .reporting import (
    approve_outside,
    decline_outside,
    report_outside,
    resubmit_outside,
    revise_outside,
    withdraw_outside,
)
from .ruling import enter_rules, propose_rules, return_rules, revise_rules, switch_off, switch_on

__all__ = [
    "Closing",
    "approve_adjustment",
    "approve_outside",
    "ask_adjustment",
    "correct_entry",
    "decline_outside",
    "enter_rules",
    "freeze_year",
    "keep_entry",
    "object_to_entry",
    "propose_rules",
    "refuse_adjustment",
    "report_outside",
    "resubmit_outside",
    "return_rules",
    "revise_adjustment",
    "revise_outside",
    "revise_rules",
    "switch_off",
    "switch_on",
    "void_assessment",
    "withdraw_objection",
    "withdraw_outside",
]
