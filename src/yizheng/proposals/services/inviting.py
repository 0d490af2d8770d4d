"""Signing with another (联名): asked with a deadline, answered by the invited member himself.

Who agreed stands among the proposal's co-signers, and only as long as the text is the one he
agreed to. One may sign until the committee has decided; `daily` lets invitations expire.
"""

from datetime import datetime, timedelta
from typing import Annotated

from django.db.models import Q, QuerySet
from django.utils import timezone

from yizheng.core import joining, records
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import value_of
from yizheng.core.workflow import transition
from yizheng.members import selectors as members
from yizheng.members.models import Person
from yizheng.proposals import permissions
from yizheng.proposals.models import Invitation, Proposal
from yizheng.proposals.states import (
    BY_MEMBER,
    SIGNABLE,
    WRITING,
    InvitationState,
    SubmitterType,
)
from yizheng.proposals.texts import words_digest, words_of

from .city_rules import SIGN_DAYS

SIGNING = PROPOSAL_RULES("提案者")


@joining.settle("proposals.invitation", "同一件提案的联名邀请只留一份；两份答复不同的，不能合并")
def _one_invitation(ours: Invitation, theirs: Invitation) -> Invitation | None:
    """The one that was answered; two different answers are for people to look at."""
    answered = {InvitationState.AGREED, InvitationState.DECLINED}
    if theirs.state not in answered or theirs.state == ours.state:
        return ours
    return theirs if ours.state not in answered else None


@transition(
    "proposals.invite",
    "邀请联名",
    sources=SIGNABLE,
    target=None,
    right=permissions.ask_to_sign,
    citation=SIGNING,
    when=Q(submitter_type__in=sorted(BY_MEMBER), proposer__isnull=False),
)
def invite(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    person: Annotated[Person, "邀请谁"],  # type: ignore[name-defined]
    respond_by: Annotated[
        datetime | None, "确认截止", "不填的，按本会规则的天数；过期未确认的，视为未联名"
    ] = None,
    note: Annotated[str, "留言"] = "",
) -> None:
    """Ask a member who serves to sign.

    Args:
        respond_by: until when he may answer; `SIGN_DAYS` from now when left out.
    """
    _check_invited(proposal, person, at=at)
    if respond_by and respond_by <= at:
        raise Invalid("确认截止时间应晚于现在", field="respond_by")
    records.create(
        Invitation,
        by=by,
        right=permissions.invite,
        key="proposals.invite",
        facts={
            "proposal": proposal,
            "person": person,
            "respond_by": respond_by or _deadline(at),
            "note": note.strip(),
        },
        derived={"text_digest": words_digest(words_of(proposal))},
        at=at,
    )


@transition(
    "proposals.invite_again",
    "再次邀请",
    sources={InvitationState.EXPIRED},
    target=InvitationState.PENDING,
    right=permissions.invite,
    citation=SIGNING,
    when=Q(proposal__state__in=sorted(SIGNABLE)),
    awaited_in=(),
)
def invite_again(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Give somebody who did not answer in time as many days again."""
    invitation.respond_by = _deadline(at)
    invitation.text_digest = words_digest(words_of(invitation.proposal))


@transition(
    "proposals.sign",
    "同意联名",
    sources={InvitationState.PENDING},
    target=InvitationState.AGREED,
    right=permissions.sign,
    citation=SIGNING,
    when=Q(proposal__state__in=sorted(SIGNABLE)),
)
def sign(
    invitation: Invitation, *, by: Actor, at: datetime, note: Annotated[str, "留言"] = ""
) -> None:
    """Put one's name under the text as it now stands."""
    if at > invitation.respond_by:
        raise Invalid("确认截止时间已过，不能再联名；需要的，请第一提案人再次邀请")
    # Locks the proposal, so that its text is the one agreed to.
    proposal = keep_signers(invitation.proposal, by=by, at=at, joining=invitation.person)
    invitation.proposal = proposal
    if invitation.text_digest != words_digest(words_of(proposal)):
        raise Invalid("提案刚刚又有修改，请重新看过再确认")
    _answer(invitation, note, at=at)


@transition(
    "proposals.decline_invitation",
    "谢绝联名",
    sources={InvitationState.PENDING},
    target=InvitationState.DECLINED,
    right=permissions.sign,
    citation=SIGNING,
    awaited_in=(),
)
def decline_invitation(invitation: Invitation, *, by: Actor, at: datetime, note: str = "") -> None:
    """Say no, with a word of explanation or without."""
    _answer(invitation, note, at=at)


@transition(
    "proposals.expire_invitation",
    "邀请过期",
    sources={InvitationState.PENDING},
    target=InvitationState.EXPIRED,
    right=None,
    citation=SIGNING,
)
def expire_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """After its deadline, or after the committee decided on the proposal without this name."""


@transition(
    "proposals.ask_anew",
    "正文有修改，重新确认",
    sources={InvitationState.AGREED, InvitationState.PENDING},
    target=InvitationState.PENDING,
    right=None,
    citation=SIGNING,
)
def ask_anew(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """After the text was changed: a name stands under the text that its bearer has read."""
    if invitation.state == InvitationState.AGREED:
        keep_signers(invitation.proposal, by=by, at=at, leaving=invitation.person)
        invitation.respond_by = max(invitation.respond_by, _deadline(at))
        invitation.answered_at = None
    invitation.text_digest = words_digest(words_of(invitation.proposal))


@transition(
    "proposals.keep_signers",
    "更新联名委员",
    sources=SIGNABLE,
    target=None,
    right=None,
    citation=SIGNING,
)
def keep_signers(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    joining: Person | None = None,
    leaving: Person | None = None,
) -> None:
    """After somebody agreed or has to be asked again: a member's proposal is joint or not."""
    if joining:
        proposal.co_signers.add(joining)
    if leaving:
        proposal.co_signers.remove(leaving)
    if proposal.submitter_type in BY_MEMBER:
        joint, alone = SubmitterType.JOINT, SubmitterType.INDIVIDUAL
        proposal.submitter_type = joint if proposal.co_signers.exists() else alone


def open_of(proposal: Proposal) -> QuerySet[Invitation]:
    """The invitations that are waiting or agreed to, in the order in which they are locked."""
    states = [InvitationState.AGREED, InvitationState.PENDING]
    return Invitation.objects.filter(proposal=proposal, state__in=states).order_by("pk")


def ask_all_anew(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Ask everybody again whose invitation is to another text than the stored one.

    1 query when nobody is; a move for each otherwise.
    """
    for row in open_of(proposal).exclude(text_digest=words_digest(words_of(proposal))):
        ask_anew(row, by=by, at=at)


def lapsed(at: datetime) -> QuerySet[Invitation]:
    """Invitations that nobody can answer any more, the oldest first. For the daily run.

    Their deadline is over, or the committee has decided on the proposal without these names.
    """
    over = Q(respond_by__lt=at) | ~Q(proposal__state__in=sorted(SIGNABLE))
    rows = Invitation.objects.filter(over, state=InvitationState.PENDING)
    return rows.order_by("respond_by", "pk")


@service("proposals.take_back_invitation")
def take_back(invitation: Invitation, *, by: Actor, reason: str, version: int) -> None:
    """Unask somebody; he may be invited anew. A name is struck only while one writes.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`.
    """
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require(by, permissions.invite, current)
    if current.state == InvitationState.AGREED:
        if current.proposal.state not in WRITING:
            raise Invalid("提案已经提交，不能再去掉已经同意联名的委员")
        keep_signers(current.proposal, by=by, at=timezone.now(), leaving=current.person)
    records.remove(current, by=by, right=permissions.invite, reason=reason, version=version)


def _answer(invitation: Invitation, note: str, *, at: datetime) -> None:
    """Keep when and with which word it was answered; the inviter's word stays if there is none."""
    invitation.answered_at = at
    invitation.note = note.strip() or invitation.note


def _deadline(at: datetime) -> datetime:
    """The end of the last of the days that the committee gives. 1 query."""
    day = timezone.localtime(at)
    last = day + timedelta(days=value_of(SIGN_DAYS.key, on=day.date()))
    return last.replace(hour=23, minute=59, second=0, microsecond=0)


def _check_invited(proposal: Proposal, person: Person, *, at: datetime) -> None:
    if person.pk == proposal.proposer_id:
        raise Invalid("第一提案人不必邀请自己", field="person")
    if proposal.co_signers.filter(pk=person.pk).exists():
        raise Invalid("这位委员已经联名", field="person")
    day = timezone.localdate(at)
    if not members.mandates_on(day).filter(person=person).exists():
        raise Invalid(f"{person}现在不是本会委员，不能联名", field="person")
    if Invitation.objects.filter(proposal=proposal, person=person).exists():
        raise Invalid("已经邀请过这位委员", field="person")
