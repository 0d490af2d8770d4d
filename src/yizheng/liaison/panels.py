"""What members said: on the page of the visit or talk, on the member's, and a remark's way."""

from typing import Any

from django.urls import reverse

from yizheng.activities.models import Activity
from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel, Step
from yizheng.members.models import Mandate, Person

from . import permissions, selectors
from .models import Remark
from .states import RemarkState, ToldWay

ROWS = 20
NEXT = {
    RemarkState.NOTED: "等待安排跟办人",
    RemarkState.FOLLOWED: "正在跟办",
}


def _way(remark: Remark, _actor: Actor) -> dict[str, Any]:
    """Every step with its day. No query."""
    steps = [Step(f"{remark.member}在{remark.activity.kind.label}中提出", remark.made_on)]
    if remark.assigned_on:
        steps.append(Step(f"由{remark.follower}跟办", remark.assigned_on, f"期限 {remark.due_on}"))
    if remark.state == RemarkState.DONE:
        steps.append(Step("已办", remark.done_on, remark.outcome))
    if remark.state == RemarkState.KEPT:
        steps.append(Step("留作参考", None, remark.kept_reason))
    if remark.told_on:
        steps.append(Step(f"{ToldWay(remark.told_way).label}反馈委员", remark.told_on))
    ended = "" if remark.told_on else "等待反馈委员"
    return {"steps": steps, "next": NEXT.get(RemarkState(remark.state), ended)}


def _at(activity: Activity, actor: Actor) -> dict[str, Any] | None:
    """What was said there, and for each member heard the way to note more. 2 queries."""
    if not selectors.heard_as(activity) or not may(actor, permissions.view):
        return None
    rows = [_row(remark) for remark in selectors.made_at(activity, actor)]
    new = f"{reverse('liaison:remarks-new')}?activity={activity.pk}&member="
    heard = []
    if may(actor, permissions.note):
        heard = [(one.person.name, f"{new}{one.person_id}") for one in selectors.heard_at(activity)]
    return {"rows": rows, "heard": heard, "names": True} if rows or heard else None


def _of(person_id: int, actor: Actor) -> dict[str, Any] | None:
    if not may(actor, permissions.view):
        return None
    rows = [_row(remark) for remark in selectors.made_by(person_id, actor)[:ROWS]]
    return {"rows": rows} if rows else None


def _of_person(person: Person, actor: Actor) -> dict[str, Any] | None:
    """What he said when he was visited or talked with, newest first. 1 query."""
    return _of(person.pk, actor)


def _of_mandate(mandate: Mandate, actor: Actor) -> dict[str, Any] | None:
    """As on the person's page. 1 query."""
    return _of(mandate.person_id, actor)


def _row(remark: Remark) -> tuple[Remark, str]:
    return remark, reverse("liaison:remarks-detail", args=[remark.pk])


WAY = Panel("办到哪一步", "records/_way.html", _way, first=True)
AT = Panel("委员的意见建议", "liaison/_remarks.html", _at)
OF_PERSON = Panel("走访谈话中的意见建议", "liaison/_remarks.html", _of_person)
OF_MANDATE = Panel("走访谈话中的意见建议", "liaison/_remarks.html", _of_mandate)
