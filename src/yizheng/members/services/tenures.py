"""Posts, sectors and parties from one day to another: what cannot have been is refused."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from yizheng.core import records
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.periods import day_before
from yizheng.core.records import service
from yizheng.members import permissions
from yizheng.members.models import Mandate, Person, Sector, Tenure
from yizheng.members.states import ALONE, OF_MEMBERS, Standing, TenureKind, Title

KEEP = permissions.keep_roster


@service("members.create_tenure")
def enter_post(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Tenure:
    """Write down a post somebody holds or held.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; he holds it already, was no member, or
            somebody else is what only one can be.
    """
    _check_post(facts)
    tenure = records.create(Tenure, by=by, right=KEEP, facts=facts, at=at)
    _follow_standing(tenure, by=by)
    return tenure


@service("members.revise_tenure")
def revise_post(tenure: Tenure, *, by: Actor, facts: dict[str, Any], version: int) -> Tenure:
    """Correct a post, or end it. Sectors and parties are changed by their own acts.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `enter_post`.
    """
    if tenure.kind != TenureKind.POST:
        raise Invalid("界别和党派请在人员的页面上改变")
    known = ("person", "title", "organ", "started_on", "ended_on")
    _check_post({name: getattr(tenure, name) for name in known} | facts, but=tenure.pk)
    revised = records.revise(tenure, by=by, right=KEEP, facts=facts, version=version)
    _follow_standing(revised, by=by)
    return revised


def remove_post(tenure: Tenure, *, by: Actor, reason: str, version: int) -> None:
    """Take back a post entered by mistake.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`.
    """
    records.remove(tenure, by=by, right=KEEP, reason=reason, version=version)
    _follow_standing(tenure, by=by)


def _check_post(facts: dict[str, Any], *, but: int = 0) -> None:
    person, title = facts.get("person"), facts.get("title")
    first, last = facts.get("started_on"), facts.get("ended_on")
    if not (person and title and first):
        return
    kind = Title(title)
    same = Tenure.objects.filter(kind=TenureKind.POST, title=title).exclude(pk=but)
    same = same.filter(_meets(first, last))
    if own := same.filter(person=person, organ=facts.get("organ")).first():
        raise Invalid(f"此人已登记为{own.what}（{own.held_on()}），日期重叠", field="started_on")
    if kind in ALONE and (other := same.exclude(person=person).select_related("person").first()):
        raise Invalid(
            f"{other.person}任{kind.label}（{other.held_on()}），同时只能有一位", field="started_on"
        )
    if kind in OF_MEMBERS and not _was_member(person, first, last):
        raise Invalid(
            f"任{kind.label}期间须一直是委员，此人的委员身份不包括这些日期", field="started_on"
        )


def _meets(first: date, last: date | None) -> Q:
    return (Q(ended_on=None) | Q(ended_on__gte=first)) & (
        Q(started_on=None) | Q(started_on__lte=last or date.max)
    )


def _was_member(person: Person, first: date, last: date | None) -> bool:
    until = Q(ended_on=None) | Q(ended_on__gte=last) if last else Q(ended_on=None)
    seats = Mandate.objects.filter(person=person, started_on__lte=first)
    return bool(seats.filter(until).exists())


def _follow_standing(tenure: Tenure, *, by: Actor) -> None:
    """Keep the mark on the mandate that lists and meetings read as it is at its end, or today."""
    if tenure.title != Title.STANDING:
        return
    for seat in Mandate.objects.filter(person=tenure.person_id):
        posts = Tenure.objects.filter(
            person=seat.person_id, kind=TenureKind.POST, title=Title.STANDING
        ).filter(started_on__gte=seat.started_on, started_on__lte=seat.ended_on or date.max)
        open_ones = Q(ended_on=None)
        if seat.ended_on:
            open_ones |= Q(ended_on__gte=seat.ended_on)
        now = posts.filter(open_ones).exists()
        if posts.exists() and seat.is_standing != now:
            facts = {"is_standing": now}
            records.revise(seat, by=by, right=KEEP, facts=facts, version=seat.version)


@service("members.change_sector")
def change_sector(
    mandate: Mandate,
    *,
    by: Actor,
    sector: Sector,
    since: date,
    decided_by: str,
    version: int,
    at: datetime | None = None,
) -> Mandate:
    """A member goes over to another sector on a day; before it he stays what he was.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; he has left, it is the sector he has,
            or the day is before he was in the present one.
    """
    if mandate.standing != Standing.SERVING:
        raise Invalid("已经离任，不能再改变界别")
    if sector.pk == mandate.sector_id:
        raise Invalid("现在就是这个界别", field="sector")
    _succeed(
        mandate.person, TenureKind.SECTOR, mandate.sector, sector,
        by=by, since=since, decided_by=decided_by, at=at, began=mandate.started_on,
    )  # fmt: skip
    facts = {"sector": sector}
    key = "members.change_sector"
    return records.revise(mandate, by=by, right=KEEP, facts=facts, version=version, key=key, at=at)


@service("members.change_party")
def change_party(
    person: Person,
    *,
    by: Actor,
    party: Any,
    since: date,
    decided_by: str,
    version: int,
    at: datetime | None = None,
) -> Person:
    """Somebody joins another party on a day, or leaves his; before it he stays what he was.

    Args:
        party: a row of `units.Party`; None when he belongs to none any more.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; it is the party he has, or the day is
            before he joined the present one.
    """
    if (party.pk if party else None) == person.party_id:
        raise Invalid("现在就是这个党派", field="party")
    _succeed(
        person, TenureKind.PARTY, person.party, party,
        by=by, since=since, decided_by=decided_by, at=at,
    )  # fmt: skip
    facts, key = {"party": party}, "members.change_party"
    return records.revise(person, by=by, right=KEEP, facts=facts, version=version, key=key, at=at)


def _succeed(
    person: Person,
    kind: TenureKind,
    old: Any,
    new: Any,
    *,
    by: Actor,
    since: date,
    decided_by: str,
    at: datetime | None,
    began: date | None = None,
) -> None:
    """End what was on the day before and begin what comes; both stand in the time line."""
    day = day_of(since, at=at, field="since")
    last, name = day_before(day), str(kind)
    present = Tenure.objects.filter(person=person, kind=kind, ended_on=None).first()
    first = present.started_on if present else began
    if first and day <= first:
        raise Invalid(f"现在的{kind.label}是 {first} 起的，请填以后的日期", field="since")
    if present:
        facts = {"ended_on": last, "ended_by": decided_by}
        records.revise(present, by=by, right=KEEP, facts=facts, version=present.version, at=at)
    elif old is not None:
        former = {"person": person, "started_on": began, "ended_on": last, "ended_by": decided_by}
        derived = {"kind": kind, name: old}
        records.create(Tenure, by=by, right=KEEP, facts=former, derived=derived, at=at)
    coming = {"person": person, "started_on": day, "decided_by": decided_by}
    records.create(
        Tenure, by=by, right=KEEP, facts=coming, derived={"kind": kind, name: new}, at=at
    )


def end_tenures(person: Person, on: date, *, by: Actor, ended_by: str, at: datetime | None) -> int:
    """End the posts and the sector somebody has as a member; returns how many.

    For services that end his mandate; his party is his own.
    """
    rows = Tenure.objects.filter(person=person, ended_on=None).exclude(kind=TenureKind.PARTY)
    count = 0
    for row in rows.filter(Q(started_on=None) | Q(started_on__lte=on)):
        facts = {"ended_on": on, "ended_by": ended_by}
        records.revise(row, by=by, right=KEEP, facts=facts, version=row.version, at=at)
        count += 1
    return count
