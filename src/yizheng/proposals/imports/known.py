"""What the lines may name, looked up once: a fixed number of queries, however many lines."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Sum

from yizheng.core.wording import chinese
from yizheng.members.models import Mandate, Organ, Person, Sector, Session
from yizheng.proposals.models import Proposal, Reply
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.states import ReplyState
from yizheng.units.models import Party, Unit

from .cases import plain

NEEDLESS = re.compile(r"第|委员会|全体|会议|政协")
AT_A_TIME = 1000


class Known:
    """The sessions, units, bodies and members of the open committee. 6 queries."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        found = list(Session.objects.select_related("term").order_by("opened_on"))
        for session in found:
            for key in spellings(session):
                self._sessions[key] = session
        # The first day that belongs to a later session, by session.
        self.ends = {
            session.pk: next((s.opened_on for s in found if s.opened_on > session.opened_on), None)
            for session in found
        }
        self._units: dict[str, set[Unit]] = defaultdict(set)
        for unit in Unit.objects.all():
            self._units[plain(unit.name)].add(unit)
            self._units[plain(unit.short_name)].add(unit)
        self._parties = _named(Party.objects.all(), "name", "short_name")
        self._sectors = _named(Sector.objects.all(), "name")
        self._organs = _named(Organ.objects.all(), "name")
        self._members: dict[tuple[int, str], list[tuple[str, Person]]] = defaultdict(list)
        for seat in Mandate.objects.select_related("person").order_by("number"):
            self._members[seat.term_id, plain(seat.person.name)].append((seat.number, seat.person))

    def session(self, text: str) -> Session | None:
        """The session of a name such as 四届三次会议, however it is spelled."""
        return self._sessions.get(_session_key(text))

    def session_names(self) -> list[str]:
        """What the sessions are called, the earliest first."""
        return list(dict.fromkeys(str(session) for session in self._sessions.values()))

    def units(self, text: str) -> list[Unit]:
        """The units of a full or short name."""
        return sorted(self._units.get(plain(text), ()), key=lambda unit: unit.pk)

    def members(self, term_id: int, name: str) -> list[tuple[str, Person]]:
        """The members of a term who have this name, each with his number."""
        return self._members.get((term_id, plain(name)), [])

    def body(self, text: str) -> dict[str, Any]:
        """The party, sector or organ of this name as facts of a proposal; empty when unknown."""
        name = plain(text)
        for field_name, found in (
            ("party", self._parties.get(name)),
            ("sector", self._sectors.get(name.removesuffix("界别").removesuffix("界"))),
            ("sector", self._sectors.get(name.removesuffix("别"))),
            ("organ", self._organs.get(name)),
        ):
            if found is not None:
                return {field_name: found}
        return {}


def spellings(session: Session) -> set[str]:
    """How a session may be written: 四届三次, 4届3次, and the two mixed."""
    terms = {chinese(session.term.ordinal), str(session.term.ordinal)}
    return {
        f"{term}届{ordinal}次"
        for term in terms
        for ordinal in (chinese(session.ordinal), str(session.ordinal))
    }


def _session_key(text: str) -> str:
    return NEEDLESS.sub("", plain(text))


def _named(rows: Iterable[Any], *fields: str) -> dict[str, Any]:
    return {plain(getattr(row, field_name)): row for row in rows for field_name in fields}


@dataclass(slots=True)
class Stored:
    """The proposals of some sessions that are in the system, found by what tells them apart.

    `stamp` changes with every change of them.
    """

    by_number: dict[tuple[int, int], Proposal] = field(default_factory=dict)
    by_serial: dict[tuple[int, int], Proposal] = field(default_factory=dict)
    by_title: dict[tuple[int, str], list[Proposal]] = field(default_factory=dict)
    replies: dict[int, str] = field(default_factory=dict)
    stamp: str = ""

    @classmethod
    def of(cls, sessions: Iterable[int]) -> "Stored":
        """Those of the sessions. 3 queries, and 4 for every thousand proposals."""
        wanted = sorted(set(sessions))
        found = cls(stamp=stamp_of(wanted))
        rows = PROPOSALS.whole(Proposal.objects.filter(session__in=wanted)).order_by("pk")
        for row in rows.iterator(chunk_size=AT_A_TIME):
            if row.number:
                found.by_number[row.session_id, row.number] = row
            if row.serial:
                found.by_serial[row.session_id, row.serial] = row
            found.by_title.setdefault((row.session_id, plain(row.title)), []).append(row)
        sent = Reply.objects.filter(
            handling__proposal__session__in=wanted, state=ReplyState.SENT
        ).order_by("round", "-handling")
        found.replies = dict(sent.values_list("handling__proposal", "body"))
        return found


def stamp_of(sessions: Iterable[int]) -> str:
    """What changes when a proposal of the sessions is begun, moved or revised. 1 query."""
    rows = Proposal.objects.filter(session__in=sorted(set(sessions)))
    counted = rows.aggregate(Count("pk"), Max("pk"), Sum("version"))
    return "/".join(str(counted[key] or 0) for key in sorted(counted))
