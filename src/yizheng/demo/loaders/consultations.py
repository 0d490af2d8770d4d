"""Consultation and supervision: the plan, what was held, the products and recommendations."""

from datetime import date, timedelta
from random import Random
from typing import Any

from yizheng.activities.models import Activity
from yizheng.consultations.models import Campaign, PlanItem, Product, Recommendation
from yizheng.core.records import Past
from yizheng.demo.days import apart, at, soon, within_year
from yizheng.demo.texts import read, topics
from yizheng.demo.world import World

from .diary import Diary, mostly_present, present, with_speakers
from .intake import HELPING_UNIT, SHOWN_UNIT

LABELS = {
    "survey_report": "调研报告",
    "inspection_report": "视察报告",
    "consultation_report": "协商专报",
    "collective_letter": "集体建议书",
    "proposal_letter": "建议案",
    "minutes": "协商座谈会纪要",
}
COMMITTEES = (
    "经济委员会",
    "农业和农村委员会",
    "人口资源环境委员会",
    "教科卫体委员会",
    "社会和法制委员会",
    "文化文史和学习委员会",
)
# Other forms, for which no product is on record: kind, how many a year, how they are called.
OTHER = (
    ("consultation.counterpart", 6, "与部门对口协商"),
    ("consultation.sector", 4, "界别协商"),
    ("consultation.proposal", 5, "提案办理协商"),
    ("consultation.remote", 2, "远程协商"),
    ("supervision.appraisal", 1, "民主评议"),
    ("consultation.research", 6, "专题调研"),
)
NEXT_PLAN = ("扩大县域消费", "建设全龄友好社区", "推进农业科技服务", "加强水资源刚性约束")
MEASURES = ("写入实施方案", "列入年度重点任务", "安排专项资金", "纳入考核", "开展试点")


def load_consultations(world: World) -> None:
    """Activities first; then products, and recommendations with what became of them."""
    given = [*read("consultations_before")["product"], *read("consultations_2025")["product"]]
    diary = Diary(world, "consultations")
    sources = [_activity(diary, item) for item in given]
    for year in (2023, 2024, 2025):
        _others(diary, year)
    diary.call_off(
        "consultation.thematic", "“加强数字乡村建设”专题协商会（并入明年计划）", date(2025, 10, 15)
    )
    next_year = diary.add(
        "consultation.forum",
        "“丰富节日文化供给”协商座谈会",
        date(2026, 1, 5),
        host="文化文史和学习委员会",
        people=present(world.serving(date(2026, 1, 5))[50:62]),
    )
    diary.close()
    chance = world.chance("products")
    campaigns = world.keep(
        [
            Campaign(
                name="“十五五”规划编制建言",
                purpose="planning",
                started_on=date(2025, 5, 6),
                ended_on=date(2025, 11, 28),
            ),
            Campaign(name="暖冬助企专项建言", purpose="other", started_on=date(2025, 11, 3)),
        ]
    )
    products = [
        _product(chance, world, item, source, campaigns)
        for item, source in zip(given, sources, strict=True)
    ]
    products += _uncounted(world, campaigns[1], next_year)
    world.products = world.keep(products)
    _recommend(world, chance, given)
    _plan(world, given, sources)


def _activity(diary: Diary, item: dict[str, Any]) -> Activity:
    """The activity a product comes from: a standing committee meeting on record, or a new one."""
    day, code, world = date.fromisoformat(item["held_on"]), item["kind"], diary.world
    if code == "consultation.standing_thematic":
        return next(found for found in world.held(code, day.year) if item["topic"] in found.title)
    names = {
        "consultation.research": "{}专题调研",
        "consultation.thematic": "“{}”专题协商会",
        "consultation.forum": "“{}”协商座谈会",
        "supervision.inspection": "{}监督性视察",
        "supervision.survey": "{}监督性调研",
    }
    rows = mostly_present(diary.chance, diary.chance.sample(world.serving(day), 22), 0.92)
    title = names[code].format(item["topic"].removeprefix("关于"))
    topics_of = ["规划建言"] if item.get("campaign") else []
    return diary.add(
        code,
        title,
        day,
        host=_committee(item["topic"]),
        people=with_speakers(rows, 6),
        topics=topics_of,
    )


def _committee(topic: str) -> str:
    return COMMITTEES[sum(map(ord, topic)) % len(COMMITTEES)]


def _others(diary: Diary, year: int) -> None:
    chance, world = diary.chance, diary.world
    for code, count, name in OTHER:
        subjects = chance.sample(topics(), count)
        for day, subject in zip(apart(*within_year(year), count), subjects, strict=True):
            unit = subject["units"][0].removeprefix("市")
            rows = with_speakers(
                mostly_present(chance, chance.sample(world.serving(day), 14), 0.93), 3
            )
            title = f"{name}：{subject['name']}（{year}年，{unit}参加）"
            diary.add(code, title, day, host=_committee(title), people=rows)


def _product(
    chance: Random, world: World, item: dict[str, Any], source: Activity, campaigns: list[Campaign]
) -> Product:
    day = date.fromisoformat(item["held_on"])
    campaign = campaigns[0] if item.get("campaign") else None
    title = (
        item["topic"]
        if item["topic"].startswith("关于")
        else f"关于{item['topic']}的{LABELS[item['document']]}"
    )
    return Product(
        kind=item["document"],
        title=title,
        activity=source,
        campaign=campaign,
        organ=world.organs[_committee(item["topic"])],
        sent_on=soon(chance, day, 6, 16),
        recipients="市委、市政府",
    )


def _uncounted(world: World, campaign: Campaign, next_year: Activity) -> list[Product]:
    """Of another campaign; of the next year; still being drafted."""
    organ = world.organs["经济委员会"]
    return [
        Product(
            kind="collective_letter",
            title="关于暖冬助企的集体建议书",
            campaign=campaign,
            organ=organ,
            sent_on=date(2025, 12, 12),
            recipients="市政府",
        ),
        Product(
            kind="minutes",
            title="关于丰富节日文化供给的协商座谈会纪要",
            activity=next_year,
            organ=organ,
            sent_on=date(2026, 1, 13),
            recipients="市政府",
        ),
        Product(
            kind="survey_report", title="关于澜水航运文化资源的调研报告（起草中）", organ=organ
        ),
    ]


def _recommend(world: World, chance: Random, given: list[dict[str, Any]]) -> None:
    by_key = {topic["key"]: topic for topic in topics()}
    pasts = []
    for product, item in zip(world.products, given, strict=False):
        lines = item.get("recommendations") or [
            line for key in item["topics"] for line in by_key[key]["measures"] if "{" not in line
        ]
        day = date.fromisoformat(item["held_on"])
        pasts += [
            _recommendation(chance, world, product, place, line, day)
            for place, line in enumerate(lines, 1)
        ]
    letter, minutes = world.products[len(given) : len(given) + 2]
    winter = (
        "错峰安排供热供气检修，保障企业连续生产",
        "元旦春节期间开展留岗红包直达",
        "对外贸企业开通年末退税快办通道",
    )
    pasts += [
        _recommendation(chance, world, letter, place, line, date(2025, 12, 10))
        for place, line in enumerate(winter, 1)
    ]
    festive = ("把庙会、社火纳入节日文化地图", "鼓励景区推出夜间演出优惠")
    pasts += [
        _recommendation(chance, world, minutes, place, line, date(2026, 1, 5))
        for place, line in enumerate(festive, 1)
    ]
    world.keep_past(pasts)


def _recommendation(
    chance: Random, world: World, product: Product, place: int, text: str, day: date
) -> Past:
    row = Recommendation(product=product, ordinal=place, text=f"{text}。", made_on=day)
    steps = [
        (
            "consultations.create_recommendation",
            "",
            "made",
            at(day + timedelta(days=3), minute=place),
        )
    ]
    answered = soon(chance, day, 35, 120)
    drawn = chance.random()
    if drawn < 0.55:
        row.adopted_on = answered
        row.adopted_by = chance.choice([name for name in world.units if name.startswith("市")][:40])
        row.measure = chance.choice(MEASURES)
        steps.append(("consultations.adopt_recommendation", "made", "adopted", at(answered)))
        if place % 2 and answered < date(2026, 6, 1):
            done = soon(chance, answered, 60, 150)
            row.implemented_on, row.evidence = done, "已印发实施方案，列入当年预算。"
            step = ("consultations.implement_recommendation", "adopted", "implemented", at(done))
            steps.append(step)
    elif drawn < 0.65:
        row.declined_on = answered
        row.decline_reason = chance.choice(
            ["现行政策没有依据，留作参考", "资金来源未落实，暂缓", "与上级规划不一致"]
        )
        steps.append(("consultations.decline_recommendation", "made", "declined", at(answered)))
    elif drawn < 0.75 and product.sent_on:
        # Sent in autumn 2026 to units that have not answered yet.
        sent = date(2026, 11, 4)
        row.unit = world.units[SHOWN_UNIT if place % 2 else HELPING_UNIT]
        row.sent_on, row.due_on = sent, date(2026, 12, 16)
        steps.append(("consultations.send_recommendation", "made", "sent", at(sent)))
    return Past(row, steps)


def _plan(world: World, given: list[dict[str, Any]], sources: list[Activity]) -> None:
    """The plans of the years: done, dropped, and the next one still to be done."""
    pasts, numbers = [], {2023: 0, 2024: 0, 2025: 0, 2026: 0}
    for item, source in zip(given, sources, strict=True):
        if item.get("campaign"):
            continue
        day = date.fromisoformat(item["held_on"])
        numbers[day.year] += 1
        row = _item(
            world,
            day.year,
            numbers[day.year],
            item["topic"],
            item["kind"],
            day + timedelta(days=20),
        )
        row.activity = source
        steps = [
            ("consultations.create_planitem", "", "planned", at(date(day.year, 2, 5))),
            ("consultations.complete_item", "planned", "done", at(day + timedelta(days=2))),
        ]
        pasts.append(Past(row, steps))
    dropped = _item(
        world,
        2025,
        numbers[2025] + 1,
        "加强数字乡村建设",
        "consultation.thematic",
        date(2025, 10, 31),
    )
    dropped.drop_reason = "与市委专项部署重复，列入下年度计划"
    pasts.append(
        Past(
            dropped,
            [
                ("consultations.create_planitem", "", "planned", at(date(2025, 2, 5))),
                ("consultations.drop_item", "planned", "dropped", at(date(2025, 10, 16))),
            ],
        )
    )
    for number, topic in enumerate(NEXT_PLAN, 1):
        row = _item(
            world, 2026, number, topic, "consultation.thematic", date(2026, 3 + 2 * number, 28)
        )
        pasts.append(
            Past(row, [("consultations.create_planitem", "", "planned", at(date(2026, 1, 9)))])
        )
    world.keep_past(pasts)


def _item(world: World, year: int, ordinal: int, topic: str, code: str, due_on: date) -> PlanItem:
    return PlanItem(
        year=year,
        ordinal=ordinal,
        topic=topic,
        form=world.kinds[code],
        due_on=due_on,
        organ=world.organs[_committee(topic)],
        departments="市直有关部门和有关县（市、区）",
    )
