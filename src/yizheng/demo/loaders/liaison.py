"""Talks and visits, trips to the counties, work with the committees above, forums and service."""

from datetime import date
from random import Random

from yizheng.activities.states import Attendance, Part
from yizheng.demo.composing import fill, until_new
from yizheng.demo.days import apart, spread, within_year
from yizheng.demo.places import counties, somewhere
from yizheng.demo.plan import YEARS, held, person_times
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Person

from .diary import Diary, Who, mostly_present, present


def load_liaison(world: World) -> None:
    """Three years of it, with what is not counted."""
    diary = Diary(world, "liaison")
    for year in YEARS:
        _meetings_of_two(diary, year, "liaison.talk", "talked_with", "talker")
        _meetings_of_two(diary, year, "liaison.visit", "visited", "visitor")
        _trips(diary, year)
        _with_upper(diary, year)
        _upper_members(diary, year)
    _not_counted(diary)
    diary.close()


def load_service_days(world: World) -> None:
    """Forums with residents and activities for people."""
    diary = Diary(world, "service days")
    for year in YEARS:
        _forums(diary, year)
        _service(diary, year)
    _service_not_counted(diary)
    diary.close()


def _meetings_of_two(diary: Diary, year: int, code: str, them: str, us: str) -> None:
    """A leader talks with, or visits, some members of one sector on one day."""
    chance, world = diary.chance, diary.world
    times, count = person_times(code, year)
    subjects = read("study")["talk_subjects"]
    sectors = chance.sample(sorted(world.sectors)[: len(world.sectors)], count)
    shares = [times // count + (place < times % count) for place in range(count)]
    for place, (day, share) in enumerate(
        zip(spread(chance, *within_year(year), count), shares, strict=True)
    ):
        leader = world.leaders[place % len(world.leaders)]
        serving = [person for person in world.serving(day) if person not in world.leaders]
        of_sector = [person for person in world.in_sector(sectors[place], day) if person in serving]
        wanted = chance.sample(of_sector, len(of_sector)) + chance.sample(serving, 20)
        chosen = list(dict.fromkeys(wanted))[:share]
        what = "与{}界别委员谈心谈话：{}" if code == "liaison.talk" else "走访{}界别委员：{}"
        what = what.format(sectors[place], subjects[place % 5])
        title = f"{leader.name}{what}（{day.month}月{day.day}日）"
        rows: list[Who] = [(leader, us, "present"), *present(chosen, them)]
        rows += present([world.staff[20 + place % 4]], Part.OBSERVER)
        diary.add(code, title, day, people=rows, host="委员联络工作委员会")


def _trips(diary: Diary, year: int) -> None:
    chance, world = diary.chance, diary.world
    names = [county["name"] for county in counties()]
    for place, day in enumerate(
        spread(chance, *within_year(year), held("liaison.county_trip", year))
    ):
        leader, county = chance.choice(world.leaders), names[place % len(names)]
        patterns = read("study")["county_trip"]

        def made(
            leader: Person = leader, county: str = county, patterns: list[str] = patterns
        ) -> str:
            return f"{leader.name}{chance.choice(patterns).replace('{county}', county)}"

        diary.add(
            "liaison.county_trip",
            until_new(world.titles, made),
            day,
            county=county,
            host="主席会议",
            people=present([leader, *chance.sample(world.staff, 2)]),
            place=f"{county}政协",
        )


def _with_upper(diary: Diary, year: int) -> None:
    chance, world, material = diary.chance, diary.world, read("study")
    series = (
        ("liaison.upper_survey", "upper_survey", "研究室"),
        ("liaison.upper_lecture", "upper_lecture", "委员联络工作委员会"),
        ("liaison.upper_school", "upper_school", "委员联络工作委员会"),
        ("liaison.exchange", "exchange", "办公室"),
    )
    for code, source, host in series:
        items, count = material[source], held(code, year)
        titles = [items[place % len(items)] for place in range(count)]
        chance.shuffle(titles)
        for number, (day, title) in enumerate(
            zip(apart(*within_year(year), count), titles, strict=True), 1
        ):
            rows = present(
                [
                    chance.choice(world.leaders),
                    *chance.sample(world.serving(day)[8:], 6),
                    *chance.sample(world.staff, 2),
                ]
            )
            diary.add(code, f"{title}（{year}年第{number}次）", day, people=rows, host=host)


def _upper_members(diary: Diary, year: int) -> None:
    """Provincial members at what is arranged for them; one on leave, and one of ours along."""
    chance, world = diary.chance, diary.world
    times, count = person_times("liaison.upper_members_event", year)
    titles = read("study")["upper_event"]
    shares = [times // count + (place < times % count) for place in range(count)]
    for place, (day, share) in enumerate(
        zip(apart(*within_year(year), count), shares, strict=True)
    ):
        shuffled = chance.sample(world.upper, len(world.upper))
        rows = [
            *present(shuffled[:share]),
            (shuffled[share], str(Part.ATTENDEE), str(Attendance.ON_LEAVE)),
        ]
        rows += present([world.leaders[1], world.staff[20]], Part.OBSERVER)
        diary.add(
            "liaison.upper_members_event",
            f"{titles[place]}（{year}年）",
            day,
            people=rows,
            host="委员联络工作委员会",
        )


def _forums(diary: Diary, year: int) -> None:
    chance, world = diary.chance, diary.world
    for place, day in enumerate(apart(*within_year(year), held("service.resident_forum", year))):
        leader = world.leaders[place % len(world.leaders)]
        title = _title(chance, world, read("service")["forums"])
        members = chance.sample(
            [person for person in world.serving(day) if person not in world.leaders], 6
        )
        diary.add(
            "service.resident_forum",
            f"{leader.name}{title}",
            day,
            host="主席会议",
            people=[
                *present([leader], Part.HOST),
                *present(members),
                *present(world.staff[20:22], Part.OBSERVER),
            ],
        )


def _service(diary: Diary, year: int) -> None:
    chance, world = diary.chance, diary.world
    hosts = [name for name, organ in world.organs.items() if organ.kind in {"special", "group"}]
    for place, day in enumerate(spread(chance, *within_year(year), held("service.activity", year))):
        title = _title(chance, world, read("service")["activities"])
        members = chance.sample(world.serving(day), chance.randint(4, 9))
        diary.add(
            "service.activity",
            title,
            day,
            host=hosts[place % len(hosts)],
            people=mostly_present(chance, members, 0.95),
        )


def _title(chance: Random, world: World, patterns: list[str]) -> str:
    def made() -> str:
        wards = read("sectors")["fill"]["ward"]
        slots = somewhere(chance) | {"ward": "、".join(chance.sample(wards, 2))}
        return fill(chance.choice(patterns), slots, chance)

    return until_new(world.titles, made)


def _not_counted(diary: Diary) -> None:
    """A talk with somebody who is a member no more, or staff; trips not made; days outside."""
    world = diary.world
    leader = world.leaders[0]
    left = [
        seat.person for seat in world.mandates if seat.ended_on and seat.ended_on < date(2025, 9, 1)
    ]
    rows: list[Who] = [
        (leader, "talker", "present"),
        *present([left[-1], world.staff[5]], Part.TALKED_WITH),
    ]
    diary.add(
        "liaison.talk", f"{leader.name}与离任委员和机关干部谈心", date(2025, 9, 3), people=rows
    )
    visit: list[Who] = [(leader, "visitor", "present"), *present([left[-1]], Part.VISITED)]
    diary.add("liaison.visit", f"{leader.name}看望离任委员", date(2025, 9, 29), people=visit)
    diary.call_off(
        "liaison.county_trip", "到雁泽县调研（因暴雨未成行）", date(2025, 8, 8), county="雁泽县"
    )
    diary.call_off("liaison.upper_survey", "配合省政协调研（取消）", date(2025, 10, 10))
    diary.add(
        "liaison.county_trip", f"{leader.name}到桑沛县慰问", date(2026, 1, 1), county="桑沛县"
    )
    diary.add(
        "liaison.county_trip",
        f"{leader.name}到松皋县调研冬季供暖",
        None,
        county="松皋县",
        state="planned",
    )
    talk: list[Who] = [
        (leader, "talker", "present"),
        *present(world.serving(date(2026, 1, 5))[30:36], Part.TALKED_WITH),
    ]
    diary.add("liaison.talk", f"{leader.name}与新任委员谈心谈话", date(2026, 1, 5), people=talk)


def _service_not_counted(diary: Diary) -> None:
    """The last day of the year before and the first of the next belong to those years."""
    diary.call_off("service.activity", "到十里荷镇开展义诊（因雨取消）", date(2025, 7, 11))
    diary.call_off(
        "service.resident_forum", "到菱角镇与村民座谈（改期）", date(2025, 7, 15), host="主席会议"
    )
    members = present(diary.world.serving(date(2026, 1, 1))[40:45])
    diary.add("service.activity", "元旦在澜桥社区为老人理发", date(2026, 1, 1), people=members)
    diary.add("service.activity", "春节前为环卫工人送春联", None, state="planned")
