"""The steps of a change of term, each with how far it is and where it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Panel, import_url
from yizheng.members import permissions, selectors
from yizheng.members.models import TermChange
from yizheng.members.states import TermState


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: whether it is done, in words how far, and its pages as `(label, address)`."""

    label: str
    is_done: bool
    said: str
    links: list[tuple[str, str]]


def _steps(change: TermChange, actor: Actor) -> dict[str, Any]:
    """All steps. About 15 queries, however long the list."""
    draft = can(actor, permissions.keep_term_change, change)
    compared = selectors.comparison_of(change)
    is_open = change.state == TermState.DRAFT
    return {
        "stages": [
            _term(change, draft=draft),
            _list(change, compared, actor, draft=draft),
            _places(change, compared),
            _posts(change),
            Stage("复核、生效", change.state == TermState.IN_FORCE, _confirmed(change), []),
        ],
        "faults": selectors.faults_of(change) if is_open else [],
        "return_note": change.return_note if is_open else "",
    }


def _at(name: str, change: TermChange) -> str:
    return reverse(f"members:{name}", args=[change.pk])


def _term(change: TermChange, *, draft: bool) -> Stage:
    days = f"第一天 {change.starts_on}，上一届到 {selectors.last_day(change)} 为止"
    said = f"{days}；{change.decided_by or '还没有写决定名单的会议'}"
    links = [("修改", _at("term-changes-edit", change))] if draft else []
    return Stage("新一届", bool(change.decided_by), said, links)


def _list(
    change: TermChange, compared: selectors.Comparison, actor: Actor, *, draft: bool
) -> Stage:
    sums = compared.sums
    said = (
        f"{sums['now']} 位：继续 {sums['stays']} 位，新任 {sums['comes']} 位；"
        f"离任 {sums['goes']} 位"
    )
    nominees = REGISTERS["members.nominee"]
    links, unclear = [], []
    if draft:
        unclear = selectors.doubtful(change)
        links = [
            ("勾选继续的委员", _at("term-staying", change)),
            ("从表格导入", import_url(nominees, actor)),
            ("添一位", f"{nominees.url('new')}?change={change.pk}"),
        ]
    if unclear:
        said += f"；{len(unclear)} 位与系统里的人员同名，要核对"
        links.insert(0, ("核对同名的", _at("term-namesakes", change)))
    links.append(("看名单", f"{nominees.url('list')}?change={change.pk}"))
    return Stage("名单", bool(sums["now"]) and not unclear, said, links)


def _places(change: TermChange, compared: selectors.Comparison) -> Stage:
    sums = compared.sums
    agrees = bool(sums["places"]) and not any(line.difference for line in compared.lines)
    said = f"名额 {sums['places']}，名单 {sums['now']}" if sums["places"] else "还没有填名额"
    return Stage("名额对照", agrees, said, [("逐界别对照", _at("term-seats", change))])


def _posts(change: TermChange) -> Stage:
    filled = sum(len(rows) for _, rows in selectors.posts_of(change))
    said = f"已填 {filled} 人次" if filled else "还没有填"
    return Stage("职务和专门委员会", bool(filled), said, [("看职务", _at("term-posts", change))])


def _confirmed(change: TermChange) -> str:
    if change.state == TermState.IN_FORCE:
        return f"{change.confirmed_by}复核，{change.began_on} 办理生效"
    if change.state == TermState.CONFIRMED:
        return f"{change.confirmed_on} {change.confirmed_by}复核；{change.starts_on} 自动生效"
    if change.state == TermState.ASKED:
        return f"{change.asked_by}送复核，等另一人复核"
    return "名单定了以后送复核，由另一人复核；到第一天自动生效"


STEPS = Panel("换届的步骤", "members/_steps.html", _steps, first=True)
