"""Study: centre groups, discussion groups, talks at the grass roots, classes and lectures."""

from collections.abc import Iterator
from datetime import date
from random import Random

from yizheng.activities.states import Attendance, Part
from yizheng.demo.composing import fill, until_new
from yizheng.demo.days import apart, spread, within_year
from yizheng.demo.places import somewhere
from yizheng.demo.plan import (
    BOOK_SESSIONS,
    CONDUCT_SESSIONS,
    CONDUCT_SPEECHES,
    GROUP_PEOPLE,
    YEARS,
    held,
    of,
)
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Person

from .diary import Diary, Who, mostly_present, present, with_speakers

PARTY_GROUP, OFFICE_GROUP = "市政协党组", "市政协机关党组"
BOOK, CONDUCT = "指定读本学习", "作风建设学习教育"


def load_study(world: World) -> None:
    """Three years of study, with sessions called off and one hosted by somebody else."""
    diary = Diary(world, "study")
    for year in YEARS:
        _centre_groups(diary, year)
        _discussion_groups(diary, year)
        _outreach(diary, year)
        _classes(diary, year)
    _not_counted(diary)
    diary.close()


def _centre_groups(diary: Diary, year: int) -> None:
    """Study of the Party group and of the office's, numbered each by itself."""
    sessions = _subjects(year)
    speeches = _dealt(of(CONDUCT_SPEECHES, year), of(CONDUCT_SESSIONS, year))
    numbers = {PARTY_GROUP: 0, OFFICE_GROUP: 0}
    days = apart(*within_year(year), len(sessions))
    for day, (subject, topic, host) in zip(days, sessions, strict=True):
        numbers[host] += 1
        title = f"{host}理论学习中心组{year}年第{numbers[host]}次学习：{subject}"
        rows = present(_studying(diary.world, host))
        if topic == CONDUCT:
            rows = with_speakers(rows, next(speeches))
        elif diary.chance.random() < 0.4:
            rows = with_speakers(rows, 2)
        diary.add(
            "study.centre_group",
            title,
            day,
            people=rows,
            host=host,
            topics=[topic] if topic else [],
            place="机关三楼会议室",
        )


def _subjects(year: int) -> list[tuple[str, str, str]]:
    """What was studied in a year in order: subject, topic it is tagged with, and who studied.

    The book comes up all through the year; the campaign on conduct ran from April to July.
    """
    material, book, conduct = read("study"), of(BOOK_SESSIONS, year), of(CONDUCT_SESSIONS, year)
    count = held("study.centre_group", year)
    hosts = (PARTY_GROUP, OFFICE_GROUP)
    plain = _cycled(material["centre_group"], count - book - conduct)
    subjects = [(title, "", hosts[place % 2]) for place, title in enumerate(plain)]
    for place, title in enumerate(material["book"][:book]):
        at = place * (count - conduct) // book
        subjects.insert(at, (title, BOOK, hosts[place % 3 == 2]))
    subjects[8:8] = [(title, CONDUCT, PARTY_GROUP) for title in material["conduct"][:conduct]]
    return subjects


def _studying(world: World, host: str) -> list[Person]:
    if host == OFFICE_GROUP:
        return world.staff[:9]
    return [*party_group(world), *world.staff[:3]]


def party_group(world: World) -> list[Person]:
    """The leaders who are in the Party group."""
    return [person for person in world.leaders if "党组" in person.post]


def _cycled(items: list[str], count: int) -> list[str]:
    return [items[place % len(items)] for place in range(count)]


def _dealt(total: int, parts: int) -> Iterator[int]:
    """`total` in `parts` shares that differ by one at most."""
    return (
        iter([total // parts + (place < total % parts) for place in range(parts)])
        if parts
        else iter(())
    )


def _discussion_groups(diary: Diary, year: int) -> None:
    """Each of the people wanted comes at least once; those on leave are none of them."""
    chance, world = diary.chance, diary.world
    count, wanted = held("study.discussion_group", year), of(GROUP_PEOPLE, year)
    serving = world.serving(date(year, 12, 31))
    everybody = chance.sample(serving, len(serving))
    comers, others = [*world.staff[:10], *everybody[: wanted - 10]], everybody[wanted - 10 :]
    groups: list[list[Person]] = [comers[place::count] for place in range(count)]
    subjects = _cycled(read("study")["discussion_group"], count)
    sectors = chance.sample(sorted(world.sectors), count)
    for day, group, subject, sector in zip(
        apart(*within_year(year), count), groups, subjects, sectors, strict=True
    ):
        more = [person for person in chance.sample(comers, 5) if person not in group]
        rows = with_speakers(present([*group, *more]), 3)
        rows += [
            (person, str(Part.ATTENDEE), str(Attendance.ON_LEAVE))
            for person in chance.sample(others, 2)
        ]
        diary.add(
            "study.discussion_group",
            f"{sector}界别学习座谈小组{year}年活动：{subject}",
            day,
            people=rows,
            host="文化文史和学习委员会",
            place="委员之家",
        )


def _outreach(diary: Diary, year: int) -> None:
    chance, world = diary.chance, diary.world
    count = held("study.outreach_talk", year)
    for number, day in enumerate(spread(chance, date(year, 10, 27), date(year, 12, 19), count)):
        leader = world.leaders[number % len(world.leaders)]
        patterns = read("study")["outreach"]
        if year != YEARS[-1]:
            patterns = [pattern.replace("全会精神", "党的创新理论") for pattern in patterns]
        title = _title(chance, world, patterns)
        rows: list[Who] = [(leader, str(Part.SPEAKER), "present"), *present(world.staff[4:6])]
        diary.add("study.outreach_talk", f"{leader.name}{title}", day, people=rows, host="主席会议")


def _title(chance: Random, world: World, patterns: list[str]) -> str:
    return until_new(world.titles, lambda: fill(chance.choice(patterns), somewhere(chance), chance))


def _classes(diary: Diary, year: int) -> None:
    chance, material = diary.chance, read("study")
    series = (
        ("study.training_class", "training_class", "委员联络工作委员会"),
        ("study.cppcc_school", "cppcc_school", "文化文史和学习委员会"),
        ("study.reading_class", "reading_class", "机关党委"),
        ("study.lecture", "lecture", "机关党委"),
    )
    for code, source, host in series:
        count = held(code, year)
        titles = chance.sample(material[source], count)
        for number, (day, title) in enumerate(
            zip(spread(chance, date(year, 4, 7), date(year, 12, 12), count), titles, strict=True), 1
        ):
            inside = code in {"study.reading_class", "study.lecture"}
            serving = diary.world.staff if inside else chance.sample(diary.world.serving(day), 60)
            diary.add(
                code,
                f"{year}年第{number}期{title}",
                day,
                host=host,
                people=mostly_present(chance, serving, 0.93),
                place="市委党校" if not inside else "机关报告厅",
            )


def _not_counted(diary: Diary) -> None:
    """What must not be in the figures of 2025: called off, planned, or beside the year."""
    group = present(party_group(diary.world))
    diary.call_off(
        "study.centre_group",
        "党组理论学习中心组学习：数字政府建设",
        date(2025, 6, 20),
        host=PARTY_GROUP,
    )
    diary.call_off("study.discussion_group", "青年委员学习座谈小组活动", date(2025, 8, 22))
    diary.call_off("study.outreach_talk", "到园区宣讲全会精神（未成行）", date(2025, 11, 26))
    diary.call_off("study.lecture", "网络安全专题辅导", date(2025, 9, 19), host="机关党委")
    diary.add(
        "study.centre_group",
        "市政协党组理论学习中心组2026年第1次学习：传达学习全国纪委全会精神",
        date(2026, 1, 9),
        people=group,
        host=PARTY_GROUP,
    )
    diary.add(
        "study.cppcc_school",
        "政协学堂：新年形势报告",
        date(2026, 1, 8),
        people=present(diary.world.staff),
        host="文化文史和学习委员会",
    )
    diary.add(
        "study.training_class",
        "2026年委员履职能力培训班",
        None,
        state="planned",
        host="委员联络工作委员会",
    )
