"""A change of term while it is prepared: who goes on, who is new, places and posts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from yizheng.core import records
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.many import correct_many, take_back
from yizheng.core.records import Past, service, take_over
from yizheng.members import permissions, selectors
from yizheng.members.models import Nominee, SectorPlaces, Tenure, Term, TermChange
from yizheng.members.states import IN_ORGAN, LEADING, TenureKind

KEEP = permissions.keep_term_change


@service("members.create_termchange")
def prepare_term(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> TermChange:
    """Begin to prepare a new term.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; the term is there already, or begins before
            the one it follows.
    """
    _check_term(facts)
    return records.create(TermChange, by=by, right=KEEP, facts=facts, at=at)


@service("members.revise_termchange")
def revise_term(
    change: TermChange, *, by: Actor, facts: dict[str, Any], version: int
) -> TermChange:
    """Correct number, day or meeting while it is prepared.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`; or as `prepare_term`.
    """
    known = {name: getattr(change, name) for name in ("ordinal", "starts_on")}
    _check_term(known | facts)
    return records.revise(change, by=by, right=KEEP, facts=facts, version=version)


@service("members.remove_termchange")
def drop_term(change: TermChange, *, by: Actor, reason: str, version: int) -> None:
    """Take back a change of term that will not be, with its list; all of it stays in the trail.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.remove`.
    """
    require(by, KEEP, change)
    for model in (Nominee, SectorPlaces):
        take_back(list(model.objects.filter(change=change)), by=by, message=reason.strip())
    records.remove(change, by=by, right=KEEP, reason=reason, version=version)


def _check_term(facts: dict[str, Any]) -> None:
    ordinal, starts_on = facts.get("ordinal"), facts.get("starts_on")
    if Term.objects.filter(ordinal=ordinal).exists():
        raise Invalid("这一届已经登记，不能再换届", field="ordinal")
    latest = Term.objects.order_by("-started_on").first()
    if latest and starts_on and starts_on <= latest.started_on:
        raise Invalid(f"{latest}自 {latest.started_on} 起，新一届要在其后", field="starts_on")


@service("members.set_staying")
def set_staying(change: TermChange, *, by: Actor, people: Collection[int]) -> tuple[int, int]:
    """Say who of the old term's members goes on; returns how many were added and taken off.

    Who is added brings sector, party and unit with him; who was in the list already keeps what was
    typed of him.

    Raises:
        NotAllowed: it is no longer being prepared, or not the actor's to prepare.
    """
    require(by, KEEP, change)
    old = {seat.mandate.person_id: seat for seat in selectors.outgoing(change)}
    listed = {
        row.person_id: row for row in Nominee.objects.filter(change=change, person__in=list(old))
    }
    wanted = set(people) & set(old)
    coming = [
        _nominee_from(old[pk], change)
        for pk in sorted(wanted - set(listed), key=lambda pk: old[pk].mandate.number)
    ]
    take_over([Past(row) for row in coming], by=by, key="members.create_nominee")
    going = [row for pk, row in listed.items() if pk not in wanted]
    take_back(going, by=by, message="不再勾选继续")
    return len(coming), len(going)


def _nominee_from(seat: selectors.Seat, change: TermChange) -> Nominee:
    person = seat.mandate.person
    return Nominee(
        change=change,
        person=person,
        name=person.name,
        sex=person.sex,
        post=person.post,
        party=person.party,
        sector=seat.sector,
    )


@service("members.carry_posts")
def carry_posts(change: TermChange, *, by: Actor) -> int:
    """Give who goes on the posts he has, where none is typed yet; returns to how many.

    Raises:
        NotAllowed: as `set_staying`.
    """
    require(by, KEEP, change)
    day = selectors.last_day(change)
    standing = set(selectors.standing_on(day).values_list("person_id", flat=True))
    held: dict[int, list[Tenure]] = {}
    for row in selectors.tenures_on(day).filter(kind=TenureKind.POST):
        held.setdefault(row.person_id, []).append(row)
    moved = []
    for nominee in Nominee.objects.filter(change=change, person__isnull=False):
        if nominee.title or nominee.is_standing or nominee.organ_id:
            continue
        facts = _posts_from(held.get(nominee.person_id, []))
        if nominee.person_id in standing:
            facts["is_standing"] = True
        if facts:
            moved.append((nominee, facts))
    correct_many(moved, by=by, key="members.revise_nominee", message="照上一届的职务填")
    return len(moved)


def _posts_from(rows: list[Tenure]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for row in rows:
        if row.title in LEADING:
            facts.setdefault("title", row.title)
        elif row.title in IN_ORGAN and "organ" not in facts:
            facts |= {"organ": row.organ, "organ_title": row.title}
    return facts


@service("members.set_places")
def set_places(change: TermChange, *, by: Actor, places: dict[int, int | None]) -> None:
    """Say how many members each sector is to have; None where nothing is said.

    Raises:
        NotAllowed: as `set_staying`.
    """
    require(by, KEEP, change)
    known = {row.sector_id: row for row in SectorPlaces.objects.filter(change=change)}
    new = [
        SectorPlaces(change=change, sector_id=pk, places=count)
        for pk, count in places.items()
        if count is not None and pk not in known
    ]
    take_over([Past(row) for row in new], by=by, key="members.create_sectorplaces")
    moved = [
        (known[pk], {"places": count})
        for pk, count in places.items()
        if count is not None and pk in known and known[pk].places != count
    ]
    correct_many(moved, by=by, key="members.revise_sectorplaces")
    gone = [known[pk] for pk, count in places.items() if count is None and pk in known]
    take_back(gone, by=by, message="不再规定名额")


@service("members.settle_namesakes")
def settle_namesakes(change: TermChange, *, by: Actor, answers: dict[int, int]) -> int:
    """Say of new names that are on record already who they are; returns of how many.

    Args:
        answers: by nominee the person he is, 0 for a new person of the same name.

    Raises:
        NotAllowed: as `set_staying`.
        Invalid: the person has another name, or is in the list already.
    """
    require(by, KEEP, change)
    moved = []
    taken = set(
        Nominee.objects.filter(change=change, person__isnull=False).values_list(
            "person_id", flat=True
        )
    )
    for row in selectors.doubtful(change):
        answer = answers.get(row.nominee.pk)
        if answer is None:
            continue
        person = next((one for one in row.people if one.pk == answer), None)
        if answer and person is None:
            raise Invalid(f"没有选对“{row.nominee.name}”是哪一位")
        if person and person.pk in taken:
            raise Invalid(f"“{person}”（编号 {person.pk}）已在名单里，请撤销重复的一行")
        if person:
            taken.add(person.pk)
        facts: dict[str, Any] = {"person": person} if person else {"is_new": True}
        moved.append((row.nominee, facts))
    correct_many(moved, by=by, key="members.revise_nominee", message="核对同名的人员")
    return len(moved)
