"""Who may see a proposal and what hangs on it, and do what with it.

When is each transition's `sources`. An assistant acts in a member's name everywhere but where the
member's own word is asked: co-signing and judging.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from yizheng.accounts.roles import INSIDERS, UNITS, Role
from yizheng.core.access import EVERYTHING, NOTHING, action, held_by
from yizheng.core.actors import Actor

from .models import Countersignature, Handling, Invitation, KeyProposal, Proposal
from .states import ANSWERING, ENDED, WRITING, EvaluationState, ReplyState

UNWRITTEN = Q(state__in=sorted(WRITING))
# A number is given at filing and never taken away.
FILED = Q(number__isnull=False)
READERS = (*INSIDERS, Role.MEMBER, Role.SUPERVISION)
# Those who see to it that units handle what they are given.
OVERSEERS = (Role.PROPOSALS, Role.SUPERVISION)


def _any(*rules: Q) -> Q:
    """Any of the rules; `NOTHING` itself, which menus recognise, when there is none."""
    if any(rule is EVERYTHING for rule in rules):
        return EVERYTHING
    given = [rule for rule in rules if rule is not NOTHING]
    return reduce(or_, given) if given else NOTHING


def _and(rule: Q, condition: Q) -> Q:
    """The rule narrowed; `NOTHING` stays itself."""
    return rule if rule is NOTHING else rule & condition


def _for(actor: Actor, *roles: str, rule: Q = EVERYTHING) -> Q:
    return rule if actor.has(*roles) else NOTHING


def _of_proposal(rule: Q) -> Q:
    """A rule about proposals as one about what hangs on them."""
    if rule is EVERYTHING or rule is NOTHING:
        return rule
    return Q(proposal__in=Proposal._base_manager.filter(rule).values("pk"))


# --- Proposals -----------------------------------------------------------------------------------


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
    mine = _any(own(actor), signed(actor))
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
    return _any(
        proposed(actor),
        invited(actor),
        entered(actor),
        led(actor),
        helped(actor),
        _for(actor, *READERS, rule=FILED),
        _for(actor, Role.PROPOSALS, rule=~Q(state="draft")),
    )


@action("proposals.write", "撰写提案")
def write(actor: Actor) -> Q:
    """A draft is changed and handed in by its proposer, or by the staff who typed it in."""
    mine = _for(actor, Role.MEMBER, rule=own(actor))
    return _and(_any(mine, entered(actor)), UNWRITTEN)


@action("proposals.enter", "录入提案")
def enter(actor: Actor) -> Q:
    """A draft that came on paper is typed in and corrected by the one who typed it in."""
    return _and(entered(actor), UNWRITTEN)


@action("proposals.view_own", "查看本人提案")
def view_own(actor: Actor) -> Q:
    """A member's own and co-signed proposals and invitations to sign, from the draft on."""
    return _for(actor, Role.MEMBER, rule=_any(own(actor), signed(actor), invited(actor)))


@action("proposals.withdraw", "撤回提案")
def withdraw(actor: Actor) -> Q:
    """The first proposer takes his proposal back; the staff do it for one that came on paper."""
    mine = _for(actor, Role.MEMBER, rule=own(actor))
    return _any(mine, _for(actor, Role.PROPOSALS, rule=Q(channel="paper")))


@action("proposals.attach", "添加提案附件")
def attach(actor: Actor) -> Q:
    """To one's draft; by the units that answer; by the proposal committee to all but drafts."""
    return _any(write.rule(actor), led(actor), _for(actor, Role.PROPOSALS, rule=~Q(state="draft")))


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


# --- Invitations and reviews ---------------------------------------------------------------------


@action("proposals.view_invitation", "查看联名邀请")
def view_invitation(actor: Actor) -> Q:
    """Whoever is invited, whoever invited him, and the proposal committee once it is handed in."""
    mine = Q(person_id=actor.person_id) if actor.person_id else NOTHING
    handed_in = ~Q(proposal__state="draft")
    return _any(mine, _of_proposal(own(actor)), _for(actor, Role.PROPOSALS, rule=handed_in))


@action("proposals.invite", "邀请联名")
def invite(actor: Actor) -> Q:
    """The first proposer asks others to sign his draft."""
    return _for(actor, Role.MEMBER, rule=_of_proposal(own(actor)))


@action("proposals.sign", "确认联名")
def sign(actor: Actor) -> Q:
    """The invited member himself, from his own account: nobody signs for another."""
    if actor.for_id or not (actor.has(Role.MEMBER) and actor.person_id):
        return NOTHING
    return Q(person_id=actor.person_id)


view_review = held_by("proposals.view_review", "查看审查意见", Role.PROPOSALS)


@action("proposals.advise", "填写审查意见")
def advise(actor: Actor) -> Q:
    """Whoever may review the proposal."""
    return _of_proposal(review.rule(actor))


# --- Handling ------------------------------------------------------------------------------------


def of_unit(actor: Actor) -> Q:
    """What was given to the actor's unit, what it gave back too."""
    return Q(unit_id=actor.unit_id) if actor.has(*UNITS) and actor.unit_id else NOTHING


@action("proposals.view_handling", "查看承办情况")
def view_handling(actor: Actor) -> Q:
    """A unit sees its own and its partners'; whoever may read filed proposals sees all."""
    return _any(
        _for(actor, *READERS), of_unit(actor), _of_proposal(_any(led(actor), helped(actor)))
    )


@action("proposals.handle", "办理提案")
def handle(actor: Actor) -> Q:
    """The unit's people do its part; the proposal committee enters what came on paper."""
    return _any(of_unit(actor), _for(actor, Role.PROPOSALS))


oversee = held_by("proposals.oversee", "督办提案", *OVERSEERS)
view_ledger = held_by("proposals.view_ledger", "查看督办台账", *OVERSEERS, Role.LEADER)


@action("proposals.view_of_handling", "查看办理过程")
def view_of_handling(actor: Actor) -> Q:
    """Contacts, extensions and urgings: the unit's own, and all for those who oversee or lead.

    The proposer sees what was done about his own proposal.
    """
    proposers = _of_proposal(proposed(actor))
    return _any(
        _for(actor, *OVERSEERS, Role.LEADER),
        _through("handling", of_unit(actor)),
        _through("handling", proposers),
    )


@action("proposals.record_handling", "登记办理过程")
def record_handling(actor: Actor) -> Q:
    """Contacts and wishes for more time are the unit's, or entered from paper."""
    return _any(_through("handling", of_unit(actor)), _for(actor, Role.PROPOSALS))


def _through(path: str, rule: Q) -> Q:
    """A rule about handlings as one about what hangs on them by `path`."""
    if rule is EVERYTHING or rule is NOTHING:
        return rule
    return Q(**{f"{path}__in": Handling._base_manager.filter(rule).values("pk")})


# --- Replies -------------------------------------------------------------------------------------


@action("proposals.view_reply", "查看答复")
def view_reply(actor: Actor) -> Q:
    """A reply is its unit's until it is signed; then those who check it; sent, all readers'."""
    asked = NOTHING
    if actor.has(*UNITS) and actor.unit_id:
        helping = Countersignature._base_manager.filter(handling__unit_id=actor.unit_id)
        asked = Q(pk__in=helping.values("reply_id"))
    signed_ones = Q(state__in=[ReplyState.CHECKING, ReplyState.SENT]) | Q(is_paper=True)
    return _any(
        _for(actor, *OVERSEERS, rule=signed_ones),
        _for(actor, *READERS, rule=Q(state=ReplyState.SENT)),
        _and(_sent_to(actor), Q(state=ReplyState.SENT)),
        _through("handling", of_unit(actor)),
        asked,
    )


def _sent_to(actor: Actor) -> Q:
    return _through("handling", _of_proposal(proposed(actor)))


@action("proposals.reply", "起草答复")
def reply(actor: Actor) -> Q:
    """The unit's people write it; the proposal committee enters one that came on paper."""
    return _any(
        _through("handling", of_unit(actor)), _for(actor, Role.PROPOSALS, rule=Q(is_paper=True))
    )


@action("proposals.sign_reply", "签发答复")
def sign_reply(actor: Actor) -> Q:
    """The unit's reviewer, for what somebody else wrote."""
    if not (actor.has(Role.UNIT_REVIEWER) and actor.unit_id):
        return NOTHING
    return Q(handling__unit_id=actor.unit_id) & ~Q(author_id=actor.user_id)


@action("proposals.send_back_reply", "退回答复")
def send_back_reply(actor: Actor) -> Q:
    """The unit's own people before it is signed; those who check it after that."""
    unsigned = Q(state__in=[ReplyState.COUNTERSIGNING, ReplyState.SIGNING])
    unit = _and(_through("handling", of_unit(actor)), unsigned)
    return _any(unit, _for(actor, *OVERSEERS, rule=Q(state=ReplyState.CHECKING)))


enter_signed_reply = action("proposals.enter_signed_reply", "登记纸质答复")(
    lambda actor: _for(actor, Role.PROPOSALS, rule=Q(is_paper=True))
)
check_reply = held_by("proposals.check_reply", "审核答复", *OVERSEERS)


@action("proposals.ask_to_countersign", "请会办单位会签")
def countersign_asked(actor: Actor) -> Q:
    """The unit whose reply it is, or who entered it from paper."""
    mine = _through("reply__handling", of_unit(actor))
    return _any(mine, _for(actor, Role.PROPOSALS, rule=Q(reply__is_paper=True)))


@action("proposals.countersign", "会签答复")
def countersign(actor: Actor) -> Q:
    """The helping unit's people."""
    return _through("handling", of_unit(actor))


@action("proposals.view_countersignature", "查看会签")
def view_countersignature(actor: Actor) -> Q:
    """Both units, and those who oversee."""
    mine = of_unit(actor)
    return _any(
        _through("handling", mine),
        _through("reply__handling", mine),
        _for(actor, *OVERSEERS),
    )


# --- Judgements ----------------------------------------------------------------------------------


@action("proposals.evaluate", "评价办理情况")
def evaluate(actor: Actor) -> Q:
    """Every proposer judges a reply himself: no assistant, no unit, no staff can."""
    if actor.for_id or not actor.has(Role.MEMBER) or actor.has(*UNITS):
        return NOTHING
    return _sent_to(actor)


@action("proposals.judge", "给出评价")
def judge(actor: Actor) -> Q:
    """A judgement is the judging member's own, and nobody gives it for him."""
    if actor.for_id or not (actor.has(Role.MEMBER) and actor.person_id) or actor.has(*UNITS):
        return NOTHING
    return Q(person_id=actor.person_id)


@action("proposals.confirm_evaluation", "复核书面评价")
def confirm_evaluation(actor: Actor) -> Q:
    """The proposal committee's staff, for what somebody else of them entered."""
    return _for(actor, Role.PROPOSALS, rule=~Q(entered_by_id=actor.user_id))


enter_evaluation = held_by("proposals.enter_evaluation", "录入书面评价", Role.PROPOSALS)


@action("proposals.view_evaluation", "查看办理评价")
def view_evaluation(actor: Actor) -> Q:
    """One's own; all for those who oversee and leaders; the judged unit what counts."""
    mine = Q(person_id=actor.person_id) if actor.person_id else NOTHING
    valid = Q(state=EvaluationState.VALID)
    judged = _and(_through("reply__handling", of_unit(actor)), valid)
    return _any(mine, _for(actor, *OVERSEERS, Role.LEADER), judged)


rate_handling = action("proposals.rate_handling", "给所办提案评分")(of_unit)


@action("proposals.rate", "给提案评分")
def rate(actor: Actor) -> Q:
    """The unit that handled it."""
    return _through("handling", of_unit(actor))


@action("proposals.view_rating", "查看对提案的评分")
def view_rating(actor: Actor) -> Q:
    """The unit's own; all for those who oversee. Proposers do not: it is back to back."""
    return _any(_for(actor, *OVERSEERS), rate.rule(actor))


# --- After the reply -----------------------------------------------------------------------------


@action("proposals.view_promise", "查看承诺事项")
def view_promise(actor: Actor) -> Q:
    """The unit that promised, and all readers once the reply is sent."""
    mine = Q(unit_id=actor.unit_id) if actor.has(*UNITS) and actor.unit_id else NOTHING
    return _any(mine, _for(actor, *READERS, rule=Q(reply__state=ReplyState.SENT)))


@action("proposals.keep_promise", "登记承诺落实情况")
def keep_promise(actor: Actor) -> Q:
    """The unit that promised; the proposal committee from paper."""
    mine = Q(unit_id=actor.unit_id) if actor.has(*UNITS) and actor.unit_id else NOTHING
    return _any(mine, _for(actor, Role.PROPOSALS))


@action("proposals.view_follow_up", "查看回头看")
def view_follow_up(actor: Actor) -> Q:
    """Whoever may see the proposal."""
    return _of_proposal(view.rule(actor))


@action("proposals.view_key", "查看重点提案")
def view_key(actor: Actor) -> Q:
    """Those who choose and leaders see the shortlist; all readers and its units what is decided."""
    decided = Q(decided_on__isnull=False)
    units = _and(_of_proposal(_any(led(actor), helped(actor))), decided)
    return _any(
        _for(actor, *OVERSEERS, Role.LEADER, Role.SPECIAL),
        _for(actor, *READERS, rule=decided),
        units,
    )


@action("proposals.view_supervision", "查看督办活动")
def view_supervision(actor: Actor) -> Q:
    """As its key proposal."""
    rule = view_key.rule(actor)
    if rule is EVERYTHING or rule is NOTHING:
        return rule
    return Q(key_proposal__in=KeyProposal._base_manager.filter(rule).values("pk"))


supervise = held_by(
    "proposals.supervise", "登记督办活动", Role.PROPOSALS, Role.SUPERVISION, Role.SPECIAL
)
view_commendation = held_by("proposals.view_commendation", "查看评选", *OVERSEERS, Role.LEADER)
