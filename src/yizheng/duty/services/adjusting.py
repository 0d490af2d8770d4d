"""Points given or taken by hand: one asks, another approves."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import DUTY_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.duty import permissions
from yizheng.duty.models import Adjustment
from yizheng.duty.selectors.assessing import frozen_of, points_shown
from yizheng.duty.states import AdjustmentState
from yizheng.members.models import Mandate

ADJUSTING = DUTY_RULES("履职评价的人工加减分")


@service("duty.create_adjustment")
def ask_adjustment(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Adjustment:
    """Ask to give or take points, with the evidence.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; no rules are in force for the member's year,
            or it is frozen.
    """
    _check(facts["mandate"], facts["year"], at=at)
    right = permissions.adjust
    return records.create(Adjustment, by=by, right=right, facts=facts, derived=_asked_by(by), at=at)


@service("duty.revise_adjustment")
def revise_adjustment(
    adjustment: Adjustment, *, by: Actor, facts: dict[str, Any], version: int
) -> Adjustment:
    """Correct what is not decided; who corrects it has asked for it.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `ask_adjustment`.
    """
    whole = {"mandate": adjustment.mandate, "year": adjustment.year, **facts}
    _check(whole["mandate"], whole["year"], at=None)
    right = permissions.adjust
    return records.revise(
        adjustment, by=by, right=right, facts=facts, derived=_asked_by(by), version=version
    )


def _asked_by(by: Actor) -> dict[str, Any]:
    return {"asked_by_id": by.user_id, "asked_name": by.name or "办公室"}


def _check(mandate: Mandate | None, year: int | None, *, at: datetime | None) -> None:
    if mandate is None or year is None:
        return
    if points_shown(mandate, year, on=localdate(at)) is None:
        raise Invalid("本会没有启用这一年度的履职评价，不能加减分", field="year")
    if frozen_of(mandate, year) is not None:
        raise Invalid("这位委员这一年度已经定稿；确需更改的，先作废原结果", field="year")


@transition(
    "duty.approve_adjustment",
    "批准",
    sources={AdjustmentState.ASKED},
    target=AdjustmentState.APPROVED,
    right=permissions.approve_adjustment,
    citation=ADJUSTING,
)
def approve_adjustment(adjustment: Adjustment, *, by: Actor, at: datetime) -> None:
    """Let it count."""
    _check(adjustment.mandate, adjustment.year, at=at)
    _decide(adjustment, by=by, at=at)


@transition(
    "duty.refuse_adjustment",
    "不批准",
    sources={AdjustmentState.ASKED},
    target=AdjustmentState.REFUSED,
    right=permissions.approve_adjustment,
    citation=ADJUSTING,
)
def refuse_adjustment(
    adjustment: Adjustment, *, by: Actor, at: datetime, note: Annotated[str, "原因"]
) -> None:
    """Leave the points as they are."""
    adjustment.note = note.strip()
    _decide(adjustment, by=by, at=at)


def _decide(adjustment: Adjustment, *, by: Actor, at: datetime) -> None:
    adjustment.decided_on, adjustment.decided_name = localdate(at), by.name or "办公室"
