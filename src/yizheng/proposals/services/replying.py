"""Replies (答复): drafted by a unit, countersigned by its helpers, signed, checked, sent.

The unit's clerk writes, its reviewer signs what somebody else wrote, those who oversee check what
was signed. Being sent is what makes the unit, and with the last of them the proposal, replied.
Helpers' words on it are in `countersigning`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from django.utils.timezone import localdate

from yizheng.accounts.roles import UNITS
from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.proposals import permissions
from yizheng.proposals.codes import RESULT_CLASSES
from yizheng.proposals.models import Handling, Proposal, Reply
from yizheng.proposals.states import (
    ANSWERING,
    ENDED,
    HandlingState,
    ReplyState,
    State,
)

from .countersigning import require_countersigned
from .following import make_promise
from .handling import mark_handling_replied
from .headline import DONE, keep_headline, mark_replied

DRAFT, COUNTERSIGNING, SIGNING, CHECKING, SENT = (
    ReplyState.DRAFT,
    ReplyState.COUNTERSIGNING,
    ReplyState.SIGNING,
    ReplyState.CHECKING,
    ReplyState.SENT,
)
WRITTEN = frozenset({DRAFT, COUNTERSIGNING})
TEXTS = ("body", "public_text", "closed_reason")
NUMBER_PARTS = {"doc_code": "发文字", "doc_year": "年份", "doc_serial": "号"}
ANSWERABLE = (HandlingState.ACCEPTED, HandlingState.AGAIN)


@service("proposals.start_reply")
def start_reply(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Reply:
    """Begin the reply of a unit that has accepted its part, for the present round of handling.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; and when the unit only helps, has not
            accepted, or has written a reply for this round already.
    """
    handling: Handling | None = facts.get("handling")
    if handling is None:
        raise Invalid("请选择答复哪件承办的提案", field="handling")
    if handling.role not in ANSWERING:
        raise Invalid("会办单位把意见告诉主办单位，不直接答复", field="handling")
    if handling.state not in ANSWERABLE:
        sentence = f"这件提案现在“{handling.get_state_display()}”，签收以后才能起草答复"
        raise Invalid(sentence, field="handling")
    return records.create(
        Reply,
        by=by,
        right=permissions.reply,
        facts=_checked(facts, handling, on=localdate(at)),
        derived={
            "round": handling.round,
            "author_id": by.user_id,
            "is_paper": not by.has(*UNITS),
        },
        key="proposals.start_reply",
        at=at,
    )


@service("proposals.revise_reply")
def revise_reply(reply: Reply, *, by: Actor, facts: dict[str, Any], version: int) -> Reply:
    """Change a reply that is still being written.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; and once it was handed on.
    """
    _still_written(reply)
    if facts.get("handling", reply.handling) != reply.handling:
        raise Invalid("答复不能改为答复另一件提案", field="handling")
    facts = _checked(facts, reply.handling, on=localdate())
    return records.revise(reply, by=by, right=permissions.reply, facts=facts, version=version)


@service("proposals.write_reply")
def write_reply(
    handling: Handling,
    *,
    by: Actor,
    facts: dict[str, Any],
    promises: Sequence[dict[str, Any]] = (),
    reply: Reply | None = None,
    version: int = 0,
    at: datetime | None = None,
) -> Reply:
    """Begin a reply, or change `reply`, and write down what more it promises: all or nothing.

    Args:
        promises: `{"matter": "…", "due_on": day}` each, as `following.make_promise` takes them.
        version: the version of `reply` that was read.

    Raises:
        NotAllowed, Stale, Invalid: as `start_reply`, `revise_reply` and `make_promise`.
    """
    if reply is None:
        reply = start_reply(by=by, facts={**facts, "handling": handling}, at=at)
    else:
        reply = revise_reply(reply, by=by, facts=facts, version=version)
    for promise in promises:
        make_promise(by=by, facts={**promise, "reply": reply}, at=at)
    return reply


@service("proposals.remove_reply")
def remove_reply(reply: Reply, *, by: Actor, reason: str, version: int) -> None:
    """Throw away a reply that is still being written.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`; and once it was handed on.
    """
    _still_written(reply)
    records.remove(reply, by=by, right=permissions.reply, reason=reason, version=version)


def _still_written(reply: Reply) -> None:
    if reply.state != DRAFT:
        raise Invalid(f"答复现在“{reply.get_state_display()}”，退回以后才能修改")


def _checked(facts: dict[str, Any], handling: Handling, *, on: date) -> dict[str, Any]:
    """The facts: no marks of secrecy, a class that is offered, a whole number or none."""
    refuse_marked(**{name: facts[name] for name in TEXTS if facts.get(name)})
    if "result_class" in facts:
        RESULT_CLASSES.require(facts["result_class"], on=on, field="result_class")
    if "body" in facts and not facts["body"].strip():
        raise Invalid("请写答复内容", field="body")
    _refuse_half_number(facts, handling, on=on)
    return dict(facts)


def _refuse_half_number(facts: dict[str, Any], handling: Handling, *, on: date) -> None:
    """A document number has all its three parts, or is not there yet."""
    given = {name: facts.get(name) for name in NUMBER_PARTS}
    if not any(given.values()):
        return
    for name, value in given.items():
        if not value:
            sentence = f"发文字号要写全：还缺{NUMBER_PARTS[name]}；还没有编号的，三处都空着"
            raise Invalid(sentence, field=name)
    first, last = handling.assigned_on.year, on.year
    if not first <= facts["doc_year"] <= last:
        years = f"{first}" if first == last else f"{first} 至 {last}"
        raise Invalid(f"发文年份应当是 {years} 年", field="doc_year")


# --- From the draft to the signature -------------------------------------------------------------


@transition(
    "proposals.submit_reply",
    "送签",
    sources=WRITTEN,
    target=SIGNING,
    right=permissions.reply,
    citation=PROPOSAL_RULES("答复"),
)
def submit_reply(reply: Reply, *, by: Actor, at: datetime) -> None:
    """Hand it to the unit's reviewer, once every helper has agreed."""
    require_countersigned(reply)


@transition(
    "proposals.sign_reply",
    "签发",
    sources={SIGNING},
    target=CHECKING,
    right=permissions.sign_reply,
    citation=PROPOSAL_RULES("答复"),
)
def sign_reply(
    reply: Reply,
    *,
    by: Actor,
    at: datetime,
    signed_by: Annotated[str, "签发人姓名", "单位负责人；不填的，记签发账号的姓名"] = "",
    doc_code: Annotated[str, "发文字", "签发时编号的，在这里填写字、年、号；已经填过的空着"] = "",
    doc_year: int | None = None,
    doc_serial: int | None = None,
) -> None:
    """The unit's reviewer signs what somebody else wrote, and may give it its document number."""
    number = {"doc_code": doc_code.strip(), "doc_year": doc_year, "doc_serial": doc_serial}
    _refuse_half_number(number, reply.handling, on=localdate(at))
    if any(number.values()):
        for name, value in number.items():
            setattr(reply, name, value)
    reply.signer_id = by.user_id
    reply.signed_by = signed_by.strip() or by.name
    reply.signed_on = localdate(at)


@transition(
    "proposals.enter_signed_reply",
    "登记纸质答复",
    sources={DRAFT},
    target=CHECKING,
    right=permissions.enter_signed_reply,
    citation=PROPOSAL_RULES("答复"),
)
def enter_signed_reply(
    reply: Reply, *, by: Actor, at: datetime, signed_by: str, signed_on: date | None = None
) -> None:
    """A reply that came on paper was signed by its unit already: by whom, and when."""
    day = day_of(signed_on, at=at, field="signed_on")
    if day < reply.handling.assigned_on:
        raise Invalid(f"签发日期不能早于交办日期 {reply.handling.assigned_on}", field="signed_on")
    reply.signed_by, reply.signed_on = signed_by, day


@transition(
    "proposals.send_back_reply",
    "退回修改",
    sources={COUNTERSIGNING, SIGNING, CHECKING},
    target=DRAFT,
    right=permissions.send_back_reply,
    citation=PROPOSAL_RULES("答复"),
    awaited_in=(),
)
def send_back_reply(reply: Reply, *, by: Actor, at: datetime, return_note: str) -> None:
    """Give it back to be changed, and say what."""
    reply.return_note = return_note
    reply.signer, reply.signed_by, reply.signed_on = None, "", None


# --- Checked and sent ----------------------------------------------------------------------------


@transition(
    "proposals.check_reply",
    "审核送达",
    sources={CHECKING},
    target=SENT,
    right=permissions.check_reply,
    citation=PROPOSAL_RULES("答复"),
)
def check_reply(
    reply: Reply,
    *,
    by: Actor,
    at: datetime,
    result_class: Annotated[
        str, RESULT_CLASSES, "审定的办理结果", "不选的，按单位所定；改动的，原定的结果留在记录中"
    ] = "",
    amended_reason: Annotated[str, "改动结果的理由", "改动的必须写明，承办单位看得到"] = "",
    sent_on: date | None = None,
) -> None:
    """Check what was signed, amend its class where needed, and send it to every proposer."""
    day = day_of(sent_on, at=at, field="sent_on")
    if reply.signed_on and day < reply.signed_on:
        raise Invalid(f"送达日期不能早于签发日期 {reply.signed_on}", field="sent_on")
    if result_class and result_class != reply.result_class:
        if not amended_reason.strip():
            raise Invalid("改动了单位所定的结果，请写明理由", field="amended_reason")
        refuse_marked(amended_reason=amended_reason)
        reply.first_class, reply.result_class = reply.result_class, result_class
        reply.amended_reason = amended_reason.strip()
    entry = RESULT_CLASSES.require(reply.result_class, on=day, field="result_class")
    reply.result_sense = entry.sense or entry.code
    reply.return_note = ""
    reply.sent_on = day


@after("proposals.check_reply")
def _replied(reply: Reply, by: Actor, at: datetime) -> None:
    """The unit has replied; when it was the last one, so has the proposal."""
    handling = reply.handling
    mark_handling_replied(handling, by=by, at=at, replied_on=reply.sent_on)
    # Locked: of two units' last replies sent at once, the second sees the first.
    proposal = Proposal.objects.select_for_update().get(pk=handling.proposal_id)
    answering = proposal.handlings.filter(role__in=sorted(ANSWERING))
    waiting = answering.exclude(state__in=sorted({*ENDED, *DONE}))
    if waiting.exists():
        keep_headline(proposal, by=by, at=at)
    elif proposal.state in (State.ASSIGNED, State.AGAIN):
        mark_replied(proposal, by=by, at=at)
