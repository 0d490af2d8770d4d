"""Books, the periodical, the programme, the press, theory papers."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from yizheng.core.records import Past
from yizheng.demo.composing import fill, until_new
from yizheng.demo.days import spread, within_year
from yizheng.demo.places import somewhere
from yizheng.demo.plan import (
    EPISODES_BEFORE_2023,
    OTHER_PRESS,
    PERIODICAL_ISSUES,
    SYSTEM_PRESS,
    THEORY_PAPERS,
    YEARS,
    of,
)
from yizheng.demo.texts import read, topics
from yizheng.demo.world import World
from yizheng.members.models import Person
from yizheng.publicity.models import (
    Coverage,
    Outlet,
    ProgrammeColumn,
    ProgrammeEpisode,
    Publication,
    TheoryPaper,
)

FIRST_AIRED = date(2022, 9, 30)
Deed = tuple[Coverage, list[Person]]
PROVINCIAL = "《澜宁政协报》"
# Who writes about the committee: correspondents of its own, and of the papers.
WRITERS = ("宣传科通讯员", "本报记者", "文史办通讯员", "县区通讯员")


def load_publicity(world: World) -> None:
    """Three years, the programme from its first episode."""
    chance = world.chance("publicity")
    _publications(world)
    _programme(world, chance)
    _press(world, chance)
    _papers(world, chance)


def _publications(world: World) -> None:
    material = read("publicity")
    rows = []
    for year in YEARS:
        books = enumerate(material[f"books_{year}"])
        issues = range(1, of(PERIODICAL_ISSUES, year) + 1)
        rows += [_book(given, date(year, 8 + 2 * place, 15)) for place, given in books]
        rows += [_issue(year, number, date(year, 3 * number, 20)) for number in issues]
    rows.append(_issue(2026, 1, date(2026, 1, 15)))
    world.keep(rows)


def _book(given: tuple[str, str, int], day: date) -> Publication:
    title, series, words = given
    return Publication(kind="book", title=title, series_title=series, words=words, published_on=day)


def _issue(year: int, number: int, day: date) -> Publication:
    return Publication(
        kind="periodical_issue",
        title=f"《安澜政协》{year}年第{number}期",
        series_title="安澜政协",
        issue_no=number,
        words=68000 + number * 1300,
        published_on=day,
    )


def _programme(world: World, chance: Random) -> None:
    """One episode each Friday; the first of 2026 is the 171st. One column was given up."""
    material = read("publicity")
    columns = [
        ProgrammeColumn(name=name, opened_on=FIRST_AIRED + timedelta(days=60 * place))
        for place, name in enumerate(material["columns"])
    ]
    columns.append(
        ProgrammeColumn(
            name=material["closed_column"], opened_on=FIRST_AIRED, closed_on=date(2024, 6, 28)
        )
    )
    columns = world.keep(columns)
    rows = []
    for number in range(1, EPISODES_BEFORE_2023 + 3 * 52 + 2):
        day = FIRST_AIRED + timedelta(weeks=number - 1)
        open_now = [
            column
            for column in columns
            if column.opened_on <= day and not (column.closed_on and column.closed_on <= day)
        ]
        title = _line(world, chance, material["episodes"])
        rows.append(
            ProgrammeEpisode(
                number=number, title=title, column=open_now[number % len(open_now)], aired_on=day
            )
        )
    guests = world.chance("guests")
    people = _known_apart(world)
    world.keep_past(
        [
            Past(row, links={"people": guests.sample(people, 1 + row.number % 2)})
            if row.aired_on.year >= YEARS[-1]
            else Past(row)
            for row in rows
        ]
    )


def _known_apart(world: World) -> list[Person]:
    """Members whose name nobody else has."""
    names = Counter(person.name for person in Person.objects.all())
    serving = world.serving(date(2025, 12, 31))
    return [person for person in serving[30:] if names[person.name] == 1]


def _line(world: World, chance: Random, patterns: list[str]) -> str:
    def made() -> str:
        slots = somewhere(chance) | {"topic": chance.choice(topics())["name"]}
        return fill(chance.choice(patterns), slots, chance)

    return until_new(world.titles, made)


def _press(world: World, chance: Random) -> None:
    material = read("publicity")
    given = [
        Outlet(name=name, level=level, is_system_press=ours)
        for name, level, ours in material["outlets"]
    ]
    outlets = {outlet.name: outlet for outlet in world.keep(given)}
    system = [outlet for outlet in outlets.values() if outlet.is_system_press]
    other = [outlet for outlet in outlets.values() if not outlet.is_system_press]
    pasts = _deeds(world, chance, outlets)
    rows = [row for row, _ in pasts]
    told = [row.published_on.year for row in rows if row.outlet.is_system_press]
    for year in YEARS:
        count = of(SYSTEM_PRESS, year) - told.count(year)
        for place, day in enumerate(spread(chance, *within_year(year), count)):
            award = "省级政协好新闻三等奖" if year == 2025 and place == 3 else ""
            rows.append(_item(world, chance, system[place % len(system)], day, award))
        for place, day in enumerate(spread(chance, *within_year(year), of(OTHER_PRESS, year))):
            rows.append(_item(world, chance, other[place % len(other)], day, ""))
    rows.append(_item(world, chance, system[0], date(2026, 1, 1), ""))
    named = dict(enumerate(people for _, people in pasts))
    order = sorted(range(len(rows)), key=lambda place: rows[place].published_on)
    world.keep_past([Past(rows[place], links={"people": named.get(place, [])}) for place in order])


def _deeds(world: World, chance: Random, outlets: dict[str, Outlet]) -> list[Deed]:
    """Seven members in the provincial paper, one twice; one in a city paper; one too early."""
    lines = read("publicity")["deed_headlines"]
    members = chance.sample(world.serving(date(2025, 12, 31))[60:], 9)
    days = spread(chance, date(2025, 2, 10), date(2025, 12, 12), 8)
    rows = [(PROVINCIAL, members[place], lines[place], days[place]) for place in range(7)]
    rows.append((PROVINCIAL, members[2], "再访{name}：工作室里的新故事", days[7]))
    rows.append(("《安澜日报》", members[7], "{name}：巷子里的调解员", date(2025, 6, 17)))
    rows.append((PROVINCIAL, members[8], "{name}：把图书馆搬上山", date(2024, 12, 31)))
    return [
        (
            Coverage(
                outlet=outlets[outlet],
                headline=line.format(name=person.name),
                published_on=day,
                page="第3版",
                about_service=True,
                author_name=WRITERS[0],
                words=1480,
            ),
            [person],
        )
        for outlet, person, line, day in rows
    ]


def _item(world: World, chance: Random, outlet: Outlet, day: date, award: str) -> Coverage:
    headline = _line(world, chance, read("publicity")["headlines"])
    return Coverage(
        outlet=outlet,
        headline=headline,
        published_on=day,
        page=f"第{chance.randint(1, 4)}版",
        author_name=WRITERS[len(headline) % len(WRITERS)],
        words=620 + 37 * (len(headline) % 29),
        award=award,
        award_level="province" if award else "",
        awarded_on=date(day.year, 12, 8) if award else None,
    )


def _papers(world: World, chance: Random) -> None:
    material = read("publicity")
    before = iter(material["papers_before"])
    rows = []
    for year in YEARS:
        titles = (
            material["papers"]
            if year == YEARS[-1]
            else [next(before) for _ in range(of(THEORY_PAPERS, year))]
        )
        for title, day in zip(
            titles, spread(chance, date(year, 3, 10), date(year, 12, 10), len(titles)), strict=True
        ):
            author = chance.choice([*world.staff, *world.serving(day)[20:60]])
            published = chance.choice(["省政协理论研究会会刊", "《政协经纬》", ""])
            rows.append(
                TheoryPaper(
                    title=title,
                    author_name=author.name,
                    author=author,
                    finished_on=day,
                    published_in=published,
                    published_on=min(day + timedelta(days=30), date(year, 12, 28))
                    if published
                    else None,
                    level=("nation" if published == "《政协经纬》" else "province")
                    if published
                    else "",
                )
            )
    rows[-1].award, rows[-1].award_level = "全省政协理论研讨会优秀论文", "province"
    rows[-1].awarded_on = date(YEARS[-1], 12, 22)
    world.keep(rows)
