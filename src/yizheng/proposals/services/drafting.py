"""A draft (草稿): begun, changed, thrown away. What makes it complete is asked at submission."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from yizheng.accounts.models import User
from yizheng.accounts.roles import Role
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import value_of
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.models import Session
from yizheng.members.selectors import person_of
from yizheng.proposals import permissions, selectors
from yizheng.proposals.models import Proposal

from .city_rules import CALL_DAYS
from .inviting import ask_all_anew, open_of

# What only the proposal committee's staff state, from the paper before them. A member writes in his
# own name; who signs with him, says so himself when invited.
FROM_PAPER = frozenset(
    {
        "session",
        "proposer",
        "channel",
        "submitted_on",
        "entered_by",
        "submitter_type",
        "submitter_name",
        "party",
        "sector",
        "organ",
        "co_signers",
    }
)
TEXTS = ("title", "situation", "analysis", "suggestion", "submitter_name", "closed_reason")


@service("proposals.create_draft")
def start_draft(
    *, by: Actor, facts: dict[str, Any], own: bool = False, at: datetime | None = None
) -> Proposal:
    """Begin a proposal: a member in his own name, the proposal committee's staff from paper.

    Without a session it goes to the one whose proposals are being collected.

    Args:
        own: a member of the staff who is a member of the committee too writes in his own name.

    Raises:
        NotAllowed, Invalid: as `core.records.create`.
    """
    at = at or timezone.now()
    from_paper = by.has(Role.PROPOSALS) and not own
    facts = _checked(facts, from_paper=from_paper)
    if from_paper:
        facts["entered_by"] = User.objects.get(pk=by.user_id) if by.user_id else None
    else:
        facts["proposer"] = person_of(by)
    facts["session"] = facts.get("session") or collecting(at)
    return records.create(
        Proposal, by=by, right=permissions.write, facts=facts, key="proposals.create_draft", at=at
    )


@service("proposals.revise_draft")
def revise_draft(
    proposal: Proposal,
    *,
    by: Actor,
    facts: dict[str, Any],
    version: int,
    at: datetime | None = None,
) -> Proposal:
    """Change a draft. Whoever was asked to sign another text is asked again.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`.
    """
    at = at or timezone.now()
    facts = _checked(facts, from_paper=proposal.entered_by_id is not None)
    if "session" in facts:
        facts["session"] = facts["session"] or collecting(at)
        if proposal.serial and facts["session"] != proposal.session:
            raise Invalid("已编流水号的提案不能改届次", field="session")
    # Invitations before their proposal, as in signing, so that neither waits for the other.
    list(open_of(proposal).select_for_update())
    revised = records.revise(
        proposal,
        by=by,
        right=permissions.write,
        facts=facts,
        version=version,
        key="proposals.revise_draft",
        at=at,
    )
    ask_all_anew(revised, by=by, at=at)
    revised.refresh_from_db()
    return revised


@service("proposals.remove_draft")
def remove_draft(proposal: Proposal, *, by: Actor, reason: str, version: int) -> None:
    """Throw a draft away. One that was handed in before stays: its serial is taken.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`.
    """
    if proposal.serial:
        raise Invalid("这件提案提交过，已编流水号，不能删除；请修改后再提交")
    records.remove(proposal, by=by, right=permissions.write, reason=reason, version=version)


def _checked(facts: dict[str, Any], *, from_paper: bool) -> dict[str, Any]:
    """Facts without marks of secrecy, and without what only the paper can say when there is none.

    Lines end in one way, whichever door a text comes through: digests are taken of it.
    """
    refuse_marked(**{name: facts[name] for name in TEXTS if name in facts})
    return {
        name: value.replace("\r\n", "\n") if isinstance(value, str) else value
        for name, value in facts.items()
        if from_paper or name not in FROM_PAPER
    }


def collecting(at: datetime) -> Session:
    """The session that a proposal handed in at `at` is recorded for. 2 queries.

    Raises:
        Invalid: there is none.
    """
    day = timezone.localdate(at)
    session = selectors.session_at(at, call_days=value_of(CALL_DAYS.key, on=day))
    if session is None:
        raise Invalid("还没有可以提交提案的会议，请先登记全体会议", field="session")
    return session
