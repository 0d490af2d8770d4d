"""The people: leaders, members by sector, those who left and came, staff, provincial members."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from yizheng.demo.people import Named, Posts, names
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Mandate, Person
from yizheng.members.states import Standing

from .organisation import STARTED

# Leaders: post, and the sector in which they sit. Whose post names 党组 is in the Party group.
LEADERS = (
    ("市政协党组书记、主席", "中国共产党"),
    ("市政协党组副书记、副主席", "中国共产党"),
    ("市政协党组成员、副主席", "中国共产党"),
    ("市政协党组成员、副主席", "中国共产党"),
    ("市政协副主席、民盟市委会主委", "民盟"),
    ("市政协副主席、民建市委会主委", "民建"),
    ("市政协副主席、农工党市委会主委", "农工党"),
    ("市政协党组成员、秘书长", "中国共产党"),
)
# Who left before the term was over: place in the roster, how, when, by which meeting; and who came.
LEFT = (
    (60, Standing.RESIGNED, date(2023, 6, 29), "四届五次常委会议", date(2023, 6, 30)),
    (101, Standing.DIED, date(2024, 2, 3), "", date(2024, 6, 28)),
    (150, Standing.RESIGNED, date(2024, 12, 31), "四届十三次常委会议", date(2025, 1, 1)),
    (188, Standing.REMOVED, date(2025, 6, 30), "四届十五次常委会议", date(2025, 7, 1)),
    (233, Standing.RESIGNED, date(2025, 9, 19), "四届十七次常委会议", date(2025, 9, 20)),
    (290, Standing.REVOKED, date(2025, 11, 28), "四届十七次常委会议", None),
)
REASONS = {
    Standing.RESIGNED: "工作调离本市",
    Standing.REMOVED: "不再担任所在界别的工作",
    Standing.REVOKED: "违反政协章程",
}
UPPER_MEMBERS = 16
STANDING_PLACES = 72


def load_people(world: World) -> None:
    """Everybody, in the order of the roster."""
    chance = world.chance("people")
    named = names(chance)
    members = _members(world, chance, named)
    people = world.keep([person for person, _ in members])
    world.leaders = people[: len(LEADERS)]
    world.mandates = world.keep(_mandates(world, members))
    world.staff = world.keep(_staff(world, chance, named))
    world.upper = world.keep(_upper(world, chance, named))


def _members(world: World, chance: Random, named: Iterator[Named]) -> list[tuple[Person, str]]:
    sectors, posts = read("sectors")["sector"], Posts(chance)
    rows = [(_person(world, chance, next(named), sector, post), sector) for post, sector in LEADERS]
    left = {item["name"]: item["size"] for item in sectors}
    for _, sector in rows:
        left[sector] -= 1
    for item in sectors:
        for _ in range(left[item["name"]]):
            post = posts.next(item["posts"])
            rows.append((_person(world, chance, next(named), item["name"], post), item["name"]))
    for place, *_, came in LEFT:
        if came:
            sector = rows[place][1]
            given = next(item["posts"] for item in sectors if item["name"] == sector)
            rows.append((_person(world, chance, next(named), sector, posts.next(given)), sector))
    _same_name(rows)
    for number, (person, _) in enumerate(rows, 1):
        person.phone = f"1001{number:07d}" if number % 3 else ""
    return rows


def _same_name(rows: list[tuple[Person, str]]) -> None:
    """Two members of one name in two sectors, as every roster has them: names are no keys."""
    rows[320][0].name, rows[320][0].sex = rows[77][0].name, rows[77][0].sex


def _person(world: World, chance: Random, named: Named, sector: str, post: str) -> Person:
    return Person(
        name=named.name, sex=named.sex, post=post, party=_party(world, chance, sector, post)
    )


def _party(world: World, chance: Random, sector: str, post: str) -> Any:
    given = next(
        item.get("party", "") for item in read("sectors")["sector"] if item["name"] == sector
    )
    if given:
        return world.parties[given]
    if sector == "宗教":
        return None
    if "党支部" in post or "团" in post or "政协" in post:
        return world.parties["中共"]
    drawn = chance.choices(
        ["中共", "民革", "民盟", "民建", "民进", "农工党", "九三学社", "无党派", ""],
        weights=[36, 3, 4, 4, 3, 3, 4, 8, 35],
    )[0]
    return world.parties.get(drawn)


def _mandates(world: World, members: list[tuple[Person, str]]) -> list[Mandate]:
    newcomers = len([1 for *_, came in LEFT if came])
    first_new = len(members) - newcomers
    arrivals = [(place, came) for place, *_, came in LEFT if came]
    left = {place: (how, day, decided) for place, how, day, decided, _ in LEFT}
    step = first_new // STANDING_PLACES
    rows = []
    for number, (person, sector) in enumerate(members):
        how, ended, decided = left.get(number, (Standing.SERVING, None, ""))
        started = arrivals[number - first_new][1] if number >= first_new else STARTED
        rows.append(
            Mandate(
                person=person,
                term=world.term,
                sector=world.sectors[sector],
                number=f"4{number + 1:03d}",
                started_on=started,
                ended_on=ended,
                standing=how,
                is_standing=number < len(LEADERS) or number % step == 3,
                ended_by=decided,
                end_reason=REASONS.get(how, ""),
            )
        )
    return rows


def _staff(world: World, chance: Random, named: Iterator[Named]) -> list[Person]:
    posts = read("organisation")["staff_posts"]
    organs = sorted(world.organs, key=len, reverse=True)
    rows = []
    for number, post in enumerate(posts, 1):
        organ = next((name for name in organs if post.startswith(name)), "办公室")
        who = next(named)
        party = world.parties["中共"] if chance.random() < 0.85 else None
        rows.append(
            Person(
                name=who.name,
                sex=who.sex,
                post=f"市政协{post}",
                party=party,
                organ=world.organs[organ],
                phone=f"1002{number:07d}",
            )
        )
    return rows


def _upper(world: World, chance: Random, named: Iterator[Named]) -> list[Person]:
    posts = Posts(chance)
    patterns = [
        "{county}{trade}企业董事长",
        "安澜学院{subject}系教授",
        "{county}人民医院院长",
        "{county}人民政府副县长",
        "市新材料研究所研究员",
    ]
    rows = []
    for number in range(UPPER_MEMBERS):
        who = next(named)
        seat = "nation" if number == 0 else "province"
        post = (
            posts.next(patterns)
            .replace("市人民政府副县长", "市人民政府副市长")
            .replace("区人民政府副县长", "区人民政府副区长")
        )
        rows.append(Person(name=who.name, sex=who.sex, post=post, upper_seat=seat))
    return rows
