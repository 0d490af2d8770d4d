"""The life of the roster: posts, who came for whom, doubles, and changes of term at every stage."""

from dataclasses import replace
from datetime import date

from yizheng.accounts.roles import Role
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance, State
from yizheng.core.actors import Actor
from yizheng.core.joining import pointers_to
from yizheng.core.many import correct_many
from yizheng.core.tenancy import within
from yizheng.demo.days import at
from yizheng.demo.people import names
from yizheng.demo.world import World
from yizheng.members import services
from yizheng.members.models import (
    Mandate,
    Nominee,
    Organ,
    Person,
    Sector,
    Tenure,
    Term,
    TermChange,
)
from yizheng.members.selectors import outgoing
from yizheng.members.states import OrganKind, Title

from .intake import co_signing_member, shown_member
from .organisation import STARTED
from .roster import LEFT

ELECTED = "四届一次会议"
STAYING_OF = 3
STARTS = date(2027, 4, 19)
# How far the first counties are, whose terms change before the city's.
COUNTY_STAGES = ("in_force", "confirmed", "asked")
COUNTY_SECTORS = ("中国共产党", "工商联", "教育", "医药卫生", "农业")
COUNTY_MEMBERS = 10


def load_renewal(world: World) -> None:
    """All by the services, each act on its day, but for who came for whom."""
    by = replace(world.by, roles=frozenset({Role.OFFICE}))
    _who_came_for_whom(world)
    _posts(world)
    _changes(world, by)
    _doubles(world, by)
    _city_term(world, by)
    counties = list(world.counties.items())[: len(COUNTY_STAGES)]
    for (name, committee), stage in zip(counties, COUNTY_STAGES, strict=True):
        with within(committee.pk):
            there = replace(world.at_home_in(committee), roles=frozenset({Role.OFFICE}))
            _county_term(replace(world, by=there), there, name, stage)


def _who_came_for_whom(world: World) -> None:
    arrivals = [place for place, *_, came in LEFT if came]
    first_new = len(world.mandates) - len(arrivals)
    rows = []
    for number, place in enumerate(arrivals):
        gone, new = world.mandates[place], world.mandates[first_new + number]
        rows.append((new, {"replaces": gone, "decided_by": gone.ended_by or "四届九次常委会议"}))
    correct_many(rows, by=world.by, key="members.co_opt")


def _posts(world: World) -> None:
    titles = [Title.CHAIR, *[Title.VICE_CHAIR] * 6, Title.SECRETARY]
    rows = [
        Tenure(person=person, title=title, started_on=STARTED, decided_by=ELECTED)
        for person, title in zip(world.leaders, titles, strict=True)
    ]
    serving = [seat.person for seat in world.mandates if seat.ended_on is None]
    special = Organ.objects.filter(kind=OrganKind.SPECIAL).order_by("order")
    for number, organ in enumerate(special):
        members = serving[20 + number * 9 : 29 + number * 9]
        for place, person in enumerate(members):
            title = Title.HEAD if place == 0 else Title.DEPUTY if place < 3 else Title.MEMBER
            rows.append(
                Tenure(
                    person=person, title=title, organ=organ, started_on=date(2022, 5, 20),
                    decided_by="四届一次常委会议",
                )
            )  # fmt: skip
    world.keep(rows)


def _changes(world: World, by: Actor) -> None:
    """One who changed his sector, one who joined another party; days on which both are right."""
    serving = [seat for seat in world.mandates if seat.ended_on is None]
    seat = Mandate.objects.get(pk=serving[140].pk)
    sector = Sector.objects.exclude(pk=seat.sector_id).order_by("order")[10]
    services.change_sector(
        seat, by=by, sector=sector, since=date(2026, 3, 2), decided_by="四届四十次主席会议",
        version=seat.version, at=at(date(2026, 3, 3)),
    )  # fmt: skip
    person = next(seat.person for seat in serving[150:] if seat.person.party is None)
    person = Person.objects.get(pk=person.pk)
    services.change_party(
        person, by=by, party=world.parties["民进"], since=date(2026, 5, 11),
        decided_by="民进市委会通知", version=person.version, at=at(date(2026, 5, 12)),
    )  # fmt: skip


def _doubles(world: World, by: Actor) -> None:
    """Four people entered twice by an import: one pair for each state of a merge."""
    pairs = _little_named(world, 4)
    copies = world.keep(
        [Person(name=one.name, sex=one.sex, post=f"{one.post}（培训班）") for one in pairs]
    )
    trained = Activity.objects.filter(held_on__year=2026, state=State.HELD).order_by(
        "-held_on", "pk"
    )
    rows = [
        Participation(activity=activity, person=copy, attendance=Attendance.PRESENT)
        for activity in trained[:3]
        for copy in copies[:2]
    ]
    world.keep(rows)
    day = date(2026, 10, 20)
    asked = [
        services.ask_to_merge(
            Person.objects.get(pk=one.pk), by=by, other=copy,
            choices={"post": "kept"}, reason="导入培训名单时重复登记，已与本人核对", at=at(day),
        )
        for one, copy in zip(pairs, copies, strict=True)
    ]  # fmt: skip
    services.merge_people(asked[1], by=by, at=at(date(2026, 10, 21)))
    services.decline_merge(
        asked[2], by=by, at=at(date(2026, 10, 21)), declined_reason="是同名的另一位同志"
    )
    services.withdraw_merge(asked[3], by=by, at=at(date(2026, 10, 22)))


# Kinds of records whose tables name people by their names alone.
BY_NAME = {
    "accounts.user", "consultations.planitem", "consultations.recommendation_members",
    "liaison.remark", "office.honour", "publicity.coverage_people", "publicity.theorypaper",
    "service.aidassignment", "service.concern", "supervision.assignment",
}  # fmt: skip


def _little_named(world: World, count: int) -> list[Person]:
    """Members whom no table names by their names alone: a second of that name disturbs none."""
    keys = [one for one in pointers_to(Person) if one.model._meta.label_lower in BY_NAME]
    named = {
        value
        for one in keys
        for value in one.model._base_manager.values_list(one.attname, flat=True)
    }
    serving = [seat.person for seat in world.mandates if seat.ended_on is None]
    free = [person for person in serving if person.pk not in named and person.post]
    return free[40 : 40 + 30 * count : 30]


def _city_term(world: World, by: Actor) -> None:
    """The city's fifth term while it is prepared: most go on, some are new."""
    change = services.prepare_term(
        by=by,
        facts={"ordinal": 5, "starts_on": STARTS, "decided_by": "", "note": "名单正在协商"},
        at=at(date(2026, 11, 2)),
    )
    seats = outgoing(change)
    shown = {shown_member(world).pk, co_signing_member(world).pk}
    people = [seat.mandate.person_id for seat in seats]
    staying = [pk for place, pk in enumerate(people) if place % 8 < 5 or pk in shown]
    services.set_staying(change, by=by, people=staying)
    services.carry_posts(change, by=by)
    chance = world.chance("renewal")
    named = names(chance)
    coming = []
    for place, seat in enumerate(seats):
        if place % 16 == 7:
            who = next(named)
            coming.append(
                Nominee(change=change, name=who.name, sex=who.sex, sector=seat.sector, post="")
            )
    world.keep(coming)
    sizes: dict[int, int | None] = {}
    for seat in seats:
        sizes[seat.sector.pk] = (sizes.get(seat.sector.pk) or 0) + 1
    services.set_places(change, by=by, places=sizes)


def _county_term(world: World, by: Actor, name: str, stage: str) -> None:
    """A county's term: ten members, a list of the next one, and how far it is."""
    chance = world.chance(f"renewal/{name}")
    named = names(chance)
    sectors = world.keep(
        [Sector(name=f"{one}界", order=10 * place) for place, one in enumerate(COUNTY_SECTORS, 1)]
    )
    term = Term.objects.get(ordinal=4)
    people = []
    for _ in range(COUNTY_MEMBERS):
        who = next(named)
        people.append(Person(name=who.name, sex=who.sex))
    people = world.keep(people)
    world.keep(
        [
            Mandate(
                person=person, term=term, sector=sectors[place % len(sectors)],
                number=f"4{place + 1:03d}", started_on=STARTED,
            )
            for place, person in enumerate(people)
        ]
    )  # fmt: skip
    starts_on = date(2026, 9, 21) if stage == "in_force" else date(2027, 1, 25)
    change = services.prepare_term(
        by=by,
        facts={"ordinal": 5, "starts_on": starts_on, "decided_by": "四届三十次常委会议"},
        at=at(date(2026, 8, 10)),
    )
    staying = [person.pk for person in people[STAYING_OF:]]
    services.set_staying(change, by=by, people=staying)
    who = next(named)
    world.keep([Nominee(change=change, name=who.name, sex=who.sex, sector=sectors[0], is_new=True)])
    _advance(change, by, stage)


def _advance(change: TermChange, by: Actor, stage: str) -> None:
    change = services.ask_term_change(change, by=by, at=at(date(2026, 8, 20)))
    if stage == "asked":
        return
    change = services.confirm_term_change(change, by=by, at=at(date(2026, 8, 24)))
    if stage == "in_force":
        services.begin_term(change, by=by, at=at(change.starts_on))
