"""Names in a line to what they stand for: people, bodies, units, codes. Nothing is guessed."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import TextChoices

from yizheng.core.codes import CodeList, Entry
from yizheng.members.models import Person
from yizheng.proposals.codes import (
    CATEGORIES,
    DECLINE_REASONS,
    LOCAL_CATEGORIES,
    RESULT_CLASSES,
    RESULT_OPINIONS,
)
from yizheng.proposals.states import BY_MEMBER, Channel, Destination, Mode, SubmitterType
from yizheng.units.models import Unit

from .cases import Case, names_in, plain
from .known import Known

WITH_NUMBER = re.compile(r"(.+?)\((.+)\)")
SHOWN_NAMES = 8
# Each code list, and the day on which it was chosen from.
CODES: dict[str, tuple[CodeList, str]] = {
    "category": (CATEGORIES, "filed_on"),
    "local_category": (LOCAL_CATEGORIES, "filed_on"),
    "decline_reason": (DECLINE_REASONS, "declined_on"),
    "result_class": (RESULT_CLASSES, "replied_on"),
    "satisfaction": (RESULT_OPINIONS, "evaluated_on"),
}
CHOICES: dict[str, type[TextChoices]] = {
    "submitter_type": SubmitterType,
    "channel": Channel,
    "destination": Destination,
    "mode": Mode,
}


def find_session(case: Case, known: Known) -> None:
    """The session, by which everything else of the line is known."""
    said = case.said.get("session")
    if said is None:
        return
    session = known.session(said)
    if session is None:
        names = known.session_names()
        there = f"现有：{'、'.join(names[-SHOWN_NAMES:])}" if names else "还没有登记全体会议"
        case.refuse("session", f"没有“{said}”这次会议，请先登记；{there}")
    else:
        case.facts["session"] = session


def find_names(case: Case, known: Known) -> None:
    """Everything else that a line names. No query."""
    for name, choices in CHOICES.items():
        if name in case.said:
            _choose(case, name, choices)
    for name, (codes, day) in CODES.items():
        if name in case.said:
            _find_code(case, name, codes, on=case.day(day))
    _find_submitter(case, known)
    _find_signers(case, known)
    _find_units(case, known)


def _choose(case: Case, name: str, choices: type[TextChoices]) -> None:
    said = plain(case.said[name])
    found = next((choice for choice in choices if plain(str(choice.label)) == said), None)
    if found is None:
        labels = "、".join(str(choice.label) for choice in choices)
        case.refuse(name, f"没有“{case.said[name]}”这一项；可选：{labels}")
    else:
        case.facts[name] = found


def _find_code(case: Case, name: str, codes: CodeList, *, on: date | None) -> None:
    """An entry that was offered on the day, or else at any time, by its name or its code."""
    said = plain(case.said[name])
    offered = codes.entries(on=on) if on else []
    for entry in (*offered, *codes.known()):
        if said in (plain(entry.label), entry.code):
            case.facts[name] = entry
            return
    labels = "、".join(entry.label for entry in offered or codes.known())
    case.refuse(name, f"本会没有“{case.said[name]}”这一项；可选：{labels}")


def entry_of(case: Case, name: str) -> Entry | None:
    """The entry of a code list that a line names."""
    found: Entry | None = case.facts.get(name)
    return found


# --- People and bodies ---------------------------------------------------------------------------


def _find_submitter(case: Case, known: Known) -> None:
    said = case.said.get("submitter")
    if said is None or ("submitter_type" in case.said and "submitter_type" not in case.facts):
        return
    kind = case.facts.get("submitter_type") or _kind_of(case, said, known)
    if kind is None:
        return
    case.facts["submitter_type"] = kind
    if kind in BY_MEMBER:
        case.facts["proposer"] = _member(case, "submitter", said, known)
    else:
        case.facts |= {"submitter_name": said, **known.body(said)}


def _kind_of(case: Case, said: str, known: Known) -> SubmitterType | None:
    """In whose name it was made, when the table does not say."""
    if "co_signers" in case.said:
        return SubmitterType.JOINT
    if known.members(case.session.term_id, _parted(said)[0]):
        return SubmitterType.INDIVIDUAL
    body = known.body(said)
    if "sector" in body:
        return SubmitterType.SECTOR
    if "organ" in body:
        return SubmitterType.SPECIAL
    if "party" in body:
        case.refuse("submitter_type", "没有填写，请写明是党派还是人民团体")
    else:
        term = case.session.term
        case.refuse(
            "submitter",
            f"{term}没有叫“{said}”的委员，也没有登记这个党派团体、界别或者专门委员会；"
            "集体提案请填写提案者类型",
        )
    return None


def _find_signers(case: Case, known: Known) -> None:
    names = names_in(case.said.get("co_signers", ""))
    found = [_member(case, "co_signers", name, known) for name in names]
    people = [person for person in found if person is not None]
    if twice := _twice(str(person) for person in people if people.count(person) > 1):
        case.refuse("co_signers", f"“{twice}”写了两次")
    if case.facts.get("proposer") in people:
        case.refuse("co_signers", "第一提案人不必再列为联名委员")
    kind = case.facts.get("submitter_type")
    if kind == SubmitterType.JOINT and not names:
        case.refuse("co_signers", "没有填写；联名提案须有联名委员")
    if kind is not None and kind != SubmitterType.JOINT and names:
        case.refuse("co_signers", f"提案者类型是{kind.label}的，没有联名委员")
    case.facts["co_signers"] = people


def _member(case: Case, column: str, text: str, known: Known) -> Person | None:
    """A member of the session's term; of several with one name, the one whose number is given."""
    term = case.session.term
    name, number = _parted(text)
    found = known.members(term.pk, name)
    if number:
        found = [(held, person) for held, person in found if plain(held) == number]
    if len(found) == 1:
        return found[0][1]
    if found:
        ways = " 或 ".join(f"{person}({held})" for held, person in found)
        case.refuse(column, f"{term}有 {len(found)} 位委员叫“{name}”，请写成 {ways}")
    else:
        wanted = f"叫“{name}”、委员证号 {number} " if number else f"叫“{name}”"
        case.refuse(column, f"{term}没有{wanted}的委员，请核对姓名，或者先登记委员")
    return None


def _parted(text: str) -> tuple[str, str]:
    """A name and the number behind it, empty when there is none."""
    said = plain(text)
    found = WITH_NUMBER.fullmatch(said)
    return (found[1], found[2]) if found else (said, "")


# --- Units ---------------------------------------------------------------------------------------


def _find_units(case: Case, known: Known) -> None:
    lead = None
    if "lead_unit" in case.said:
        lead = _unit(case, "lead_unit", case.said["lead_unit"], known)
    names = names_in(case.said.get("helpers", ""))
    helpers = [unit for name in names if (unit := _unit(case, "helpers", name, known))]
    if lead in helpers or len(set(helpers)) < len(helpers):
        case.refuse("helpers", "同一个单位写了两次；主办单位不必再列为会办单位")
    mode = case.facts.setdefault("mode", Mode.LEAD if names else Mode.SOLE)
    if "lead_unit" in case.said and (mode == Mode.SOLE) == bool(names):
        case.refuse("mode", "独办的只有一个单位，其他的须有会办单位；请核对会办单位")
    case.facts |= {"lead_unit": lead, "helpers": helpers}


def _unit(case: Case, column: str, text: str, known: Known) -> Unit | None:
    found = known.units(text)
    if len(found) == 1:
        return found[0]
    if found:
        names = " 或 ".join(unit.name for unit in found)
        case.refuse(column, f"有 {len(found)} 个单位叫“{text}”，请写全称：{names}")
    else:
        case.refuse(column, f"没有叫“{text}”的承办单位，请核对名称，或者先登记单位")
    return None


def _twice(names: Iterable[str]) -> str:
    return next(iter(names), "")


def facts_named(case: Case) -> dict[str, Any]:
    """The codes of a line as columns of a proposal."""
    return {name: entry.code for name in CODES if (entry := entry_of(case, name))}
