"""How far a recommendation is, in plain words: for the members who made it above all."""

from datetime import date
from typing import Any

from yizheng.consultations.models import Recommendation
from yizheng.consultations.states import RecommendationState
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel, Step
from yizheng.instructions import selectors as instructions

# What comes next, while it is not known what becomes of it.
NEXT = {
    RecommendationState.MADE: "还没有转送单位",
    RecommendationState.SENT: "等单位答复采不采纳",
    RecommendationState.ADOPTED: "已经采纳，等落实",
}


def _way(recommendation: Recommendation, _actor: Actor) -> dict[str, Any]:
    """From the day it was made to what it became. 1 query."""
    row = recommendation
    steps = [Step("提出", row.made_on, f"来自{row.product}")]
    if row.sent_on:
        steps.append(Step(f"转送{row.unit}", row.sent_on, f"请在 {row.due_on} 前答复"))
    # That a leader wrote; his words are read elsewhere, by right.
    steps += [
        Step(f"{act.get_leader_level_display()}领导批示", act.instructed_on)
        for act in instructions.written_on([row])
    ]
    if row.adopted_on:
        how = "部分采纳" if row.is_partial else "采纳"
        steps.append(Step(f"{row.adopted_by}{how}", row.adopted_on, row.measure))
    if row.implemented_on:
        steps.append(Step("落实", row.implemented_on, row.evidence))
    if row.declined_on:
        steps.append(Step("没有采纳", row.declined_on, row.decline_reason))
    steps.sort(key=lambda step: step.on or date.max)
    return {"steps": steps, "next": NEXT.get(RecommendationState(row.state), "")}


WAY = Panel("办到哪一步", "records/_way.html", _way, first=True)
