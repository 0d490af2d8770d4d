"""A change of term on its way: confirmed by a second person, in force on its day."""

import logging
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from yizheng.accounts.roles import Role
from yizheng.core.actors import Actor, Via
from yizheng.core.citations import CHARTER
from yizheng.core.errors import Invalid
from yizheng.core.many import correct_many
from yizheng.core.records import Past, take_over
from yizheng.core.tenancy import within
from yizheng.core.workflow import transition
from yizheng.members import permissions, selectors
from yizheng.members.models import (
    Mandate,
    Nominee,
    Person,
    Tenure,
    Term,
    TermChange,
)
from yizheng.members.states import Standing, TenureKind, TermState

log = logging.getLogger(__name__)
CHANGING = CHARTER("委员的产生和任期")
NUMBER = "{term}{place:03d}"


@transition(
    "members.ask_term_change",
    "送复核",
    sources={TermState.DRAFT},
    target=TermState.ASKED,
    right=permissions.prepare_term,
    citation=CHANGING,
)
def ask_term_change(change: TermChange, *, by: Actor, at: datetime) -> None:
    """The list is ready for a second person; numbers that are missing are given in order."""
    if faults := selectors.faults_of(change):
        raise Invalid("；".join(faults))
    _give_numbers(change, by=by)
    change.asked_by, change.asked_by_id, change.return_note = by.name, by.user_id, ""


def _give_numbers(change: TermChange, *, by: Actor) -> None:
    rows = list(selectors.nominees_of(change))
    used = {row.number for row in rows if row.number}
    free = (
        number
        for place in range(1, 2 * len(rows) + 2)
        if (number := NUMBER.format(term=change.ordinal, place=place)) not in used
    )
    moved = [(row, {"number": next(free)}) for row in rows if not row.number]
    correct_many(moved, by=by, key="members.revise_nominee", message="编委员证号")


@transition(
    "members.return_term_change",
    "退回准备",
    sources={TermState.ASKED, TermState.CONFIRMED},
    target=TermState.DRAFT,
    right=permissions.confirm_term_change,
    citation=CHANGING,
    awaited_in=(),
)
def return_term_change(change: TermChange, *, by: Actor, at: datetime, return_note: str) -> None:
    """Something is not right yet; what was typed stays."""
    change.return_note = return_note.strip()
    change.confirmed_by, change.confirmed_on = "", None


@transition(
    "members.confirm_term_change",
    "复核通过",
    sources={TermState.ASKED},
    target=TermState.CONFIRMED,
    right=permissions.confirm_term_change,
    citation=CHANGING,
)
def confirm_term_change(change: TermChange, *, by: Actor, at: datetime) -> None:
    """It takes effect by itself on its first day; until then nothing has changed."""
    if faults := selectors.faults_of(change):
        raise Invalid("；".join(faults))
    change.confirmed_by, change.confirmed_on = by.name, localdate(at)


@transition(
    "members.begin_term",
    "新一届生效",
    sources={TermState.CONFIRMED},
    target=TermState.IN_FORCE,
    right=permissions.begin_term,
    citation=CHANGING,
    # Nobody need wait for it: it is made by itself on the first day.
    awaited_in=(),
)
def begin_term(change: TermChange, *, by: Actor, at: datetime) -> None:
    """The old mandates end the day before, the new ones begin. Made by itself on the first day.

    Made later, it means the same days. Records of the old term stay what they are.
    """
    if localdate(at) < change.starts_on:
        raise Invalid(f"{change.starts_on} 才到新一届的第一天，到时自动生效")
    if faults := selectors.faults_of(change):
        raise Invalid("；".join(faults))
    _end_old_term(change, by=by)
    (term,) = take_over(
        [Past(Term(ordinal=change.ordinal, started_on=change.starts_on))],
        by=by,
        key="members.create_term",
    )
    nominees = list(selectors.nominees_of(change))
    _know_people(change, nominees, by=by)
    seats = [_mandate_of(row, change, term) for row in nominees]
    take_over([Past(seat) for seat in seats], by=by, key="members.begin_mandate")
    posts = [
        Tenure(
            person=row.person,
            kind=TenureKind.POST,
            title=title,
            organ=organ,
            started_on=change.starts_on,
            decided_by=change.decided_by,
        )
        for row in nominees
        for title, organ in row.posts
    ]
    take_over([Past(post) for post in posts], by=by, key="members.create_tenure")
    change.began_on = localdate(at)


def _end_old_term(change: TermChange, *, by: Actor) -> None:
    last = selectors.last_day(change)
    facts: dict[str, Any] = {"ended_on": last, "ended_by": change.decided_by}
    message = str(change)
    seats = list(selectors.seats_of_old_term(change))
    open_ones = [seat for seat in seats if seat.ended_on is None]
    ended = [(seat, facts | {"standing": Standing.EXPIRED}) for seat in open_ones]
    correct_many(ended, by=by, key="members.end_mandate", message=message)
    people = [seat.person_id for seat in seats]
    tenures = Tenure.objects.filter(person__in=people, ended_on=None, started_on__lte=last)
    rows = [(row, facts) for row in tenures.exclude(kind=TenureKind.PARTY)]
    correct_many(rows, by=by, key="members.revise_tenure", message=message)
    terms = [(term, {"ended_on": last}) for term in Term.objects.filter(ended_on=None)]
    correct_many(terms, by=by, key="members.revise_term", message=message)


def _know_people(change: TermChange, nominees: list[Nominee], *, by: Actor) -> None:
    """Enter who is new; take over what was typed anew of who is on record, party with its day."""
    new = [row for row in nominees if row.person_id is None]
    made = [Person(name=row.name, sex=row.sex, post=row.post, party=row.party) for row in new]
    take_over([Past(person) for person in made], by=by, key="members.create_person")
    found = [
        (row, {"person": person, "is_new": False}) for row, person in zip(new, made, strict=True)
    ]
    correct_many(found, by=by, key="members.revise_nominee", message=str(change))
    moved, parties = [], []
    for row in nominees:
        person: Any = row.person
        facts = {
            name: getattr(row, name)
            for name in ("name", "sex", "post")
            if getattr(row, name) and getattr(row, name) != getattr(person, name)
        }
        if row.party_id and row.party_id != person.party_id:
            parties += _party_before(person, change)
            facts["party"] = row.party
            parties.append(
                Tenure(
                    person=person,
                    kind=TenureKind.PARTY,
                    party=row.party,
                    started_on=change.starts_on,
                    decided_by=change.decided_by,
                )
            )
        if facts:
            moved.append((person, facts))
    take_over([Past(row) for row in parties], by=by, key="members.create_tenure")
    correct_many(moved, by=by, key="members.revise_person", message=str(change))


def _party_before(person: Person, change: TermChange) -> list[Tenure]:
    """What the old party was until the day before, where it had no days of its own."""
    present = Tenure.objects.filter(person=person, kind=TenureKind.PARTY, ended_on=None)
    if present.exists():
        raise Invalid(f"{person}的党派另有登记的起止日期，请先在人员的页面上改变党派")
    if person.party_id is None:
        return []
    last = selectors.last_day(change)
    return [Tenure(person=person, kind=TenureKind.PARTY, party=person.party, ended_on=last)]


def _mandate_of(row: Nominee, change: TermChange, term: Any) -> Mandate:
    return Mandate(
        person=row.person,
        term=term,
        sector=row.sector,
        number=row.number,
        is_standing=row.is_standing,
        started_on=change.starts_on,
        decided_by=change.decided_by,
    )


def begin_due_terms(on: date) -> int:
    """Let what is confirmed take effect in every committee where its day has come; how many.

    May be repeated or missed: what is due is done, once, with the days it was confirmed for.
    """
    count = 0
    for committee_id in selectors.every_committee():
        by = Actor(None, committee_id, frozenset({Role.OFFICE}), Via.CLI, "系统")
        try:
            with within(committee_id):
                for change in selectors.due_to_begin(on):
                    begin_term(change, by=by)
                    count += 1
        except Exception:
            log.exception(
                "the new term of committee %s did not begin; it is tried again", committee_id
            )
    return count
