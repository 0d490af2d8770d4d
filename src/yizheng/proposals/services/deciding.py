"""What the committee decides on a proposal: file, merge, decline, return (审定).

Each is one proposal's move; whoever decides many at once makes them one by one.
"""

from datetime import date, datetime

from django.db.utils import OperationalError

from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid, Stale, WrongState
from yizheng.core.numbering import next_number
from yizheng.core.rules import value_of
from yizheng.core.workflow import transition
from yizheng.proposals import permissions, selectors
from yizheng.proposals.codes import CATEGORIES, DECLINE_REASONS, LOCAL_CATEGORIES, SECRET
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import MERGEABLE, UNDER_REVIEW, Destination, State

from .city_rules import REVIEW_REQUIRED


@transition(
    "proposals.file",
    "立案",
    sources=UNDER_REVIEW,
    target=State.FILED,
    right=permissions.review,
    citation=PROPOSAL_RULES("审查立案"),
)
def file_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    category: str,
    local_category: str = "",
    filed_on: date | None = None,
) -> None:
    """Accept a submitted proposal: class it, date it, give it its session's next number.

    Args:
        filed_on: the day of the decision, if it was before `at`.
    """
    day = day_of(filed_on, at=at, field="filed_on")
    _require_review(proposal, on=day)
    CATEGORIES.require(category, on=day, field="category")
    if local_category:
        LOCAL_CATEGORIES.require(local_category, on=day, field="local_category")
    proposal.category, proposal.local_category = category, local_category
    proposal.filed_on = day
    proposal.number = next_number(f"proposals/number/{proposal.session_id}")


@transition(
    "proposals.merge",
    "并案",
    sources=UNDER_REVIEW | {State.FILED},
    target=State.MERGED,
    right=permissions.review,
    citation=PROPOSAL_RULES("并案处理"),
    awaited_in=UNDER_REVIEW,
)
def merge_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    merged_into: Proposal,
    merged_on: date | None = None,
) -> None:
    """Let a proposal go on as part of another one of the same session on the same matter.

    It stays, with its proposers, who are all answered, and, if it was filed, its number. The main
    proposal is on its own: chains and circles cannot come about.
    """
    day = day_of(merged_on, at=at, field="merged_on")
    _require_review(proposal, on=day)
    check_main(proposal, _locked(merged_into))
    stands_alone(proposal, "已有提案并入这件，请先把它们并入同一件主案")
    proposal.merged_into = merged_into
    proposal.merged_on = day


@transition(
    "proposals.decline",
    "不予立案",
    sources=UNDER_REVIEW,
    target=State.DECLINED,
    right=permissions.review,
    citation=PROPOSAL_RULES("审查立案"),
)
def decline_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    decline_reason: str,
    destination: Destination,
    decline_note: str = "",
    declined_on: date | None = None,
) -> None:
    """Do not file a proposal: on which ground, what becomes of it, and a word to the proposer."""
    day = day_of(declined_on, at=at, field="declined_on")
    _require_review(proposal, on=day)
    stands_alone(proposal, "已有提案并入这件，不能不予立案")
    reason = DECLINE_REASONS.require(decline_reason, on=day, field="decline_reason")
    if reason.sense == SECRET and destination == Destination.INFORMATION:
        sentence = "涉及秘密的提案不能转社情民意信息，请按保密规定处理"
        raise Invalid(sentence, field="destination")
    proposal.decline_reason = decline_reason
    proposal.destination = destination
    proposal.decline_note = decline_note.strip()
    proposal.declined_on = day


@transition(
    "proposals.return",
    "退回补充",
    sources=UNDER_REVIEW,
    target=State.RETURNED,
    right=permissions.review,
    citation=PROPOSAL_RULES("审查立案"),
    awaited_in=(),
)
def return_proposal(proposal: Proposal, *, by: Actor, at: datetime, return_note: str) -> None:
    """Give a proposal back to its proposer to be completed, with what is missing.

    No decision on filing: it needs no review before it.
    """
    stands_alone(proposal, "已有提案并入这件，不能退回补充")
    if not return_note.strip():
        raise Invalid("请写明要补充什么，提案者看得到", field="return_note")
    proposal.return_note = return_note.strip()


def check_main(proposal: Proposal, main: Proposal) -> None:
    """Refuse what the proposal cannot be merged into.

    Raises:
        Invalid: at `merged_into`.
    """
    sentence = ""
    if main.session_id != proposal.session_id:
        sentence = "只能并入同一次会议的提案"
    elif main.pk == proposal.pk:
        sentence = "不能并入自己"
    elif main.state not in MERGEABLE:
        sentence = f"那件提案{main.get_state_display()}，不能并入"
    elif proposal.number and not main.number:
        sentence = "已立案的提案只能并入已立案的提案"
    if sentence:
        raise Invalid(sentence, field="merged_into")


def stands_alone(proposal: Proposal, sentence: str) -> None:
    """Refuse with `sentence` when others were merged into the proposal.

    Raises:
        Invalid: at no field.
    """
    if selectors.merged_into(proposal).exists():
        raise Invalid(sentence)


def _locked(main: Proposal) -> Proposal:
    """The main proposal, kept still until the merging is stored.

    Whoever finds it in another's hands is refused at once: two mergings that waited for each other
    would wait for ever.
    """
    try:
        rows = Proposal.objects.select_for_update(nowait=True)
        found: Proposal | None = rows.filter(pk=main.pk).first()
    except OperationalError as error:
        sentence = "那件提案正由别人办理，请稍后再试"
        raise Stale(sentence, field="merged_into") from error
    if found is None:
        raise Invalid("只能并入同一次会议的提案", field="merged_into")
    return found


def _require_review(proposal: Proposal, *, on: date) -> None:
    """Refuse to decide on what was not reviewed, where the committee wants it reviewed."""
    waiting = proposal.state in UNDER_REVIEW - {State.REVIEWED}
    if waiting and value_of(REVIEW_REQUIRED.key, on=on):
        sentence = "本会规定预审、复审以后才能审定，这件提案还没有复审"
        raise WrongState(sentence, state=proposal.state)
