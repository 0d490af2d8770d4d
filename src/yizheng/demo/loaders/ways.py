"""The days of the work on a proposal by the rules, and the steps that records took."""

from datetime import date
from functools import cache

from yizheng.core.workdays import add_working_days
from yizheng.demo.days import at
from yizheng.proposals.models import Evaluation
from yizheng.proposals.services.city_rules import HELPER_MONTHS, months_due, reply_due

from .intake import Case, Step

OBJECTION_DAYS = 7


@cache
def days_for(assigned_on: date, *, helping: bool) -> tuple[date, str, date]:
    """Due day, its working-out and the last day to object, by the rules; asked once a day."""
    due_on, note = months_due(assigned_on, HELPER_MONTHS) if helping else reply_due(assigned_on)
    return due_on, note, add_working_days(assigned_on, OBJECTION_DAYS).due_on


def set_days(case: Case) -> None:
    """The head line's days, from the units that answer."""
    answering = [
        part.handling for part in case.parts if part.handling.role != "helper" and not part.is_over
    ]
    soonest = min(answering, key=lambda handling: handling.due_on)
    case.row.assigned_on = min(handling.assigned_on for handling in answering)
    case.row.due_on, case.row.due_note = soonest.due_on, soonest.due_note


def way_of_a_reply(drafted: date, signed: date, sent: date) -> list[Step]:
    """Drafted, handed on and signed on one day, checked and sent."""
    return [
        ("proposals.start_reply", "", "draft", at(drafted, minute=120)),
        ("proposals.submit_reply", "draft", "signing", at(signed, minute=30)),
        ("proposals.sign_reply", "signing", "checking", at(signed, minute=300)),
        ("proposals.check_reply", "checking", "sent", at(sent, minute=190)),
    ]


def way_of_a_judgement(row: Evaluation) -> list[Step]:
    """Given online at once; from paper entered by one and compared by another."""
    day = row.evaluated_on
    if row.channel == "online":
        return [("proposals.evaluate", "", "valid", at(day, minute=180))]
    return [
        ("proposals.enter_paper_evaluation", "", "entered", at(day, minute=60)),
        ("proposals.confirm_evaluation", "entered", "valid", at(day, minute=240)),
    ]
