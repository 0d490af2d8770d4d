"""Who may read a reply, write it, sign it, check it, and judge it."""

from django.db.models import Q

from yizheng.accounts.roles import UNITS, Role
from yizheng.core.access import NOTHING, action, any_of, held_by, narrowed
from yizheng.core.actors import Actor
from yizheng.proposals.models import Countersignature
from yizheng.proposals.states import EvaluationState, ReplyState

from .combining import OVERSEERS, READERS, held, of_proposal, through
from .handling import of_unit
from .writing import proposed


@action("proposals.view_reply", "查看答复")
def view_reply(actor: Actor) -> Q:
    """A reply is its unit's until it is signed; then those who check it; sent, all readers'."""
    asked = NOTHING
    if actor.has(*UNITS) and actor.unit_id:
        helping = Countersignature._base_manager.filter(handling__unit_id=actor.unit_id)
        asked = Q(pk__in=helping.values("reply_id"))
    signed_ones = Q(state__in=[ReplyState.CHECKING, ReplyState.SENT]) | Q(is_paper=True)
    return any_of(
        held(actor, *OVERSEERS, rule=signed_ones),
        held(actor, *READERS, rule=Q(state=ReplyState.SENT)),
        narrowed(sent_to(actor), Q(state=ReplyState.SENT)),
        through("handling", of_unit(actor)),
        asked,
    )


def sent_to(actor: Actor) -> Q:
    return through("handling", of_proposal(proposed(actor)))


@action("proposals.reply", "起草答复")
def reply(actor: Actor) -> Q:
    """The unit's people write it; the proposal committee enters one that came on paper."""
    return any_of(
        through("handling", of_unit(actor)), held(actor, Role.PROPOSALS, rule=Q(is_paper=True))
    )


@action("proposals.write_reply", "修改答复")
def write_reply(actor: Actor) -> Q:
    """Whoever may reply, as long as it is being written."""
    return narrowed(reply.rule(actor), Q(state=ReplyState.DRAFT))


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
    unit = narrowed(through("handling", of_unit(actor)), unsigned)
    return any_of(unit, held(actor, *OVERSEERS, rule=Q(state=ReplyState.CHECKING)))


enter_signed_reply = action("proposals.enter_signed_reply", "登记纸质答复")(
    lambda actor: held(actor, Role.PROPOSALS, rule=Q(is_paper=True))
)
check_reply = held_by("proposals.check_reply", "审核答复", *OVERSEERS)


@action("proposals.ask_to_countersign", "请会办单位会签")
def countersign_asked(actor: Actor) -> Q:
    """The unit whose reply it is, or who entered it from paper."""
    mine = through("reply__handling", of_unit(actor))
    return any_of(mine, held(actor, Role.PROPOSALS, rule=Q(reply__is_paper=True)))


@action("proposals.countersign", "会签答复")
def countersign(actor: Actor) -> Q:
    """The helping unit's people."""
    return through("handling", of_unit(actor))


@action("proposals.view_countersignature", "查看会签")
def view_countersignature(actor: Actor) -> Q:
    """Both units, and those who oversee."""
    mine = of_unit(actor)
    return any_of(
        through("handling", mine),
        through("reply__handling", mine),
        held(actor, *OVERSEERS),
    )


@action("proposals.evaluate", "评价办理情况")
def evaluate(actor: Actor) -> Q:
    """Every proposer judges a reply himself: no assistant, no unit, no staff can."""
    if actor.for_id or not actor.has(Role.MEMBER) or actor.has(*UNITS):
        return NOTHING
    return sent_to(actor)


@action("proposals.judge", "给出评价")
def judge(actor: Actor) -> Q:
    """A judgement is the judging member's own, and nobody gives it for him."""
    if actor.for_id or not (actor.has(Role.MEMBER) and actor.person_id) or actor.has(*UNITS):
        return NOTHING
    return Q(person_id=actor.person_id)


@action("proposals.confirm_evaluation", "复核书面评价")
def confirm_evaluation(actor: Actor) -> Q:
    """The proposal committee's staff, for what somebody else of them entered."""
    return held(actor, Role.PROPOSALS, rule=~Q(entered_by_id=actor.user_id))


enter_evaluation = held_by("proposals.enter_evaluation", "录入书面评价", Role.PROPOSALS)
# What counts keeps its scan: it is what the judgement rests on.
correct_evaluation = action("proposals.correct_evaluation", "更正录入的书面评价")(
    lambda actor: held(actor, Role.PROPOSALS, rule=Q(state=EvaluationState.ENTERED))
)


@action("proposals.view_evaluation", "查看办理评价")
def view_evaluation(actor: Actor) -> Q:
    """One's own; all for those who oversee and leaders; the judged unit what counts."""
    mine = Q(person_id=actor.person_id) if actor.person_id else NOTHING
    valid = Q(state=EvaluationState.VALID)
    judged = narrowed(through("reply__handling", of_unit(actor)), valid)
    return any_of(mine, held(actor, *OVERSEERS, Role.LEADER), judged)


rate_handling = action("proposals.rate_handling", "给所办提案评分")(of_unit)


@action("proposals.rate", "给提案评分")
def rate(actor: Actor) -> Q:
    """The unit that handled it."""
    return through("handling", of_unit(actor))


@action("proposals.view_rating", "查看对提案的评分")
def view_rating(actor: Actor) -> Q:
    """The unit's own; all for those who oversee. Proposers do not: it is back to back."""
    return any_of(held(actor, *OVERSEERS), rate.rule(actor))
