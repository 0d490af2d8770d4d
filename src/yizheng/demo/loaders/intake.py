"""Proposals as they are handed in: who, what about, and the text in its three parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from yizheng.core.records import Past
from yizheng.demo import writing
from yizheng.demo.composing import Matter, Matters, fill, here_of
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.members.models import Person, Session
from yizheng.proposals.models import Contact, Evaluation, Handling, Promise, Proposal, Reply

Step = tuple[str, str, str, Any]

DEADLINE_DAYS = 2
# The units whose people have logins.
SHOWN_UNIT, HELPING_UNIT = "市住房和城乡建设局", "市城市管理局"
PARTIES = ("民革", "民盟", "民建", "民进", "农工党", "九三学社", "工商联")
ORGANISATIONS = ("总工会", "团市委", "妇联", "科协", "侨联")
SPECIAL = (
    "经济委员会",
    "农业和农村委员会",
    "人口资源环境委员会",
    "教科卫体委员会",
    "社会和法制委员会",
)
# How often each type of submitter occurs among a hundred proposals.
TYPES = {"individual": 55, "joint": 24, "party": 13, "organisation": 3, "sector": 3}
TYPES |= {"special": 1, "group": 1}


@dataclass
class Part:
    """What one unit did with a proposal; its reply is None when it helped."""

    handling: Handling
    steps: list[Step]
    replies: list["Answer"] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether the unit gave it back, or it was taken away."""
        return self.steps[-1][2] in ("returned", "relieved")


@dataclass
class Answer:
    """A reply with the steps it took, what it promised, and how it was judged."""

    reply: Reply
    steps: list[Step]
    promises: list[Promise] = field(default_factory=list)
    judgements: list[Evaluation] = field(default_factory=list)


@dataclass
class Case:
    """A proposal, what it was written from, its links, and the steps it took."""

    row: Proposal
    matter: Matter
    links: dict[str, Sequence[Any]] = field(default_factory=dict)
    steps: list[tuple[str, str, str, Any]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def step(self, key: str, before: str, after: str, day: date, minute: int = 0) -> None:
        """Write one step down."""
        self.steps.append((key, before, after, at(day, minute=minute)))

    def note(self, key: str, day: date) -> None:
        """A mark, such as "key", leaves the state as it was on its day."""
        moment = at(day, minute=470)
        state = [after for _, _, after, when in self.steps if when <= moment][-1]
        self.steps.append((key, state, state, moment))
        self.steps.sort(key=lambda step: step[3])

    @property
    def handed_in(self) -> date:
        """The day on which it was handed in; of a draft, the session's opening."""
        return self.row.submitted_on or self.row.session.opened_on

    def past(self) -> Past:
        """The case as it is stored."""
        return Past(self.row, self.steps, self.links)


def shown_member(world: World) -> Person:
    """The member whose login the demo gives: in the sector of medicine, with work of every kind."""
    return world.in_sector("医药卫生", date(2025, 12, 31))[2]


def co_signing_member(world: World) -> Person:
    """Another member with a login, whom the first one asks to sign with him."""
    return world.in_sector("教育", date(2025, 12, 31))[1]


class Intake:
    """Where proposals arrive."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance("proposal intake")
        self.matters = Matters(world.chance("proposal matters"), world.titles)
        self.types = self._types()

    def _types(self) -> Iterator[str]:
        while True:
            hundred = [name for name, share in TYPES.items() for _ in range(share)]
            self.chance.shuffle(hundred)
            yield from hundred

    def receive(
        self, session: Session, day: date, serial: int | None, *, like: Case | None = None
    ) -> Case:
        """A proposal handed in on a day, or a draft when it has no serial.

        Args:
            like: the proposal of which this one says the same in other words.
        """
        chance = self.chance
        matter = self._like(like.matter) if like else self.matters.next("titles", self._wrap)
        row = Proposal(
            session=session,
            serial=serial,
            title=matter.title,
            submitted_on=day if serial else None,
            situation=writing.situation(matter, chance),
            analysis=writing.analysis(matter, chance),
            suggestion=writing.suggestion(matter, chance),
            channel="paper" if chance.random() < 0.06 else "online",
            is_session=bool(serial) and day <= session.opened_on + timedelta(days=DEADLINE_DAYS),
        )
        case = Case(row, matter)
        self._sign(case, day)
        begun, minute = day - timedelta(days=chance.randint(0, 6)), chance.randrange(480)
        case.step("proposals.create_draft", "", "draft", begun, minute // 2)
        if serial:
            case.step("proposals.submit", "draft", "submitted", day, minute)
        return case

    def _wrap(self, stem: str) -> str:
        return f"关于{stem}的{'提案' if self.chance.random() < 0.62 else '建议'}"

    def _like(self, matter: Matter) -> Matter:
        """Another one's words on the same matter: the reason for merging."""
        stems = matter.topic["titles"]
        for stem in self.chance.sample(stems, len(stems)):
            title = self._wrap(fill(stem, matter.slots, self.chance))
            if title not in self.world.titles:
                self.world.titles.add(title)
                slots = matter.slots | {"here": here_of(stem, matter.slots)}
                facts, measures = matter.facts[::-1], matter.measures[:3]
                return Matter(matter.topic, slots, title, facts, matter.problems, measures)
        return self.matters.next("titles", self._wrap)

    def _sign(self, case: Case, day: date) -> None:
        """In whose name it is made."""
        row, kind = case.row, next(self.types)
        row.submitter_type = kind
        if kind in {"individual", "joint"}:
            self._members(case, day)
        elif kind in {"party", "organisation"}:
            names = PARTIES if kind == "party" else ORGANISATIONS
            row.party = self.world.parties[self.chance.choice(names)]
            row.submitter_name = row.party.name
        elif kind == "sector":
            row.sector = self.chance.choice(list(self.world.sectors.values()))
            row.submitter_name = f"{row.sector.name}界别"
        elif kind == "special":
            row.submitter_name = self.chance.choice(SPECIAL)
        else:
            row.submitter_name = f"第{self.chance.randint(1, 12)}委员小组"

    def _members(self, case: Case, day: date) -> None:
        """Any member; some write more than others, and the one whose login is shown among them."""
        row, chance, serving = case.row, self.chance, self.world.serving(day)
        shown = shown_member(self.world)
        drawn = chance.random()
        row.proposer = chance.choice(serving[8::3] if drawn < 0.35 else serving)
        if drawn < 0.015:
            row.proposer = shown
        if row.submitter_type == "joint":
            signers = chance.sample(serving, chance.randint(2, 9))
            if chance.random() < 0.05:
                signers.append(shown)
            others = [person for person in dict.fromkeys(signers) if person != row.proposer]
            case.links["co_signers"] = others
