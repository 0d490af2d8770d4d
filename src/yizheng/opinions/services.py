"""Receiving and compiling reports; sending bulletins; entering adoptions."""

from datetime import date, datetime
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
from yizheng.members.models import Person

from . import permissions
from .models import Adoption, Bulletin, OpinionReport
from .states import BulletinState, Source, State

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
    facts["serial"] = next_number("opinions/serial")
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
    facts = facts | {"serial": next_number("opinions/serial")}
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
        "reporter": Person.objects.filter(pk=by.person_id).first(),
        "source": Source.MEMBER,
        "received_on": today,
    }


@transition(
    "opinions.compile",
    "编报",
    # What was put aside can become worth reporting.
    sources={State.RECEIVED, State.KEPT},
    target=State.COMPILED,
    right=permissions.keep,
    citation=OPINION_RULES("编辑和签发"),
    awaited_in={State.RECEIVED},
)
def compile_report(
    report: OpinionReport,
    *,
    by: Actor,
    at: datetime,
    edited: str,
    signed_by: str,
    edited_title: str = "",
    compiled_on: date | None = None,
) -> None:
    """Turn a report into what goes out, signed off; the original stays as it came.

    Args:
        signed_by: who signed it off.
    """
    refuse_marked(edited=edited, edited_title=edited_title)
    report.edited, report.edited_title = edited.strip(), edited_title.strip()
    report.signed_by = signed_by.strip()
    report.compiled_on = _day_of(compiled_on, at=at, field="compiled_on")
    report.kept_reason, report.kept_on = "", None


@transition(
    "opinions.keep_on_file",
    "留存",
    sources={State.RECEIVED},
    target=State.KEPT,
    right=permissions.keep,
    citation=OPINION_RULES("编辑和签发"),
)
def keep_report(
    report: OpinionReport,
    *,
    by: Actor,
    at: datetime,
    kept_reason: str,
    kept_on: date | None = None,
) -> None:
    """Do not use a report; the reason is what its reporter reads."""
    report.kept_reason = kept_reason.strip()
    report.kept_on = _day_of(kept_on, at=at, field="kept_on")


@transition(
    "opinions.send",
    "发出",
    sources={BulletinState.DRAFT},
    target=BulletinState.SENT,
    right=permissions.keep,
    citation=OPINION_RULES("编发刊物"),
)
def send_bulletin(
    bulletin: Bulletin, *, by: Actor, at: datetime, sent_on: date | None = None
) -> None:
    """Send an issue and give it the next number of its series in that year."""
    day = _day_of(sent_on, at=at, field="sent_on")
    reports = list(bulletin.reports.all())
    if not reports:
        raise Invalid("还没有编入信息，不能发出")
    early = [report for report in reports if not report.compiled_on or report.compiled_on > day]
    if early:
        raise Invalid(f"“{early[0]}”在 {day} 还没有编报，不能编入")
    bulletin.sent_on, bulletin.year = day, day.year
    bulletin.number = next_number(f"opinions/{bulletin.series}/{day.year}")


@transition(
    "opinions.withdraw",
    "撤回",
    sources={BulletinState.SENT},
    target=BulletinState.WITHDRAWN,
    right=permissions.keep,
    citation=OPINION_RULES("编发刊物"),
    awaited_in=(),
)
def withdraw_bulletin(
    bulletin: Bulletin,
    *,
    by: Actor,
    at: datetime,
    withdrawn_reason: str,
    withdrawn_on: date | None = None,
) -> None:
    """Call an issue back. Its number stays with it and is not given again."""
    bulletin.withdrawn_reason = withdrawn_reason.strip()
    bulletin.withdrawn_on = _day_of(withdrawn_on, at=at, field="withdrawn_on")


@service("opinions.create_adoption")
def enter_adoption(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Adoption:
    """Enter that an organ took up a report.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; or adopted before it was compiled.
    """
    _check_adoption(facts["report"], facts["adopted_on"], at=at)
    return records.create(Adoption, by=by, right=permissions.keep, facts=facts, at=at)


@service("opinions.revise_adoption")
def revise_adoption(
    adoption: Adoption, *, by: Actor, facts: dict[str, Any], version: int
) -> Adoption:
    """Correct an adoption.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or adopted before it was compiled.
    """
    report = facts.get("report", adoption.report)
    _check_adoption(report, facts.get("adopted_on", adoption.adopted_on), at=None)
    return records.revise(adoption, by=by, right=permissions.keep, facts=facts, version=version)


def _check_adoption(report: OpinionReport, adopted_on: date, *, at: datetime | None) -> None:
    _day_of(adopted_on, at=at, field="adopted_on")
    if report.compiled_on is None:
        raise Invalid("这篇信息还没有编报，不能登记采用", field="report")
    if adopted_on < report.compiled_on:
        raise Invalid(f"这篇信息 {report.compiled_on} 编报，采用不能早于编报", field="adopted_on")


def _day_of(given: date | None, *, at: datetime | None, field: str) -> date:
    """The day of an act: the one given, which is not in the future, or the local day of `at`."""
    today = localdate(at)
    if given and given > today:
        raise Invalid("日期不能晚于今天", field=field)
    return given or today
