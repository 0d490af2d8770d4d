"""Key proposals (重点提案): the shortlist, the chair meeting's decision, supervision, the result.

The mark on the proposal follows from it, so that lists and figures need no join.
"""

from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import Q
from django.utils import timezone

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.members.models import Organ
from yizheng.proposals import permissions
from yizheng.proposals.codes import SUPERVISION_FORMS
from yizheng.proposals.models import KeyProposal, Proposal, Supervision
from yizheng.proposals.states import NUMBERED, KeyState

from .honours import MARKED, decision_day, said, still_open

KEY = PROPOSAL_RULES("重点提案")

# --- The shortlist and the decision --------------------------------------------------------------


@transition(
    "proposals.shortlist",
    "推荐为重点",
    sources=NUMBERED,
    target=None,
    right=permissions.commend,
    citation=KEY,
    when=Q(key_case__isnull=True),
)
def shortlist(
    proposal: Proposal, *, by: Actor, at: datetime, reason: Annotated[str, "推荐理由"]
) -> None:
    """Put a filed proposal before the chair meeting."""
    records.create(
        KeyProposal,
        by=by,
        right=permissions.commend,
        key="proposals.shortlist",
        facts={"proposal": proposal, "reason": reason.strip()},
        at=at,
    )


@transition(
    "proposals.decide_key",
    "确定为重点",
    sources={KeyState.SHORTLISTED},
    target=KeyState.DECIDED,
    right=permissions.commend,
    citation=KEY,
)
def decide_key(
    case: KeyProposal,
    *,
    by: Actor,
    at: datetime,
    decided_by: Annotated[str, "确定的会议", "例如：四届二十一次主席会议"],
    lead_leader: str,
    organ: Organ | None = None,
    decided_on: date | None = None,
) -> None:
    """Take down the chair meeting's decision, and the leader who sees to the handling."""
    case.decided_on = decision_day(decided_on, case.proposal, at=at)
    case.decided_by = said(decided_by, field="decided_by", otherwise="请写明是哪次会议确定的")
    case.lead_leader = said(lead_leader, field="lead_leader", otherwise="请写明领衔督办的领导")
    case.organ = organ or case.organ


@transition(
    "proposals.drop_key",
    "不确定为重点",
    sources={KeyState.SHORTLISTED},
    target=KeyState.DROPPED,
    right=permissions.commend,
    citation=KEY,
    awaited_in=(),
)
def drop_key(case: KeyProposal, *, by: Actor, at: datetime, drop_note: str = "") -> None:
    """The chair meeting chose others."""
    case.drop_note = drop_note.strip()


@transition(
    "proposals.undo_key",
    "取消重点",
    sources={KeyState.DECIDED},
    target=KeyState.DROPPED,
    right=permissions.commend,
    citation=KEY,
    awaited_in=(),
)
def undo_key(
    case: KeyProposal, *, by: Actor, at: datetime, drop_note: Annotated[str, "取消的理由"]
) -> None:
    """Take the decision back; what was done until then stays on record."""
    case.drop_note = said(drop_note, field="drop_note", otherwise="请写明取消的理由")
    case.decided_on, case.decided_by = None, ""


@transition(
    "proposals.reopen_key",
    "重新推荐",
    sources={KeyState.DROPPED},
    target=KeyState.SHORTLISTED,
    right=permissions.commend,
    citation=KEY,
    awaited_in=(),
)
def reopen_key(case: KeyProposal, *, by: Actor, at: datetime) -> None:
    """Put one that was not chosen before the chair meeting again."""
    case.drop_note = ""


@service("proposals.revise_keyproposal")
def revise_key(case: KeyProposal, *, by: Actor, facts: dict[str, Any], version: int) -> KeyProposal:
    """Correct why it was put forward, who leads and which committee supervises.

    Raises:
        Invalid: it is over; or a decided one would be without leader.
        And what `records.revise` raises.
    """
    if case.state not in (KeyState.SHORTLISTED, KeyState.DECIDED):
        raise Invalid(f"“{case.get_state_display()}”的不能再改")
    if case.state == KeyState.DECIDED:
        said(facts["lead_leader"], field="lead_leader", otherwise="请写明领衔督办的领导")
    led_by = case.lead_leader
    case = records.revise(case, by=by, right=permissions.commend, facts=facts, version=version)
    if case.state == KeyState.DECIDED and case.lead_leader != led_by:
        keep_leader(case.proposal, by=by)
    return case


@service("proposals.remove_keyproposal")
def remove_key(case: KeyProposal, *, by: Actor, reason: str, version: int) -> None:
    """Take back a recommendation entered by mistake, as long as nothing is decided.

    Raises:
        Invalid: it is decided already; and what `records.remove` raises.
    """
    still_open(case)
    records.remove(case, by=by, right=permissions.commend, reason=reason, version=version)


# --- Supervision ---------------------------------------------------------------------------------


@transition(
    "proposals.plan_supervision",
    "填写督办方案",
    sources={KeyState.DECIDED},
    target=None,
    right=permissions.supervise,
    citation=KEY,
)
def plan_supervision(case: KeyProposal, *, by: Actor, at: datetime, plan: str) -> None:
    """Say how the handling will be supervised; a new text takes the place of the former one."""
    case.plan = plan.strip()


@transition(
    "proposals.supervise",
    "登记督办活动",
    sources={KeyState.DECIDED},
    target=None,
    right=permissions.supervise,
    citation=KEY,
)
def supervise(
    case: KeyProposal,
    *,
    by: Actor,
    at: datetime,
    form: Annotated[str, "形式", SUPERVISION_FORMS],
    content: Annotated[str, "情况和要求"],
    people: Annotated[str, "参加人员"] = "",
    held_on: Annotated[date | None, "日期", "不填的为今天"] = None,
) -> None:
    """Take down one act of supervision.

    Raises:
        Invalid: on a day before the decision or in the future; a form not in use that day.
    """
    facts = {"held_on": held_on or day_of(None, at=at, field="held_on"), "form": form}
    _check_act(case, facts, at=at)
    records.create(
        Supervision,
        by=by,
        right=permissions.supervise,
        key="proposals.supervise",
        facts={"key_proposal": case, "people": people, "content": content, **facts},
        at=at,
    )


def revise_supervision(
    act: Supervision, *, by: Actor, facts: dict[str, Any], version: int
) -> Supervision:
    """Correct what was noted of an act. Raises as `supervise` and `records.revise`."""
    _check_act(act.key_proposal, facts, at=timezone.now())
    return records.revise(act, by=by, right=permissions.supervise, facts=facts, version=version)


def _check_act(case: KeyProposal, facts: dict[str, Any], *, at: datetime) -> None:
    day = day_of(facts["held_on"], at=at, field="held_on")
    if case.decided_on and day < case.decided_on:
        raise Invalid(f"督办的日期不能早于确定为重点的日期 {case.decided_on}", field="held_on")
    SUPERVISION_FORMS.require(facts["form"], on=day, field="form")


@transition(
    "proposals.conclude_key",
    "督办完成",
    sources={KeyState.DECIDED},
    target=KeyState.CONCLUDED,
    right=permissions.supervise,
    citation=KEY,
)
def conclude_key(
    case: KeyProposal, *, by: Actor, at: datetime, result: str, concluded_on: date | None = None
) -> None:
    """Say what the supervision came to."""
    case.result = said(result, field="result", otherwise="请写明督办的结果")
    case.concluded_on = day_of(concluded_on, at=at, field="concluded_on")
    if case.decided_on and case.concluded_on < case.decided_on:
        raise Invalid(f"完成的日期不能早于确定为重点的日期 {case.decided_on}", field="concluded_on")


@transition(
    "proposals.continue_key",
    "继续督办",
    sources={KeyState.CONCLUDED},
    target=KeyState.DECIDED,
    right=permissions.supervise,
    citation=KEY,
    awaited_in=(),
)
def continue_key(case: KeyProposal, *, by: Actor, at: datetime) -> None:
    """Supervise on; the trail keeps the result that was given."""
    case.result, case.concluded_on = "", None


# --- What follows for the proposal ---------------------------------------------------------------


@transition(
    "proposals.mark_key", "确定为重点", sources=NUMBERED, target=None, right=None, citation=KEY
)
def mark_key(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """A consequence of the decision: its day and its leader."""
    case = KeyProposal.objects.get(proposal=proposal)
    proposal.is_key, proposal.key_on = True, case.decided_on
    proposal.lead_leader = case.lead_leader


@transition(
    "proposals.keep_leader",
    "更换领衔领导",
    sources=MARKED,
    target=None,
    right=None,
    citation=KEY,
    when=Q(is_key=True),
)
def keep_leader(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """A consequence of another leader taking over."""
    proposal.lead_leader = KeyProposal.objects.get(proposal=proposal).lead_leader


@transition(
    "proposals.unmark_key",
    "取消重点",
    sources=MARKED,
    target=None,
    right=None,
    citation=KEY,
    when=Q(is_key=True),
)
def unmark_key(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """A consequence of the decision being taken back."""
    proposal.is_key, proposal.key_on, proposal.lead_leader = False, None, ""


@after("proposals.decide_key")
def _mark_key(case: KeyProposal, by: Actor, at: datetime) -> None:
    mark_key(case.proposal, by=by, at=at)


@after("proposals.undo_key")
def _unmark_key(case: KeyProposal, by: Actor, at: datetime) -> None:
    unmark_key(case.proposal, by=by, at=at)
