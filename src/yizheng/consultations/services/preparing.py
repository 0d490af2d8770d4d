"""Notice, materials and minutes of consultations: by which day, and when they went out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yizheng.activities.models import Activity
from yizheng.activities.states import KindGroup
from yizheng.activities.states import State as ActivityState
from yizheng.consultations import permissions
from yizheng.consultations.models import Preparation
from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import CONSULTATION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.core.workdays import Deadline, add_working_days, days_left, working_days_before

PREPARING = CONSULTATION_RULES("协商的筹备")
NOTICE_DAYS = rule(
    "consultations.notice_days",
    "协商通知提前的工作日",
    default=15,
    help="协商活动举行以前多少个工作日书面通知参加的各方",
    citation=PREPARING,
)
MATERIALS_DAYS = rule(
    "consultations.materials_days",
    "协商材料提前的工作日",
    default=10,
    help="协商活动举行以前多少个工作日把材料送到参加的各方",
    citation=PREPARING,
)
MINUTES_DAYS = rule(
    "consultations.minutes_days",
    "协商纪要的工作日",
    default=7,
    help="协商活动举行以后多少个工作日以内印发纪要",
    citation=PREPARING,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done by a day, when it was, and whether that was late."""

    label: str
    deadline: Deadline
    done_on: date | None

    def standing(self, *, on: date) -> tuple[str, str]:
        """In words, and the tone of the badge."""
        due = self.deadline.due_on
        if self.done_on is None:
            return days_left(due, on=on), "bad" if on > due else "warn"
        late = (self.done_on - due).days
        return (f"晚了 {late} 天", "bad") if late > 0 else ("按时", "good")


def is_consultation(activity: Activity) -> bool:
    """Whether an activity is a form of consultation that goes or went ahead on a day."""
    return (
        activity.kind.group == KindGroup.CONSULTATION
        and activity.held_on is not None
        and activity.state != ActivityState.CANCELLED
    )


def steps_of(activity: Activity, preparation: Preparation | None) -> list[Step]:
    """Notice, materials, minutes. 7 queries."""
    held_on = activity.held_on
    if held_on is None:
        return []
    done = preparation or Preparation()

    def days(key: str) -> int:
        return int(value_of(key, on=held_on))

    return [
        Step(
            "书面通知",
            working_days_before(held_on, days(NOTICE_DAYS.key)),
            done.notice_sent_on,
        ),
        Step(
            "送达材料",
            working_days_before(held_on, days(MATERIALS_DAYS.key)),
            done.materials_sent_on,
        ),
        Step("印发纪要", add_working_days(held_on, days(MINUTES_DAYS.key)), done.minutes_on),
    ]


@service("consultations.create_preparation")
def enter_preparation(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Preparation:
    """Note when notice, materials or minutes of a consultation went out.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; it is no consultation, or a day to come.
    """
    if not is_consultation(facts["activity"]):
        raise Invalid("只有定了日期的协商活动才登记筹备情况", field="activity")
    _check(facts, facts["activity"], at=at)
    return records.create(Preparation, by=by, right=permissions.keep, facts=facts, at=at)


@service("consultations.revise_preparation")
def revise_preparation(
    preparation: Preparation, *, by: Actor, facts: dict[str, Any], version: int
) -> Preparation:
    """Go on noting it.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or a day to come.
    """
    _check(facts, preparation.activity, at=None)
    right = permissions.keep
    return records.revise(preparation, by=by, right=right, facts=facts, version=version)


def _check(facts: dict[str, Any], activity: Activity, *, at: datetime | None) -> None:
    for name in ("notice_sent_on", "materials_sent_on", "minutes_on"):
        if facts.get(name):
            day_of(facts[name], at=at, field=name)
    minutes, held_on = facts.get("minutes_on"), activity.held_on
    if minutes and held_on and minutes < held_on:
        raise Invalid(f"活动 {held_on} 举行，纪要不能早于这一天", field="minutes_on")
