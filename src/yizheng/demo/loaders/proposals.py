"""Proposals of three session years with their whole life, and what is still being written."""

from datetime import date, timedelta

from yizheng.demo.days import soon, spread
from yizheng.demo.plan import PROPOSALS, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.members.models import Session

from .handlings import Handlings
from .honouring import Honours
from .intake import DEADLINE_DAYS, Case, Intake, shown_member
from .present import load_present
from .signing import load_invitations

DRAFTS = 9
FATES = ("filed", "merged", "declined")
# Why a proposal is declined, and what becomes of it instead.
DECLINED = (
    ("vague", "opinion"),
    ("duplicate", "opinion"),
    ("petition", "letter"),
    ("private", "letter"),
    ("other", "information"),
)


def load_proposals(world: World) -> None:
    """The sessions of 2023 to 2025 answered in full; the next one's on every step of the way."""
    desk = _Desk(world)
    for year in YEARS:
        desk.session_year(year)
    desk.drafts()
    load_present(world, desk.intake, desk.handlings)


class _Desk:
    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("proposals")
        self.intake = Intake(world)
        self.handlings = Handlings(world)
        self.honours = Honours(world)

    def session_year(self, year: int) -> None:
        """All proposals of the session that opened in `year`, in the order they came."""
        session = self.world.sessions[year]
        days, cases = self._received(session, year)
        self._file(session, cases["filed"])
        for case in cases["declined"]:
            self._decline(case)
        self.honours.choose(session, year, cases["filed"])
        kept = sorted([*cases["filed"], *cases["declined"]], key=lambda case: case.row.serial or 0)
        self.world.proposals += self.world.keep_past([case.past() for case in kept])
        for case in cases["merged"]:
            self._merge(case)
        self.world.keep_past([case.past() for case in cases["merged"]])
        self.handlings.keep(cases["filed"])
        self.honours.keep(session, year, cases["filed"])
        load_invitations(self.world, kept)
        self.world.numbered_up_to(f"proposals/number/{session.pk}", len(cases["filed"]))
        # The draft that was returned has the last serial.
        last = days + (year == YEARS[-1])
        self.world.numbered_up_to(f"proposals/serial/{session.pk}", last)

    def _received(self, session: Session, year: int) -> tuple[int, dict[str, list[Case]]]:
        """Everything handed in, by what will become of it."""
        fates = [fate for fate in FATES for _ in range(of(PROPOSALS[fate], year))]
        self.chance.shuffle(fates)
        # The first that came cannot be merged into an earlier one.
        first = fates.index("filed")
        fates[0], fates[first] = fates[first], fates[0]
        days = self._days(session, len(fates))
        cases: dict[str, list[Case]] = {fate: [] for fate in FATES}
        for serial, (day, fate) in enumerate(zip(days, fates, strict=True), 1):
            like = self.chance.choice(cases["filed"][-40:]) if fate == "merged" else None
            case = self.intake.receive(session, day, serial, like=like)
            cases[fate].append(case)
            if like:
                case.row.merged_into = like.row
        return len(days), cases

    def _days(self, session: Session, count: int) -> list[date]:
        """Four fifths by the session's deadline, the rest until the next call for proposals."""
        opened = session.opened_on
        by_deadline = count * 4 // 5
        deadline = opened + timedelta(days=DEADLINE_DAYS)
        early = spread(self.chance, opened - timedelta(days=50), deadline, by_deadline)
        year = opened.year
        return early + spread(
            self.chance, deadline + timedelta(days=10), date(year, 10, 17), count - by_deadline
        )

    def _file(self, session: Session, cases: list[Case]) -> None:
        """Reviewed in batches at the session and one by one after it; numbers in that order."""
        closed, chance = session.closed_on or session.opened_on, self.chance
        for case in cases:
            day = case.row.submitted_on or closed
            case.row.filed_on = max(
                soon(chance, day, 2, 12),
                soon(chance, session.opened_on, 1, 20) if case.row.is_session else day,
            )
        cases.sort(key=lambda case: (case.row.filed_on, case.row.serial))
        meeting = soon(chance, closed, 24, 26)
        for number, case in enumerate(cases, 1):
            row = case.row
            row.number, row.category = number, case.matter.topic["category"]
            filed = row.filed_on or closed
            case.step("proposals.file", "submitted", "filed", filed, number % 400)
            assigned = max(meeting, filed) if row.is_session else soon(chance, filed, 3, 9)
            self.handlings.handle(case, assigned)

    def _decline(self, case: Case) -> None:
        row, chance = case.row, self.chance
        row.decline_reason, row.destination = chance.choice(DECLINED)
        row.decline_note = chance.choice(read("office")["decline_notes"])
        row.declined_on = soon(chance, case.handed_in, 3, 20)
        case.step("proposals.decline", "submitted", "declined", row.declined_on)

    def _merge(self, case: Case) -> None:
        row = case.row
        filed_on = row.merged_into.filed_on if row.merged_into else None
        row.merged_on = max(soon(self.chance, case.handed_in, 3, 12), filed_on or case.handed_in)
        case.step("proposals.merge", "submitted", "merged", row.merged_on)

    def drafts(self) -> None:
        """Not handed in: drafts, and one that was returned and keeps its serial."""
        session = self.world.sessions[YEARS[-1]]
        cases = [
            self.intake.receive(session, day, None)
            for day in spread(self.chance, date(2025, 4, 10), date(2025, 9, 30), DRAFTS)
        ]
        cases[0].row.proposer, cases[0].row.submitter_type = shown_member(self.world), "individual"
        cases[0].links.clear()
        total = sum(of(PROPOSALS[name], YEARS[-1]) for name in ("filed", "merged", "declined"))
        returned = self.intake.receive(session, date(2025, 9, 24), total + 1)
        returned.row.return_note = "请补充具体建议和责任单位。"
        returned.step("proposals.return", "submitted", "returned", date(2025, 9, 26))
        self.world.keep_past([case.past() for case in [*cases, returned]])
