"""Mandates in the middle of a term: somebody leaves, somebody comes in his place."""

from datetime import date, datetime
from typing import Any

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.members import permissions, selectors
from yizheng.members.models import Mandate, Person, Sector
from yizheng.members.states import Leaving, Standing

from .tenures import end_tenures


@service("members.end_mandate")
def end_mandate(
    mandate: Mandate,
    *,
    by: Actor,
    how: Leaving,
    ended_on: date,
    ended_by: str,
    end_reason: str,
    version: int,
    at: datetime | None = None,
) -> Mandate:
    """A member leaves before the term is over: resigned, removed, revoked or died.

    His posts and his sector end with it on the same day; what he did stays his.

    Args:
        ended_on: his last day; he is counted on it and not after it.
        ended_by: the meeting that decided; nobody decides on a death.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; he has left already, no meeting named.
    """
    if mandate.standing != Standing.SERVING:
        raise Invalid(f"已经离任（{mandate.get_standing_display()}）")
    day = day_of(ended_on, at=at, field="ended_on")
    if day < mandate.started_on:
        raise Invalid(f"任职自 {mandate.started_on} 起，最后一天不能更早", field="ended_on")
    if how != Leaving.DIED and not ended_by.strip():
        raise Invalid("请写明是哪次会议决定的", field="ended_by")
    if how != Leaving.DIED and not end_reason.strip():
        raise Invalid("请写明原因", field="end_reason")
    facts: dict[str, Any] = {
        "standing": Standing(how),
        "ended_on": day,
        "ended_by": ended_by.strip(),
        "end_reason": end_reason.strip(),
    }
    end_tenures(mandate.person, day, by=by, ended_by=ended_by.strip(), at=at)
    return records.revise(
        mandate,
        by=by,
        right=permissions.keep_roster,
        facts=facts,
        version=version,
        key="members.end_mandate",
        at=at,
    )


@service("members.co_opt")
def co_opt(
    *,
    by: Actor,
    sector: Sector,
    number: str,
    started_on: date,
    decided_by: str,
    person: Person | None = None,
    about: dict[str, Any] | None = None,
    replaces: Mandate | None = None,
    is_standing: bool = False,
    at: datetime | None = None,
) -> Mandate:
    """Somebody becomes a member in the middle of a term (增补).

    Args:
        person: who is on record already; else `about` says who he is.
        replaces: the mandate of a member who left, in whose place he comes.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; no meeting named, there is no term on that
            day, or the one he replaces had not left.
    """
    if not decided_by.strip():
        raise Invalid("请写明是哪次会议决定的", field="decided_by")
    if bool(person) == bool(about and about.get("name")):
        raise Invalid("请选系统里的人员，或者填写新的人员，二者填一", field="person")
    term = selectors.current_term(started_on)
    if term is None or (term.ended_on and term.ended_on < started_on):
        raise Invalid("这一天没有哪一届，请先登记届次", field="started_on")
    if replaces is not None:
        _check_replaced(replaces, started_on)
    if person is None:
        right = permissions.keep_roster
        person = records.create(Person, by=by, right=right, facts=dict(about or {}), at=at)
    return records.create(
        Mandate,
        by=by,
        right=permissions.keep_roster,
        key="members.co_opt",
        facts={
            "person": person,
            "term": term,
            "sector": sector,
            "number": number,
            "started_on": started_on,
            "decided_by": decided_by.strip(),
            "is_standing": is_standing,
        },
        derived={"replaces": replaces},
        at=at,
    )


def _check_replaced(replaces: Mandate, started_on: date) -> None:
    if replaces.ended_on is None:
        raise Invalid("所接替的委员还在任，请先登记离任", field="replaces")
    if started_on <= replaces.ended_on:
        raise Invalid(
            f"所接替的委员 {replaces.ended_on} 才离任，任职日期须在其后", field="started_on"
        )
    if successor := Mandate.objects.filter(replaces=replaces).select_related("person").first():
        raise Invalid(f"已由{successor.person}接替", field="replaces")
