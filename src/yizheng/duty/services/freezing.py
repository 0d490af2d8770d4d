"""Closing a year: results are frozen with all they rest on; one that is wrong is made void."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from django.utils import timezone
from django.utils.timezone import localdate

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.records import Past, service, take_over
from yizheng.core.workflow import transition
from yizheng.duty import permissions
from yizheng.duty.models import Assessment, RuleSet
from yizheng.duty.selectors.assessing import (
    Computed,
    compute,
    in_force,
    pending,
    period_for,
    rules_for,
    served_in,
    standing_in,
)
from yizheng.duty.states import AssessmentState
from yizheng.members.models import Mandate

from .ruling import RULING


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a year did: results frozen, and who is left with the reasons."""

    frozen: int
    left: tuple[tuple[Mandate, tuple[str, ...]], ...]


@service("duty.freeze_year")
def freeze_year(*, by: Actor, year: int, at: datetime | None = None) -> Closing:
    """Freeze the results of everybody who served in a year and has none.

    Whoever waits for an answer, an approval or a decision of that year is left, and can be frozen
    later in the same way. Some 50 queries for each set of rules, and the writes.

    Raises:
        NotAllowed: only the office closes a year.
        Invalid: no rules are in force for it, or it has not ended.
    """
    if not may(by, permissions.assess):
        raise NotAllowed("您无权定稿年度履职评价", action=permissions.assess.key)
    at = at or timezone.now()
    left: list[tuple[Mandate, tuple[str, ...]]] = []
    frozen = 0
    for rules, seats in _by_rules(year, at).items():
        period = period_for(rules, year)
        if period is None or period.last >= localdate(at):
            raise Invalid(f"按“{rules}”，{year}年度还没有结束，结束以后再定稿")
        waiting = pending(seats, year, period)
        left += [(seat, tuple(waiting[seat.pk])) for seat in seats if waiting[seat.pk]]
        ready = [seat for seat in seats if not waiting[seat.pk]]
        frozen += _freeze(compute(ready, rules, year, period), year, by=by, at=at)
    return Closing(frozen, tuple(left))


def _by_rules(year: int, at: datetime) -> dict[RuleSet, list[Mandate]]:
    """Those without a result, by the rules that hold for them."""
    sets = in_force(year, on=localdate(at))
    if not sets:
        raise Invalid(f"本会没有启用{year}年度的履职评价")
    done = Assessment.objects.filter(year=year, state=AssessmentState.FROZEN)
    standing = standing_in(year)
    seats: dict[RuleSet, list[Mandate]] = defaultdict(list)
    for rules in sets:
        period = period_for(rules, year)
        if period is None:
            raise Invalid(f"按“{rules}”，{year}年度还没有结束，结束以后再定稿")
        for seat in served_in(period).exclude(pk__in=done.values("mandate")):
            if rules_for(sets, is_standing=seat.pk in standing) == rules:
                seats[rules].append(seat)
    return seats


def _freeze(found: list[Computed], year: int, *, by: Actor, at: datetime) -> int:
    past = [
        Past(
            Assessment(
                mandate=one.mandate,
                year=year,
                rules=one.rules,
                rules_text=one.rules.text,
                first_day=one.period.first,
                last_day=one.period.last,
                inputs=one.inputs,
                result=one.result,
                digest=one.digest,
                frozen_on=localdate(at),
                frozen_by_id=by.user_id,
                frozen_name=by.name or "办公室",
            ),
            [("duty.freeze", "", AssessmentState.FROZEN, at)],
        )
        for one in found
    ]
    return len(take_over(past, by=by))


@transition(
    "duty.void",
    "作废",
    sources={AssessmentState.FROZEN},
    target=AssessmentState.VOID,
    right=permissions.void_assessment,
    citation=RULING,
    awaited_in=(),
)
def void_assessment(
    assessment: Assessment,
    *,
    by: Actor,
    at: datetime,
    void_reason: Annotated[str, "作废的理由", "例如：异议成立，原记录已更正，需要重新定稿"],
) -> None:
    """Let a result no longer count; it stays on file, and the year can be frozen anew for him."""
    if not void_reason.strip():
        raise Invalid("请写明作废的理由", field="void_reason")
    assessment.void_reason, assessment.voided_on = void_reason.strip(), localdate(at)
