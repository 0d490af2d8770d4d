"""Who may see a proposal, write it, sign it, review it and decide on it."""

from typing import Any

from django.db.models import Q

from yizheng.accounts.roles import UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor, Via
from yizheng.proposals.models import Handling, Invitation, Proposal
from yizheng.proposals.states import ANSWERING, ENDED, SIGNABLE

from .combining import FILED, OVERSEERS, READERS, UNWRITTEN, held, of_proposal


def own(actor: Actor) -> Q:
    """What the actor proposes himself, in his own name or as the first of several."""
    return Q(proposer_id=actor.person_id) if actor.person_id else NOTHING


def signed(actor: Actor) -> Q:
    """What the actor has put his name under."""
    if not actor.person_id:
        return NOTHING
    links = Proposal.co_signers.through._base_manager.filter(person_id=actor.person_id)
    return Q(pk__in=links.values("proposal_id"))


def invited(actor: Actor) -> Q:
    """What the actor was asked to put his name under."""
    if not actor.person_id:
        return NOTHING
    asked = Invitation._base_manager.filter(person_id=actor.person_id)
    return Q(pk__in=asked.values("proposal_id"))


def proposed(actor: Actor) -> Q:
    """What the actor has his name under, by itself or as part of what it was merged into."""
    mine = any_of(own(actor), signed(actor))
    if mine is NOTHING:
        return NOTHING
    joined = Proposal._base_manager.filter(mine, merged_into__isnull=False)
    return mine | Q(pk__in=joined.values("merged_into"))


def entered(actor: Actor) -> Q:
    """What the actor has typed in for somebody else, from paper."""
    return Q(entered_by_id=actor.user_id) if actor.has(Role.PROPOSALS) else NOTHING


def led(actor: Actor) -> Q:
    """What the actor's unit answers for."""
    return _handled(actor, role__in=sorted(ANSWERING))


def helped(actor: Actor) -> Q:
    """What the actor's unit helps with."""
    return _handled(actor, role="helper")


def _handled(actor: Actor, **facts: Any) -> Q:
    if not (actor.has(*UNITS) and actor.unit_id):
        return NOTHING
    rows = Handling._base_manager.filter(unit_id=actor.unit_id, **facts)
    return Q(pk__in=rows.exclude(state__in=sorted(ENDED)).values("proposal_id"))


@action("proposals.view", "查看提案")
def view(actor: Actor) -> Q:
    """One's own, what one has co-signed or is asked to, drafts too, and what that was merged into.

    Beyond that by role: the proposal committee's staff see everything but others' drafts; handling
    units what is assigned to them; members, other staff, leaders and the supervision office what is
    filed.
    """
    return any_of(
        proposed(actor),
        invited(actor),
        entered(actor),
        led(actor),
        helped(actor),
        held(actor, *READERS, rule=FILED),
        held(actor, Role.PROPOSALS, rule=~Q(state="draft")),
    )


@action("proposals.view_versions", "查看历次文本")
def view_versions(actor: Actor) -> Q:
    """How a text came about is for those who may read it before it is filed."""
    handed_in = held(actor, Role.PROPOSALS, rule=~Q(state="draft"))
    return any_of(own(actor), signed(actor), invited(actor), entered(actor), handed_in)


@action("proposals.write", "撰写提案")
def write(actor: Actor) -> Q:
    """A draft is changed and handed in by its proposer, or by the staff who typed it in."""
    mine = held(actor, Role.MEMBER, rule=own(actor))
    return narrowed(any_of(mine, entered(actor)), UNWRITTEN)


@action("proposals.enter", "录入提案")
def enter(actor: Actor) -> Q:
    """A draft that came on paper is typed in and corrected by the one who typed it in."""
    return narrowed(entered(actor), UNWRITTEN)


@action("proposals.view_own", "查看本人提案")
def view_own(actor: Actor) -> Q:
    """A member's own and co-signed proposals and invitations to sign, from the draft on."""
    return held(actor, Role.MEMBER, rule=any_of(own(actor), signed(actor), invited(actor)))


@action("proposals.withdraw", "撤回提案")
def withdraw(actor: Actor) -> Q:
    """The first proposer takes his proposal back; the staff do it for one that came on paper."""
    mine = held(actor, Role.MEMBER, rule=own(actor))
    return any_of(mine, held(actor, Role.PROPOSALS, rule=Q(channel="paper")))


@action("proposals.attach", "添加提案附件")
def attach(actor: Actor) -> Q:
    """To one's draft; by the units that answer; by the proposal committee to all but drafts."""
    return any_of(
        write.rule(actor), led(actor), held(actor, Role.PROPOSALS, rule=~Q(state="draft"))
    )


@action("proposals.review", "审查提案")
def review(actor: Actor) -> Q:
    """The proposal committee's staff, but nobody what he has his own name under (回避)."""
    if not actor.has(Role.PROPOSALS):
        return NOTHING
    mine = proposed(actor)
    return EVERYTHING if mine is NOTHING else ~mine


assign = held_by("proposals.assign", "交办提案", Role.PROPOSALS)
commend = held_by("proposals.commend", "确定重点和优秀提案", Role.PROPOSALS)
close = held_by("proposals.close", "办结提案", Role.PROPOSALS)
follow_up = held_by("proposals.follow_up", "回头看", *OVERSEERS)
publish = held_by("proposals.publish", "公开提案", Role.PROPOSALS)
keep_periods = held_by("proposals.keep_periods", "设置征集期和交办会", Role.PROPOSALS)
view_periods = held_by("proposals.view_periods", "查看征集期和交办会", *READERS)
import_past = held_by("proposals.import", "导入往年提案", Role.PROPOSALS)


@action("proposals.view_invitation", "查看联名邀请")
def view_invitation(actor: Actor) -> Q:
    """Whoever is invited, whoever invited him, and the proposal committee once it is handed in."""
    mine = Q(person_id=actor.person_id) if actor.person_id else NOTHING
    handed_in = ~Q(proposal__state="draft")
    return any_of(mine, of_proposal(own(actor)), held(actor, Role.PROPOSALS, rule=handed_in))


@action("proposals.invite", "邀请联名")
def invite(actor: Actor) -> Q:
    """The first proposer asks others to sign his draft."""
    return held(actor, Role.MEMBER, rule=of_proposal(own(actor)))


@action("proposals.ask_to_sign", "邀请人联名")
def ask_to_sign(actor: Actor) -> Q:
    """The first proposer, until the committee has decided."""
    mine = held(actor, Role.MEMBER, rule=own(actor))
    return narrowed(mine, Q(state__in=sorted(SIGNABLE)))


@action("proposals.sign", "确认联名")
def sign(actor: Actor) -> Q:
    """The invited member himself, from his own account: nobody signs for another."""
    himself = not actor.for_id and actor.via != Via.CLI
    if not (himself and actor.has(Role.MEMBER) and actor.person_id):
        return NOTHING
    return Q(person_id=actor.person_id)


view_review = held_by("proposals.view_review", "查看审查意见", Role.PROPOSALS)


@action("proposals.advise", "填写审查意见")
def advise(actor: Actor) -> Q:
    """Whoever may review the proposal."""
    return of_proposal(review.rule(actor))
