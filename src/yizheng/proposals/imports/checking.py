"""Checking a table: what would become of each of its lines. Stores nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from yizheng.core.tables import Table
from yizheng.proposals.states import BY_GROUP

from .cases import Case, Fate, cases_of
from .columns import BY_LABEL, FAULTS
from .course import check_course
from .known import Known, Stored
from .matching import Mains, check_twice, compare, find_stored
from .naming import find_names, find_session

# By these a line is found in the system; the others are asked for when it is not there.
FOUND_BY, REQUIRED = ("session", "title"), ("submitter", "submitted_on")
BODIES = ("party", "sector", "organ")
NAMED_AT_MOST = 5
SAY_EVERY = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """A table after checking. `stamp` tells with what in the system it was compared."""

    cases: list[Case]
    notices: list[str]
    stamp: str

    @property
    def new(self) -> list[Case]:
        """The lines that would be stored."""
        return [case for case in self.cases if case.fate is Fate.NEW]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines have which fate."""
        found = Counter(case.fate for case in self.cases)
        return {str(fate): found[fate] for fate in Fate}

    @property
    def sessions(self) -> set[int]:
        """The sessions that the lines name."""
        return {case.session.pk for case in self.cases if "session" in case.facts}

    def told(self) -> list[dict[str, Any]]:
        """Each line and what becomes of it, as plain JSON."""
        return [_told(case) for case in self.cases]

    @property
    def digest(self) -> str:
        """What was found, as a short text: what is stored is what somebody has seen."""
        text = json.dumps([self.told(), self.stamp], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def check(
    table: Table, *, today: date | None = None, seen: Callable[[int], None] | None = None
) -> Checked:
    """Say what would become of each line.

    14 queries at most, however many lines, and 4 for every thousand proposals that the sessions
    have already. `seen` is told now and then how many lines have been looked at.
    """
    known, cases = Known(), cases_of(table)
    for case in cases:
        _require(case, FOUND_BY)
        find_session(case, known)
    check_twice(cases)
    stored = Stored.of(case.session.pk for case in cases if "session" in case.facts)
    for number, case in enumerate(cases):
        if "session" in case.facts:
            _look_at(case, known, stored, today or localdate())
        if seen and number % SAY_EVERY == 0:
            seen(number)
    mains = Mains(cases)
    for case in cases:
        if case.stored is None and "session" in case.facts:
            mains.find(case, stored)
    return Checked(cases, _notices(table, cases), stored.stamp)


def _look_at(case: Case, known: Known, stored: Stored, today: date) -> None:
    find_stored(case, stored)
    if case.stored is None:
        _require(case, REQUIRED)
        find_names(case, known)
        check_course(case, known, today)
    elif not case.faults:
        compare(case, stored, known)


def _require(case: Case, names: Iterable[str]) -> None:
    for name in names:
        if name not in case.said and not case.is_refused(name):
            case.refuse(name, "没有填写")


def _notices(table: Table, cases: list[Case]) -> list[str]:
    """What a reader should know about the table as a whole."""
    notices = []
    known = {*BY_LABEL, FAULTS}
    if unknown := [heading for heading in table.headings if heading not in known]:
        notices.append(f"没有读取这些列：{'、'.join(unknown)}")
    alone = [
        case.said["submitter"]
        for case in cases
        if case.fate is Fate.NEW
        and case.facts["submitter_type"] in BY_GROUP
        and not any(name in case.facts for name in BODIES)
    ]
    if alone:
        names = list(dict.fromkeys(alone))
        more = f"等 {len(names)} 个" if len(names) > NAMED_AT_MOST else ""
        notices.append(
            f"{'、'.join(names[:NAMED_AT_MOST])}{more}没有登记为党派团体、界别或者专门委员会，"
            "只记名称"
        )
    return notices


def _told(case: Case) -> dict[str, Any]:
    told: dict[str, Any] = {
        "line": case.number,
        "fate": str(case.fate),
        "number": case.said.get("number", ""),
        "title": case.said.get("title", ""),
    }
    if case.faults:
        told["faults"] = [[fault.column, fault.sentence] for fault in case.faults]
    elif case.stored is not None:
        told["stored"] = case.stored.pk
        told["differences"] = case.differences
    else:
        told["state"] = case.state.label
    return told
