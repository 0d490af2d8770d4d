"""Forwarding reports to units that can act (转送), and what they answer."""

from datetime import date, datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.opinions import permissions
from yizheng.opinions.models import Forwarding, OpinionReport
from yizheng.opinions.states import IN_USE, ForwardingState


@service("opinions.forward")
def forward_report(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Forwarding:
    """Give a report to a unit, without the reporter's name.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or a report that is not in use.
    """
    report: OpinionReport = facts["report"]
    if report.state not in IN_USE:
        raise Invalid(f"这篇信息“{report.get_state_display()}”，不能转送", field="report")
    refuse_marked(note=facts.get("note") or "")
    day = day_of(facts.get("forwarded_on"), at=at, field="forwarded_on")
    if day < report.received_on:
        raise Invalid(f"转送不能早于收到日期 {report.received_on}", field="forwarded_on")
    right = permissions.keep
    facts = {**facts, "forwarded_on": day}
    return records.create(
        Forwarding, by=by, right=right, facts=facts, key="opinions.forward", at=at
    )


@transition(
    "opinions.answer_forwarding",
    "反馈",
    sources={ForwardingState.SENT},
    target=ForwardingState.ANSWERED,
    right=permissions.answer_forwarding,
    citation=OPINION_RULES("信息的采用"),
)
def answer_forwarding(
    forwarding: Forwarding,
    *,
    by: Actor,
    at: datetime,
    answer: str,
    answered_on: date | None = None,
) -> None:
    """Say what the unit did about it; staff enter what came on paper."""
    refuse_marked(answer=answer)
    forwarding.answer = answer.strip()
    forwarding.answered_on = day_of(answered_on, at=at, field="answered_on")
