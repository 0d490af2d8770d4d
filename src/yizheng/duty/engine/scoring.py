"""Points from facts: a pure function, the same for the same facts in whatever order."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from .facts import Adjustment, Fact, Member, in_order
from .rules import ByRole, Grade, Item, Minimum, Rules, Veto

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scored:
    """What one fact brought in one line."""

    fact: Fact
    points: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One item: the facts that brought points, their sum, and what is left of it by its bounds."""

    name: str
    group: str
    scored: tuple[Scored, ...]
    raw: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Block:
    """One group with its lines; `points` is what is left of base and lines by its bounds."""

    name: str
    base: Decimal
    lines: tuple[Line, ...]
    raw: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Finding:
    """A minimum or a veto: whether it is met, or does not apply."""

    name: str
    is_met: bool
    grade: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The whole: base, groups, adjustments, total and grade."""

    base: Decimal
    blocks: tuple[Block, ...]
    adjustments: tuple[Adjustment, ...]
    adjusted: Decimal
    raw: Decimal
    total: Decimal
    grade: str
    minimums: tuple[Finding, ...]
    vetoes: tuple[Finding, ...]


def score(
    rules: Rules,
    member: Member,
    facts: Iterable[Fact],
    adjustments: Iterable[Adjustment] = (),
) -> Result:
    """What the rules make of a member's facts. The order in which facts come does not matter."""
    known = in_order(facts)
    given = tuple(sorted(adjustments, key=lambda one: one.record))
    lines = _lines(rules, member, known)
    blocks = _blocks(rules, member, lines)
    base = rules.base.of(member)
    adjusted = sum((one.points for one in given), ZERO)
    if rules.adjustment_cap is not None:
        adjusted = max(-rules.adjustment_cap, min(rules.adjustment_cap, adjusted))
    raw = base + sum((block.points for block in blocks), ZERO) + adjusted
    total = _bounded(raw, rules.cap, rules.floor, member)
    minimums = tuple(_minimum(rule, known) for rule in rules.minimums if _concerns(rule, member))
    vetoes = tuple(_veto(rule, known) for rule in rules.vetoes if _concerns(rule, member))
    barred = [one.grade for one in minimums if not one.is_met]
    barred += [one.grade for one in vetoes if one.is_met]
    grade = _grade(rules.grades, total, [name for name in barred if name])
    return Result(base, blocks, given, adjusted, raw, total, grade, minimums, vetoes)


def _concerns(rule: Item | Minimum | Veto, member: Member) -> bool:
    return rule.for_ == "all" or (rule.for_ == "standing") == member.is_standing


def _bounded(value: Decimal, cap: ByRole | None, floor: ByRole | None, member: Member) -> Decimal:
    if floor is not None:
        value = max(value, floor.of(member))
    if cap is not None:
        value = min(value, cap.of(member))
    return value


def _lines(rules: Rules, member: Member, facts: list[Fact]) -> list[Line]:
    """The items in their order; an item may leave out what scored in an earlier one."""
    lines, used = [], dict[str, set[str]]()
    for item in rules.items:
        if not _concerns(item, member):
            continue
        gone = set().union(*(used.get(key, set()) for key in item.besides))
        chosen = item.chosen(fact for fact in facts if fact.record not in gone)
        scored = _scored(item, chosen) if len(chosen) >= item.at_least else []
        raw = sum((one.points for one in scored), ZERO)
        points = _bounded(raw, item.cap, item.floor, member)
        lines.append(Line(item.name, item.group, tuple(scored), raw, points))
        if item.key:
            used[item.key] = {one.fact.record for one in scored}
    return lines


def _scored(item: Item, chosen: list[Fact]) -> list[Scored]:
    if item.points is not None:
        scored = [Scored(fact, item.points.of(fact)) for fact in chosen]
    else:
        scored = _climbed(item, chosen)
    # What brings nothing, such as another's proposal one has signed, is no first one either.
    scored = sorted((one for one in scored if one.points), key=lambda one: one.fact.place)
    scored = scored[item.from_ - 1 :]
    if item.most is not None:
        scored = sorted(scored, key=_weight)[: item.most]
    return sorted(scored, key=lambda one: one.fact.place)


def _weight(one: Scored) -> tuple[object, ...]:
    """What counts most comes first: of several the best ones are taken."""
    return -abs(one.points), *one.fact.place


def _climbed(item: Item, chosen: list[Fact]) -> list[Scored]:
    """A ladder: the sum of all rungs, the highest of each matter, or the highest of all."""
    reached = [
        Scored(fact, rung.points.of(fact))
        for fact in chosen
        for rung in item.rungs
        if rung.fits(fact)
    ]
    if item.ladder == "sum":
        return [
            Scored(fact, sum((one.points for one in reached if one.fact is fact), ZERO))
            for fact in chosen
        ]
    if item.ladder == "highest":
        return sorted(reached, key=_weight)[:1]
    by_matter = sorted(reached, key=lambda one: one.fact.subject)
    return [
        min(same, key=_weight) for _, same in groupby(by_matter, key=lambda one: one.fact.subject)
    ]


def _blocks(rules: Rules, member: Member, lines: list[Line]) -> tuple[Block, ...]:
    """The groups with their lines; lines without a group stand each for itself, at the end."""
    blocks = []
    for group in rules.groups:
        inside = tuple(line for line in lines if line.group == group.key)
        base = group.base.of(member)
        raw = base + sum((line.points for line in inside), ZERO)
        points = _bounded(raw, group.cap, group.floor, member)
        blocks.append(Block(group.name, base, inside, raw, points))
    loose = (line for line in lines if not line.group)
    blocks += [Block("", ZERO, (line,), line.points, line.points) for line in loose]
    return tuple(blocks)


def _minimum(rule: Minimum, facts: list[Fact]) -> Finding:
    found: list[Fact] = []
    for condition in rule.any_of:
        chosen = condition.chosen(facts)
        if len(chosen) >= condition.at_least:
            return Finding(rule.name, True, rule.grade, tuple(chosen))  # noqa: FBT003
        found += chosen
    asked = {source for condition in rule.any_of for source in condition.sources}
    excused = rule.if_invited and not any(fact.source in asked for fact in facts)
    return Finding(rule.name, excused, rule.grade, tuple(found))


def _veto(rule: Veto, facts: list[Fact]) -> Finding:
    chosen = rule.chosen(facts)
    return Finding(rule.name, len(chosen) >= rule.at_least, rule.grade, tuple(chosen))


def _grade(grades: tuple[Grade, ...], total: Decimal, at_most: list[str]) -> str:
    """The best grade the points reach, and none better than any of `at_most`."""
    ladder = sorted(grades, key=lambda grade: grade.from_)
    limits = [place for place, grade in enumerate(ladder) if grade.name in at_most]
    reached = [place for place, grade in enumerate(ladder) if total >= grade.from_]
    if not reached:
        return ""
    return ladder[min([max(reached), *limits])].name
