"""Meetings that are numbered through the term, and those of secretaries and special committees."""

from datetime import date
from random import Random

from yizheng.core.wording import chinese
from yizheng.demo.composing import pick
from yizheng.demo.days import apart, spread, within_year
from yizheng.demo.plan import AID_MEETINGS, YEARS, held, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Person

from .diary import Diary, mostly_present, present, with_speakers
from .organisation import SESSIONS
from .study import PARTY_GROUP, party_group

# The last ordinals before the years on record.
PARTY_GROUP_BEFORE, CHAIR_BEFORE = 14, 8
# Meetings of the standing committee: ordinal, day, what about; the thematic ones carry their topic.
STANDING = (
    (4, date(2023, 2, 24), "审议全会有关事项"),
    (5, date(2023, 6, 29), "学习贯彻省委全会精神"),
    (6, date(2023, 8, 24), "*发展全域旅游"),
    (7, date(2023, 10, 26), "*提升基层医疗服务能力"),
    (8, date(2023, 12, 28), "审议年度工作"),
    (9, date(2024, 3, 1), "审议全会有关事项"),
    (10, date(2024, 5, 30), "学习全国两会精神"),
    (11, date(2024, 8, 22), "*壮大村级集体经济"),
    (12, date(2024, 10, 24), "*改善城乡水环境"),
    (13, date(2024, 12, 31), "审议人事事项"),
    (14, date(2025, 3, 6), "审议全会有关事项"),
    (15, date(2025, 5, 29), "学习教育专题会议"),
    (16, date(2025, 7, 24), "*建设儿童友好城市"),
    (17, date(2025, 9, 18), "专题学习省委全会精神和人事事项"),
    (18, date(2025, 10, 30), "*推动中医药传承创新发展"),
    (19, date(2026, 1, 8), "审议全会有关事项"),
)
HALL = "市政协常委会议厅"


def load_meetings(world: World) -> None:
    """Three years of meetings, and those just outside them."""
    diary = Diary(world, "meetings")
    numbers = {"party": PARTY_GROUP_BEFORE, "chair": CHAIR_BEFORE}
    for year in YEARS:
        _party_group(diary, year, numbers)
        _chair(diary, year, numbers)
        _others(diary, year)
    for ordinal, day, subject in STANDING:
        _standing(diary, ordinal, day, subject)
    for ordinal, opened, closed in SESSIONS:
        _plenary(diary, ordinal, opened, closed)
    _not_counted(diary, numbers)
    diary.close()


def _party_group(diary: Diary, year: int, numbers: dict[str, int]) -> None:
    material, count = read("study"), held("meeting.party_group", year)
    aid = of(AID_MEETINGS, year)
    aided = {
        place * count // aid + 1: subject
        for place, subject in enumerate(material["party_group_aid"][:aid])
    }
    subjects = diary.chance.sample(material["party_group"], len(material["party_group"]))
    for place, day in enumerate(apart(*within_year(year), count)):
        numbers["party"] += 1
        subject = subjects[place % len(subjects)]
        topics = ["干部和机关建设"] if place % 4 == 0 else []
        if place in aided:
            # A meeting may deal with several matters: aid is one of them.
            subject, topics = f"{aided[place]}，{subject}", [*topics, "巩固衔接和包联帮扶"]
        title = f"市政协四届党组第{numbers['party']}次会议：{subject}"
        diary.add(
            "meeting.party_group",
            title,
            day,
            people=present(party_group(diary.world)),
            topics=topics,
            host=PARTY_GROUP,
            ordinal=numbers["party"],
            place="机关二楼会议室",
            summary=f"会议{subject}，议定有关事项。",
        )


def _chair(diary: Diary, year: int, numbers: dict[str, int]) -> None:
    count = held("meeting.chair", year)
    items = read("study")["chair"]
    for place, day in enumerate(apart(*within_year(year), count)):
        numbers["chair"] += 1
        agenda = pick(diary.chance, items, 3)
        title = f"市政协四届{chinese(numbers['chair'])}次主席会议：{items[place % len(items)]}"
        diary.add(
            "meeting.chair",
            title,
            day,
            host="主席会议",
            ordinal=numbers["chair"],
            place="机关三楼会议室",
            people=[
                *mostly_present(diary.chance, diary.world.leaders, 0.95),
                *present(diary.world.staff[:4], "observer"),
            ],
            summary="议程：" + "；".join(agenda),
        )


def _standing(diary: Diary, ordinal: int, day: date, subject: str) -> None:
    is_thematic = subject.startswith("*")
    code = "consultation.standing_thematic" if is_thematic else "meeting.standing"
    name = "专题议政性常委会议" if is_thematic else "常委会议"
    subject = subject.removeprefix("*")
    rows = mostly_present(diary.chance, diary.world.standing(day), 0.88)
    diary.add(
        code,
        f"市政协四届{chinese(ordinal)}次{name}：{subject}",
        day,
        host="常务委员会",
        ordinal=ordinal,
        place=HALL,
        people=with_speakers(rows, 8 if is_thematic else 2),
        summary=subject,
    )


def _plenary(diary: Diary, ordinal: int, opened: date, closed: date) -> None:
    serving = diary.world.serving(opened)
    diary.add(
        "meeting.plenary",
        f"政协安澜市四届{chinese(ordinal)}次会议",
        opened,
        ended_on=closed,
        host="常务委员会",
        ordinal=ordinal,
        place="安澜大会堂",
        topics=["全会筹备"],
        people=[
            *with_speakers(mostly_present(diary.chance, serving, 0.94), 14),
            *present(diary.world.staff, "observer"),
        ],
        summary="听取常委会工作报告和提案工作情况报告，列席人民代表大会，协商讨论政府工作报告。",
    )


def _others(diary: Diary, year: int) -> None:
    chance, material, world = diary.chance, read("study"), diary.world
    committees = [name for name, organ in world.organs.items() if organ.kind == "special"]
    days = spread(chance, *within_year(year), held("meeting.special_committee", year))
    for place, day in enumerate(days):
        committee = committees[place % len(committees)]
        subject = material["special_committee"][place // len(committees) % 6]
        diary.add(
            "meeting.special_committee",
            f"{committee}{year}年第{place // len(committees) + 1}次会议：{subject}",
            day,
            host=committee,
            people=mostly_present(chance, _committee(chance, world, day)),
            place="专委会会议室",
        )
    for number, day in enumerate(
        spread(chance, *within_year(year), held("meeting.secretaries", year)), 1
    ):
        subject = material["secretaries"][number % 4]
        diary.add(
            "meeting.secretaries",
            f"{year}年第{number}次秘书长会议：{subject}",
            day,
            host="办公室",
            people=present([world.leaders[-1], *world.staff[:6]]),
            place="机关二楼会议室",
        )


def _committee(chance: Random, world: World, day: date) -> list[Person]:
    return chance.sample(world.serving(day), 14)


def _not_counted(diary: Diary, numbers: dict[str, int]) -> None:
    """A meeting called off has no number; the first ones of the next year have the next numbers."""
    people = present(party_group(diary.world))
    diary.call_off(
        "meeting.party_group", "市政协四届党组会议（因故改期）", date(2025, 4, 18), host=PARTY_GROUP
    )
    diary.call_off(
        "meeting.chair", "主席会议（与市里会议冲突）", date(2025, 11, 7), host="主席会议"
    )
    diary.call_off("meeting.standing", "常委会议（改期召开）", date(2025, 9, 12), host="常务委员会")
    diary.add(
        "meeting.party_group",
        f"市政协四届党组第{numbers['party'] + 1}次会议：研究岚泉县巩固衔接工作",
        date(2026, 1, 6),
        people=people,
        host=PARTY_GROUP,
        ordinal=numbers["party"] + 1,
        topics=["巩固衔接和包联帮扶"],
    )
    diary.add(
        "meeting.chair",
        f"市政协四届{chinese(numbers['chair'] + 1)}次主席会议：研究全会日程安排",
        date(2026, 1, 7),
        people=present(diary.world.leaders),
        host="主席会议",
        ordinal=numbers["chair"] + 1,
    )
