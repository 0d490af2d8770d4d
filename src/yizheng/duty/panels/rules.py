"""Rules as people read them: a table of lines in words, from the text as it stands."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.duty import engine
from yizheng.duty.engine.rules import ByPart, ByRole, Condition, Item, Marked, Rules, Rung, Select
from yizheng.duty.models import RuleSet
from yizheng.duty.sources import SOURCES

WHO = {"standing": "常务委员", "ordinary": "常务委员以外的委员"}
CLOCKS = {"year": "自然年度", "session": "届次年度"}
LADDERS = {"each": "同一件取最高的一级", "highest": "只取最高的一级", "sum": "各级相加"}
SHARES = {"rest": "其余人平分剩下的", "even": "平分"}
PARTS = {"first": "第一", "joint": "联名", "collective": "集体"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the rules: what it is called, what counts, how much, with which limits."""

    name: str
    counts: str
    points: str
    limits: str


@dataclass(frozen=True, slots=True)
class Table:
    """A group with its lines and what holds for all of them."""

    name: str
    note: str
    rows: tuple[Row, ...]


def in_words(rules: Rules) -> dict[str, Any]:
    """What the panel shows of rules. No query."""
    tables = []
    for group in rules.groups:
        rows = tuple(_row(item) for item in rules.items if item.group == group.key)
        tables.append(Table(group.name, _bounds(group.base, group.cap, group.floor), rows))
    loose = tuple(_row(item) for item in rules.items if not item.group)
    if loose:
        tables.append(Table("其他", "", loose))
    grades = sorted(rules.grades, key=lambda grade: -grade.from_)
    whole = _bounds(rules.base, rules.cap, rules.floor)
    if rules.adjustment_cap is not None:
        whole += f"；人工加减分最多{_number(rules.adjustment_cap)}分"
    return {
        "clock": CLOCKS[rules.clock],
        "whole": whole.strip("；"),
        "tables": tables,
        "grades": [(grade.name, f"{_number(grade.from_)}分以上") for grade in grades],
        "minimums": [
            (
                _for(rule.for_) + rule.name,
                "，或者".join(_condition(one) for one in rule.any_of)
                + ("；没有通知到的不要求" if rule.if_invited else ""),
                f"没有做到的最高“{rule.grade}”" if rule.grade else "只提示",
            )
            for rule in rules.minimums
        ],
        "vetoes": [
            (
                _for(rule.for_) + rule.name,
                _condition(rule),
                f"最高“{rule.grade}”" if rule.grade else "只提示",
            )
            for rule in rules.vetoes
        ],
    }


def _row(item: Item) -> Row:
    limits = [
        f"至少{item.at_least}{_unit(item)}才计" if item.at_least else "",
        f"从第{item.from_}{_unit(item)}起" if item.from_ > 1 else "",
        f"最多计{item.most}{_unit(item)}" if item.most is not None else "",
        f"不超过{item.people_at_most}人的才计" if item.people_at_most is not None else "",
        "前面已经计分的不再计" if item.besides else "",
        LADDERS[item.ladder] if item.rungs else "",
        _bounds(None, item.cap, item.floor),
    ]
    points = (
        _points(item.points)
        if item.points
        else "；".join(f"{_rung(item, rung)}{_points(rung.points)}" for rung in item.rungs)
    )
    name = _for(item.for_) + item.name
    return Row(name, _counted(item), points, "；".join(filter(None, limits)))


def _for(who: str) -> str:
    return f"（{WHO[who]}）" if who in WHO else ""


def _unit(select: Select) -> str:
    units = [SOURCES[key].unit for key in select.sources if key in SOURCES]
    return units[0] if len(set(units)) == 1 else "次"


def _counted(select: Select) -> str:
    names = [SOURCES[key].label if key in SOURCES else key for key in select.sources]
    marks = _marks(select, select)
    return "、".join(names) + (f"（{marks}）" if marks else "")


def _condition(condition: Condition) -> str:
    return f"{_counted(condition)}至少{condition.at_least}{_unit(condition)}"


def _marks(marked: Marked, select: Select) -> str:
    def words(marks: tuple[str, ...], between: str) -> str:
        return between.join(_mark(mark, select) for mark in marks)

    told = [
        words(marked.with_, "、"),
        words(marked.any_, "或"),
        f"不含{words(marked.without, '、')}" if marked.without else "",
    ]
    return "，".join(filter(None, told))


def _mark(mark: str, select: Select) -> str:
    known = (SOURCES[key].marks for key in select.sources if key in SOURCES)
    return next((marks[mark] for marks in known if mark in marks), mark)


def _rung(item: Item, rung: Rung) -> str:
    return rung.name or _marks(rung, item) or "其他"


def _points(points: ByPart) -> str:
    shares: dict[str, Any] = {
        "first": points.sole if points.first is None else points.first,
        "joint": points.joint,
        "collective": points.collective,
    }
    if all(share == points.sole for share in shares.values()):
        return f"{_number(points.sole)}分"
    told = [f"{PARTS[name]}{_share(share)}" for name, share in shares.items()]
    return f"个人{_number(points.sole)}分，{'，'.join(told)}"


def _share(share: Any) -> str:
    return SHARES.get(share) or f"{_number(share)}分"


def _bounds(base: ByRole | None, cap: ByRole | None, floor: ByRole | None) -> str:
    told = [
        f"基础{_amount(base)}" if base and (base.standing or base.ordinary) else "",
        f"最多{_amount(cap)}" if cap else "",
        f"最少{_amount(floor)}" if floor else "",
    ]
    return "，".join(filter(None, told))


def _amount(amount: ByRole) -> str:
    if amount.standing == amount.ordinary:
        return f"{_number(amount.standing)}分"
    return f"{_number(amount.ordinary)}分（常务委员{_number(amount.standing)}分）"


def _number(number: Decimal) -> str:
    return str(engine.to_json(number))


def _table(rules: RuleSet, actor: Actor) -> dict[str, Any]:
    """The rules in words. No query."""
    return in_words(engine.read(rules.text))


RULES_TABLE = Panel("规则", "duty/_rules.html", _table, first=True)
