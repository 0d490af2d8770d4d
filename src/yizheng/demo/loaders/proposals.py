"""Proposals of three session years with their whole life, and those handed in for the next session."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from yizheng.core.records import Past
from yizheng.demo import writing
from yizheng.demo.composing import Matter, Matters, fill, here_of
from yizheng.demo.days import at, soon, spread
from yizheng.demo.plan import PROPOSALS, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Person, Session
from yizheng.proposals.models import Proposal
from yizheng.proposals.services.handling import reply_due
from yizheng.units.models import Unit

DRAFTS, NEXT_SESSION = 9, 46
SHOWN_UNIT = "市住房和城乡建设局"
DEADLINE_DAYS = 2
PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "九三学社", "工商联")
ORGANISATIONS = ("总工会", "团市委", "妇联", "科协", "侨联")
SPECIAL = ("经济委员会", "农业和农村委员会", "人口资源环境委员会", "教科卫体委员会", "社会和法制委员会")
# How often each type of submitter occurs among a hundred proposals.
TYPES = {"individual": 55, "joint": 24, "party": 13, "organisation": 3, "sector": 3, "special": 1, "group": 1}
# Number in the plan's order: what happens to a proposal after it was handed in.
DECLINED = (("vague", "opinion"), ("duplicate", "opinion"), ("petition", "letter"), ("private", "letter"), ("other", "information"))


@dataclass
class Case:
    """A proposal, what it was written from, its links, and the steps it took."""

    row: Proposal
    matter: Matter
    links: dict[str, list[Any]] = field(default_factory=dict)
    steps: list[tuple[str, str, str, Any]] = field(default_factory=list)

    def step(self, key: str, before: str, after: str, day: date, minute: int = 0) -> None:
        """Write one step down and leave the proposal in its state."""
        self.steps.append((key, before, after, at(day, minute=minute)))
        self.row.state = after

    def past(self) -> Past:
        """The case as it is stored."""
        return Past(self.row, self.steps, self.links)


@cache
def due(assigned_on: date) -> tuple[date, str]:
    """The last day for a reply by the committee's rules, asked once for each day."""
    return reply_due(assigned_on)


def load_proposals(world: World) -> None:
    """The sessions of 2023 to 2025 answered in full; the next one's just handed in."""
    due.cache_clear()
    desk = _Desk(world)
    for year in YEARS:
        desk.session_year(year)
    desk.drafts()
    desk.next_session()


class _Desk:
    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("proposals")
        self.matters = Matters(world.chance("proposal matters"), world.titles)
        self.types = self._types()

    def _types(self) -> Iterator[str]:
        while True:
            hundred = [name for name, share in TYPES.items() for _ in range(share)]
            self.chance.shuffle(hundred)
            yield from hundred

    def _wrap(self, stem: str) -> str:
        return f"关于{stem}的{'提案' if self.chance.random() < 0.62 else '建议'}"

    def session_year(self, year: int) -> None:
        """All proposals of the session that opened in `year`, in the order they came."""
        session = self.world.sessions[year]
        filed, merged, declined = (of(PROPOSALS[name], year) for name in ("filed", "merged", "declined"))
        days = self._days(session, filed + merged + declined)
        fates = ["filed"] * filed + ["merged"] * merged + ["declined"] * declined
        self.chance.shuffle(fates)
        # The first that came cannot be merged into an earlier one.
        first = fates.index("filed")
        fates[0], fates[first] = fates[first], fates[0]
        cases: dict[str, list[Case]] = {"filed": [], "merged": [], "declined": []}
        for serial, (day, fate) in enumerate(zip(days, fates, strict=True), 1):
            like = self.chance.choice(cases["filed"][-40:]) if fate == "merged" else None
            case = self._submitted(session, day, serial, like)
            cases[fate].append(case)
            if like:
                case.row.merged_into = like.row
        self._file(session, cases["filed"])
        for case in cases["declined"]:
            self._decline(case)
        self._honour(session, year, cases["filed"])
        kept = sorted([*cases["filed"], *cases["declined"]], key=lambda case: case.row.serial or 0)
        self.world.proposals += self.world.keep_past([case.past() for case in kept])
        for case in cases["merged"]:
            self._merge(case)
        self.world.keep_past([case.past() for case in cases["merged"]])
        self.world.numbered_up_to(f"proposals/number/{session.pk}", filed)
        last = len(days) + (year == YEARS[-1])
        self.world.numbered_up_to(f"proposals/serial/{session.pk}", last)

    def _days(self, session: Session, count: int) -> list[date]:
        """Four fifths by the session's deadline, the rest until the next call for proposals."""
        opened = session.opened_on
        by_deadline = count * 4 // 5
        deadline = opened + timedelta(days=DEADLINE_DAYS)
        early = spread(self.chance, opened - timedelta(days=50), deadline, by_deadline)
        year = opened.year
        return early + spread(self.chance, deadline + timedelta(days=10), date(year, 10, 17), count - by_deadline)

    def _submitted(self, session: Session, day: date, serial: int | None, like: Case | None = None) -> Case:
        chance = self.chance
        matter = self._like(like.matter) if like else self.matters.next("titles", self._wrap)
        row = Proposal(
            session=session, serial=serial, title=matter.title, submitted_on=day if serial else None,
            situation=writing.situation(matter, chance), analysis=writing.analysis(matter, chance),
            suggestion=writing.suggestion(matter, chance), channel="paper" if chance.random() < 0.06 else "online",
            is_session=bool(serial) and day <= session.opened_on + timedelta(days=DEADLINE_DAYS),
        )  # fmt: skip
        case = Case(row, matter)
        self._submitter(case, day)
        minute = chance.randrange(480)
        case.step("proposals.create_draft", "", "draft", day - timedelta(days=chance.randint(0, 6)), minute // 2)
        if serial:
            case.step("proposals.submit", "draft", "submitted", day, minute)
        return case

    def _like(self, matter: Matter) -> Matter:
        """Another one's words on the same matter: the reason for merging."""
        for stem in self.chance.sample(matter.topic["titles"], len(matter.topic["titles"])):
            title = self._wrap(fill(stem, matter.slots, self.chance))
            if title not in self.world.titles:
                self.world.titles.add(title)
                slots = matter.slots | {"here": here_of(stem, matter.slots)}
                return Matter(matter.topic, slots, title, matter.facts[::-1], matter.problems, matter.measures[:3])
        return self.matters.next("titles", self._wrap)

    def _submitter(self, case: Case, day: date) -> None:
        row, world, chance = case.row, self.world, self.chance
        row.submitter_type = next(self.types)
        if row.submitter_type in {"individual", "joint"}:
            serving = world.serving(day)
            row.proposer = self._proposer(serving)
            if row.submitter_type == "joint":
                others = [person for person in chance.sample(serving, chance.randint(2, 9)) if person != row.proposer]
                case.links["co_signers"] = others
        elif row.submitter_type in {"party", "organisation"}:
            party = world.parties[chance.choice(PARTIES if row.submitter_type == "party" else ORGANISATIONS)]
            row.party, row.submitter_name = party, party.name
        elif row.submitter_type == "sector":
            row.sector = chance.choice(list(world.sectors.values()))
            row.submitter_name = f"{row.sector.name}界别"
        else:
            row.submitter_name = chance.choice(SPECIAL) if row.submitter_type == "special" else f"第{chance.randint(1, 12)}委员小组"

    def _proposer(self, serving: list[Person]) -> Person:
        """Any member; some write more than others, and the one whose login is shown among them."""
        drawn = self.chance.random()
        if drawn < 0.012:
            return shown_member(self.world)
        return self.chance.choice(serving[8::3] if drawn < 0.35 else serving)

    def _file(self, session: Session, cases: list[Case]) -> None:
        """Reviewed in batches at the session and one by one after it; numbers in that order."""
        closed, chance = session.closed_on or session.opened_on, self.chance
        for case in cases:
            day = case.row.submitted_on or closed
            case.row.filed_on = max(soon(chance, day, 2, 12), soon(chance, session.opened_on, 1, 20) if case.row.is_session else day)
        cases.sort(key=lambda case: (case.row.filed_on, case.row.serial))
        meeting = soon(chance, closed, 24, 26)
        for number, case in enumerate(cases, 1):
            row = case.row
            row.number, row.category = number, case.matter.topic["category"]
            filed = row.filed_on or closed
            case.step("proposals.file", "submitted", "filed", filed, number % 400)
            self._assign(case, max(meeting, filed) if row.is_session else soon(chance, filed, 3, 9))
            self._answer(case)

    def _assign(self, case: Case, day: date) -> None:
        row, units = case.row, self.world.units
        lead, *rest = [units[name] for name in case.matter.topic["units"]]
        row.lead_unit, row.assigned_on = lead, day
        row.due_on, row.due_note = due(day)
        helpers: list[Unit] = [unit for unit in rest if self.chance.random() < 0.55]
        government = units.get(f"{case.matter.slots['here']}人民政府")
        if government and self.chance.random() < 0.4:
            helpers.append(government)
        case.links["helpers"] = helpers
        case.step("proposals.assign", "filed", "assigned", day, 60 + (row.number or 0) % 300)

    def _answer(self, case: Case) -> None:
        """Most in time, a few late; then the proposer's judgement, on most forms."""
        row, chance = case.row, self.chance
        row.result_class = chance.choices(["A", "B", "C"], weights=[61, 33, 6])[0]
        assert row.assigned_on is not None
        row.replied_on = soon(chance, row.assigned_on, 28, 88 if chance.random() < 0.96 else 104)
        row.reply = writing.reply(row.title, case.matter.measures, row.result_class, chance)
        case.step("proposals.reply", "assigned", "replied", row.replied_on, chance.randrange(480))
        if chance.random() < 0.93:
            row.evaluated_on = soon(chance, row.replied_on, 3, 30)
            row.satisfaction = chance.choices(["satisfied", "basic", "dissatisfied"], weights=[90, 9, 1])[0]
            case.step("proposals.evaluate", "replied", "replied", row.evaluated_on, chance.randrange(480))

    def _decline(self, case: Case) -> None:
        row, chance = case.row, self.chance
        assert row.submitted_on is not None
        row.decline_reason, row.destination = chance.choice(DECLINED)
        row.decline_note = chance.choice(read("office")["decline_notes"])
        row.declined_on = soon(chance, row.submitted_on, 3, 20)
        case.step("proposals.decline", "submitted", "declined", row.declined_on)

    def _merge(self, case: Case) -> None:
        row = case.row
        assert row.submitted_on is not None and row.merged_into is not None
        # `merged_into` was chosen before it was stored: take its key now.
        row.merged_into = row.merged_into
        row.merged_on = max(soon(self.chance, row.submitted_on, 3, 12), row.merged_into.filed_on)
        case.step("proposals.merge", "submitted", "merged", row.merged_on)

    def _honour(self, session: Session, year: int, cases: list[Case]) -> None:
        """Key proposals by the chair meeting after the session; excellent ones at the year's end."""
        chance = self.chance
        at_session = [case for case in cases if case.row.is_session]
        for place, case in enumerate(chance.sample(at_session, of(PROPOSALS["key"], year))):
            row = case.row
            row.is_key, row.key_on = True, soon(chance, session.opened_on, 40, 42)
            row.lead_leader = f"{self.world.leaders[place % 8].name}"
            self._note(case, "proposals.mark_key", row.key_on)
        for case in chance.sample(cases, of(PROPOSALS["excellent"], year)):
            case.row.is_excellent, case.row.excellent_on = True, soon(chance, date(year, 12, 15), 0, 5)
            self._note(case, "proposals.commend", case.row.excellent_on)

    @staticmethod
    def _note(case: Case, key: str, day: date) -> None:
        """A mark leaves the state as it was on its day."""
        moment = at(day, minute=470)
        state = [step[2] for step in case.steps if step[3] <= moment][-1]
        case.steps.append((key, state, state, moment))
        case.steps.sort(key=lambda step: step[3])

    def drafts(self) -> None:
        """Not handed in: drafts, and one that was returned and keeps its serial."""
        session = self.world.sessions[YEARS[-1]]
        cases = [self._submitted(session, day, None) for day in spread(self.chance, date(2025, 4, 10), date(2025, 9, 30), DRAFTS)]
        cases[0].row.proposer, cases[0].row.submitter_type = shown_member(self.world), "individual"
        cases[0].links.clear()
        total = sum(of(PROPOSALS[name], YEARS[-1]) for name in ("filed", "merged", "declined"))
        returned = self._submitted(session, date(2025, 9, 24), total + 1)
        returned.row.return_note = "请补充具体建议和责任单位。"
        returned.step("proposals.return", "submitted", "draft", date(2025, 9, 26))
        self.world.keep_past([case.past() for case in [*cases, returned]])

    def next_session(self) -> None:
        """Handed in for the session of 2026, before and at it: some are filed and with their units."""
        session, chance = self.world.sessions[2026], self.chance
        days = spread(chance, date(2025, 11, 3), date(2026, 1, 21), NEXT_SESSION)
        cases = [self._submitted(session, day, serial) for serial, day in enumerate(days, 1)]
        filed = cases[:24]
        for number, case in enumerate(filed, 1):
            row = case.row
            row.number, row.category = number, case.matter.topic["category"]
            row.filed_on = date(2026, 1, 20)
            case.step("proposals.file", "submitted", "filed", row.filed_on, number)
        for case in filed[:14]:
            self._assign(case, date(2026, 2, 12))
        for case in filed[10:14]:
            case.row.lead_unit = self.world.units[SHOWN_UNIT]
            case.links["helpers"] = [unit for unit in case.links["helpers"] if unit != case.row.lead_unit]
        self.world.keep_past([case.past() for case in cases])
        self.world.numbered_up_to(f"proposals/number/{session.pk}", len(filed))
        self.world.numbered_up_to(f"proposals/serial/{session.pk}", len(cases))


def shown_member(world: World) -> Person:
    """The member whose login the demo gives: in the sector of medicine, with work of every kind."""
    return world.in_sector("医药卫生", date(2025, 12, 31))[2]
