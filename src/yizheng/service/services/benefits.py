"""What a service activity did for people is entered from the activity's page."""

from datetime import datetime
from typing import Any

from yizheng.activities.models import Activity
from yizheng.activities.states import State
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.service import permissions
from yizheng.service.models import Benefit
from yizheng.service.states import KIND_OF_CHANNEL, ConcernChannel

SERVICE_ACTIVITY = KIND_OF_CHANNEL[ConcernChannel.ACTIVITY]


@service("service.create_benefit")
def enter_benefit(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Benefit:
    """Enter who was helped and what was given.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; the activity is no service activity, or was
            not held.
    """
    _check(facts["activity"])
    return records.create(Benefit, by=by, right=permissions.keep, facts=facts, at=at)


@service("service.revise_benefit")
def revise_benefit(benefit: Benefit, *, by: Actor, facts: dict[str, Any], version: int) -> Benefit:
    """Correct it.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`.
    """
    return records.revise(benefit, by=by, right=permissions.keep, facts=facts, version=version)


def _check(activity: Activity) -> None:
    if activity.kind.counts_as != SERVICE_ACTIVITY:
        raise Invalid("只有服务为民活动登记服务成效", field="activity")
    if activity.state != State.HELD:
        raise Invalid("这次活动还没有举办，办完再登记", field="activity")
