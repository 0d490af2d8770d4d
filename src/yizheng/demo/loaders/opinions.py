"""Opinion reports of three years, the bulletins made of them, and their adoption upward."""

from datetime import date
from random import Random

from yizheng.core.records import Past
from yizheng.demo import writing
from yizheng.demo.composing import Matter, Matters
from yizheng.demo.days import at, soon, spread
from yizheng.demo.plan import OPINIONS, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.opinions.models import Adoption, Bulletin, OpinionReport

from .intake import shown_member

SOURCES = {
    "member": 62,
    "party": 12,
    "organisation": 4,
    "special": 4,
    "county": 12,
    "informant": 4,
    "staff": 2,
}
RECIPIENTS = {
    "ordinary": "市委、市政府有关领导，市直有关部门",
    "special": "市委、市政府领导",
    "direct": "省政协办公厅",
}
PROVINCE, NATION, CITY = (
    ("province", "省政协"),
    ("nation", "全国政协办公厅"),
    ("city", "市委办公室"),
)
RECEIVED_STILL = 25
EDITED_TITLE_SHARE = 0.3


def load_opinions(world: World) -> None:
    """Year by year; the last days' reports wait to be compiled."""
    desk = _Desk(world)
    for year in YEARS:
        desk.year(year)
    desk.waiting()
    world.numbered_up_to("opinions/serial", desk.serial)


class _Desk:
    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("opinions")
        self.matters = Matters(world.chance("opinion matters"), world.titles)
        self.serial = 0
        self.editor = next(person for person in world.staff if person.post.endswith("研究室主任"))

    def year(self, year: int) -> None:
        """Reports in the order they came; those compiled are issued and adopted in that year."""
        chance, count = self.chance, of(OPINIONS["compiled"], year)
        fates = ["compiled"] * count + ["kept"] * of(OPINIONS["kept"], year)
        chance.shuffle(fates)
        pasts = []
        for place, (day, fate) in enumerate(
            zip(
                spread(chance, date(year, 1, 6), date(year, 12, 12), len(fates)), fates, strict=True
            )
        ):
            row, matter = self._received(day, shown=place % 90 == 7)
            pasts.append(self._compiled(row, matter) if fate == "compiled" else self._kept(row))
        compiled = [row for row in self.world.keep_past(pasts) if row.state == "compiled"]
        self._adopt(year, compiled)
        self._bulletins(year, sorted(compiled, key=lambda row: (row.compiled_on, row.serial)))

    def waiting(self) -> None:
        """Received in the last days of 2025; one of them was compiled in the next year."""
        pasts = []
        for day in spread(self.chance, date(2025, 12, 15), date(2025, 12, 31), RECEIVED_STILL):
            row, matter = self._received(day)
            pasts.append(Past(row, [("opinions.receive", "", "received", at(day))]))
        row, matter = self._received(date(2025, 12, 31))
        pasts.append(self._compiled(row, matter, day=date(2026, 1, 1)))
        self.world.keep_past(pasts)

    def _received(self, day: date, *, shown: bool = False) -> tuple[OpinionReport, Matter]:
        chance, world = self.chance, self.world
        matter = self.matters.next("reports")
        self.serial += 1
        source = chance.choices(list(SOURCES), weights=list(SOURCES.values()))[0]
        row = OpinionReport(
            serial=self.serial,
            source=source,
            title=matter.title,
            received_on=day,
            original=writing.report_original(matter, chance),
        )
        if shown or source == "member":
            row.source = "member"
            row.reporter = shown_member(world) if shown else chance.choice(world.serving(day)[8:])
        elif source in {"party", "organisation"}:
            parties = list(world.parties.values())
            row.reporter_unit = chance.choice(
                parties[1:7] if source == "party" else parties[9:]
            ).name
        elif source == "county":
            row.reporter_unit = f"{chance.choice(list(world.counties))}政协"
        elif source == "informant":
            row.reporter_name = chance.choice(world.upper).name
            row.reporter_unit = "特邀信息员"
        else:
            row.reporter_unit = (
                chance.choice(["经济委员会", "社会和法制委员会", "教科卫体委员会"])
                if source == "special"
                else "研究室"
            )
        return row, matter

    def _compiled(self, row: OpinionReport, matter: Matter, day: date | None = None) -> Past:
        chance = self.chance
        row.compiled_on = day or soon(chance, row.received_on, 1, 10)
        row.edited = writing.report_edited(matter, row.original, chance)
        if chance.random() < EDITED_TITLE_SHARE:
            row.edited_title = f"关于{row.title}的情况反映"
        row.signed_by = self.editor.name
        steps = [
            ("opinions.receive", "", "received", at(row.received_on, minute=chance.randrange(400))),
            (
                "opinions.compile",
                "received",
                "compiled",
                at(row.compiled_on, minute=chance.randrange(400, 480)),
            ),
        ]
        return Past(row, steps)

    def _kept(self, row: OpinionReport) -> Past:
        row.kept_on = soon(self.chance, row.received_on, 2, 14)
        row.kept_reason = self.chance.choice(read("office")["kept_reasons"])
        steps = [
            ("opinions.receive", "", "received", at(row.received_on)),
            ("opinions.keep_on_file", "received", "kept", at(row.kept_on)),
        ]
        return Past(row, steps)

    def _adopt(self, year: int, compiled: list[OpinionReport]) -> None:
        """Some by the province, few by the nation, some twice; and some by the city alone."""
        chance = self.chance
        upper, twice = of(OPINIONS["adopted_upper"], year), of(OPINIONS["adopted_twice"], year)
        early = [row for row in compiled if row.compiled_on and row.compiled_on < date(year, 12, 5)]
        chosen = chance.sample(early, upper + of(OPINIONS["adopted_city_only"], year))
        rows: list[Adoption] = []
        for place, report in enumerate(chosen):
            levels = [CITY] if place >= upper else [NATION if place % 8 == 5 else PROVINCE]
            if place < twice:
                levels = [PROVINCE, NATION]
            rows += [self._adoption(chance, year, report, level) for level in levels]
        self.world.keep(sorted(rows, key=lambda row: row.adopted_on))

    def _adoption(
        self, chance: Random, year: int, report: OpinionReport, level: tuple[str, str]
    ) -> Adoption:
        compiled_on = report.compiled_on or date(year, 1, 6)
        day = min(soon(chance, compiled_on, 5, 60), date(year, 12, 30))
        mode = chance.choices(["single", "digest", "forwarded"], weights=[60, 30, 10])[0]
        return Adoption(report=report, level=level[0], organ=level[1], mode=mode, adopted_on=day)

    def _bulletins(self, year: int, compiled: list[OpinionReport]) -> None:
        """Numbered from 1 in each series and year; a draft has no number, a withdrawn one has."""
        series = (("ordinary", 9), ("special", 1), ("direct", 2))
        for name, size in series:
            count = of(OPINIONS[name], year)
            pasts = [
                self._bulletin(name, year, number, self._chosen(compiled, number, count, size))
                for number in range(1, count + 1)
            ]
            if year == YEARS[-1] and name != "direct":
                pasts.append(self._draft(name, compiled[-5:]))
            if year == YEARS[-1] and name == "ordinary":
                pasts.append(self._withdrawn(year, count + 1, compiled[40:42]))
                count += 1
            rows = self.world.keep_past(pasts)
            self.world.bulletins += [row for row in rows if row.state == "sent"]
            if count:
                self.world.numbered_up_to(f"opinions/{name}/{year}", count)

    def _chosen(
        self, compiled: list[OpinionReport], number: int, count: int, size: int
    ) -> list[OpinionReport]:
        first = (number - 1) * len(compiled) // count
        return compiled[first : first + size]

    def _bulletin(self, series: str, year: int, number: int, reports: list[OpinionReport]) -> Past:
        last = max(row.compiled_on for row in reports if row.compiled_on)
        day = max(min(soon(self.chance, last, 1, 5), date(year, 12, 26)), last)
        title = str(reports[0]) if series == "special" else f"{RECORDS[series]}{year}年第{number}期"
        row = Bulletin(
            series=series,
            year=year,
            number=number,
            title=title,
            recipients=RECIPIENTS[series],
            state="sent",
            sent_on=day,
        )
        steps = [
            ("opinions.create_bulletin", "", "draft", at(last)),
            ("opinions.send", "draft", "sent", at(day, minute=420)),
        ]
        return Past(row, steps, {"reports": reports})

    def _draft(self, series: str, reports: list[OpinionReport]) -> Past:
        row = Bulletin(
            series=series, title=f"{reports[0]}等情况（待发）"[:80], recipients=RECIPIENTS[series]
        )
        return Past(
            row,
            [("opinions.create_bulletin", "", "draft", at(date(2025, 12, 29)))],
            {"reports": reports},
        )

    def _withdrawn(self, year: int, number: int, reports: list[OpinionReport]) -> Past:
        day = date(year, 12, 29)
        row = Bulletin(
            series="ordinary",
            year=year,
            number=number,
            title=f"社情民意信息{year}年第{number}期",
            state="withdrawn",
            sent_on=day,
            recipients=RECIPIENTS["ordinary"],
            withdrawn_on=date(year, 12, 30),
            withdrawn_reason="所引数据有误，更正后另发",
        )
        steps = [
            ("opinions.create_bulletin", "", "draft", at(day)),
            ("opinions.send", "draft", "sent", at(day, minute=60)),
            ("opinions.withdraw", "sent", "withdrawn", at(date(year, 12, 30))),
        ]
        return Past(row, steps, {"reports": reports})


RECORDS = {"ordinary": "社情民意信息", "direct": "社情民意直报"}
