"""The office: reports to the Party committee, its own rules, honours."""

from collections import Counter
from datetime import date, timedelta

from yizheng.demo.days import soon, spread, within_year
from yizheng.demo.plan import UPWARD_REPORTS, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import STATE, World
from yizheng.office.models import Honour, OfficeRule, RuleArea, UpwardReport

ADDRESSEE = "中共安澜市委"
# The brackets of document numbers.
LEFT, RIGHT = "\u3014", "\u3015"


def load_office(world: World) -> None:
    """Three years of it, with what lies just outside the year."""
    _reports(world)
    _rules(world)
    _honours(world)


def _reports(world: World) -> None:
    material, chance = read("office"), world.chance("office")
    rows = []
    for year in YEARS:
        count = of(UPWARD_REPORTS, year)
        requests = [(title, "request") for title in material["requests"]]
        matters = [*requests, *((title, "report") for title in material["reports"])]
        matters = sorted(chance.sample(matters, count)) if year != YEARS[-1] else matters[:count]
        if year != YEARS[-1]:
            matters = [
                (
                    title.replace("四届四次", f"四届{'二三'[year - 2023]}次").replace(
                        "四届五次", f"四届{'三四'[year - 2023]}次"
                    ),
                    kind,
                )
                for title, kind in matters
            ]
        chance.shuffle(matters)
        for number, (day, (title, kind)) in enumerate(
            zip(spread(chance, *within_year(year), count), matters, strict=True), 1
        ):
            rows.append(_report(year, number, title, kind, day))
            if kind == "request":
                # Those of December were answered with the others later, by a chance of their own.
                late = day >= date(year, 12, 1)
                by = world.chance(f"office/{day}") if late else chance
                _answered(rows[-1], soon(by, day, 4, 15))
    rows += _of_2026()
    world.keep(_numbered(world, rows))


def _answered(report: UpwardReport, day: date) -> None:
    report.reply, report.replied_on = "原则同意，请按程序办理。", day
    setattr(report, STATE, "answered")


def _of_2026() -> list[UpwardReport]:
    """One that was answered, one that was called back, one that waits."""
    answered = _report(2026, 1, "关于四届五次全会有关人事事项的请示", "request", date(2026, 1, 4))
    _answered(answered, date(2026, 1, 12))
    back = _report(2026, 2, "关于赴外地学习考察的请示", "request", date(2026, 3, 9))
    back.withdrawn_on, back.withdrawn_reason = date(2026, 3, 16), "考察方案调整，另行请示"
    setattr(back, STATE, "withdrawn")
    told = _report(2026, 3, "关于前三季度工作情况的报告", "report", date(2026, 10, 14))
    waits = _report(2026, 4, "关于召开四届六次全会的请示", "request", date(2026, 11, 9))
    return [answered, back, told, waits]


def _numbered(world: World, rows: list[UpwardReport]) -> list[UpwardReport]:
    """Numbers of the ledger: of each kind and year, in the order they were sent."""
    given: Counter[tuple[str, int]] = Counter()
    for row in rows:
        place = row.kind, row.sent_on.year
        given[place] += 1
        row.year, row.serial = row.sent_on.year, given[place]
    for (kind, year), last in sorted(given.items()):
        world.numbered_up_to(f"office/{kind}/{year}", last)
    return rows


def _report(year: int, number: int, matter: str, kind: str, day: date) -> UpwardReport:
    return UpwardReport(
        number=f"安政协党组发{LEFT}{year}{RIGHT}{number}号",
        matter=matter,
        kind=kind,
        sent_on=day,
        addressee=ADDRESSEE,
    )


def _rules(world: World) -> None:
    """Six rules of 2025 in five areas; an older one repealed in the year is not made in it."""
    material = read("office")
    areas = {
        area.name: area
        for area in world.keep(
            [
                RuleArea(name=name, order=10 * place)
                for place, name in enumerate(material["areas"], 1)
            ]
        )
    }
    given = [*material["rules_2025"], *material["rules_before"]]
    rows = [
        OfficeRule(title=title, area=areas[area], adopted_on=date.fromisoformat(day))
        for title, area, day in given
    ]
    rows[-1].repealed_on = date(2025, 9, 1)
    rows[-1].repeal_reason = "会议室改由机关事务部门统一管理"
    rows.append(
        OfficeRule(title="公务用车使用细则", area=areas["公务用车"], adopted_on=date(2026, 1, 1))
    )
    first, *_ = world.keep(rows)
    # A version of its own in 2026: the year before stays as it was counted.
    amended = OfficeRule(
        title=first.title,
        area=first.area,
        adopted_on=first.adopted_on,
        amended_on=date(2026, 5, 18),
        replaces=first,
        document=f"安政协办发{LEFT}2026{RIGHT}11号",
    )
    world.keep([amended])


def _honours(world: World) -> None:
    """One member of national honour in the year; a former member's and last year's beside."""
    material, chance = read("office"), world.chance("honours")
    members = chance.sample(world.serving(date(2025, 12, 31))[40:], 30)
    former = next(seat.person for seat in world.mandates if seat.ended_on)
    rows = [
        Honour(
            person=members[0],
            title=material["honour_national"],
            level="nation",
            awarded_by="国家有关部门",
            awarded_on=date(2025, 5, 16),
        ),
        Honour(
            person=former,
            title="全国优秀志愿者",
            level="nation",
            awarded_by="全国有关组织",
            awarded_on=date(2025, 12, 5),
        ),
        Honour(
            person=members[1],
            title="全国科普先进工作者",
            level="nation",
            awarded_by="国家有关部门",
            awarded_on=date(2024, 12, 31),
        ),
    ]
    for place, title in enumerate(material["honours_province"], 2):
        rows.append(
            Honour(
                person=members[place],
                title=title,
                level="province",
                awarded_by="省有关部门",
                awarded_on=date(2025, 4, 25),
            )
        )
    for year in YEARS:
        for place in range(8):
            title = f"{year}年度{material['honours_city'][place % 4]}"
            rows.append(
                Honour(
                    person=members[5 + place + 8 * (year - 2023)],
                    title=title,
                    level="city",
                    awarded_by="市政协",
                    awarded_on=date(year, 12, 29) + timedelta(days=place % 2),
                )
            )
    rows[-1].revoked_on, rows[-1].revoked_reason = date(2026, 6, 15), "申报材料与事实不符"
    for organ, title, level in material["honours_organ"]:
        rows.append(
            Honour(
                organ=world.organs[organ],
                title=title,
                level=level,
                awarded_by="有关机关",
                awarded_on=date(2025, 6, 27),
            )
        )
    world.keep(rows)
