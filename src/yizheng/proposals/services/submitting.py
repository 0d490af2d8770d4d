"""Handing in (提交) and taking back (撤案): the conditions, and what a proposal gets for it."""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate, localtime

from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.numbering import next_number
from yizheng.core.rules import value_of
from yizheng.core.wording import length
from yizheng.core.workflow import transition
from yizheng.members import selectors as members
from yizheng.members.models import Person
from yizheng.proposals import permissions, selectors
from yizheng.proposals.models import CollectionPeriod, Proposal
from yizheng.proposals.states import (
    BY_MEMBER,
    UNDER_REVIEW,
    WRITING,
    Channel,
    State,
    SubmitterType,
)
from yizheng.proposals.texts import PARTS, digest_of

from .city_rules import (
    CALL_DAYS,
    FEWEST_SIGNERS,
    ORDINARY_TIME,
    PART_CHARS,
    REQUIRED_PARTS,
    SECTOR_IN_SESSION,
    SESSION_DEADLINE_DAYS,
    TITLE_CHARS,
)
from .deciding import stands_alone
from .drafting import collecting

# Under which column each collective is named; `submitter_name` does as well.
NAMED_BY = {
    SubmitterType.PARTY: ("party", "请选党派，或者填集体名称"),
    SubmitterType.ORGANISATION: ("party", "请选人民团体，或者填集体名称"),
    SubmitterType.SECTOR: ("sector", "请选界别，或者填集体名称"),
    SubmitterType.GROUP: ("submitter_name", "请填委员小组的名称"),
    SubmitterType.SPECIAL: ("organ", "请选专门委员会，或者填集体名称"),
}


@transition(
    "proposals.submit",
    "提交",
    sources=WRITING,
    target=State.SUBMITTED,
    right=permissions.write,
    citation=PROPOSAL_RULES("提案的提出"),
)
def submit_proposal(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Hand in a finished draft: check it, and give it the next serial of its session.

    A returned proposal that is handed in again keeps its first serial and day.
    """
    day = _day(proposal, at=at)
    if found := _refusals(proposal, on=day, at=at):
        raise _joined(found)
    proposal.submitted_on = day
    proposal.return_note = ""
    signers = proposal.co_signers.values_list("pk", flat=True)
    proposal.text_digest = digest_of(proposal, signers)
    if proposal.serial is None:
        proposal.serial = next_number(f"proposals/serial/{proposal.session_id}")


def faults(proposal: Proposal, *, at: datetime) -> list[tuple[str | None, str]]:
    """What a submission now would be refused for, as `(field, sentence)`; nothing is changed.

    Empty when it would go through. At most 20 queries.
    """
    trial = copy(proposal)
    found = _refusals(trial, on=_day(trial, at=at), at=at)
    return [
        (name or None, sentence)
        for refusal in found
        for name, sentences in (refusal.fields or {"": [refusal.message]}).items()
        for sentence in sentences
    ]


def intake_of(proposal: Proposal, *, at: datetime) -> Proposal:
    """A copy that says for which session it would be handed in now, and whether at the session.

    Raises:
        Invalid: nothing is received now.
    """
    trial = copy(proposal)
    _receive(trial, on=_day(trial, at=at), at=at)
    return trial


def _day(proposal: Proposal, *, at: datetime) -> date:
    """The day that counts: only staff can have given another one, see `drafting.FROM_PAPER`."""
    return day_of(proposal.submitted_on, at=at, field="submitted_on")


def _refusals(proposal: Proposal, *, on: date, at: datetime) -> list[Invalid]:
    """All that is wrong, so that it can be put right in one go."""
    checks: list[Callable[[], None]] = [
        lambda: _check_text(proposal, on=on),
        lambda: _receive(proposal, on=on, at=at),
        lambda: _check_submitter(proposal, on=on),
    ]
    found = []
    for check in checks:
        try:
            check()
        except Invalid as refusal:
            found.append(refusal)
    return found


def _joined(found: list[Invalid]) -> Invalid:
    """Several refusals as one."""
    if len(found) == 1:
        return found[0]
    fields: dict[str, list[str]] = {}
    for refusal in found:
        said = refusal.fields or {"__all__": [refusal.message]}
        for name, sentences in said.items():
            fields.setdefault(name, []).extend(sentences)
    return Invalid("；".join(refusal.message for refusal in found), fields=fields)


@transition(
    "proposals.withdraw",
    "撤案",
    sources=UNDER_REVIEW | {State.FILED},
    target=State.WITHDRAWN,
    right=permissions.withdraw,
    citation=PROPOSAL_RULES("提案的提出"),
    awaited_in=(),
)
def withdraw_proposal(proposal: Proposal, *, by: Actor, at: datetime, withdraw_note: str) -> None:
    """Take a proposal back before it is assigned. Its serial and number stay taken."""
    stands_alone(proposal, "已有提案并入这件，不能撤案")
    if not withdraw_note.strip():
        raise Invalid("请写明撤案的理由", field="withdraw_note")
    proposal.withdraw_note = withdraw_note.strip()
    proposal.withdrawn_on = localdate(at)
    proposal.public_text, proposal.published_on = "", None


# --- When ----------------------------------------------------------------------------------------


def _receive(proposal: Proposal, *, on: date, at: datetime) -> None:
    """Say for which session it is handed in, and whether at the session or in ordinary time.

    What was received before stays as it was received.
    """
    if proposal.serial is not None:
        return
    if proposal.entered_by_id is None:
        # Whenever its draft was begun, it goes to the session now collecting.
        proposal.session = collecting(at)
    ends = selectors.session_year_ends(proposal.session)
    periods = selectors.periods_of(proposal.session)
    period = _period_of(proposal, periods, on=on, at=at)
    if period is None:
        _check_year(proposal, periods, on=on, ends=ends)
    proposal.is_session = period.is_session if period else _by_days(proposal, periods, on=on)
    if period is None and not proposal.is_session and not value_of(ORDINARY_TIME.key, on=on):
        raise Invalid(_closed(at))


def _period_of(
    proposal: Proposal, periods: list[CollectionPeriod], *, on: date, at: datetime
) -> CollectionPeriod | None:
    """The period it comes in: by the minute online, by the day from paper."""
    if proposal.channel == Channel.ONLINE and proposal.submitted_on is None:
        fitting = [one for one in periods if one.opens_at <= at < one.closes_at]
    else:
        fitting = [
            one for one in periods if localdate(one.opens_at) <= on <= localdate(one.closes_at)
        ]
    return max(fitting, key=lambda one: one.is_session, default=None)


def _check_year(
    proposal: Proposal, periods: list[CollectionPeriod], *, on: date, ends: date | None
) -> None:
    """A proposal is handed in between the call for its session and the next session."""
    first = proposal.session.opened_on - timedelta(days=value_of(CALL_DAYS.key, on=on))
    if periods:
        first = min(localdate(periods[0].opens_at), proposal.session.opened_on)
    if on < first or (ends and on >= ends):
        raise Invalid(f"{on} 提交的提案不能记入{proposal.session}，请修改届次", field="session")


def _by_days(proposal: Proposal, periods: list[CollectionPeriod], *, on: date) -> bool:
    """Whether the rule in days calls it a proposal of the session; periods say it otherwise."""
    deadline = timedelta(days=value_of(SESSION_DEADLINE_DAYS.key, on=on))
    return not periods and on <= proposal.session.opened_on + deadline


def _closed(at: datetime) -> str:
    """Why nothing is received now, and when it will be. 1 query."""
    coming = selectors.next_period(at)
    if coming is None:
        return "现在不接收提案，下一次征集的时间还没有公布；草稿已保存，不会丢失"
    opens, closes = localtime(coming.opens_at), localtime(coming.closes_at)
    return (
        f"现在不接收提案，下一次征集：{opens:%Y-%m-%d %H:%M} 至 {closes:%Y-%m-%d %H:%M}；"
        "草稿已保存，到时再提交"
    )


# --- What ----------------------------------------------------------------------------------------


def _check_text(proposal: Proposal, *, on: date) -> None:
    """Every field that keeps it from being handed in, at once."""
    faults = {**_missing(proposal, on=on), **_too_long(proposal, on=on)}
    if not proposal.is_open and not proposal.closed_reason.strip():
        faults["closed_reason"] = "不同意公开的，请写明理由"
    if faults:
        raise Invalid(
            "；".join(faults.values()),
            fields={name: [sentence] for name, sentence in faults.items()},
        )


def _missing(proposal: Proposal, *, on: date) -> dict[str, str]:
    needed = value_of(REQUIRED_PARTS.key, on=on)
    empty = [name for name in needed if not getattr(proposal, name).strip()]
    return {name: f"还没有写“{_label(name)}”" for name in empty}


def _too_long(proposal: Proposal, *, on: date) -> dict[str, str]:
    part = value_of(PART_CHARS.key, on=on)
    most = {"title": value_of(TITLE_CHARS.key, on=on)} | dict.fromkeys(PARTS[1:], part)
    written = {name: length(getattr(proposal, name)) for name in most}
    return {
        name: f"“{_label(name)}”最多 {limit} 字，现有 {written[name]} 字，请删减"
        for name, limit in most.items()
        if written[name] > limit
    }


def _label(name: str) -> str:
    field: Any = Proposal._meta.get_field(name)
    return str(field.verbose_name)


# --- Who -----------------------------------------------------------------------------------------


def _check_submitter(proposal: Proposal, *, on: date) -> None:
    """Each kind of submitter has its own conditions."""
    kind = SubmitterType(proposal.submitter_type)
    if kind in BY_MEMBER:
        _check_people(proposal, on=on)
        return
    column, sentence = NAMED_BY[kind]
    if not (proposal.submitter_name.strip() or getattr(proposal, column)):
        raise Invalid(sentence, field=column)
    in_session_only = kind in {SubmitterType.SECTOR, SubmitterType.GROUP}
    if in_session_only and not proposal.is_session and value_of(SECTOR_IN_SESSION.key, on=on):
        sentence = f"{kind.label}提案只在大会期间提出；平时可以由委员个人或者联名提出"
        raise Invalid(sentence, field="submitter_type")


def _check_people(proposal: Proposal, *, on: date) -> None:
    """A members' proposal comes from members who serve; a joint one has enough of them."""
    signers = set(proposal.co_signers.values_list("pk", flat=True))
    joint = proposal.submitter_type == SubmitterType.JOINT
    if joint != bool(signers):
        raise Invalid("联名提案须有联名委员，个人提案没有", field="co_signers")
    if proposal.proposer_id in signers:
        raise Invalid("第一提案人不必再列为联名委员", field="co_signers")
    people = {proposal.proposer_id, *signers} - {None}
    fewest = value_of(FEWEST_SIGNERS.key, on=on)
    if joint and len(people) < fewest:
        sentence = f"联名提案至少 {fewest} 人，连第一提案人现有 {len(people)} 人"
        raise Invalid(sentence, field="co_signers")
    serving = set(
        members.mandates_on(on).filter(person__in=people).values_list("person_id", flat=True)
    )
    if people - serving:
        names = Person.objects.filter(pk__in=people - serving).values_list("name", flat=True)
        raise Invalid(f"{'、'.join(names)}在 {on} 不是本会委员")
