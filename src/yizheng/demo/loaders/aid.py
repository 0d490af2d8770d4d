"""Aid to counties and villages, livelihood matters, grants to students, consultation platforms."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from yizheng.core.records import Past, take_over
from yizheng.core.tenancy import within
from yizheng.demo.composing import fill, until_new
from yizheng.demo.days import at, spread
from yizheng.demo.places import counties, somewhere
from yizheng.demo.plan import (
    AID_FUNDS_YUAN,
    LIVELIHOOD_MATTERS,
    PLATFORMS,
    PLATFORMS_OF_CITY,
    STUDENTS,
    YEARS,
    of,
)
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.service.models import AidAssignment, AidFund, LivelihoodMatter, Platform, StudentGrant

AIDED = ("石篁县", "桑沛县", "岚泉县")
YUAN = 100
GRANT_FEN = 5000 * YUAN
BEGAN = date(2021, 6, 1)
# So many of the city's platforms have a page for residents.
PUBLIC = 6
# A platform that closed on the last day counts no more; one opened on the next day not yet.
LAST_DAY, NEXT_DAY = date(2025, 12, 31), date(2026, 1, 1)


def load_aid(world: World) -> None:
    """Assignments, the money that came, what was done, and the grants."""
    chance = world.chance("aid")
    assignments = _assignments(world, chance)
    for year in YEARS:
        _funds(world, chance, year, assignments)
        _matters(world, chance, year, assignments)
        _grants(world, year)
    _not_counted(world, assignments)


def _assignments(world: World, chance: Random) -> list[AidAssignment]:
    opened = date(2022, 5, 16)
    rows = [
        AidAssignment(
            kind="county",
            place=name,
            county=world.counties[name],
            leader=world.leaders[place],
            opened_on=opened,
        )
        for place, name in enumerate(AIDED)
    ]
    rows.append(
        AidAssignment(
            kind="county",
            place="澹川县",
            county=world.counties["澹川县"],
            leader=world.leaders[3],
            opened_on=opened,
            closed_on=date(2024, 12, 31),
        )
    )
    for place in range(8):
        county = next(item for item in counties() if item["name"] == AIDED[place % 3])
        village = county["villages"][place // 3]
        rows.append(
            AidAssignment(
                kind="village",
                place=f"{county['name']}{village}",
                county=world.counties[county["name"]],
                leader=world.leaders[place],
                opened_on=opened + timedelta(days=14),
            )
        )
    return [row for row in world.keep(rows) if row.closed_on is None]


def _slots(chance: Random, assignment: AidAssignment) -> dict[str, str]:
    """Slots for texts about an assignment: its own village, or one in its county."""
    name = assignment.county.place if assignment.county else AIDED[0]
    slots = somewhere(chance, next(item for item in counties() if item["name"] == name))
    if assignment.kind == "village":
        slots["village"] = assignment.place.removeprefix(name)
    return slots


def _funds(world: World, chance: Random, year: int, assignments: list[AidAssignment]) -> None:
    total, count = of(AID_FUNDS_YUAN, year), 28
    hundreds = sorted(chance.sample(range(200, total // 100 - 200), count - 1))
    bounds = [0, *hundreds, total // 100]
    rows = []
    for place, day in enumerate(spread(chance, date(year, 2, 17), date(year, 12, 19), count)):
        assignment = assignments[place % len(assignments)]
        purpose, source = chance.choice(read("service")["fund_purposes"])
        rows.append(
            AidFund(
                assignment=assignment,
                purpose=fill(purpose, _slots(chance, assignment), chance),
                source=source,
                amount_fen=(bounds[place + 1] - bounds[place]) * 100 * YUAN,
                received_on=day,
                receipt_no=f"帮扶{year}-{place + 1:03d}",
            )
        )
    world.keep(rows)


def _matters(world: World, chance: Random, year: int, assignments: list[AidAssignment]) -> None:
    pasts = []
    for place, day in enumerate(
        spread(chance, date(year, 3, 3), date(year, 12, 22), of(LIVELIHOOD_MATTERS, year))
    ):
        row = _matter(world, chance, assignments[place % len(assignments)])
        row.done_on = day
        begun = at(day - timedelta(days=chance.randint(20, 90)))
        steps = [
            ("service.create_livelihoodmatter", "", "planned", begun),
            ("service.finish_matter", "planned", "done", at(day)),
        ]
        pasts.append(Past(row, steps))
    for place in range(4 if year == YEARS[-1] else 0):
        row = _matter(world, chance, assignments[place])
        row.evidence = ""
        pasts.append(
            Past(
                row,
                [("service.create_livelihoodmatter", "", "planned", at(date(year, 11, 5 + place)))],
            )
        )
    world.keep_past(pasts)


def _matter(world: World, chance: Random, assignment: AidAssignment) -> LivelihoodMatter:
    slots = _slots(chance, assignment)
    evidence = ""

    def made() -> str:
        nonlocal evidence
        title, evidence = chance.choice(read("service")["matters"])
        return fill(title, _slots(chance, assignment), chance)

    title = until_new(world.titles, made)
    return LivelihoodMatter(
        title=title, assignment=assignment, place=slots["county"], evidence=evidence
    )


def _grants(world: World, year: int) -> None:
    day = date(year, 8, 28)
    world.keep(
        [
            StudentGrant(
                reference_no=f"JQ{year}-{number:03d}",
                amount_fen=GRANT_FEN,
                granted_on=day,
                school_year=f"{year}-{year + 1}",
            )
            for number in range(1, of(STUDENTS, year) + 1)
        ]
    )


def _not_counted(world: World, assignments: list[AidAssignment]) -> None:
    """Money and matters of the first day of the next year."""
    village = assignments[-1]
    world.keep(
        [
            AidFund(
                assignment=village,
                purpose="春耕农资采购",
                source="市农业发展资金",
                amount_fen=120_000 * YUAN,
                received_on=NEXT_DAY,
                receipt_no="帮扶2026-001",
            )
        ]
    )
    matter = LivelihoodMatter(
        title=f"{village.place}修缮便民桥",
        assignment=village,
        place=village.place,
        state="done",
        done_on=NEXT_DAY,
        evidence="照片",
    )
    steps = [
        ("service.create_livelihoodmatter", "", "planned", at(date(2025, 12, 1))),
        ("service.finish_matter", "planned", "done", at(NEXT_DAY)),
    ]
    world.keep_past([Past(matter, steps)])


def load_platforms(world: World) -> None:
    """The city's own platforms and those of the counties, opened over the years."""
    chance = world.chance("platforms")
    own = [(f"{name}界别委员工作室", "county", "市政协委员之家") for name in world.sectors]
    rows = _dated(chance, own[:PLATFORMS_OF_CITY], world)
    rows.append(
        Platform(
            name="老城改造临时协商点",
            level="township",
            place="文澜街道",
            opened_on=date(2023, 5, 8),
            closed_on=LAST_DAY,
        )
    )
    for row in rows[:PUBLIC]:
        _open_to_everybody(row)
    world.platforms = world.keep(rows)[:PLATFORMS_OF_CITY]
    each = (PLATFORMS - PLATFORMS_OF_CITY) // len(world.counties)
    for county in counties():
        committee = world.counties[county["name"]]
        with within(committee.pk):
            places = _places(county)
            found = _dated(chance, places[:each], world)
            _open_to_everybody(found[0])
            name, level, place = places[each]
            found.append(
                Platform(name=name, level=level, place=place, opened_on=BEGAN, closed_on=LAST_DAY)
            )
            name, level, place = places[each + 1]
            found.append(Platform(name=name, level=level, place=place, opened_on=NEXT_DAY))
            take_over([Past(row) for row in found], by=world.at_home_in(committee))


def _open_to_everybody(platform: Platform) -> None:
    """With a page for residents; the code follows from the name, so that links stay."""
    platform.is_public = True
    platform.code = uuid5(NAMESPACE_URL, f"{platform.place}{platform.name}").hex[:6]


def _dated(chance: Random, places: list[tuple[str, str, str]], world: World) -> list[Platform]:
    """Platforms of these places: two thirds older than 2023, the rest spread to the end of 2025."""
    rows = []
    for place, (name, level, where) in enumerate(places):
        first, last = (
            (date(2021, 6, 1), date(2022, 12, 20))
            if place % 3
            else (date(2023, 1, 10), date(2025, 12, 30))
        )
        head = world.mandates[chance.randrange(len(world.mandates))].person.name
        rows.append(
            Platform(
                name=name,
                level=level,
                place=where,
                head=head,
                opened_on=spread(chance, first, last, 1)[0],
            )
        )
    return rows


def _places(county: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The platforms a county can have, from the county seat down to the village."""
    name = county["name"]
    townships = [*county["streets"], *county["towns"]]
    places = [(f"{name}政协“有事来商量”中心", "county", name)]
    places += [(f"{town}协商议事室", "township", town) for town in townships]
    places += [
        (f"{spot}协商说事点", "village", spot)
        for spot in [*county["communities"], *county["villages"]]
    ]
    places += [(f"{road}商户议事角", "village", road) for road in county["roads"]]
    return [*places, *[(f"{spot}游客协商驿站", "village", spot) for spot in county["scenic"]]]
