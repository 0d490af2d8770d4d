"""From a draft to a submitted proposal, and back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from yizheng.accounts.models import User
from yizheng.accounts.roles import Role
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.numbering import next_number
from yizheng.core.records import service
from yizheng.core.rules import value_of
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.members import selectors as members
from yizheng.members.models import Person, Session
from yizheng.proposals import permissions, selectors
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import BY_MEMBER, WRITING, State, SubmitterType

from .city_rules import CALL_DAYS, REQUIRED_PARTS, SESSION_DEADLINE_DAYS, day_of

# What only the proposal committee's staff state, from the paper before them.
FROM_PAPER = ("channel", "submitted_on", "entered_by")

TEXTS = ("title", "situation", "analysis", "suggestion", "submitter_name")


@service("proposals.create_draft")
def start_draft(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Proposal:
    """Begin a proposal: a member in his own name, the proposal committee's staff from paper.

    Without a session it goes to the one whose proposals are being collected.

    Raises:
        NotAllowed, Invalid: as `core.records.create`.
    """
    facts = _completed({"session": None} | facts, by=by, on=localdate(at))
    if by.user_id and by.has(Role.PROPOSALS):
        facts["entered_by"] = User.objects.get(pk=by.user_id)
    return records.create(
        Proposal, by=by, right=permissions.write, facts=facts, key="proposals.create_draft", at=at
    )


@service("proposals.revise_draft")
def revise_draft(proposal: Proposal, *, by: Actor, facts: dict[str, Any], version: int) -> Proposal:
    """Change a draft.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`.
    """
    facts = _completed(facts, by=by, on=localdate())
    return records.revise(
        proposal,
        by=by,
        right=permissions.write,
        facts=facts,
        version=version,
        key="proposals.revise_draft",
    )


@service("proposals.remove_draft")
def remove_draft(proposal: Proposal, *, by: Actor, reason: str, version: int) -> None:
    """Throw a draft away. One that was handed in before stays: its serial is taken.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`.
    """
    if proposal.serial:
        raise Invalid("这件提案提交过，已编流水号，不能删除；请修改后再提交")
    records.remove(proposal, by=by, right=permissions.write, reason=reason, version=version)


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
    # Only staff can have given a day, from the paper; see `FROM_PAPER`.
    day = day_of(proposal.submitted_on, at=at, field="submitted_on")
    _check_parts(proposal, on=day)
    _check_session(proposal, on=day)
    _check_people(proposal, on=day)
    proposal.submitted_on = day
    proposal.return_note = ""
    deadline = value_of(SESSION_DEADLINE_DAYS.key, on=day)
    proposal.is_session = day <= proposal.session.opened_on + timedelta(days=deadline)
    if proposal.serial is None:
        proposal.serial = next_number(f"proposals/serial/{proposal.session_id}")


def _completed(facts: dict[str, Any], *, by: Actor, on: date) -> dict[str, Any]:
    """Facts with the session of the day and, when a member writes, himself as first proposer.

    What goes in under a collective's name is typed in by the proposal committee, from its paper.
    """
    refuse_marked(**{name: facts[name] for name in TEXTS if name in facts})
    facts = dict(facts)
    if not by.has(Role.PROPOSALS):
        facts = {name: value for name, value in facts.items() if name not in FROM_PAPER}
        facts["proposer"] = Person.objects.filter(pk=by.person_id).first()
        if "co_signers" in facts:
            joint, alone = SubmitterType.JOINT, SubmitterType.INDIVIDUAL
            facts["submitter_type"] = joint if facts["co_signers"] else alone
    if "session" in facts and facts["session"] is None:
        facts["session"] = _session_of(on)
    return facts


def _session_of(day: date) -> Session:
    call_days = value_of(CALL_DAYS.key, on=day)
    session = selectors.session_for(day, call_days=call_days)
    if session is None:
        raise Invalid("还没有可以提交提案的会议，请先登记全体会议", field="session")
    return session


def _check_parts(proposal: Proposal, *, on: date) -> None:
    labels = {field.name: str(field.verbose_name) for field in Proposal._meta.concrete_fields}
    needed = value_of(REQUIRED_PARTS.key, on=on)
    missing = [name for name in needed if not getattr(proposal, name).strip()]
    if missing:
        raise Invalid(f"还没有写：{'、'.join(labels[name] for name in missing)}")


def _check_session(proposal: Proposal, *, on: date) -> None:
    """A proposal is handed in between the call for its session and the next session."""
    opened_on = proposal.session.opened_on
    first = opened_on - timedelta(days=value_of(CALL_DAYS.key, on=on))
    ends = selectors.session_year_ends(proposal.session)
    if on < first or (ends and on >= ends):
        raise Invalid(f"{on} 提交的提案不能记入{proposal.session}，请修改届次", field="session")


def _check_people(proposal: Proposal, *, on: date) -> None:
    """A members' proposal comes from members who serve; a joint one has somebody joining."""
    if proposal.submitter_type not in BY_MEMBER:
        return
    signers = set(proposal.co_signers.values_list("pk", flat=True))
    joint = proposal.submitter_type == SubmitterType.JOINT
    if joint != bool(signers):
        raise Invalid("联名提案须有联名委员，个人提案没有", field="co_signers")
    if proposal.proposer_id in signers:
        raise Invalid("第一提案人不必再列为联名委员", field="co_signers")
    people = {proposal.proposer_id, *signers} - {None}
    serving = set(
        members.mandates_on(on).filter(person__in=people).values_list("person_id", flat=True)
    )
    if people - serving:
        names = Person.objects.filter(pk__in=people - serving).values_list("name", flat=True)
        raise Invalid(f"{'、'.join(names)}在 {on} 不是本会委员")
