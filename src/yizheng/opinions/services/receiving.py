"""Receiving reports: a member's own, what the office enters, what others hand over."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.accounts.roles import Role
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.numbering import next_number
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.selectors import person_of
from yizheng.opinions import permissions
from yizheng.opinions.models import OpinionReport
from yizheng.opinions.states import Source, State

SERIAL = "opinions/serial"
# What a member writes himself; the rest follows from who he is and from the day.
BY_MEMBER = ("title", "original")
TEXTS = ("title", "original")


@service("opinions.receive")
def receive_report(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> OpinionReport:
    """Take in a report and give it the next serial: a member's own, or what the office enters.

    Raises:
        NotAllowed, Invalid: as `core.records.create`.
    """
    facts = _received(facts, by=by, at=at)
    facts["serial"] = next_number(SERIAL)
    return records.create(
        OpinionReport, by=by, right=permissions.write, facts=facts, key="opinions.receive", at=at
    )


@service("opinions.receive_handed")
def receive_handed(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> OpinionReport:
    """Take in what another office hands over, as it is, and give it the next serial.

    Args:
        facts: as the office enters them, with whoever said it as reporter or reporting unit.

    Raises:
        NotAllowed, Invalid: as `core.records.create`.
    """
    refuse_marked(**{name: facts[name] for name in TEXTS})
    facts = facts | {"serial": next_number(SERIAL)}
    return records.create(
        OpinionReport,
        by=by,
        right=permissions.hand_over,
        facts=facts,
        key="opinions.receive_handed",
        at=at,
    )


@service("opinions.revise_report")
def revise_report(
    report: OpinionReport, *, by: Actor, facts: dict[str, Any], version: int
) -> OpinionReport:
    """Correct a report that is not yet dealt with.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`.
    """
    refuse_marked(**{name: facts[name] for name in TEXTS if name in facts})
    if not by.has(Role.RESEARCH):
        facts = {name: value for name, value in facts.items() if name in BY_MEMBER}
    return records.revise(
        report,
        by=by,
        right=permissions.write,
        facts=facts,
        version=version,
        key="opinions.revise_report",
    )


@service("opinions.remove_report")
def remove_report(report: OpinionReport, *, by: Actor, reason: str, version: int) -> None:
    """Never: a serial is not given twice, and a gap would have to be explained.

    Raises:
        Invalid: always, with what to do instead.
    """
    raise Invalid("收到的信息已编流水号，不能撤销；不编报的请办理“留存”，写明理由")


def _received(facts: dict[str, Any], *, by: Actor, at: datetime | None) -> dict[str, Any]:
    refuse_marked(**{name: facts[name] for name in TEXTS if name in facts})
    today = localdate(at)
    if by.has(Role.RESEARCH):
        given = {"received_on": today} | facts
        if given["received_on"] > today:
            raise Invalid("收到日期不能晚于今天", field="received_on")
        return given
    return {name: value for name, value in facts.items() if name in BY_MEMBER} | {
        "reporter": person_of(by),
        "source": Source.MEMBER,
        "received_on": today,
    }


@transition(
    "opinions.withdraw_report",
    "撤回",
    sources={State.RECEIVED},
    target=State.WITHDRAWN,
    right=permissions.withdraw,
    citation=OPINION_RULES("信息的收集"),
    awaited_in=(),
)
def withdraw_report(report: OpinionReport, *, by: Actor, at: datetime) -> None:
    """Take one's own report back before it is edited; its serial is not given again."""
