"""What can be done with opinion reports, their forwardings, adoptions and bulletins."""

from .adopting import enter_adoption, pass_adoption, revise_adoption, take_back_adoption
from .bulletins import make_bulletin, revise_bulletin, send_bulletin, withdraw_bulletin
from .editing import (
    edit_report,
    enter_signed_report,
    join_report,
    keep_report,
    part_report,
    send_back_report,
    sign_report,
)
from .forwarding import answer_forwarding, forward_report
from .past import take_over_report
from .receiving import (
    receive_handed,
    receive_report,
    remove_report,
    revise_report,
    withdraw_report,
)

__all__ = [
    "answer_forwarding",
    "edit_report",
    "enter_adoption",
    "enter_signed_report",
    "forward_report",
    "join_report",
    "keep_report",
    "make_bulletin",
    "part_report",
    "pass_adoption",
    "receive_handed",
    "receive_report",
    "remove_report",
    "revise_adoption",
    "revise_bulletin",
    "revise_report",
    "send_back_report",
    "send_bulletin",
    "sign_report",
    "take_back_adoption",
    "take_over_report",
    "withdraw_bulletin",
    "withdraw_report",
]
