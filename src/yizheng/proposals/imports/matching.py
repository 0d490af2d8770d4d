"""Which proposal a line is: the same as another line, one that is stored already, a main one."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from yizheng.core.tables import day_of
from yizheng.proposals.models import Proposal
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.states import NUMBERED, State

from .cases import Case, Fate, names_in, number_of, plain, yes_or_no
from .columns import BY_NAME, LABELS, Kind
from .known import Known, Stored
from .naming import CHOICES, CODES

# A number alone, or as the system prints it before a title.
PRINTED = re.compile(r"第?0*([1-9]\d{0,8})号?|第0*([1-9]\d{0,8})号\s.*", re.DOTALL)
LONGEST_SHOWN = 60
COLUMNS = {column.name: column for column in PROPOSALS.columns}


def check_twice(cases: Iterable[Case]) -> None:
    """Refuse lines that have the number or the serial, or lacking both the title, of another."""
    seen: dict[tuple[Any, ...], int] = {}
    for case in cases:
        if "session" not in case.facts:
            continue
        keys: list[tuple[str, Any]]
        keys = [(name, case.facts[name]) for name in ("number", "serial") if name in case.facts]
        if not keys and "title" in case.said:
            keys = [("title", plain(case.said["title"]))]
        for name, value in keys:
            first = seen.setdefault((case.session.pk, name, value), case.number)
            if first != case.number:
                case.refuse(name, f"与第 {first} 行的{LABELS[name]}相同")


# --- What is stored already ----------------------------------------------------------------------


def find_stored(case: Case, stored: Stored) -> None:
    """The proposal that a line is, if it is in the system; and whether a number is another's."""
    if "title" not in case.said:
        return
    session, title = case.session.pk, plain(case.said["title"])
    number, serial = case.facts.get("number"), case.facts.get("serial")
    numbered = stored.by_number.get((session, number)) if number else None
    received = stored.by_serial.get((session, serial)) if serial else None
    for name, other in (("number", numbered), ("serial", received)):
        if other is not None and plain(other.title) != title:
            case.refuse(name, f"系统里 {case.said[name]} 是另一件提案：{other.title}")
    if numbered and received and numbered.pk != received.pk and not case.faults:
        case.refuse("serial", f"系统里第{number:04d}号的流水号是 {numbered.serial}")
    case.stored = numbered or received
    if number is None and serial is None:
        same = stored.by_title.get((session, title), [])
        if len(same) > 1:
            case.refuse("title", f"系统里有 {len(same)} 件提案叫这个名称，请填写提案号或者流水号")
        case.stored = next(iter(same), None)


def compare(case: Case, stored: Stored, known: Known) -> None:
    """Where a line says something else than the system; what it leaves blank says nothing."""
    record = case.stored
    if record is None:
        return
    for name, text in case.said.items():
        kept = _kept(record, name, stored)
        if kept is not None and _alike(name, text, known) != _alike(name, kept, known):
            case.differences.append((LABELS[name], _cut(text), _cut(kept)))


def _kept(record: Proposal, name: str, stored: Stored) -> str | None:
    """What an export says of the record in a column; None for a text that it cannot tell."""
    if name == "reply":
        return stored.replies.get(record.pk)
    return COLUMNS[name].text(record)


def _alike(name: str, text: str, known: Known) -> Any:
    """A text in the one way of writing that all its ways of writing come to."""
    if name == "session":
        return known.session(text) or text
    if name in MEANT:
        return MEANT[name](text, known)
    if name in CODES:
        codes, said = CODES[name][0], plain(text)
        return next((e.code for e in codes.known() if said in (plain(e.label), e.code)), said)
    if name in CHOICES or name == "state":
        return plain(text)
    read = READ.get(BY_NAME[name].kind, str)
    return read(text.replace("\r\n", "\n").strip()) if text else ""


def _person(text: str, _known: Known) -> str:
    return re.sub(r"\(.+\)$", "", plain(text))


def _people(text: str, known: Known) -> list[str]:
    return sorted(_person(name, known) for name in names_in(text))


def _unit(text: str, known: Known) -> Any:
    found = known.units(text)
    return found[0].pk if len(found) == 1 else plain(text)


def _units(text: str, known: Known) -> set[Any]:
    return {_unit(name, known) for name in names_in(text)}


def _main(text: str, _known: Known) -> Any:
    return _number_in(text) or plain(text)


def _number_in(text: str) -> int | None:
    found = PRINTED.fullmatch(text.strip())
    return int(found[1] or found[2]) if found else None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


READ: dict[Kind, Callable[[str], Any]] = {
    Kind.DAY: day_of,
    Kind.NUMBER: number_of,
    Kind.YES: yes_or_no,
}


MEANT: dict[str, Callable[[str, Known], Any]] = {
    "submitter": _person,
    "co_signers": _people,
    "lead_unit": _unit,
    "helpers": _units,
    "merged_into": _main,
}


# --- What it was merged into ---------------------------------------------------------------------


class Mains:
    """The proposals of the table that others may have been merged into, by number and by title."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._found: dict[tuple[int, Any], Case] = {}
        for case in cases:
            if "session" not in case.facts:
                continue
            if "number" in case.facts:
                self._found[case.session.pk, case.facts["number"]] = case
            if "title" in case.said:
                self._found.setdefault((case.session.pk, plain(case.said["title"])), case)

    def find(self, case: Case, stored: Stored) -> None:
        """What a line that was merged went on as part of."""
        if case.facts.get("state") != State.MERGED or "merged_into" not in case.said:
            return
        text, session = case.said["merged_into"], case.session.pk
        number = _number_in(text)
        main: Case | Proposal | None = self._found.get((session, number or plain(text)))
        if main is None and number:
            main = stored.by_number.get((session, number))
        elif main is None:
            same = stored.by_title.get((session, plain(text)), [])
            main = same[0] if len(same) == 1 else None
        if sentence := _main_refused(case, main):
            case.refuse("merged_into", sentence)
        else:
            case.main = main


def _main_refused(case: Case, main: Case | Proposal | None) -> str:
    """Why it cannot be merged into that one; empty when it can."""
    if main is None:
        return f"{case.session}没有“{_cut(case.said['merged_into'])}”这件提案，表里也没有"
    if main is case:
        return "不能并入自己"
    if isinstance(main, Case):
        if main.fate is Fate.FAULTY:
            return f"主案在第 {main.number} 行，那一行有错误"
        if main.stored is None:
            return _unfit(case, main.state, main.facts.get("number"))
        main = main.stored
    return _unfit(case, main.state, main.number)


def _unfit(case: Case, state: State | str, number: int | None) -> str:
    if state not in NUMBERED | {State.SUBMITTED}:
        return f"那件提案{State(state).label}，不能并入"
    if number is None and "number" in case.facts:
        return "已立案的提案只能并入已立案的提案"
    return ""
