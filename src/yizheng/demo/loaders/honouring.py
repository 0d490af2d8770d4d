"""Key proposals with their supervision, excellent ones, and the units commended."""

from datetime import date, timedelta
from typing import Any

from yizheng.core.records import Past
from yizheng.demo.days import at, soon
from yizheng.demo.plan import PROPOSALS, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Session
from yizheng.proposals.models import Commendation, KeyProposal, Supervision

from .intake import Case

# Shortlisted and not chosen; nominated and not commended; units commended each year.
DROPPED, PASSED_OVER, UNITS = 4, 8, 10


class Honours:
    """What the chair meeting chooses."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("honours")
        self.words: dict[str, Any] = read("handling")

    def choose(self, session: Session, year: int, cases: list[Case]) -> None:
        """Key proposals by the chair meeting after the session; excellent ones at year's end."""
        chance = self.chance
        at_session = [case for case in cases if case.row.is_session]
        for place, case in enumerate(chance.sample(at_session, of(PROPOSALS["key"], year))):
            row = case.row
            row.is_key, row.key_on = True, soon(chance, session.opened_on, 40, 42)
            row.lead_leader = self.world.leaders[place % 8].name
            case.note("proposals.mark_key", row.key_on)
        for case in chance.sample(cases, of(PROPOSALS["excellent"], year)):
            row = case.row
            row.is_excellent, row.excellent_on = True, soon(chance, date(year, 12, 15), 0, 5)
            case.note("proposals.mark_excellent", row.excellent_on)

    def keep(self, session: Session, year: int, cases: list[Case]) -> None:
        """The records behind the marks, once the proposals are stored."""
        keys = [case for case in cases if case.row.is_key]
        rest = [case for case in cases if case.row.is_session and not case.row.is_key]
        dropped = self.chance.sample(rest, DROPPED)
        self.world.keep_past([*map(self._key, keys), *map(self._dropped, dropped)])
        self.world.keep_past(
            [act for case in keys for act in self._supervisions(case.row.key_case)]
        )
        excellent = [case for case in cases if case.row.is_excellent]
        others = self.chance.sample(
            [case for case in cases if not case.row.is_excellent], PASSED_OVER
        )
        past = [self._commendation(session, case, "commended") for case in excellent]
        past += [self._commendation(session, case, "passed") for case in others]
        self.world.keep_past([*past, *self._units(session, year, cases)])

    def _key(self, case: Case) -> Past:
        """Shortlisted a fortnight before it was decided; concluded in autumn, some still open."""
        row, chance = case.row, self.chance
        decided = row.key_on or case.handed_in
        ended = soon(chance, decided, 150, 190)
        is_open = row.session.opened_on.year == YEARS[-1] and chance.random() < 0.25
        key = KeyProposal(
            proposal=row,
            reason=chance.choice(self.words["key_reasons"]),
            decided_on=decided,
            decided_by="主席会议",
            lead_leader=row.lead_leader,
            organ=self.world.organs["提案委员会"],
            plan=chance.choice(self.words["key_plans"]),
            result="" if is_open else chance.choice(self.words["key_results"]),
            concluded_on=None if is_open else ended,
        )
        steps = [
            ("proposals.shortlist", "", "shortlisted", at(decided - timedelta(days=14))),
            ("proposals.decide_key", "shortlisted", "decided", at(decided, minute=30)),
        ]
        if not is_open:
            steps.append(("proposals.conclude_key", "decided", "concluded", at(ended)))
        return Past(key, steps)

    def _dropped(self, case: Case) -> Past:
        day = case.row.session.opened_on + timedelta(days=41)
        key = KeyProposal(proposal=case.row, reason=self.words["dropped_reasons"][0])
        return Past(
            key,
            [
                ("proposals.shortlist", "", "shortlisted", at(day - timedelta(days=14))),
                ("proposals.drop_key", "shortlisted", "dropped", at(day)),
            ],
        )

    def _supervisions(self, key: KeyProposal) -> list[Past]:
        """Two or three acts between the decision and the end."""
        chance = self.chance
        start = key.decided_on or date.min
        return [
            Past(
                Supervision(
                    key_proposal=key,
                    held_on=soon(chance, start, 25 + 40 * number, 45 + 40 * number),
                    form=chance.choice(["symposium", "survey", "inspection"]),
                    people=f"{key.lead_leader}、提案者和承办单位负责人",
                    content=chance.choice(self.words["supervisions"]),
                )
            )
            for number in range(chance.choice([2, 2, 3]))
        ]

    def _commendation(self, session: Session, case: Case, fate: str) -> Past:
        year = session.opened_on.year
        day = case.row.excellent_on or date(year, 12, 18)
        row = Commendation(
            session=session,
            proposal=case.row,
            reason=self.chance.choice(self.words["excellent_reasons"]),
            decided_on=day,
            decided_by="主席会议",
        )
        return Past(row, _decision(day, fate))

    def _units(self, session: Session, year: int, cases: list[Case]) -> list[Past]:
        """Units with many proposals and no delay."""
        units = list(dict.fromkeys(case.row.lead_unit for case in cases if case.row.lead_unit))
        day = date(year, 12, 18)
        return [
            Past(
                Commendation(
                    session=session,
                    unit=unit,
                    reason=self.chance.choice(self.words["unit_reasons"]),
                    decided_on=day,
                    decided_by="主席会议",
                ),
                _decision(day, "commended"),
            )
            for unit in units[:UNITS]
        ]


def _decision(day: date, fate: str) -> list[tuple[str, str, str, Any]]:
    key = "proposals.commend" if fate == "commended" else "proposals.pass_over"
    return [
        ("proposals.nominate", "", "nominated", at(day - timedelta(days=20))),
        (key, "nominated", fate, at(day, minute=60)),
    ]
