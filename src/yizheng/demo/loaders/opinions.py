"""Opinion reports of three years, the bulletins made of them, and their adoption upward."""

from datetime import date
from random import Random

from yizheng.core.records import Past
from yizheng.demo import writing
from yizheng.demo.composing import Matter, Matters
from yizheng.demo.days import at, soon, spread
from yizheng.demo.people import names
from yizheng.demo.plan import OPINIONS, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.opinions.models import Adoption, Bulletin, Forwarding, Informant, OpinionReport

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
    desk.present()
    world.numbered_up_to("opinions/serial", desk.serial)


class _Desk:
    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("opinions")
        self.matters = Matters(world.chance("opinion matters"), world.titles)
        self.serial = 0
        self.informants = self._appointed()
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
            row.informant = chance.choice(self.informants)
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
            ("opinions.edit", "received", "edited", at(row.compiled_on, minute=390)),
            (
                "opinions.sign",
                "edited",
                "compiled",
                at(row.compiled_on, minute=chance.randrange(400, 480)),
            ),
        ]
        row.editor = self.world.users["research"]
        return Past(row, steps)

    # --- As it is today: autumn 2026, outside every year that is summed up -----------------------

    def present(self) -> None:
        """A report in every state, and two that were forwarded."""
        days = spread(self.chance, date(2026, 10, 8), date(2026, 11, 10), 9)
        rows = [self._received(day) for day in days]
        compiled = [self._compiled(*rows[place]) for place in (0, 1)]
        edited = [self._edited(*rows[place], back=place == 4) for place in (2, 3, 4)]
        joined, mine = rows[5][0], rows[6][0]
        mine.source, mine.reporter, mine.informant = "member", shown_member(self.world), None
        mine.reporter_name = mine.reporter_unit = ""
        waiting = [
            Past(row, [("opinions.receive", "", "received", at(row.received_on))])
            for row, _ in rows[7:]
        ]
        first, second = self.world.keep_past(compiled)
        joined.joined_to, joined.original = first, first.original
        joined.title = f"居民也反映{first.title}"
        moved = [
            self._moved(joined, "opinions.join", "joined"),
            self._moved(mine, "opinions.withdraw_report", "withdrawn"),
        ]
        self.world.keep_past([*edited, *moved, *waiting])
        self._forward(first, second)

    def _appointed(self) -> list[Informant]:
        chance = self.world.chance("informants")
        named = names(chance)
        places = read("office")["informants_work_at"]
        return self.world.keep(
            Informant(
                name=next(named).name,
                workplace=places[number % len(places)],
                phone=f"1009{number:07d}",
                appointed_on=date(2023, 4, 10),
            )
            for number in range(14)
        )

    def _edited(self, row: OpinionReport, matter: Matter, *, back: bool) -> Past:
        """Edited, and waiting to be signed; or sent back once more."""
        row.edited = writing.report_edited(matter, row.original, self.chance)
        row.editor = self.world.users["research"]
        steps = [
            ("opinions.receive", "", "received", at(row.received_on)),
            ("opinions.edit", "received", "edited", at(row.received_on, minute=200)),
        ]
        if back:
            row.return_note = "请补充涉及的户数，建议写明由哪个部门牵头。"
            steps.append(
                ("opinions.send_back", "edited", "received", at(row.received_on, minute=260))
            )
        return Past(row, steps)

    def _moved(self, row: OpinionReport, move: str, state: str) -> Past:
        steps = [
            ("opinions.receive", "", "received", at(row.received_on)),
            (move, "received", state, at(row.received_on, minute=240)),
        ]
        return Past(row, steps)

    def _forward(self, first: OpinionReport, second: OpinionReport) -> None:
        """One that a unit has answered, one that waits for the unit whose login is shown."""
        unit = self.world.users["unit"].unit
        other = self.world.users["unit2"].unit
        day = date(2026, 11, 12)
        answered = Forwarding(
            report=first, unit=other, forwarded_on=day, answered_on=date(2026, 11, 20),
            note="请研究办理，并反馈情况。", answer="已到现场核实，本月内整改，并建立巡查制度。",
        )  # fmt: skip
        waiting = Forwarding(
            report=second, unit=unit, forwarded_on=day, note="请研究办理，并反馈情况。"
        )
        given = ("opinions.forward", "", "sent", at(day))
        reply = ("opinions.answer_forwarding", "sent", "answered", at(date(2026, 11, 20)))
        self.world.keep_past([Past(answered, [given, reply]), Past(waiting, [given])])

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
        heads = "一二三四五六七八九"
        row = Bulletin(
            series=series,
            title=f"{reports[0]}等情况"[:80],
            recipients=RECIPIENTS[series],
            layout="digest",
            digest="\n".join(
                f"{head}、{report}\n{report.edited}"
                for head, report in zip(heads, reports, strict=False)
            ),
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
