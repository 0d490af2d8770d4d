"""A concern's way in plain words: for those inside, and for the resident who has its code."""

from typing import Any

from django.urls import reverse

from yizheng.accounts.roles import INSIDERS, UNITS
from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel, Step
from yizheng.service import permissions
from yizheng.service.models import Concern
from yizheng.service.states import ConcernState, ToldWay

# What comes next, for those inside and for residents.
NEXT = {
    ConcernState.RAISED: "等待受理",
    ConcernState.TAKEN: "等待交给能解决的单位",
    ConcernState.HANDED: "等待承办单位办理",
    ConcernState.ANSWERED: "单位已答复，等待核实",
}
# Residents learn of no step between offices.
PUBLIC_NEXT = NEXT | {
    ConcernState.TAKEN: "正在联系能解决的单位",
    ConcernState.HANDED: "正在办理",
    ConcernState.ANSWERED: "正在办理",
}
PUBLIC_STATES = {ConcernState.ANSWERED: ConcernState.HANDED.label}


def _taken(concern: Concern) -> list[Step]:
    if concern.state == ConcernState.REFUSED:
        return [Step("不予受理", concern.decided_on, concern.refusal)]
    return [Step("受理", concern.decided_on)] if concern.decided_on else []


def _ended(concern: Concern) -> list[Step]:
    if concern.state == ConcernState.RESOLVED:
        return [Step("已解决", concern.resolved_on, concern.result)]
    if concern.state == ConcernState.UNRESOLVED:
        return [Step("暂未解决", concern.closed_on, concern.result)]
    return []


def _way(concern: Concern, actor: Actor) -> dict[str, Any]:
    """Every step with its day. No query."""
    steps = [Step("提出", concern.raised_on, _from(concern)), *_taken(concern)]
    if concern.handed_to:
        until = f"请在 {concern.due_on} 前办理" if concern.due_on else ""
        steps.append(Step(f"交{concern.handed_to}办理", concern.handed_on, until))
    if concern.answered_on:
        steps.append(Step("单位答复", concern.answered_on))
    steps += _ended(concern)
    if concern.told_on:
        steps.append(Step(f"{ToldWay(concern.told_way).label}告知反映人", concern.told_on))
    own = can(actor, permissions.report_concern, concern)
    return {
        "steps": steps,
        "next": NEXT.get(ConcernState(concern.state), "" if concern.told_on else "等待告知反映人"),
        "edit_url": reverse("service:my-concerns-edit", args=[concern.pk]) if own else "",
        "remove_url": reverse("service:my-concerns-remove", args=[concern.pk]) if own else "",
    }


def _from(concern: Concern) -> str:
    if concern.receipt:
        return f"群众在网上向{concern.platform}反映"
    said = f"{concern.get_channel_display()}：{concern.source}"
    if concern.member and concern.source != str(concern.member):
        said += f"（{concern.member}委员反映）"
    return said


def public_way(concern: Concern) -> dict[str, Any]:
    """State, days, unit and result, for whoever has the code. No query."""
    steps = [Step("收到", concern.raised_on), *_taken(concern)]
    if concern.handed_to:
        steps.append(Step(f"交{concern.handed_to}办理", concern.handed_on))
    steps += _ended(concern)
    state = ConcernState(concern.state)
    label = PUBLIC_STATES.get(state, state.label)
    return {"steps": steps, "next": PUBLIC_NEXT.get(state, ""), "state": label}


def _answer(concern: Concern, actor: Actor) -> dict[str, Any] | None:
    """What the unit said, and what is wanted of it still; not for members. No query."""
    inside = actor.has(*INSIDERS, *UNITS)
    if not inside or not (concern.answer or concern.return_note):
        return None
    return {"concern": concern}


def masked(text: str) -> str:
    """Enough of it to be recognised by who knows it: 138****0000, 王**."""
    if len(text) >= 9:
        return f"{text[:3]}****{text[-4:]}"
    return f"{text[:1]}**" if text else ""


def _reach(concern: Concern, actor: Actor) -> dict[str, Any] | None:
    """Who raised it, masked, and the way to read it; for those who care for it. No query."""
    if not can(actor, permissions.read_contact, concern):
        return None
    if not (concern.receipt or concern.caller or concern.contact):
        return None
    return {
        "concern": concern,
        "caller": masked(concern.caller),
        "contact": masked(concern.contact),
        "read_url": reverse("service:contact", args=[concern.pk])
        if concern.caller or concern.contact
        else "",
    }


WAY = Panel("办到哪一步", "service/_way.html", _way, first=True)
ANSWER = Panel("单位的答复", "service/_answer.html", _answer, first=True)
REACH = Panel("反映人", "service/_reach.html", _reach)
