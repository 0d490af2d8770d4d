"""Urging (催办): a telephone call, a written notice, a circular; and the system's own reminders."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.db.models import Q

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import value_of
from yizheng.core.workdays import days_left
from yizheng.core.workflow import transition
from yizheng.proposals import deadlines, permissions
from yizheng.proposals.models import Handling, Urging
from yizheng.proposals.states import AT_WORK, HandlingState, UrgingLevel

from .city_rules import OVERDUE_DAYS, REMIND_DAYS

RULES = PROPOSAL_RULES("催办")
UNANSWERED = Q(response="", is_automatic=False)


@transition(
    "proposals.urge",
    "催办",
    sources=AT_WORK,
    target=None,
    right=permissions.oversee,
    citation=RULES,
)
def urge(
    handling: Handling,
    *,
    by: Actor,
    at: datetime,
    level: Annotated[UrgingLevel, "方式"],
    content: Annotated[str, "内容"],
    urged_on: Annotated[date | None, "日期", "不填的，为今天"] = None,
) -> None:
    """Note that a unit was urged, however it was done.

    Raises:
        Invalid: on a day before the assignment or in the future; a reminder, which is the system's.
    """
    if level == UrgingLevel.REMINDER:
        raise Invalid("到期提醒由系统自动发出，请选电话、通知书或者通报", field="level")
    day = day_of(urged_on, at=at, field="urged_on")
    if day < handling.assigned_on:
        raise Invalid(f"催办日期不能早于交办日期 {handling.assigned_on}", field="urged_on")
    _note(handling, level, content, by=by, on=day, at=at, urged_by_id=by.user_id)


@transition(
    "proposals.answer_urging",
    "回应催办",
    sources=frozenset(HandlingState),
    target=None,
    right=permissions.handle,
    citation=RULES,
    when=Q(urgings__response="", urgings__is_automatic=False),
)
def answer_urging(
    handling: Handling, *, by: Actor, at: datetime, response: Annotated[str, "回应"]
) -> None:
    """Say how far the matter is; it answers every urging that has no answer yet."""
    for row in handling.urgings.filter(UNANSWERED):
        records.revise(
            row,
            by=by,
            right=permissions.record_handling,
            key="proposals.answer_urging",
            facts={"response": response},
            version=row.version,
            at=at,
        )


# --- Reminders -----------------------------------------------------------------------------------


def remind_days(on: date) -> tuple[list[int], list[int]]:
    """How many days before and after their day units are reminded, by the rules. 2 queries."""
    before = value_of(REMIND_DAYS.key, on=on)
    after = value_of(OVERDUE_DAYS.key, on=on)
    return sorted(map(int, before)), sorted(map(int, after))


def remind(*, by: Actor, on: date, at: datetime) -> int:
    """Remind the units whose turn it is by `on`; returns how many were. Each turn once.

    Turns that were missed are made up for by one reminder, not by several.
    """
    before, after = remind_days(on)
    steps = [timedelta(days=-days) for days in before] + [timedelta(days=days) for days in after]
    count = 0
    rows: list[Any] = list(deadlines.to_remind())
    for handling in rows:
        turn = _turn(handling, steps, on)
        if turn and (handling.reminded_on is None or handling.reminded_on < turn):
            count += remind_once(handling, by=by, turn=turn, on=on, at=at)
    return count


def _turn(handling: Handling, steps: list[timedelta], on: date) -> date | None:
    """The last day by `on` at which this unit was to be reminded."""
    turns = [handling.due_on + step for step in steps]
    return max((day for day in turns if handling.assigned_on < day <= on), default=None)


@service("proposals.remind")
def remind_once(handling: Handling, *, by: Actor, turn: date, on: date, at: datetime) -> bool:
    """Remind a unit unless it was since `turn`, or has nothing to do any more."""
    current = Handling.objects.select_for_update().get(pk=handling.pk)
    told = current.urgings.filter(is_automatic=True, urged_on__gte=turn).exists()
    if told or current.state not in AT_WORK or current.due_on != handling.due_on:
        return False
    content = f"{_matter(current)}，{days_left(current.due_on, on=on)}（期限 {current.due_on}）"
    _note(current, UrgingLevel.REMINDER, content, by=by, on=on, at=at, is_automatic=True)
    return True


def _matter(handling: Handling) -> str:
    return "请答复提案者" if handling.is_answering else "请向主办单位提出会办意见"


def _note(
    handling: Handling,
    level: UrgingLevel,
    content: str,
    *,
    by: Actor,
    on: date,
    at: datetime,
    **derived: object,
) -> Urging:
    key = "proposals.remind" if level == UrgingLevel.REMINDER else "proposals.urge"
    return records.create(
        Urging,
        by=by,
        right=permissions.oversee,
        key=key,
        facts={"handling": handling, "level": level, "urged_on": on, "content": content},
        derived=derived,
        at=at,
    )
